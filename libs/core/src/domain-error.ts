/**
 * The kinds of refusal that a domain rule can answer with. Each door (GraphQL, problem+json, TAXII) maps a kind once;
 * `not_found` also stands for everything an actor may not know of.
 */
export const ERROR_KINDS = ['invalid', 'forbidden', 'not_found', 'conflict', 'unavailable'] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** One thing wrong with an input: where, what was expected, what came. `path` is dotted, as in `affectedProducts.0.purl`. */
export interface InputIssue {
  readonly path: string;
  readonly expected: string;
  readonly received?: string;
}

export interface DomainErrorOptions {
  readonly issues?: readonly InputIssue[];
  readonly cause?: unknown;
  /** Seconds after which trying again makes sense; only with `unavailable`. */
  readonly retryAfterSeconds?: number;
}

/** A refusal that the caller can understand and act on. Anything thrown that is not one of these is a bug. */
export class DomainError extends Error {
  readonly issues: readonly InputIssue[];
  readonly retryAfterSeconds: number | undefined;

  /** `code` is stable and in SCREAMING_SNAKE; clients branch on it. */
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    options: DomainErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'DomainError';
    this.issues = options.issues ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The one answer for what is absent and for what is hidden: the two must not differ by a byte. */
export function notFound(): DomainError {
  return new DomainError('not_found', 'NOT_FOUND', 'Not found.');
}

export function invalid(issues: readonly InputIssue[], message = 'The input is not valid.'): DomainError {
  return new DomainError('invalid', 'INVALID_INPUT', message, { issues });
}

export function forbidden(code: string, message: string): DomainError {
  return new DomainError('forbidden', code, message);
}

export function conflict(code: string, message: string): DomainError {
  return new DomainError('conflict', code, message);
}
