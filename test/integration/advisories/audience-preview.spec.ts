import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOBODY, readersOf } from '#libs/access';
import type { Audience, TlpLabel } from '#libs/access';
import { PreviewAudience } from '#libs/advisories';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await aStage();
});
afterAll(async () => {
  await stage.end();
});

const CELLS: readonly (readonly [TlpLabel, (of: Stage) => Partial<Audience>])[] = [
  ['CLEAR', () => ({})],
  ['GREEN', () => ({})],
  ['GREEN', () => ({ tiers: ['government'] })],
  ['GREEN', () => ({ sectors: ['finance'] })],
  ['AMBER', () => ({ tierSectors: ['industry/finance'] })],
  ['AMBER', ({ group }) => ({ groups: [group] })],
  ['AMBER+STRICT', ({ bank, water }) => ({ organisations: [bank.id, water.id] })],
  ['RED', ({ bankMember, analyst }) => ({ persons: [bankMember.id, analyst.id] })],
];

describe('the preview of an audience', () => {
  it.each(CELLS)('of TLP:%s counts the people whose keys open it', async (label, audienceOf) => {
    const { api, otherReviewer, database } = stage;
    const audience = { ...NOBODY, ...audienceOf(stage) };
    const preview = await api.get(PreviewAudience).execute(otherReviewer.actor, label, audience);
    const readers = readersOf({
      state: 'published',
      label,
      audience,
      authorId: otherReviewer.id,
      organisationId: String(otherReviewer.organisationId),
    });
    const expected = await asSuperuser(database, async (client) => {
      const { rows } = await client.query<{ people: number; organisations: number }>(
        `SELECT count(*)::int AS people, count(DISTINCT organisation_id)::int AS organisations FROM accounts.person
         WHERE status = 'active' AND access.person_keys(id) && $1`,
        [readers],
      );
      return rows[0];
    });
    expect({ people: preview.people, organisations: preview.organisations }).toEqual(expected);
    expect(preview.people).toBeGreaterThan(0);
  });

  it('is refused to whoever writes no advisories, also past the use case', async () => {
    const { api, bankMember, anonymous, analyst, as } = stage;
    for (const actor of [bankMember.actor, anonymous, analyst.actorWithoutSecondFactor]) {
      await expect(api.get(PreviewAudience).execute(actor, 'GREEN')).rejects.toThrow();
      await expect(as(actor, (tx) => tx.query(`SELECT * FROM access.count_readers('{member}')`))).rejects.toThrow('only a desk');
    }
  });
});
