import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOBODY, readersOf } from '#libs/access';
import type { Audience, TlpLabel } from '#libs/access';
import { AdvisoryQueries, PreviewAudience, ReadersToCome } from '#libs/advisories';
import type { RevisionInWork } from '#libs/advisories';
import type { SavedAdvisory } from '../../support/builders/advisory.js';
import { anAdvisory } from '../../support/builders/advisory.js';
import { anOrganisation, asSuperuser } from '../../support/builders/organisation.js';
import type { SavedPerson } from '../../support/builders/person.js';
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

describe('those who work on a text and will not read it', () => {
  const inWork = async ({ actor }: SavedPerson, { id }: SavedAdvisory): Promise<RevisionInWork> => {
    const detail = await stage.as(actor, (tx) => stage.api.get(AdvisoryQueries).byId(tx, id));
    if (detail?.inWork === undefined) throw new Error('there is no text in work that they read');
    return detail.inWork;
  };
  const whoWillNot = async (asking: SavedPerson, ref: SavedAdvisory) =>
    [...((await stage.api.get(ReadersToCome).workersWhoWillNot(asking.actor, await inWork(asking, ref))) ?? ['not known yet'])].sort();
  const idsOf = (...people: readonly SavedPerson[]) => people.map(({ id }) => id).sort();

  it('are its desk, its writers and who asks, as far as label and audience leave them out', async () => {
    const { analyst, reviewer, otherReviewer, bank, cert, bankAnalyst, database } = stage;
    const amber = (...organisations: string[]) => anAdvisory(analyst).amber({ organisations }).inReview().savedIn(database);
    expect(await whoWillNot(reviewer, await amber(bank.id))).toEqual(idsOf(analyst, reviewer, otherReviewer));
    expect(await whoWillNot(reviewer, await amber(bank.id, cert.id))).toEqual([]);
    expect(await whoWillNot(analyst, await anAdvisory(analyst).red(reviewer.id).savedIn(database))).toEqual(idsOf(analyst, otherReviewer));
    expect(await whoWillNot(reviewer, await anAdvisory(analyst).clear().inReview().savedIn(database))).toEqual([]);
    // Who approves for another organisation, and is none of its desk.
    const theirs = await anAdvisory(bankAnalyst)
      .amber({ organisations: [bank.id] })
      .inReview()
      .savedIn(database);
    expect(await whoWillNot(reviewer, theirs)).toEqual(idsOf(reviewer));
    expect(await whoWillNot(analyst, await anAdvisory(analyst).amber({}).savedIn(database))).toEqual(['not known yet']);
  });

  it('are told to nobody who does not read the text, also past the use case', async () => {
    const { analyst, bankAnalyst, bankMember, anonymous, reviewer, bank, database, as } = stage;
    const ask = 'SELECT person_id FROM access.workers_without_key($1, $2)';
    const ref = await anAdvisory(analyst)
      .amber({ organisations: [bank.id] })
      .inReview()
      .savedIn(database);
    const keys = [`org:${bank.id}`];
    expect(await as(reviewer.actor, (tx) => tx.query(ask, [ref.revisionId, keys]))).not.toEqual([]);
    expect(await as(bankAnalyst.actor, (tx) => tx.query(ask, [ref.revisionId, keys]))).toEqual([]);
    for (const actor of [bankMember.actor, anonymous, reviewer.actorWithoutSecondFactor])
      await expect(as(actor, (tx) => tx.query(ask, [ref.revisionId, keys]))).rejects.toThrow('only a desk');
  });

  it('a reviewer is told how many it reaches, also where somebody who was named is gone since', async () => {
    const { analyst, bank, reviewer, bankMember, database, api } = stage;
    const gone = await anOrganisation().savedIn(database);
    const ref = await anAdvisory(analyst)
      .amber({ organisations: [bank.id, gone.id] })
      .inReview()
      .savedIn(database);
    await asSuperuser(database, (client) => client.query(`UPDATE accounts.organisation SET status = 'suspended' WHERE id = $1`, [gone.id]));
    const text = await inWork(reviewer, ref);
    await expect(api.get(PreviewAudience).execute(reviewer.actor, 'AMBER', text.audience)).rejects.toThrow();
    expect(await api.get(ReadersToCome).reach(reviewer.actor, text)).toMatchObject({ organisations: 1, people: 2 });
    await expect(api.get(ReadersToCome).reach(bankMember.actor, text)).rejects.toThrow();
    expect(await api.get(ReadersToCome).reach(analyst.actor, { ...text, label: undefined })).toBeUndefined();
  });
});
