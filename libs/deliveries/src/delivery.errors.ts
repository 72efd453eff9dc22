import { conflict } from '#libs/core';
import type { DomainError } from '#libs/core';

export function alreadyPending(): DomainError {
  return conflict('ALREADY_PENDING', 'This alert is waiting to be sent already.');
}

export function superseded(): DomainError {
  return conflict('SUPERSEDED', 'A newer alert has taken the place of this one.');
}

export function cannotBeResent(): DomainError {
  return conflict('CANNOT_BE_RESENT', 'This message belongs to its occasion and cannot be sent again. Ask for a new one.');
}

export function endpointNotActive(): DomainError {
  return conflict('ENDPOINT_NOT_ACTIVE', 'The endpoint is not active. Confirm it, or resume it first.');
}

export function tooManyTests(): DomainError {
  return conflict('TOO_MANY_TESTS', 'Ten tests were sent to this endpoint within the last hour. Try again later.');
}
