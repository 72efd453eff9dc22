import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '#libs/access';
import {
  CreateOrganisationByOperator,
  CreatePersonByOperator,
  InvitePerson,
  OPERATOR,
  RegisterReader,
  RequestPasswordReset,
  ResetPassword,
  SignIn,
  totpCode,
} from '#libs/accounts';
import { newId } from '#libs/core';
import { anOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import { openStage, refusalOf } from './stage.js';
import type { Stage } from './stage.js';

const PASSWORD = 'a quiet corner of the reading room';
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

let stage: Stage;
let email: string;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker(CreateOrganisationByOperator).execute(OPERATOR, { name: 'Bank', tier: 'industry', sectors: ['finance'] });
});

beforeEach(async () => {
  email = `person-${newId()}@bank.example`;
  await stage
    .worker(CreatePersonByOperator)
    .execute(OPERATOR, { email, name: 'Kit Wong', organisation: 'Bank', password: PASSWORD, totpSecret: SECRET });
  await stage.rows('DELETE FROM accounts.guess_count');
});

afterAll(() => stage.close());

const tryIt = (input: object = {}) =>
  refusalOf(stage.api(SignIn).execute(ANONYMOUS, { email, password: 'not the right one at all', ...input }));
const right = { password: PASSWORD };
const wrongCode = { password: PASSWORD, totp: '000000' };
const code = () => totpCode(SECRET, stage.clock.now());

async function times(count: number, work: () => Promise<string>): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  for (let at = 0; at < count; at++) {
    const answer = await work();
    answers[answer] = (answers[answer] ?? 0) + 1;
  }
  return answers;
}

/** An hour passes for the counts: their library reads the clock of the machine. */
async function afterAnHour(): Promise<void> {
  await stage.rows('UPDATE accounts.guess_count SET expire = expire - 3600000 WHERE expire IS NOT NULL');
}

describe('guessing', () => {
  it('at a password ends after ten tries in an hour, for a known and for an unknown address alike', async () => {
    expect(await times(13, () => tryIt())).toEqual({ SIGN_IN_REFUSED: 10, TOO_MANY_TRIES: 3 });
    expect(await times(13, () => tryIt({ email: 'nobody@nowhere.example' }))).toEqual({ SIGN_IN_REFUSED: 10, TOO_MANY_TRIES: 3 });
    expect(await tryIt(right)).toBe('TOO_MANY_TRIES');
    await afterAnHour();
    expect(await tryIt(right)).toBe('no refusal');
  });

  it('in parallel counts every try', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => tryIt()));
    expect(answers.filter((answer) => answer === 'SIGN_IN_REFUSED')).toHaveLength(10);
  });

  it('at a code ends after ten tries, and the right password in between resets nothing', async () => {
    const answers = await times(12, async () => {
      expect(await tryIt(right)).toBe('no refusal');
      return tryIt(wrongCode);
    });
    expect(answers).toEqual({ SECOND_FACTOR_REFUSED: 10, TOO_MANY_TRIES: 2 });
    expect(await tryIt({ ...right, totp: code() })).toBe('TOO_MANY_TRIES');
  });

  it('at a recovery code is counted apart from guessing at a code', async () => {
    expect(await times(11, () => tryIt({ password: PASSWORD, recoveryCode: 'AAAA-BBBB' }))).toEqual({
      SECOND_FACTOR_REFUSED: 10,
      TOO_MANY_TRIES: 1,
    });
    expect(await tryIt({ ...right, totp: code() })).toBe('no refusal');
    stage.clock.advanceMs(60_000);
  });

  it('ends for good after a hundred tries in a row; a new password begins anew', async () => {
    expect(await times(11, () => tryIt())).toEqual({ SIGN_IN_REFUSED: 10, TOO_MANY_TRIES: 1 });
    await afterAnHour();
    // What the hour refused is no try, and the hours that follow are not sat through.
    const forwarded = await stage.rows(
      `UPDATE accounts.guess_count SET points = points + 85 WHERE key LIKE 'consecutive:password:%' AND points = 10 RETURNING points`,
    );
    expect(forwarded).toEqual([{ points: 95 }]);
    expect(await times(7, () => tryIt())).toEqual({ SIGN_IN_REFUSED: 5, TOO_MANY_TRIES: 2 });
    await afterAnHour();
    expect(await tryIt(right)).toBe('TOO_MANY_TRIES');
    await stage.api(RequestPasswordReset).execute(ANONYMOUS, { email });
    const password = 'umbrella beside the winding stair';
    await stage.api(ResetPassword).execute(ANONYMOUS, { token: await stage.tokenTo(email), password });
    expect(await tryIt({ password })).toBe('no refusal');
  });

  it('from elsewhere does not keep the owner out of a device on which they signed in before', async () => {
    const { deviceToken } = await stage.api(SignIn).execute(ANONYMOUS, { email, ...right });
    expect(await times(12, () => tryIt())).toMatchObject({ TOO_MANY_TRIES: 2 });
    expect(await tryIt(right)).toBe('TOO_MANY_TRIES');
    expect(await tryIt({ ...right, deviceToken })).toBe('no refusal');
    expect(await times(12, () => tryIt({ deviceToken }))).toMatchObject({ SIGN_IN_REFUSED: 10, TOO_MANY_TRIES: 2 });
  });

  it('gains nothing from a device token that is made up or another account’s', async () => {
    const other = `other-${email}`;
    await stage.worker(CreatePersonByOperator).execute(OPERATOR, { email: other, name: 'Other', organisation: 'Bank', password: PASSWORD });
    const { deviceToken } = await stage.api(SignIn).execute(ANONYMOUS, { email: other, ...right });
    await times(10, () => tryIt());
    expect(await tryIt({ deviceToken })).toBe('TOO_MANY_TRIES');
    expect(await tryIt({ deviceToken: 'nonce.signature' })).toBe('TOO_MANY_TRIES');
  });

  it('from one address over many accounts ends after a hundred, whatever the last bits of an IPv6 address', async () => {
    let at = 0;
    const fromHere = () => tryIt({ email: `account-${at++}@nowhere.example`, address: `2001:db8::${at.toString(16)}` });
    expect(await times(5, fromHere)).toEqual({ SIGN_IN_REFUSED: 5 });
    const forwarded = await stage.rows(`UPDATE accounts.guess_count SET points = points + 92 WHERE key LIKE 'address:%' RETURNING points`);
    expect(forwarded).toEqual([{ points: 97 }]);
    expect(await times(6, fromHere)).toEqual({ SIGN_IN_REFUSED: 3, TOO_MANY_TRIES: 3 });
    expect(await tryIt({ ...right, address: '2001:db8:1::1' })).toBe('no refusal');
    expect(await times(5, () => tryIt({ ...right, address: '192.0.2.1' }))).toEqual({ 'no refusal': 5 });
    expect(await stage.rows(`SELECT FROM accounts.guess_count WHERE key LIKE 'address:192%' AND points > 0`)).toEqual([]);
  });

  it('keeps no address of a person in the counts', async () => {
    await tryIt();
    expect(JSON.stringify(await stage.rows('SELECT * FROM accounts.guess_count'))).not.toContain('bank.example');
  });
});

describe('mails that anybody can ask for', () => {
  it('are three an hour to one address; the answer stays the same', async () => {
    for (let at = 0; at < 5; at++) await stage.api(RequestPasswordReset).execute(ANONYMOUS, { email });
    expect(await stage.mailsTo(email)).toHaveLength(3);
  });

  it('are twenty an hour from one client', async () => {
    let at = 0;
    const ask = () =>
      refusalOf(stage.api(RegisterReader).execute(ANONYMOUS, { email: `r${at++}@nowhere.example`, name: 'R', address: '192.0.2.7' }));
    expect(await times(22, ask)).toEqual({ 'no refusal': 20, TOO_MANY_TRIES: 2 });
  });

  it('as invitations are three an hour from one organisation to one address', async () => {
    const admin = await aPerson()
      .of(await anOrganisation().savedIn(stage.database))
      .withRoles('member', 'organisation_admin')
      .savedIn(stage.database);
    const invite = () => refusalOf(stage.api(InvitePerson).execute(admin.actor, { email: 'guest@nowhere.example', name: 'Guest' }));
    expect(await times(4, invite)).toEqual({ 'no refusal': 3, TOO_MANY_TRIES: 1 });
  });
});
