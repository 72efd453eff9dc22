/** What a script asks for is no page: the same address with an ending, as in `/console/advisories.data`. */
const DATA_ENDING = /(?:\/_)?\.data$/u;

/** Whether a script of ours asks, and not a browser for a page. */
export function isOfScript({ url }: Request): boolean {
  return DATA_ENDING.test(new URL(url).pathname);
}

/** The page that a request is about, also where a script asks for its data alone. */
export function pageOf(request: Request): string {
  const { pathname, searchParams } = new URL(request.url);
  if (!isOfScript(request)) return pathname + new URL(request.url).search;
  const parameters = [...searchParams].filter(([name]) => name !== '_routes' && name !== 'index');
  const search = new URLSearchParams(parameters).toString();
  return pathname.replace(DATA_ENDING, '').replace(/^\/_root$|^$/u, '/') + (search === '' ? '' : `?${search}`);
}

/** Where to go after signing in: a page of ours and nothing else (no open redirect, and no data of a page). */
export function safeNext(next: string | null, otherwise: string): string {
  if (next === null || !/^\/(?![/\\])/u.test(next) || /[\u0000-\u001f\\]/u.test(next)) return otherwise;
  const url = new URL(next, 'http://ours.invalid');
  // `/x/..//elsewhere` is a path of ours as it is written, and another host when its dots are resolved.
  if (url.origin !== 'http://ours.invalid' || url.pathname.startsWith('//') || DATA_ENDING.test(decodedPath(url))) return otherwise;
  return url.pathname + url.search;
}

function decodedPath({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
