import type { Role } from '#libs/access';
import { newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { Language } from './links/email-links.js';

/** What signing in needs to know; read in system contexts only. */
export interface Login {
  readonly personId: string;
  readonly organisationId: string | undefined;
  readonly email: string;
  readonly name: string;
  readonly organisationName: string | undefined;
  /** Whether the account and its organisation are active. */
  readonly isActive: boolean;
  readonly passwordHash: string | undefined;
  readonly hasSecondFactor: boolean;
}

export interface PersonRow {
  readonly id: string;
  readonly organisation_id: string | null;
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly status: 'active' | 'suspended';
  readonly roles: readonly Role[];
}

interface LoginRow extends PersonRow {
  readonly organisation_name: string | null;
  readonly organisation_status: string | null;
  readonly hash: string | null;
  readonly has_second_factor: boolean;
}

const LOGIN = `
  SELECT p.id, p.organisation_id, p.email, p.name, p.language, p.status, p.roles, o.name AS organisation_name, o.status AS organisation_status, w.hash,
    EXISTS (SELECT FROM accounts.totp t WHERE t.person_id = p.id AND t.confirmed_at IS NOT NULL) AS has_second_factor
  FROM accounts.person p LEFT JOIN accounts.organisation o ON o.id = p.organisation_id LEFT JOIN accounts.password w ON w.person_id = p.id`;

/** All SQL about people and their passwords. */
@Injectable()
export class PeopleRepository {
  async findLogin(tx: Transaction, email: string): Promise<Login | undefined> {
    return loginOf(await tx.find<LoginRow>(`${LOGIN} WHERE lower(p.email) = lower($1)`, [email]));
  }

  async findLoginOf(tx: Transaction, personId: string): Promise<Login | undefined> {
    return loginOf(await tx.find<LoginRow>(`${LOGIN} WHERE p.id = $1`, [personId]));
  }

  async setPassword(tx: Transaction, personId: string, hash: string): Promise<void> {
    await tx.execute(
      `INSERT INTO accounts.password (person_id, hash) VALUES ($1, $2)
       ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, changed_at = now()`,
      [personId, hash],
    );
  }

  /** Adds an account; undefined where the address has one. */
  async add(
    tx: Transaction,
    person: {
      readonly email: string;
      readonly name: string;
      readonly language: Language;
      readonly organisationId?: string | undefined;
      readonly roles: readonly Role[];
    },
  ): Promise<string | undefined> {
    const id = newId();
    const added = await tx.execute(
      `INSERT INTO accounts.person (id, organisation_id, email, name, language, roles) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (lower(email)) DO NOTHING`,
      [id, person.organisationId ?? null, person.email, person.name, person.language, person.roles],
    );
    return added === 1 ? id : undefined;
  }

  /** The person, locked; undefined for who is absent or hidden. */
  async findForUpdate(tx: Transaction, id: string): Promise<PersonRow | undefined> {
    return tx.find<PersonRow>(
      'SELECT id, organisation_id, email, name, language, status, roles FROM accounts.person WHERE id = $1 FOR UPDATE',
      [id],
    );
  }

  async setStatus(tx: Transaction, id: string, status: PersonRow['status']): Promise<void> {
    await tx.execute('UPDATE accounts.person SET status = $2 WHERE id = $1', [id, status]);
  }

  /** Changes the name, the language of mails, or both. */
  async setProfile(
    tx: Transaction,
    id: string,
    { name, language }: { readonly name?: string | undefined; readonly language?: Language | undefined },
  ): Promise<void> {
    await tx.execute('UPDATE accounts.person SET name = coalesce($2, name), language = coalesce($3, language) WHERE id = $1', [
      id,
      name ?? null,
      language ?? null,
    ]);
  }

  async setRoles(tx: Transaction, id: string, roles: readonly Role[]): Promise<void> {
    await tx.execute('UPDATE accounts.person SET roles = $2 WHERE id = $1', [id, roles]);
  }

  /** A registered reader becomes part of an organisation. */
  async join(tx: Transaction, id: string, organisationId: string, roles: readonly Role[]): Promise<void> {
    await tx.execute('UPDATE accounts.person SET organisation_id = $2, roles = $3 WHERE id = $1', [id, organisationId, roles]);
  }

  /** Whether the person belongs to the operating CERT. */
  async isOfOperator(tx: Transaction, id: string): Promise<boolean> {
    const found = await tx.execute(
      'SELECT FROM accounts.person p JOIN accounts.organisation o ON o.id = p.organisation_id WHERE p.id = $1 AND o.is_operator',
      [id],
    );
    return found === 1;
  }

  /** Active administrators of the platform other than this person. */
  async countOtherAdministrators(tx: Transaction, id: string): Promise<number> {
    return tx.execute(`SELECT FROM accounts.person WHERE 'administrator' = ANY (roles) AND status = 'active' AND id <> $1`, [id]);
  }

  /** Active administrators of the person's organisation other than this person, who stay so until the transaction ends: two cannot dismiss each other. */
  async countOtherOrganisationAdmins(tx: Transaction, { id, organisation_id }: PersonRow): Promise<number> {
    return tx.execute(
      `SELECT FROM accounts.person WHERE organisation_id = $2 AND 'organisation_admin' = ANY (roles) AND status = 'active' AND id <> $1 FOR UPDATE`,
      [id, organisation_id],
    );
  }
}

function loginOf(row: LoginRow | undefined): Login | undefined {
  if (row === undefined) return undefined;
  return {
    personId: row.id,
    organisationId: row.organisation_id ?? undefined,
    email: row.email,
    name: row.name,
    organisationName: row.organisation_name ?? undefined,
    isActive: row.status === 'active' && (row.organisation_status === null || row.organisation_status === 'active'),
    passwordHash: row.hash ?? undefined,
    hasSecondFactor: row.has_second_factor,
  };
}
