import type { Dispatcher } from 'undici';

export interface PostLimits {
  /** From beginning to end. */
  readonly totalMs: number;
  readonly maxReplyBytes: number;
  readonly maxExcerptBytes: number;
}

export interface PostRequest {
  readonly path: string;
  /** Name, value, name, value. */
  readonly headers: string[];
  readonly body: Uint8Array;
}

/** What came back: a reply (perhaps cut at the limit), or the error that ended the call. */
export type PostResult =
  | {
      readonly statusCode: number;
      readonly retryAfter: string | readonly string[] | undefined;
      readonly start: Buffer;
      readonly wasCut: boolean;
    }
  | { readonly error: Error };

class TimedOut extends Error {
  constructor(readonly code: 'UND_ERR_CONNECT_TIMEOUT' | 'TIMEOUT_RESPONSE') {
    super(code);
  }
}

class ReplyCut extends Error {}

/**
 * Posts once. undici's `dispatch` rather than `request`: no stream is built for a reply of which a few bytes are looked at, and the call can be
 * ended at any byte. Always resolves, at the latest after `totalMs`.
 */
export function postOnce(dispatcher: Dispatcher, request: PostRequest, limits: PostLimits): Promise<PostResult> {
  return new Promise((resolve) => {
    const call = new Call(limits, resolve);
    dispatcher.dispatch({ method: 'POST', path: request.path, headers: request.headers, body: request.body }, call);
  });
}

class Call implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private statusCode = 0;
  private retryAfter: string | readonly string[] | undefined;
  private bytes = 0;
  private readonly kept: Buffer[] = [];
  private isOver = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly limits: PostLimits,
    private readonly resolve: (result: PostResult) => void,
  ) {
    this.timer = setTimeout(() => {
      this.end(new TimedOut(this.controller === undefined ? 'UND_ERR_CONNECT_TIMEOUT' : 'TIMEOUT_RESPONSE'));
    }, limits.totalMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // The time was up while it waited for a connection: aborted before its first byte is written.
    if (this.isOver) controller.abort(new TimedOut('UND_ERR_CONNECT_TIMEOUT'));
  }

  onResponseStart(_: Dispatcher.DispatchController, statusCode: number, headers: Record<string, string | string[] | undefined>): void {
    this.statusCode = statusCode;
    this.retryAfter = headers['retry-after'];
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    const room = this.limits.maxExcerptBytes - this.bytes;
    // Copied, so that a kept kilobyte does not hold on to the whole read buffer.
    if (room > 0) this.kept.push(Buffer.from(chunk.subarray(0, room)));
    this.bytes += chunk.length;
    if (this.bytes > this.limits.maxReplyBytes) this.end(new ReplyCut());
  }

  /** One turn of the event loop later: a receiver that closes its connection without a word is heard before the next call is written to it. */
  onResponseEnd(): void {
    clearTimeout(this.timer);
    setImmediate(() => {
      this.finish(this.reply(false));
    });
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.finish({ error });
  }

  /** Ends the call from our side; the connection is not used again. */
  private end(reason: TimedOut | ReplyCut): void {
    this.finish(reason instanceof ReplyCut ? this.reply(true) : { error: reason });
    this.controller?.abort(reason);
  }

  private reply(wasCut: boolean): PostResult {
    return { statusCode: this.statusCode, retryAfter: this.retryAfter, start: Buffer.concat(this.kept), wasCut };
  }

  private finish(result: PostResult): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    this.resolve(result);
  }
}
