/**
 * What an attempt came to: `sent` the other server accepted it; `retry` try again on schedule; `throttled` the same, and send this receiver less;
 * `gone` disable the endpoint; `not_started` no slot came free in time, so nothing was tried and nothing is to be recorded.
 */
export type WebhookOutcomeKind = 'sent' | 'retry' | 'throttled' | 'gone' | 'not_started';

/** Statuses of which each means something of its own; the first row that holds decides (Standard Webhooks 1.0.0, "Deliverability"). */
export const WEBHOOK_OUTCOMES: readonly { readonly from: number; readonly to: number; readonly kind: WebhookOutcomeKind }[] = [
  { from: 200, to: 299, kind: 'sent' },
  // Redirects are never followed: the new address was not checked, and the body was not meant for it.
  { from: 300, to: 399, kind: 'retry' },
  { from: 410, to: 410, kind: 'gone' },
  { from: 429, to: 429, kind: 'throttled' },
  { from: 502, to: 502, kind: 'throttled' },
  { from: 504, to: 504, kind: 'throttled' },
];

export function outcomeOf(statusCode: number): WebhookOutcomeKind {
  return WEBHOOK_OUTCOMES.find(({ from, to }) => statusCode >= from && statusCode <= to)?.kind ?? 'retry';
}

/** Why an attempt failed where there is no status to tell. Stable: shown to organisations and used in filters; a status is `HTTP_<status>`. */
export const WEBHOOK_ERRORS = [
  'ADDRESS_REFUSED',
  'DNS',
  'CONNECT',
  'TIMEOUT_CONNECT',
  'TIMEOUT_RESPONSE',
  'TLS',
  'RESET',
  'REPLY_TOO_LARGE',
  'REPLY_UNREADABLE',
  'UNKNOWN',
] as const;
export type WebhookError = (typeof WEBHOOK_ERRORS)[number] | `HTTP_${number}`;

/** Codes of Node and undici → ours. The first expression that fits decides. */
const ERROR_CODES: readonly (readonly [RegExp, WebhookError])[] = [
  [/^ADDRESS_REFUSED$/, 'ADDRESS_REFUSED'],
  [/^UND_ERR_CONNECT_TIMEOUT$|^ETIMEDOUT$/, 'TIMEOUT_CONNECT'],
  [/^UND_ERR_(HEADERS|BODY)_TIMEOUT$|^TIMEOUT_RESPONSE$/, 'TIMEOUT_RESPONSE'],
  [/^E(NOTFOUND|NODATA|SERVFAIL|REFUSED|TIMEOUT|AI_AGAIN|FORMERR|BADRESP|BADNAME|NONAME|DESTRUCTION|CANCELLED)$/, 'DNS'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/, 'CONNECT'],
  [/^UND_ERR_HEADERS_OVERFLOW$|^HPE_HEADER_OVERFLOW$/, 'REPLY_TOO_LARGE'],
  [/^HPE_|^UND_ERR_RES_|^HTTPParserError$/, 'REPLY_UNREADABLE'],
  [
    /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERROR_IN_C)|^(HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|EPROTO)$/,
    'TLS',
  ],
  [/^(UND_ERR_SOCKET|ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_DESTROYED|UND_ERR_CLOSED|UND_ERR_ABORTED)$/, 'RESET'],
];

/** The stable code of whatever a socket, a resolver or the HTTP client threw. undici's parser gives some of its errors a name and no code. */
export function errorCodeOf(error: unknown): WebhookError {
  const { code, name } = Object(error) as { readonly code?: unknown; readonly name?: unknown };
  const key = typeof code === 'string' ? code : String(name);
  return ERROR_CODES.find(([pattern]) => pattern.test(key))?.[1] ?? 'UNKNOWN';
}
