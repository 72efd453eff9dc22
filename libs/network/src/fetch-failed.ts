/** Why an address gave nothing. `message` goes on after its name, as in "vendor.example: it has more than 10 bytes". */
export class FetchFailed extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Whether trying again later may help. */
    readonly isTemporary = false,
    readonly retryAfterMs?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  static status(status: number, retryAfter?: string): FetchFailed {
    const seconds = retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : undefined;
    return new FetchFailed(`HTTP_${status}`, `it answered ${status}`, true, seconds);
  }
}

const NAMED: Readonly<Record<string, readonly [message: string, isTemporary: boolean]>> = {
  ADDRESS_REFUSED: ['it leads to an address that is not public', false],
  ENOTFOUND: ['there is no such host', true],
  ECONNREFUSED: ['nobody answers there', true],
  ECONNRESET: ['the connection broke', true],
  UND_ERR_SOCKET: ['the connection broke', true],
  UND_ERR_CONNECT_TIMEOUT: ['nobody answers in time', true],
  UND_ERR_HEADERS_TIMEOUT: ['it does not answer in time', true],
  UND_ERR_BODY_TIMEOUT: ['it stopped in the middle', true],
};

/** Reads whatever a request threw. */
export function failureOf(error: unknown): FetchFailed {
  if (error instanceof FetchFailed) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError') {
    return new FetchFailed('TIMEOUT', 'it takes too long', true, undefined, { cause: error });
  }
  const code = codeOf(error);
  const known = NAMED[code];
  if (known !== undefined) return new FetchFailed(code, known[0], known[1], undefined, { cause: error });
  const isCertificate = /CERT|SELF_SIGNED|ALTNAME|SSL|TLS/i.test(code);
  const message = isCertificate ? `its certificate is not good (${code})` : `the connection failed (${code})`;
  return new FetchFailed(isCertificate ? 'CERTIFICATE' : 'CONNECTION_FAILED', message, !isCertificate, undefined, { cause: error });
}

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    // Happy eyeballs: several addresses, several errors; the first tells enough.
    if (at instanceof AggregateError && at.errors[0] instanceof Error) return codeOf(at.errors[0]);
  }
  return 'unknown';
}
