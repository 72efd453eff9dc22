import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Actor } from '#libs/access';
import { AdvisoryQueries, AdvisoryViews } from '#libs/advisories';
import type { ListRequest } from '#libs/advisories';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { anAdvisory } from '../../support/builders/advisory.js';
import type { SavedAdvisory } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

/**
 * Two databases that differ only in what a reader may not see must give that reader the same bytes. The second is the first with the hidden
 * rows taken out behind the curtain, so ids and instants are equal.
 */
let stage: Stage;
const shown: SavedAdvisory[] = [];
const hidden: SavedAdvisory[] = [];
const NOBODY = '00000000-0000-4000-8000-00000000dead';
const WORDS = ['rare', 'common', 'gateway', 'siemens', 'bank', '漏洞', 'cve-2026-1', 'unmistakable', 'update'];

/** More cards of an advisory with one word more: enough that a search does not end with the newest, and goes on in the index of words. */
const COPY = `INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set, revision_id, revision, kind, severity, label,
    publisher, published_at, updated_at, title, summary, source_language, tags, terms, search)
  SELECT gen_random_uuid(), 'HL-COPY-' || $3 || a.tracking_id || i, organisation_id, author_id, state, reader_set, gen_random_uuid(), 1, kind, severity, label,
    publisher, published_at - i * $4::int * interval '1 minute', updated_at - i * $4::int * interval '1 minute', title, summary, source_language, ARRAY[$3], ARRAY['tag:' || $3],
    to_tsvector('simple', 'gateway ' || $3)
  FROM advisories.advisory a, generate_series(1, $2::int) i`;

beforeAll(async () => {
  stage = await aStage();
  for (let index = 0; index < 40; index++) {
    const tags = [`tag${index % 5}`, 'update'];
    const text = { en: `Gateway update ${index} of Siemens`, 'zh-Hant': '漏洞通告' };
    const content = {
      title: text,
      summary: text,
      description: text,
      tags,
      vulnerabilities: [{ cve: `CVE-2026-1${String(index % 9).padStart(3, '0')}` }],
    };
    const visible = anAdvisory(stage.analyst).saying(content).clear().publishedBy(stage.reviewer);
    shown.push(await visible.savedIn(stage.database));
    const secret = anAdvisory(stage.analyst).saying({
      ...content,
      tags: [...tags, 'unmistakable'],
      title: { en: `Bank gateway ${index}` },
    });
    const forOthers =
      [secret.amber({ organisations: [stage.bank.id] }), secret.red(stage.bankMember.id), secret.green()][index % 3] ?? secret;
    hidden.push(await (index % 4 === 0 ? secret : forOthers.publishedBy(stage.reviewer)).savedIn(stage.database));
  }
  await asSuperuser(stage.database, async (client) => {
    await client.query(`${COPY} WHERE a.id = $1`, [shown[0]?.id, 300, 'common', 1]);
    await client.query(`${COPY} WHERE a.id = $1`, [shown[1]?.id, 3, 'rare', 400]);
    const ofOthers = hidden[1];
    await client.query(`${COPY} WHERE a.id = $1`, [ofOthers?.id, 300, 'rare', 1]);
  });
});
afterAll(async () => {
  await stage.end();
});

function requests(): ((tx: Transaction) => Promise<unknown>)[] {
  const queries = stage.api.get(AdvisoryQueries);
  const views = stage.api.get(AdvisoryViews);
  const filters: ListRequest['filter'][] = [
    undefined,
    { tags: ['tag1'] },
    { tags: ['unmistakable'] },
    { tags: ['rare'] },
    { severities: ['medium'] },
    { kinds: ['security_alert'], vendors: ['siemens'] },
  ];
  const searches = [undefined, ...WORDS];
  const pages = [1, 7];
  const lists = filters.flatMap((filter) => searches.flatMap((search) => pages.map((first) => ({ filter, search, first }))));
  const ids = [...shown, ...hidden, { id: NOBODY, trackingId: 'HL-2026-000000', revisionId: NOBODY }];
  return [
    ...lists.map((request) => (tx: Transaction) => queries.newest(tx, request)),
    ...lists.filter(({ first }) => first === 1).map((request) => (tx: Transaction) => queries.count(tx, request)),
    ...WORDS.flatMap((word) => [word.slice(0, 3), word, `${word} gat`]).map((typed) => (tx: Transaction) => queries.suggest(tx, typed)),
    ...ids.flatMap(({ id, trackingId, revisionId }) => [
      (tx: Transaction) => queries.byId(tx, id),
      (tx: Transaction) => queries.byTrackingId(tx, trackingId),
      (tx: Transaction) => queries.history(tx, id),
      (tx: Transaction) => queries.indicators(tx, id),
      (tx: Transaction) => queries.comments(tx, id),
      (tx: Transaction) => views.forRevision(tx, revisionId),
    ]),
    (tx) =>
      queries.cards(
        tx,
        ids.map(({ id }) => id),
      ),
    (tx) => queries.inWork(tx, { first: 100 }),
    (tx) => queries.changedAfter(tx, { at: '2020-01-01T00:00:00Z', id: NOBODY }, 100),
    ...[3, 50].map((limit) => (tx: Transaction) => queries.changedAfter(tx, { at: '2020-01-01T00:00:00Z', id: NOBODY }, limit)),
    (tx) => queries.newest(tx, { first: 100, after: { at: '2099-01-01T00:00:00Z', id: NOBODY } }),
  ];
}

async function answersOf(actor: Actor): Promise<string[]> {
  return stage.api.get(Database).as(actor, async (tx) => {
    const answers: string[] = [];
    for (const request of requests()) answers.push(JSON.stringify({ answer: await request(tx) }));
    return answers;
  });
}

it('what is hidden changes no answer: lists, filters, searches, counts, suggestions, pages and reads by id', async () => {
  const before = await answersOf(stage.anonymous);
  const asMember = await answersOf(stage.bankMember.actor);
  expect(before.length).toBeGreaterThanOrEqual(500);
  expect(before.join()).toContain('Gateway update 39');
  expect(asMember).not.toEqual(before);
  await asSuperuser(stage.database, async (client) => {
    const ids = hidden.map(({ id }) => id);
    await client.query(`DELETE FROM advisories.advisory WHERE tracking_id LIKE 'HL-COPY-%' AND label <> 'CLEAR'`);
    await client.query('DELETE FROM advisories.revision WHERE advisory_id = ANY ($1)', [ids]);
    await client.query('DELETE FROM advisories.advisory WHERE id = ANY ($1)', [ids]);
    await client.query('ANALYZE advisories.advisory');
  });
  expect(await answersOf(stage.anonymous)).toEqual(before);
  expect(await answersOf(stage.bankMember.actor)).not.toEqual(asMember);
});
