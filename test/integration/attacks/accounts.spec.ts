import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { ANONYMOUS } from '#libs/access';
import {
  AcceptInvitation,
  AddGroupMember,
  ChangeRoles,
  CreateApiToken,
  IdentifyActor,
  InvitePerson,
  PassSecondFactor,
  RequestPasswordReset,
  ResetPassword,
  SignIn,
} from '#libs/accounts';
import { totpCode } from '../../../libs/accounts/src/second-factor/totp.js';
import { aGroupOf, anOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import { accountsStage, PASSWORD, TOTP_SECRET } from './accounts-stage.js';
import type { AccountsStage } from './accounts-stage.js';

let stage: AccountsStage;

beforeAll(async () => {
  stage = await accountsStage();
});
afterAll(async () => {
  await stage.end();
});

const use = <Type>(type: abstract new (...parameters: never[]) => Type): Type => stage.api.get(type);
const signIn = (input: object) => use(SignIn).execute(ANONYMOUS, { password: PASSWORD, ...input });
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe('whoever knows a password and not the second factor', () => {
  it('gets no fresh tries by signing in anew as one more known device', async () => {
    const email = 'guessed@bank.example';
    await stage.account(email, { totpSecret: TOTP_SECRET });
    const right = [-30, 0, 30, 60].map((seconds) => totpCode(TOTP_SECRET, new Date(Date.now() + seconds * 1000)));
    const wrong = ['000000', '111111', '222222', '333333', '444444'].find((code) => !right.includes(code));
    const answers: unknown[] = [];
    for (let device = 0; device < 4; device++) {
      const { deviceToken } = await signIn({ email });
      for (let guess = 0; guess < 5; guess++) answers.push(await codeOf(signIn({ email, deviceToken, totp: wrong })));
    }
    expect(answers.filter((code) => code === 'SECOND_FACTOR_REFUSED')).toHaveLength(10);
    expect(answers.slice(10).every((code) => code === 'TOO_MANY_TRIES')).toBe(true);
  });

  it('does not keep out the owner, whose own device has passed it before', async () => {
    const email = 'kept-out@bank.example';
    await stage.account(email, { totpSecret: TOTP_SECRET });
    const { deviceToken } = await signIn({ email, totp: totpCode(TOTP_SECRET, new Date(Date.now() - 30_000)) });
    const answers: unknown[] = [];
    for (let guess = 0; guess < 11; guess++) answers.push(await codeOf(signIn({ email, totp: 'wrong!' })));
    expect(answers.at(-1)).toBe('TOO_MANY_TRIES');
    const owner = await signIn({ email, deviceToken, totp: totpCode(TOTP_SECRET, new Date(Date.now() + 15_000)) });
    expect(owner.assurance).toBe(2);
  });
});

describe('a session that was ended', () => {
  it('is not stepped up by a code that was on its way', async () => {
    const email = 'ended@bank.example';
    const personId = await stage.account(email, { totpSecret: TOTP_SECRET });
    const { token } = await signIn({ email });
    const actor = (await use(IdentifyActor).bySessionToken(token)) ?? ANONYMOUS;
    const other = new Client({ connectionString: stage.database.adminUrl });
    await other.connect();
    // The code is being verified at the moment at which the owner ends all sessions.
    await other.query('BEGIN');
    await other.query('SELECT FROM accounts.totp WHERE person_id = $1 FOR UPDATE', [personId]);
    const stepUp = codeOf(use(PassSecondFactor).execute(actor, { totp: totpCode(TOTP_SECRET, new Date()) }));
    await waitUntil(async () => (await stage.rows("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'")).length > 0);
    await stage.rows('UPDATE accounts.session SET revoked_at = now() WHERE person_id = $1', [personId]);
    await other.query('COMMIT');
    await other.end();
    expect(await stepUp).toBe('UNAUTHENTICATED');
    expect(await stage.rows('SELECT FROM accounts.session WHERE person_id = $1 AND revoked_at IS NULL', [personId])).toEqual([]);
  });
});

describe('a stolen password', () => {
  it('leaves no token behind when the owner resets it', async () => {
    const email = 'stolen@bank.example';
    await stage.account(email);
    const { token } = await signIn({ email });
    const thief = (await use(IdentifyActor).bySessionToken(token)) ?? ANONYMOUS;
    const made = await use(CreateApiToken).execute(thief, { name: 'back door', scopes: ['read'] });
    expect(await use(IdentifyActor).byApiToken(made.token)).toBeDefined();
    await use(RequestPasswordReset).execute(ANONYMOUS, { email });
    const mailed = (await stage.mailedTokens()).at(-1);
    await use(ResetPassword).execute(ANONYMOUS, { token: mailed, password: 'nine other words that nobody guessed' });
    expect(await use(IdentifyActor).byApiToken(made.token)).toBeUndefined();
  });
});

describe('an administrator', () => {
  it('of the platform does not become a reader of drafts by giving a role to oneself', async () => {
    const administrator = await aPerson().of(stage.cert).withRoles('member', 'organisation_admin', 'administrator').savedIn(stage.database);
    const change = { personId: administrator.id, roles: ['member', 'organisation_admin', 'administrator', 'reviewer'] };
    expect(await codeOf(use(ChangeRoles).execute(administrator.actor, change))).toBe('NOT_ALLOWED');
  });

  it('of the platform cannot do so past the use case either', async () => {
    const administrator = await aPerson().of(stage.cert).withRoles('member', 'administrator').savedIn(stage.database);
    const { Database } = await import('#libs/database');
    const write = stage.api
      .get(Database)
      .as(administrator.actor, (tx) =>
        tx.execute("UPDATE accounts.person SET roles = roles || '{reviewer}' WHERE id = $1", [administrator.id]),
      );
    await expect(write).rejects.toThrow('nobody');
  });

  it('of the platform lets neither oneself nor the CERT into a closed group of others', async () => {
    const group = await aGroupOf(stage.database, stage.bank, { organisations: [stage.bank.id] });
    const administrator = await aPerson().of(stage.cert).withRoles('member', 'administrator').savedIn(stage.database);
    const add = (member: object) => codeOf(use(AddGroupMember).execute(administrator.actor, { groupId: group, ...member }));
    expect(await add({ personId: administrator.id })).toBe('NOT_ALLOWED');
    expect(await add({ organisationId: stage.cert.id })).toBe('NOT_ALLOWED');
    const water = await anOrganisation().named('Water').savedIn(stage.database);
    expect(await add({ organisationId: water.id })).toBe('done');
  });

  it('who was suspended leaves no invitation behind', async () => {
    const admin = await aPerson().of(stage.bank).withRoles('member', 'organisation_admin').savedIn(stage.database);
    await use(InvitePerson).execute(admin.actor, { email: 'second-self@evil.example', name: 'Second Self', roles: ['organisation_admin'] });
    const token = (await stage.mailedTokens()).at(-1);
    await stage.rows("UPDATE accounts.person SET status = 'suspended' WHERE id = $1", [admin.id]);
    expect(await codeOf(use(AcceptInvitation).execute(ANONYMOUS, { token, password: PASSWORD }))).toBe('NOT_FOUND');
  });

  it('who is no administrator any more leaves none either', async () => {
    const admin = await aPerson().of(stage.bank).withRoles('member', 'organisation_admin').savedIn(stage.database);
    await use(InvitePerson).execute(admin.actor, { email: 'third-self@evil.example', name: 'Third Self', roles: ['analyst'] });
    const token = (await stage.mailedTokens()).at(-1);
    await stage.rows("UPDATE accounts.person SET roles = '{member}' WHERE id = $1", [admin.id]);
    expect(await codeOf(use(AcceptInvitation).execute(ANONYMOUS, { token, password: PASSWORD }))).toBe('NOT_FOUND');
  });
});

describe('a one-time link', () => {
  it('that is followed twice at the same moment works once', async () => {
    const email = 'twice@bank.example';
    await stage.account(email);
    await use(RequestPasswordReset).execute(ANONYMOUS, { email });
    const token = (await stage.mailedTokens()).at(-1);
    const follow = (password: string) => codeOf(use(ResetPassword).execute(ANONYMOUS, { token, password }));
    const answers = await Promise.all([follow('nine other words that nobody guessed'), follow('ten further words that nobody guessed')]);
    expect(answers.sort()).toEqual(['NOT_FOUND', 'done']);
  });

  it('is stored as a hash alone', async () => {
    const [token = ''] = await stage.mailedTokens();
    const hash = createHash('sha256').update(token).digest();
    expect(await stage.rows('SELECT FROM accounts.email_link WHERE hash = $1', [hash])).toHaveLength(1);
  });
});

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not come to that');
}
