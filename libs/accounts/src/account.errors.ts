import { conflict, DomainError, forbidden } from '#libs/core';

/** One answer for an unknown address, a wrong password and an account that may not sign in. */
export function signInRefused(): DomainError {
  return forbidden('SIGN_IN_REFUSED', 'The email address or the password is not right, or the account may not sign in.');
}

export function secondFactorRefused(): DomainError {
  return forbidden('SECOND_FACTOR_REFUSED', 'The code is not right, or was used before.');
}

export function tooManyTries(retryAfterSeconds: number): DomainError {
  return new DomainError('unavailable', 'TOO_MANY_TRIES', 'Too many tries. Wait before the next one.', { retryAfterSeconds });
}

export function unauthenticated(): DomainError {
  return forbidden('UNAUTHENTICATED', 'Sign in to do this.');
}

export function sessionRequired(): DomainError {
  return forbidden('SESSION_REQUIRED', 'This needs a signed-in person; a token is not enough.');
}

export function secondFactorRequired(): DomainError {
  return forbidden('SECOND_FACTOR_REQUIRED', 'Sign in with your second factor to do this.');
}

export function notAllowed(message: string): DomainError {
  return forbidden('NOT_ALLOWED', message);
}

export function alreadyDone(message: string): DomainError {
  return conflict('WRONG_STATE', message);
}
