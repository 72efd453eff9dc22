import { OPERATOR } from '#libs/accounts';
import { actorFrom } from '#libs/access';
import type { Actor } from '#libs/access';
import { DomainError, invalid } from '#libs/core';
import type { Credential } from '#libs/database';
import { Database } from '#libs/database';
import type { Installation } from './installation.js';

/** The person that `--as` names, with the roles and keys that the database gives them now. Throws where there is no such active account. */
export async function actingPerson(installation: Installation, email: string): Promise<Actor> {
  const database = installation.get(Database);
  const person = await database.as(OPERATOR, (tx) =>
    tx.find<{ id: string }>('SELECT id FROM accounts.person WHERE lower(email) = lower($1)', [email.trim()]),
  );
  if (person === undefined) throw invalid([{ path: '--as', expected: 'the email address of an account', received: JSON.stringify(email) }]);
  const credential: Credential = { kind: 'person', id: person.id };
  const entered = await database.identify(credential);
  if (entered === undefined) throw new DomainError('forbidden', 'UNAUTHENTICATED', `${email} may not do anything at the moment.`);
  return actorFrom(credential, entered);
}
