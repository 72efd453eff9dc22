import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '#libs/access';
import type { Actor } from '#libs/access';
import { AccountQueries, CreateApiToken, EnrolTotp, IdentifyActor, ListSessions, RevokeApiToken } from '#libs/accounts';
import { newId } from '#libs/core';
import { anOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { openStage, refusalOf } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;
let member: SavedPerson;

beforeAll(async () => {
  stage = await openStage();
});

beforeEach(async () => {
  member = await aPerson()
    .of(await anOrganisation().savedIn(stage.database))
    .savedIn(stage.database);
});

afterAll(() => stage.close());

const create = (actor: Actor, input: object = {}) => stage.api(CreateApiToken).execute(actor, { name: 'SIEM', scopes: ['read'], ...input });

async function actorOf(token: string): Promise<Actor> {
  const actor = await stage.api(IdentifyActor).byApiToken(token);
  if (!actor) throw new Error('the token is not good');
  return actor;
}

describe('an API token', () => {
  it('is shown once, recognisable, and stored as a hash', async () => {
    const { token, hint, tokenId } = await create(member.actor);
    expect(token).toMatch(/^hl_[0-9A-Za-z]{57}$/);
    expect(token.startsWith(hint.slice(0, -1))).toBe(true);
    const stored = await stage.rows('SELECT t::text FROM accounts.api_token t');
    expect(JSON.stringify(stored)).not.toContain(token.slice(11));
    expect(await stage.api(AccountQueries).tokens(member.actor)).toMatchObject([
      { id: tokenId, hint, scopes: ['read'], assurance: 2, revokedAt: null },
    ]);
  });

  it('holds the narrow keys only where it was made after a second factor', async () => {
    const strong = await actorOf((await create(member.actor)).token);
    const weak = await actorOf((await create(member.actorWithoutSecondFactor)).token);
    expect(strong.keys).toContain(`user:${member.id}`);
    expect(weak.keys).toEqual(['member', 'public']);
    expect(strong).toMatchObject({ assurance: 2, scopes: ['read'] });
  });

  it('makes no token that is wider or lives longer than itself', async () => {
    const maker = await actorOf((await create(member.actor, { scopes: ['admin', 'read'], expiresInDays: 2 })).token);
    expect(await refusalOf(create(maker, { scopes: ['read', 'write'] }))).toBe('NOT_ALLOWED');
    const made = await create(maker, { scopes: ['read'], expiresInDays: 300 });
    expect(Date.parse(made.expiresAt) - stage.clock.nowMs()).toBeLessThan(2.1 * 86_400_000);
    const reader = await actorOf((await create(member.actor)).token);
    expect(await refusalOf(create(reader))).toBe('SCOPE_MISSING');
  });

  it('signs nobody in: passwords, factors and sessions are for people', async () => {
    const actor = await actorOf((await create(member.actor, { scopes: ['read', 'write', 'subscribe', 'admin'] })).token);
    expect(await refusalOf(stage.api(ListSessions).execute(actor))).toBe('SESSION_REQUIRED');
    expect(await refusalOf(stage.api(EnrolTotp).execute(actor, { password: 'any' }))).toBe('SESSION_REQUIRED');
  });

  it('is revoked at once by its owner; anybody else’s is not found', async () => {
    const { token, tokenId } = await create(member.actor);
    const stranger = await aPerson()
      .of(await anOrganisation().savedIn(stage.database))
      .savedIn(stage.database);
    const answers = await Promise.all(
      [tokenId, newId(), 'nonsense'].map((id) =>
        stage
          .api(RevokeApiToken)
          .execute(stranger.actor, { tokenId: id })
          .catch((error: unknown) => JSON.stringify([error, String(error)])),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('NOT_FOUND');
    await stage.api(RevokeApiToken).execute(member.actor, { tokenId });
    expect(await stage.api(IdentifyActor).byApiToken(token)).toBeUndefined();
    expect(await refusalOf(stage.api(RevokeApiToken).execute(member.actor, { tokenId }))).toBe('NOT_FOUND');
  });

  it('that was mistyped is refused without a look into the database', async () => {
    const { token } = await create(member.actor);
    const changed = `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`;
    for (const each of [changed, token.slice(1), `${token}x`, '', 'hl_', token.toUpperCase()])
      expect(await stage.api(IdentifyActor).byApiToken(each)).toBeUndefined();
  });

  it('tells when it was last used, to the minute', async () => {
    const { token, tokenId } = await create(member.actor);
    const lastUse = async () =>
      (await stage.rows<{ at: Date | null }>('SELECT last_used_at AS at FROM accounts.api_token WHERE id = $1', tokenId))[0]?.at?.getTime();
    expect(await lastUse()).toBeUndefined();
    await actorOf(token);
    const first = await lastUse();
    expect(first).toBeDefined();
    stage.clock.advanceMs(61_000);
    await actorOf(token);
    expect(await lastUse()).toBe(first);
  });

  it('lives a year at most, and fifty at once are enough', async () => {
    expect(await refusalOf(create(member.actor, { expiresInDays: 366 }))).toBe('INVALID_INPUT');
    expect(await refusalOf(create(member.actor, { scopes: ['everything'] }))).toBe('INVALID_INPUT');
    expect(await refusalOf(create(ANONYMOUS))).toBe('UNAUTHENTICATED');
    expect(await refusalOf(create(member.actor, { expiresInDays: 365 }))).toBe('no refusal');
    for (let count = 1; count < 50; count++) await create(member.actor);
    expect(await refusalOf(create(member.actor))).toBe('TOO_MANY_TOKENS');
  });
});
