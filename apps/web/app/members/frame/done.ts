/** What a form has done, told on the page that it leads to: `?done=saved`. Nothing else in that place is shown. */
export const DONE = [
  'saved',
  'created',
  'paused',
  'resumed',
  'cancelled',
  'deleted',
  'test-sent',
  'endpoint-paused',
  'endpoint-resumed',
  'unsent-sent',
  'key-added',
  'asked-again',
  'resent',
  'replayed',
  'revoked',
  'invited',
  'suspended',
  'reinstated',
  'password-changed',
  'signed-out-others',
  'added',
  'removed',
  'key-removed',
  'amber-allowed',
  'amber-forbidden',
  'acknowledged',
] as const;
export type Done = (typeof DONE)[number];

export function doneIn(request: Request): Done | undefined {
  const given = new URL(request.url).searchParams.get('done');
  return DONE.find((done) => done === given);
}
