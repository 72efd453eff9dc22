import { DomainError } from '#libs/core';

/** The embedded server cannot serve; `message` says what happened and what to do about it. */
export function embeddedUnavailable(code: string, message: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', code, message, { cause });
}
