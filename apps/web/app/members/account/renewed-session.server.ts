import { createContext } from 'react-router';

/**
 * The cookies that an action was given with its answer. The page is rendered in the same request, whose own cookie has just ended: without the
 * new one its reader would be led to sign in, and what is shown once would never be seen.
 */
export const renewedCookies = createContext<readonly string[]>([]);

/** The request as the browser will send it next. */
export function withRenewed(request: Request, setCookies: readonly string[]): Request {
  if (setCookies.length === 0) return request;
  const cookies = new Map((request.headers.get('cookie') ?? '').split('; ').map((pair) => [pair.split('=', 1)[0] ?? '', pair]));
  for (const cookie of setCookies) {
    const [pair = ''] = cookie.split(';', 1);
    cookies.set(pair.split('=', 1)[0] ?? '', pair);
  }
  const headers = new Headers(request.headers);
  headers.set('cookie', [...cookies.values()].filter((pair) => pair !== '').join('; '));
  return new Request(request.url, { headers });
}
