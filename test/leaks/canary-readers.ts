import { createHash, randomBytes } from 'node:crypto';
import { keysOf } from '#libs/access';
import type { Account, Role, Tier } from '#libs/access';
import { newId } from '#libs/core';
import type { Client } from 'pg';
import { asSuperuser } from '../support/builders/organisation.js';
import type { Journey } from '../support/journey.js';
import { Visitor } from '../support/journey-visitor.js';

/** Somebody who looks, and the keys that they hold as libs/access computes them: the database is not asked what is right. */
export interface Reader {
  readonly name: string;
  readonly visitor: Visitor;
  readonly keys: readonly string[];
  /** With a second factor, whatever this session has: alerts go to the account. */
  readonly accountKeys: readonly string[];
  readonly email: string | undefined;
}

interface AccountRow {
  readonly id: string;
  readonly roles: Role[];
  readonly is_active: boolean;
  readonly organisation: { id: string; is_active: boolean; is_operator: boolean; tier: Tier; sectors: string[]; groups: string[] } | null;
  readonly groups: string[];
}

const ACCOUNT = `
SELECT p.id, p.roles, p.status = 'active' AS is_active,
  ARRAY(SELECT m.group_id FROM accounts.group_member m WHERE m.person_id = p.id)::text[] AS groups,
  (SELECT jsonb_build_object('id', o.id, 'is_active', o.status = 'active', 'is_operator', o.is_operator, 'tier', o.tier, 'sectors', o.sectors,
     'groups', ARRAY(SELECT m.group_id FROM accounts.group_member m WHERE m.organisation_id = o.id)) FROM accounts.organisation o WHERE o.id = p.organisation_id) AS organisation
FROM accounts.person p WHERE lower(p.email) = $1`;

/** A live account as libs/access wants it. */
export async function accountOf(client: Client, email: string): Promise<Account> {
  const { rows } = await client.query<AccountRow>(ACCOUNT, [email]);
  const [row] = rows;
  if (row === undefined) throw new Error(`there is no ${email}`);
  const { organisation } = row;
  return {
    personId: row.id,
    isActive: row.is_active,
    roles: row.roles,
    groups: row.groups,
    ...(organisation
      ? {
          organisation: {
            id: organisation.id,
            isActive: organisation.is_active,
            isOperator: organisation.is_operator,
            tier: organisation.tier,
            sectors: organisation.sectors,
            groups: organisation.groups,
          },
        }
      : {}),
  };
}

/** A reader with a session of their own, made behind the curtain: twenty people need not sign in one after the other. */
export async function readerWith(journey: Journey, name: string, email: string, assurance: 1 | 2 = 2): Promise<Reader> {
  const token = randomBytes(32).toString('base64url');
  return asSuperuser(journey.product.database, async (client) => {
    const account = await accountOf(client, email);
    await client.query(
      `INSERT INTO accounts.session (id, hash, person_id, assurance, idle_expires_at, expires_at)
       VALUES ($1, $2, $3, $4, now() + interval '1 hour', now() + interval '24 hours')`,
      [newId(), createHash('sha256').update(token).digest(), account.personId, assurance],
    );
    const visitor = new Visitor(journey.product.apiUrl);
    visitor.holdCookie('__Host-harbourlight', token);
    return { name, visitor, keys: keysOf(account, assurance === 2), accountKeys: keysOf(account, true), email };
  });
}

export function anonymous(journey: Journey): Reader {
  return { name: 'anonymous', visitor: journey.stranger(), keys: keysOf(undefined, false), accountKeys: [], email: undefined };
}
