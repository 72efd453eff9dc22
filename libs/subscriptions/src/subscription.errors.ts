import { conflict, DomainError, invalid } from '#libs/core';

/** An owner has as many as one may have. */
export function tooMany(noun: 'subscriptions' | 'endpoints', most: number): DomainError {
  return conflict('TOO_MANY', `There are ${most} ${noun} already: end one that is no longer needed.`);
}

/** Endpoints that are unknown, hidden or of another owner: told apart by nothing. */
export function unknownEndpoints(positions: readonly number[]): DomainError {
  return invalid(
    positions.map((at) => ({
      path: `endpointIds.${at}`,
      expected: 'an endpoint of the same owner: a person’s own, or one that the organisation shares',
      received: 'another id',
    })),
  );
}

/** One mailbox, one endpoint: two would send everything twice. */
export function alreadyThere(): DomainError {
  return conflict('ENDPOINT_EXISTS', 'There is already an endpoint for this address.');
}

export function wrongState(expected: string): DomainError {
  return conflict('WRONG_STATE', expected);
}

const TOO_OFTEN = {
  client: 'Too many requests from here. Try again later.',
  endpoint: 'This endpoint was asked for its confirmation a few minutes ago. Try again later.',
  owner: 'Too many endpoints were added within the last hour. Try again later.',
} as const;

/** `of`: what is counted. */
export function rateLimited(retryAfterSeconds: number, of: keyof typeof TOO_OFTEN): DomainError {
  return new DomainError('unavailable', 'RATE_LIMITED', TOO_OFTEN[of], { retryAfterSeconds });
}
