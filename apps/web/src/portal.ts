import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { PageCache } from './page-cache.js';
import type { Pages } from './pages.js';
import { sendPage } from './send-page.js';

/** Everything under these is the same for everybody: rendered from its address alone, without a cookie or any other header. */
const PUBLIC_PATH = /^\/(?:(?:en|tc|sc)(?:\/|$)|sitemap(?:-pages)?\.xml$|sitemap\/|robots\.txt$|\.well-known\/security\.txt$)/u;

/** Written plainly or percent-encoded, both are resolved (WHATWG URL, section 4.4). */
const DOTS = /\.|%2e/iu;

export interface PortalParts {
  readonly log: Logger;
  readonly pages: Pick<Pages, 'render'>;
  readonly cache: PageCache;
  readonly publicUrl: string;
  /** The headers of every answer. */
  readonly always: Readonly<Record<string, string>>;
}

/**
 * Answers the public pages before the framework is asked, which doubles what one processor can serve. Says whether it has taken the request.
 */
export function servePortal(parts: PortalParts): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const { method, url = '' } = request;
    if ((method !== 'GET' && method !== 'HEAD') || !isPublic(url)) return false;
    const page = parts.cache.find(url);
    if (page === undefined) void renderAndSend(parts, request, response);
    else sendPage(request, response, page);
    return true;
  };
}

/** The address as it is written must be public, and must still be when its dots are resolved. */
function isPublic(url: string): boolean {
  if (!PUBLIC_PATH.test(url.split('?', 1)[0] ?? url)) return false;
  return !DOTS.test(url) || PUBLIC_PATH.test(new URL(url, 'http://localhost').pathname);
}

async function renderAndSend({ log, pages, cache, publicUrl, always }: PortalParts, request: IncomingMessage, response: ServerResponse) {
  const { url = '' } = request;
  try {
    sendPage(request, response, await cache.get(url, async () => pages.render(new URL(url, publicUrl).href)));
  } catch (error) {
    log.error({ err: error }, 'a page could not be rendered');
    response.writeHead(500, { ...always, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    response.end('Something went wrong on our side. Please try again in a minute.\n');
  }
}
