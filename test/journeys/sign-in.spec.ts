import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountOf, idOf, Journey } from '../support/journey.js';
import type { Written } from '../support/journey.js';
import * as documents from '../support/journey-documents.js';
import { until } from '../support/journey-visitor.js';
import type { Visitor } from '../support/journey-visitor.js';

/** What a revoked credential's open socket may take to be closed (facts: P7). */
const REVOKED_WITHIN_MS = 5_000;
const FORBIDDEN = 4403;
const BANK = 'member@bank.example';

describe('signing in', () => {
  let journey: Journey;
  let analyst: Visitor;
  let reviewer: Visitor;
  let administrator: Visitor;
  let ids: ReadonlyMap<string, string>;
  let green: Written;
  let narrow: Written;

  beforeAll(async () => {
    journey = await Journey.begin();
    analyst = await journey.signedIn('analyst@cert.example');
    reviewer = await journey.signedIn('reviewer@cert.example');
    administrator = await journey.signedIn('admin@cert.example');
    ids = await journey.whoIsWhere(reviewer);
    green = await journey.publishNew(analyst, reviewer, { title: 'For all members', label: 'GREEN' });
    narrow = await journey.publishNew(analyst, reviewer, {
      title: 'For one bank',
      label: 'AMBER',
      audience: { organisations: [idOf(ids, 'Harbour Bank')] },
    });
  }, 90_000);
  afterAll(() => journey.end());

  async function reads(visitor: Visitor, { trackingId }: Written): Promise<boolean> {
    const { advisory } = await visitor.ask<{ advisory: unknown }>(documents.ONE_ADVISORY, { trackingId });
    return advisory !== null;
  }

  it('a password shows what all members read, the second factor what is for them alone, and signing out hides both', async () => {
    const bank = await journey.signedIn(BANK, 1);
    expect([await reads(bank, green), await reads(bank, narrow)]).toEqual([true, false]);
    await bank.ask(documents.PASS_SECOND_FACTOR, { input: { totp: await journey.codeOf(BANK) } });
    expect([await reads(bank, green), await reads(bank, narrow)]).toEqual([true, true]);
    await bank.ask(documents.SIGN_OUT, { input: {} });
    expect([await reads(bank, green), await reads(bank, narrow)]).toEqual([false, false]);
    expect(await bank.ask(documents.VIEWER)).toEqual({ viewer: { isSignedIn: false, email: null, assurance: 0 } });
  });

  it('the cookie of a session that was signed out opens nothing any more', async () => {
    const bank = await journey.signedIn(BANK, 1);
    const stolen = bank.copy();
    await bank.ask(documents.SIGN_OUT, { input: {} });
    expect(await reads(stolen, green)).toBe(false);
  });

  it('a code is good once', async () => {
    const code = await journey.codeOf('member@treasury.example');
    const { password } = accountOf('member@treasury.example');
    const input = { email: 'member@treasury.example', password, totp: code };
    await journey.stranger().ask(documents.SIGN_IN, { input });
    expect(await journey.stranger().refusal(documents.SIGN_IN, { input })).toEqual(['SECOND_FACTOR_REFUSED']);
  });

  it('a wrong password and an unknown address are refused in the same words', async () => {
    const attempt = (email: string) =>
      journey.stranger().answerTo(documents.SIGN_IN, { input: { email, password: 'not the password at all' } });
    const [wrong, unknown] = [await attempt('admin@bank.example'), await attempt('nobody@bank.example')];
    expect(unknown.bytes).toBe(wrong.bytes);
    expect(unknown.status).toBe(wrong.status);
    expect(wrong.errors.map(({ extensions }) => extensions.code)).toEqual(['SIGN_IN_REFUSED']);
  });

  it('whoever guesses is stopped after ten tries, and the owner still comes in from a device of theirs', async () => {
    const email = 'auditor@cert.example';
    const { password } = accountOf(email);
    const owner = await journey.signedIn(email, 1);
    await owner.ask(documents.SIGN_OUT, { input: {} });
    const guesser = journey.stranger();
    const codes: string[] = [];
    for (let guess = 0; guess < 12; guess++) {
      codes.push(...(await guesser.refusal(documents.SIGN_IN, { input: { email, password: `a wrong guess number ${guess}` } })));
    }
    expect(codes.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 'SIGN_IN_REFUSED'));
    expect(codes.at(-1)).toBe('TOO_MANY_TRIES');
    expect(await guesser.refusal(documents.SIGN_IN, { input: { email, password } })).toEqual(['TOO_MANY_TRIES']);
    expect(await owner.refusal(documents.SIGN_IN, { input: { email, password } })).toEqual([]);
  });

  it('a request with the session cookie that a foreign page made is refused', async () => {
    const bank = await journey.signedIn(BANK, 1);
    const response = await bank.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify({ query: documents.VIEWER }),
    });
    expect(await response.text()).not.toContain(BANK);
    expect(response.status).toBe(403);
  });

  it('a token that is revoked closes its websocket, and is unknown from then on', async () => {
    const owner = await journey.signedIn('admin@bank.example');
    const input = { name: 'a program', scopes: ['READ'] };
    const { createApiToken } = await owner.ask<{ createApiToken: { token: string; apiToken: { id: string } } }>(documents.CREATE_TOKEN, {
      input,
    });
    const program = journey.withToken(createApiToken.token);
    expect(await reads(program, narrow)).toBe(true);
    const feed = await program.listen(documents.LIVE);
    await owner.ask(documents.REVOKE_TOKEN, { input: { id: createApiToken.apiToken.id } });
    await until('the socket of the token is closed', () => feed.closedWith !== undefined, REVOKED_WITHIN_MS);
    expect(feed.closedWith).toBe(FORBIDDEN);
    const answer = await program.answerTo(documents.VIEWER);
    expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('a session that is revoked from elsewhere closes its websocket', async () => {
    const elsewhere = await journey.signedIn('admin@bank.example', 1);
    const feed = await elsewhere.listen(documents.LIVE);
    const here = await journey.signedIn('admin@bank.example');
    await here.ask(documents.REVOKE_OTHERS, { input: {} });
    await until('the socket of the session is closed', () => feed.closedWith !== undefined, REVOKED_WITHIN_MS);
    expect(feed.closedWith).toBe(FORBIDDEN);
    expect(await reads(elsewhere, green)).toBe(false);
  });

  it('a role that is taken away takes the drafts of the desk away with the next request', async () => {
    const draft = await journey.draft(analyst, { title: 'Not yet for anybody' });
    expect(JSON.stringify(await analyst.ask(documents.WORK_LIST))).toContain(draft.trackingId);
    await administrator.ask(documents.CHANGE_ROLES, { input: { id: idOf(ids, 'analyst@cert.example'), roles: ['MEMBER'] } });
    // They wrote it: their own work stays theirs, and the desk's is gone.
    const others = await journey.draft(await journey.signedIn('reviewer@cert.example'), { title: 'By somebody else' });
    expect(JSON.stringify(await analyst.ask(documents.WORK_LIST))).not.toContain(others.trackingId);
    expect(await reads(analyst, others)).toBe(false);
    expect(
      await analyst.refusal(documents.CREATE_ADVISORY, {
        input: { kind: 'SECURITY_ALERT', severity: 'LOW', content: { title: { en: 'No' } } },
      }),
    ).toEqual(['NOT_ALLOWED']);
    await administrator.ask(documents.CHANGE_ROLES, { input: { id: idOf(ids, 'analyst@cert.example'), roles: ['MEMBER', 'ANALYST'] } });
  });

  it('whoever leaves a group hears nothing more of it on an open websocket', async () => {
    const bank = await journey.signedIn('admin@bank.example');
    const feed = await bank.listen(documents.LIVE);
    const group = idOf(ids, 'Critical Services Watch');
    const forGroup = { label: 'AMBER', audience: { groups: [group] } };
    const before = await journey.publishNew(analyst, reviewer, { title: 'While in the group', ...forGroup });
    await until('the first is told', () => JSON.stringify(feed.told()).includes(before.trackingId));
    await administrator.ask(documents.REMOVE_GROUP_MEMBER, { input: { groupId: group, organisationId: idOf(ids, 'Harbour Bank') } });
    const after = await journey.publishNew(analyst, reviewer, { title: 'After leaving', ...forGroup });
    const forAll = await journey.publishNew(analyst, reviewer, { title: 'For everybody', label: 'CLEAR' });
    await until('what came later is told', () => feed.closedWith !== undefined || JSON.stringify(feed.told()).includes(forAll.trackingId));
    expect(JSON.stringify(feed.frames)).not.toContain(after.trackingId);
    expect(await reads(bank, after)).toBe(false);
    feed.stop();
  });

  it('an organisation that is suspended loses its sockets, its sessions and everything that is for members', async () => {
    const water = await journey.signedIn('member@water.example');
    expect(await reads(water, green)).toBe(true);
    const feed = await water.listen(documents.LIVE);
    await administrator.ask(documents.SUSPEND_ORGANISATION, { input: { id: idOf(ids, 'Harbour Water') } });
    expect(await reads(water, green)).toBe(false);
    await until('the socket of the member is closed', () => feed.closedWith !== undefined, REVOKED_WITHIN_MS);
    expect(feed.closedWith).toBe(FORBIDDEN);
    const later = await journey.publishNew(analyst, reviewer, { title: 'After the suspension', label: 'GREEN' });
    expect(JSON.stringify(feed.frames)).not.toContain(later.trackingId);
  });
});
