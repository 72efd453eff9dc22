import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/access';
import { systemActor } from '#libs/access';
import { newId } from '#libs/core';
import { Database } from '#libs/database';
import { anOrganisation } from '../../support/builders/organisation.js';
import type { SavedOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let test: TestDatabase;
let api: Database;
let worker: Database;
let bank: SavedOrganisation;
let water: SavedOrganisation;
let member: SavedPerson;
let admin: SavedPerson;
let administrator: SavedPerson;
let colleague: SavedPerson;

beforeAll(async () => {
  test = await testDatabase();
  api = new Database({ url: test.apiUrl, applicationName: 'second line' });
  worker = new Database({ url: test.workerUrl, applicationName: 'second line' });
  const cert = await anOrganisation().operator().savedIn(test);
  bank = await anOrganisation().savedIn(test);
  water = await anOrganisation().savedIn(test);
  member = await aPerson().of(bank).savedIn(test);
  colleague = await aPerson().of(bank).savedIn(test);
  admin = await aPerson().of(bank).withRoles('member', 'organisation_admin').savedIn(test);
  administrator = await aPerson().of(cert).withRoles('member', 'administrator').savedIn(test);
});

afterAll(async () => {
  await api.close();
  await worker.close();
  await test.drop();
});

/** What became of a statement that skips every use case: the rows that it changed (and that are put back), or the refusal. */
async function attempt(actor: Actor, sql: string, parameters: readonly unknown[] = [], database = api): Promise<number | string> {
  let changed = -1;
  try {
    await database.as(actor, async (tx) => {
      changed = await tx.execute(sql, parameters);
      throw new RollBack();
    });
  } catch (error) {
    if (error instanceof RollBack) return changed;
    if (error instanceof Error && 'code' in error && ['42501', '23514'].includes(String(error.code))) return 'refused';
    throw error;
  }
  return changed;
}

class RollBack extends Error {}

const roles = (given: string, of: SavedPerson) => [`UPDATE accounts.person SET roles = '{${given}}' WHERE id = $1`, [of.id]] as const;
const status = (of: SavedPerson) => [`UPDATE accounts.person SET status = 'suspended' WHERE id = $1`, [of.id]] as const;
const session = (of: SavedPerson) =>
  [
    `INSERT INTO accounts.session (id, hash, person_id, assurance, idle_expires_at, expires_at) VALUES ($1, '\\x00', $2, 2, now() + interval '1 hour', now() + interval '1 hour')`,
    [newId(), of.id],
  ] as const;
const token = (of: SavedPerson, assurance: number) =>
  [
    `INSERT INTO accounts.api_token (id, hash, hint, name, person_id, assurance, scopes, expires_at) VALUES ($1, '\\x01', '', '', $2, $3, '{read}', now() + interval '1 day')`,
    [newId(), of.id, assurance],
  ] as const;
const person = (given: string, organisation: string | null) =>
  [
    `INSERT INTO accounts.person (id, organisation_id, email, name, roles) VALUES ($1::uuid, $2, $1::text || '@x.example', 'x', '{${given}}')`,
    [newId(), organisation],
  ] as const;
const invitation = (given: string, organisation: SavedOrganisation, by: SavedPerson) =>
  [
    `INSERT INTO accounts.email_link (id, hash, purpose, email, organisation_id, roles, invited_by, expires_at)
     VALUES ($1::uuid, sha256($1::text::bytea), 'invitation', 'x@x.example', $2, '{${given}}', $3, now() + interval '1 day')`,
    [newId(), organisation.id, by.id],
  ] as const;

describe('whatever the application does, the database lets', () => {
  it('nobody change their own roles, status, organisation or address', async () => {
    expect(await attempt(member.actor, ...roles('member,organisation_admin', member))).toBe('refused');
    expect(await attempt(member.actor, ...status(member))).toBe('refused');
    expect(await attempt(member.actor, 'UPDATE accounts.person SET organisation_id = $2 WHERE id = $1', [member.id, water.id])).toBe(
      'refused',
    );
    expect(await attempt(member.actor, `UPDATE accounts.person SET email = 'x@x.example' WHERE id = $1`, [member.id])).toBe('refused');
    expect(await attempt(member.actor, `UPDATE accounts.person SET name = 'Kit', language = 'zh-Hant' WHERE id = $1`, [member.id])).toBe(1);
  });

  it('an organisation’s administrator give what an organisation gives, within it, after a second factor', async () => {
    expect(await attempt(admin.actor, ...roles('member,analyst,reviewer', colleague))).toBe(1);
    expect(await attempt(admin.actorWithoutSecondFactor, ...roles('member,analyst', colleague))).toBe(0);
    expect(await attempt(admin.actor, ...roles('member,administrator', colleague))).toBe('refused');
    expect(await attempt(admin.actor, ...roles('member,auditor', admin))).toBe('refused');
    expect(await attempt(admin.actor, ...status(colleague))).toBe(1);
    const stranger = await aPerson().of(water).savedIn(test);
    expect(await attempt(admin.actor, ...roles('member,analyst', stranger))).toBe(0);
    expect(await attempt(admin.actor, ...status(stranger))).toBe(0);
  });

  it('an administrator give no role to oneself, and none of the platform outside the CERT', async () => {
    expect(await attempt(administrator.actor, ...roles('member,administrator,auditor', administrator))).toBe('refused');
    expect(await attempt(administrator.actor, ...roles('member,auditor', colleague))).toBe('refused');
    expect(await attempt(administrator.actor, ...roles('reader', colleague))).toBe('refused');
    expect(await attempt(administrator.actorWithoutSecondFactor, ...status(colleague))).toBe(0);
    expect(await attempt(administrator.actor, ...status(colleague))).toBe(1);
  });

  it('no purpose of the platform change roles; the command line is the worker’s alone', async () => {
    for (const purpose of ['sign-in', 'registration', 'invitation', 'account-security', 'operator'] as const)
      expect(await attempt(systemActor(purpose), ...roles('member,organisation_admin', colleague))).toBe('refused');
    expect(await attempt(systemActor('relay'), ...roles('member,organisation_admin', colleague), worker)).toBe('refused');
    expect(await attempt(systemActor('operator'), ...roles('member,organisation_admin', colleague), worker)).toBe(1);
    expect(await attempt(systemActor('operator'), ...roles('member,administrator', colleague), worker)).toBe('refused');
  });

  it('a person be made by a link that somebody may send, and no other way', async () => {
    for (const actor of [member.actor, admin.actor, administrator.actor, systemActor('registration'), systemActor('operator')])
      expect(await attempt(actor, ...person('member', bank.id))).toBe('refused');
    expect(await attempt(systemActor('registration'), ...person('reader', null))).toBe('refused');
    expect(await attempt(systemActor('operator'), ...person('member', bank.id), worker)).toBe(1);
    expect(await attempt(admin.actor, ...invitation('member,analyst', bank, admin))).toBe(1);
    expect(await attempt(admin.actor, ...invitation('member,administrator', bank, admin))).toBe('refused');
    expect(await attempt(admin.actor, ...invitation('member', water, admin))).toBe('refused');
    expect(await attempt(admin.actor, ...invitation('member', bank, member))).toBe('refused');
    expect(await attempt(admin.actorWithoutSecondFactor, ...invitation('member', bank, admin))).toBe('refused');
    expect(await attempt(member.actor, ...invitation('member', bank, member))).toBe('refused');
    expect(await attempt(systemActor('registration'), ...invitation('member', bank, admin))).toBe('refused');
  });

  it('a session be made at sign-in alone, and not be made stronger or longer', async () => {
    expect(await attempt(systemActor('sign-in'), ...session(member))).toBe(1);
    for (const actor of [member.actor, administrator.actor, systemActor('account-security')])
      expect(await attempt(actor, ...session(member))).toBe('refused');
    for (const change of ['assurance = 2', `expires_at = now() + interval '1 year'`, 'person_id = $1'])
      expect(
        await attempt(member.actorWithoutSecondFactor, `UPDATE accounts.session SET ${change} WHERE person_id = $1`, [member.id]),
      ).toBe('refused');
    expect(await attempt(member.actor, 'UPDATE accounts.session SET revoked_at = now() WHERE person_id = $1', [admin.id])).toBe(0);
  });

  it('a token be no stronger than who makes it, and be of nobody else', async () => {
    expect(await attempt(member.actor, ...token(member, 2))).toBe(1);
    expect(await attempt(member.actorWithoutSecondFactor, ...token(member, 1))).toBe(1);
    expect(await attempt(member.actorWithoutSecondFactor, ...token(member, 2))).toBe('refused');
    expect(await attempt(member.actor, ...token(admin, 1))).toBe('refused');
    expect(await attempt(systemActor('sign-in'), ...token(member, 1))).toBe('refused');
    expect(await attempt(member.actor, `UPDATE accounts.api_token SET scopes = '{admin}'`)).toBe('refused');
  });

  it('an organisation begin with its application and be changed by the administrators of the platform', async () => {
    const make = (columns: string, values: string) =>
      [`INSERT INTO accounts.organisation (id, name, tier${columns}) VALUES ($1, 'x', 'industry'${values})`, [newId()]] as const;
    const change = (what: string) => [`UPDATE accounts.organisation SET ${what} WHERE id = $1`, [bank.id]] as const;
    expect(await attempt(systemActor('application'), ...make('', ''))).toBe(1);
    expect(await attempt(systemActor('application'), ...make(', status', `, 'active'`))).toBe('refused');
    expect(await attempt(systemActor('application'), ...make(', is_operator', ', true'))).toBe('refused');
    expect(await attempt(systemActor('application'), ...make(', sectors', `, '{a|b}'`))).toBe('refused');
    expect(await attempt(systemActor('application'), ...change(`status = 'active', tier = 'government'`))).toBe('refused');
    expect(await attempt(admin.actor, ...change(`tier = 'government'`))).toBe(0);
    expect(await attempt(administrator.actor, ...change(`status = 'suspended'`))).toBe(1);
    expect(await attempt(administrator.actorWithoutSecondFactor, ...change(`status = 'suspended'`))).toBe('refused');
    expect(await attempt(administrator.actor, `UPDATE accounts.organisation SET status = 'suspended' WHERE is_operator`)).toBe('refused');
  });

  it('no person see a password, a second factor, a code or a count', async () => {
    for (const table of ['password', 'totp', 'recovery_code', 'guess_count'])
      for (const actor of [member.actor, admin.actor, administrator.actor]) {
        expect(await attempt(actor, `SELECT FROM accounts.${table}`)).toBe(0);
        expect(await attempt(actor, `DELETE FROM accounts.${table}`)).toBe(0);
      }
  });

  it('nobody write into the audit log as somebody else, or change it', async () => {
    const entry = (by: string | null) =>
      [
        `INSERT INTO audit.entry (actor_person_id, actor_organisation_id, actor_kind, action, subject_type, subject_id) VALUES ($1, $2, 'person', 'x:y', 'x', 'x')`,
        [by, bank.id],
      ] as const;
    expect(await attempt(member.actor, ...entry(member.id))).toBe(1);
    expect(await attempt(member.actor, ...entry(admin.id))).toBe('refused');
    expect(await attempt(member.actor, ...entry(null))).toBe('refused');
    for (const sql of [
      `UPDATE audit.entry SET action = 'z:z'`,
      'DELETE FROM audit.entry',
      'TRUNCATE audit.entry',
      `INSERT INTO audit.entry (at) VALUES (now())`,
    ])
      expect(await attempt(administrator.actor, sql)).toBe('refused');
  });
});
