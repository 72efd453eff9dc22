import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { actorFrom } from '#libs/access';
import type { Actor, Role } from '#libs/access';
import { newId, randomSecret } from '#libs/core';
import type { EnteredActor } from '#libs/database';
import type { TestDatabase } from '../test-database.js';
import { asSuperuser } from './organisation.js';
import type { SavedOrganisation } from './organisation.js';

export interface SavedPerson {
  readonly id: string;
  readonly email: string;
  readonly organisationId: string | undefined;
  /** Signed in with a second factor, through a real session: the keys are the database's. Suspended people have none. */
  readonly actor: Actor;
  /** Signed in with a password alone. */
  readonly actorWithoutSecondFactor: Actor;
}

/** `aPerson().of(bank).withRoles('analyst').savedIn(database)`: active, a `member` (or a `reader` where of no organisation). */
export class PersonBuilder {
  private organisation: SavedOrganisation | undefined;
  private roles: readonly Role[] | undefined;
  private email = `person-${newId().slice(0, 13)}@people.example`;
  private name = 'Kit Person';
  private language: 'en' | 'zh-Hant' | 'zh-Hans' = 'en';
  private status: 'active' | 'suspended' = 'active';

  of(organisation: SavedOrganisation): this {
    this.organisation = organisation;
    return this;
  }

  withRoles(...roles: readonly Role[]): this {
    this.roles = roles;
    return this;
  }

  at(email: string): this {
    this.email = email;
    return this;
  }

  named(name: string): this {
    this.name = name;
    return this;
  }

  reading(language: 'en' | 'zh-Hant' | 'zh-Hans'): this {
    this.language = language;
    return this;
  }

  suspended(): this {
    this.status = 'suspended';
    return this;
  }

  async savedIn(database: TestDatabase): Promise<SavedPerson> {
    const id = newId();
    const roles = this.roles ?? [this.organisation ? 'member' : 'reader'];
    return asSuperuser(database, async (client) => {
      await client.query(
        `INSERT INTO accounts.person (id, organisation_id, email, name, language, status, roles) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, this.organisation?.id ?? null, this.email, this.name, this.language, this.status, roles],
      );
      return {
        id,
        email: this.email,
        organisationId: this.organisation?.id,
        actor: await signIn(client, id, 2),
        actorWithoutSecondFactor: await signIn(client, id, 1),
      };
    });
  }
}

export function aPerson(): PersonBuilder {
  return new PersonBuilder();
}

/** The actor as the database knows it now: after a change of roles or groups, what the same session holds. */
export async function refreshed(database: TestDatabase, actor: Actor): Promise<Actor> {
  return asSuperuser(database, (client) => enter(client, actor.credential));
}

async function signIn(client: Client, personId: string, assurance: 1 | 2): Promise<Actor> {
  const hash = createHash('sha256').update(randomSecret()).digest('hex');
  await client.query(
    `INSERT INTO accounts.session (id, hash, person_id, assurance, idle_expires_at, expires_at)
     VALUES ($1, $2, $3, $4, now() + interval '1 hour', now() + interval '24 hours')`,
    [newId(), Buffer.from(hash, 'hex'), personId, assurance],
  );
  return enter(client, { kind: 'session', hash });
}

async function enter(client: Client, credential: Actor['credential']): Promise<Actor> {
  const nobody: EnteredActor = { kind: 'anonymous', roles: [], keys: ['public'], assurance: 0 };
  if (credential.kind !== 'session') throw new Error('a person of a test is signed in by a session');
  await client.query('BEGIN');
  const { rows } = await client.query<{ actor: EnteredActor | null }>('SELECT access.enter_session($1) AS actor', [
    Buffer.from(credential.hash, 'hex'),
  ]);
  await client.query('ROLLBACK');
  return actorFrom(credential, rows[0]?.actor ?? nobody);
}
