/**
 * How a transaction enters its context. The database computes the keys from it; nothing here claims any.
 * Hashes are SHA-256 in lower-case hex. `person` and `organisation` are open to the worker's role alone.
 */
export type Credential =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'session'; readonly hash: string }
  | { readonly kind: 'token'; readonly hash: string }
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'organisation'; readonly id: string }
  | { readonly kind: 'system'; readonly purpose: string };

const HEX_256 = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f-]{36}$/i;
const PURPOSE = /^[a-z][a-z-]{1,40}$/;

function checked(pattern: RegExp, value: string): string {
  if (!pattern.test(value)) throw new Error('a credential has an impossible form');
  return value;
}

/** The statement that enters the context. It travels with BEGIN in one round trip, so its arguments are checked and written out. */
export function enterStatement(credential: Credential): string {
  switch (credential.kind) {
    case 'anonymous':
      return 'SELECT access.enter_anonymous() AS actor';
    case 'session':
      return `SELECT access.enter_session('\\x${checked(HEX_256, credential.hash)}') AS actor`;
    case 'token':
      return `SELECT access.enter_token('\\x${checked(HEX_256, credential.hash)}') AS actor`;
    case 'person':
      return `SELECT access.enter_person('${checked(UUID, credential.id)}') AS actor`;
    case 'organisation':
      return `SELECT access.enter_organisation('${checked(UUID, credential.id)}') AS actor`;
    case 'system':
      return `SELECT access.enter_system('${checked(PURPOSE, credential.purpose)}') AS actor`;
  }
}
