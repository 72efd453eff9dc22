import type { DomainError, ErrorKind } from '#libs/core';

const STATUS: Readonly<Record<ErrorKind, number>> = { invalid: 400, forbidden: 403, not_found: 404, conflict: 409, unavailable: 503 };

/** The HTTP status of a refusal, at the doors that tell by status. */
export function statusOf(error: DomainError): number {
  return error.code === 'UNAUTHENTICATED' ? 401 : STATUS[error.kind];
}
