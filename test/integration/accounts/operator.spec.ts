import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, systemActor } from '#libs/access';
import {
  CreateOrganisationByOperator,
  CreatePersonByOperator,
  CreateTokenByOperator,
  DEMO_PASSWORD,
  demoAccounts,
  IdentifyActor,
  OPERATOR,
  SeedDemoAccounts,
  SignIn,
  totpCode,
} from '#libs/accounts';
import { openStage, refusalOf } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage.close());

describe('the demonstration', () => {
  it('has every account that the start names, each able to sign in with its second factor', async () => {
    expect(await stage.worker(SeedDemoAccounts).execute(OPERATOR)).toEqual({ organisations: 4, people: 9 });
    expect(demoAccounts().map((account) => account.email)).toEqual([
      'analyst@cert.example',
      'reviewer@cert.example',
      'admin@cert.example',
      'auditor@cert.example',
      'member@bank.example',
      'admin@bank.example',
      'member@water.example',
      'member@treasury.example',
      'reader@example.org',
    ]);
    for (const { email, password, totpSecret, roles } of demoAccounts()) {
      const session = await stage.api(SignIn).execute(ANONYMOUS, { email, password, totp: totpCode(totpSecret, stage.clock.now()) });
      const actor = await stage.api(IdentifyActor).bySessionToken(session.token);
      expect(actor).toMatchObject({ email, roles, assurance: 2 });
      expect(actor?.keys.some((key) => key.startsWith('group:'))).toBe(/cert|bank|water/.test(email));
    }
  });

  it('is put in once, however often it is asked for', async () => {
    expect(await stage.worker(SeedDemoAccounts).execute(OPERATOR)).toEqual({ organisations: 0, people: 0 });
    expect(await stage.rows('SELECT FROM accounts.closed_group')).toHaveLength(1);
  });

  it('has its tiers, sectors and Chinese names', async () => {
    const rows = await stage.rows<{ name: string; tier: string; sectors: string[]; is_operator: boolean; zh: boolean }>(
      `SELECT name, tier, sectors, is_operator, name_zh_hant ~ '[一-龥]' AND name_zh_hans ~ '[一-龥]' AS zh FROM accounts.organisation ORDER BY name`,
    );
    expect(rows).toEqual([
      { name: 'Harbour Bank', tier: 'industry', sectors: ['finance'], is_operator: false, zh: true },
      { name: 'Harbour City CERT', tier: 'government', sectors: ['public-administration'], is_operator: true, zh: true },
      { name: 'Harbour Water', tier: 'industry', sectors: ['water'], is_operator: false, zh: true },
      { name: 'Treasury Department', tier: 'government', sectors: ['public-administration'], is_operator: false, zh: true },
    ]);
  });
});

describe('the command line', () => {
  it('makes a token that works, and it is in the audit log as the system’s doing', async () => {
    const { token } = await stage.worker(CreateTokenByOperator).execute(OPERATOR, { email: 'Reviewer@cert.example', expiresInDays: 1 });
    expect(await stage.api(IdentifyActor).byApiToken(token)).toMatchObject({
      email: 'reviewer@cert.example',
      assurance: 2,
      scopes: ['read', 'write', 'subscribe', 'admin'],
    });
    expect(await stage.rows(`SELECT actor_kind, actor_person_id FROM audit.entry WHERE action = 'token:create'`)).toEqual([
      { actor_kind: 'system', actor_person_id: null },
    ]);
    expect(await refusalOf(stage.worker(CreateTokenByOperator).execute(OPERATOR, { email: 'nobody@cert.example' }))).toBe('NOT_FOUND');
  });

  it('makes an account without a password by mailing a link', async () => {
    const email = 'new@bank.example';
    await stage.worker(CreatePersonByOperator).execute(OPERATOR, { email, name: 'New', organisation: 'Harbour Bank' });
    expect(await stage.mailsTo(email)).toMatchObject([{ kind: 'password_reset' }]);
    expect(
      await refusalOf(stage.worker(CreatePersonByOperator).execute(OPERATOR, { email, name: 'New', organisation: 'Harbour Bank' })),
    ).toBe('ADDRESS_IN_USE');
  });

  it('refuses what cannot be, and says where', async () => {
    const person = (input: object) =>
      stage.worker(CreatePersonByOperator).execute(OPERATOR, { email: 'x@bank.example', name: 'X', ...input });
    await expect(person({ organisation: 'Nowhere' })).rejects.toMatchObject({ issues: [{ path: 'organisation', received: '"Nowhere"' }] });
    await expect(person({ organisation: 'Harbour Bank', roles: ['auditor'] })).rejects.toMatchObject({ issues: [{ path: 'roles' }] });
    await expect(person({ roles: ['member'] })).rejects.toMatchObject({ issues: [{ path: 'roles' }] });
    await expect(person({ organisation: 'Harbour Bank', password: 'harbour bank x bank.example' })).rejects.toMatchObject({
      issues: [{ path: 'password' }],
    });
    const organisation = (input: object) =>
      stage.worker(CreateOrganisationByOperator).execute(OPERATOR, { name: 'Second', tier: 'government', sectors: ['legal'], ...input });
    expect(await refusalOf(organisation({ isOperator: true }))).toBe('OPERATOR_EXISTS');
    await expect(organisation({ tier: 'royal', sectors: ['moon'] })).rejects.toMatchObject({
      issues: [{ path: 'tier' }, { path: 'sectors.0' }],
    });
  });

  it('is not for anybody else, nor for the api’s role', async () => {
    const input = { email: 'y@bank.example', name: 'Y', organisation: 'Harbour Bank', password: DEMO_PASSWORD };
    expect(await refusalOf(stage.api(CreatePersonByOperator).execute(ANONYMOUS, input))).toBe('NOT_ALLOWED');
    expect(await refusalOf(stage.api(CreatePersonByOperator).execute(systemActor('relay'), input))).toBe('NOT_ALLOWED');
    await expect(stage.api(CreatePersonByOperator).execute(OPERATOR, input)).rejects.toThrow('no purpose of this role');
    await expect(stage.api(CreateTokenByOperator).execute(OPERATOR, { email: 'member@bank.example' })).rejects.toThrow(
      'no purpose of this role',
    );
  });
});
