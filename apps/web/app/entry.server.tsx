import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable } from '@react-router/node';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { ServerRouter } from 'react-router';
import type { EntryContext } from 'react-router';
import { messagesOf } from './i18n/all-messages.server';
import { MessageSource } from './i18n/texts';
import { NonceProvider } from './ui/nonce';

export { configure } from './settings.server';

export const streamTimeout = 10_000;

/**
 * A page without scripts is sent whole, with the policy that forbids them; one with scripts names them by a nonce of its own.
 * A nonce makes a page one visitor's, which is why public pages have none and may be cached.
 */
export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext): Promise<Response> {
  const isScripted = context.staticHandlerContext.matches.some(({ route }) => isScriptedHandle(handleOf(context, route.id)));
  const nonce = isScripted ? randomBytes(18).toString('base64') : undefined;
  headers.set('content-type', 'text/html; charset=utf-8');
  if (nonce !== undefined) headers.set('content-security-policy', consolePolicy(nonce));
  const mustWait = !isScripted || isbot(request.headers.get('user-agent') ?? '');
  return new Promise((resolve, reject) => {
    let code = status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider nonce={nonce}>
        <MessageSource value={messagesOf}>
          <ServerRouter context={context} url={request.url} nonce={nonce} />
        </MessageSource>
      </NonceProvider>,
      {
        nonce,
        [mustWait ? 'onAllReady' : 'onShellReady']() {
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          code = 500;
          console.error(error);
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

function handleOf(context: EntryContext, id: string): unknown {
  return context.routeModules[id]?.handle;
}

export function isScriptedHandle(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'js' in handle && handle.js === true;
}

/** Trusted Types: no string becomes HTML in the console but by the one policy that renders Markdown. */
function consolePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types markdown',
  ].join('; ');
}
