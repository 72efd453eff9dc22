import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/access';
import { AdvisoryStatistics, ProductCatalogue, ReviseAdvisory, WithdrawAdvisory } from '#libs/advisories';
import type { AdvisoryContent, AdvisoryFilter, Severity } from '#libs/advisories';
import { anAdvisory } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;
let statistics: AdvisoryStatistics;

const about = (vendor: string, product: string): Partial<AdvisoryContent> => ({
  affectedProducts: [{ vendor, product, version: '<3', status: 'known_affected' }],
});

beforeAll(async () => {
  stage = await aStage();
  statistics = stage.api.get(AdvisoryStatistics);
  const { analyst, reviewer, bank, database } = stage;
  const make = () => anAdvisory(analyst);
  await make().clear().ofSeverity('high').saying(about('Siemens', 'SIMATIC S7')).publishedBy(reviewer).savedIn(database);
  await make().clear().ofSeverity('low').saying(about('siemens', 'Simatic S7')).publishedBy(reviewer).savedIn(database);
  await make().green().ofSeverity('critical').saying(about('Secret Maker', 'Hidden Thing')).publishedBy(reviewer).savedIn(database);
  await make()
    .amber({ organisations: [bank.id] })
    .ofSeverity('medium')
    .saying(about('Bank Maker', 'Bank Thing'))
    .publishedBy(reviewer)
    .savedIn(database);
  await make().clear().saying(about('Draft Maker', 'Draft Thing')).savedIn(database);
});
afterAll(async () => {
  await stage.end();
});

const report = (actor: Actor, filter?: AdvisoryFilter) => stage.as(actor, (tx) => statistics.report(tx, 12, filter));
const names = async (actor: Actor, prefix: string) => (await stage.as(actor, (tx) => statistics.names(tx, prefix))).map(({ name }) => name);

/** The same numbers from the rows that row-level security shows. */
async function counted(actor: Actor): Promise<Record<Severity, number>> {
  return stage.as(actor, async (tx) => {
    const row = await tx.find<Record<Severity, number>>(
      `SELECT count(*) FILTER (WHERE severity = 0)::int AS low, count(*) FILTER (WHERE severity = 1)::int AS medium,
         count(*) FILTER (WHERE severity = 2)::int AS high, count(*) FILTER (WHERE severity = 3)::int AS critical
       FROM advisories.advisory WHERE published_at IS NOT NULL`,
    );
    if (row === undefined) throw new Error('nothing was counted');
    return row;
  });
}

describe('the statistics', () => {
  it('count for each reader what that reader sees, and nothing else', async () => {
    const { anonymous, bankMember, waterMember, analyst, treasuryMember } = stage;
    for (const actor of [
      anonymous,
      bankMember.actor,
      bankMember.actorWithoutSecondFactor,
      waterMember.actor,
      analyst.actor,
      treasuryMember.actor,
    ])
      expect((await report(actor)).bySeverity).toEqual(await counted(actor));
    expect(await report(anonymous)).toMatchObject({ total: 2, exploited: 0, isExact: true });
    expect((await report(waterMember.actor)).total).toBe(3);
    expect((await report(bankMember.actor)).total).toBe(4);
    expect((await report(bankMember.actorWithoutSecondFactor)).total).toBe(3);
  });

  it('have every month, the present one last', async () => {
    const { months } = await report(stage.anonymous);
    expect(months).toHaveLength(12);
    expect(months.at(-1)).toMatchObject({ month: new Date().toISOString().slice(0, 7), total: 2, high: 1, low: 1 });
    expect(months.slice(0, -1).every(({ total }) => total === 0)).toBe(true);
  });

  it('are narrowed by kind and severity from the tally, and by names from the rows, with the same result', async () => {
    const { bankMember, anonymous } = stage;
    expect((await report(bankMember.actor, { severities: ['critical'] })).total).toBe(1);
    expect((await report(anonymous, { severities: ['critical'] })).total).toBe(0);
    expect((await report(bankMember.actor, { vendors: ['Secret Maker'] })).total).toBe(1);
    expect((await report(anonymous, { vendors: ['Secret Maker'] })).total).toBe(0);
    expect(await report(anonymous, { vendors: ['SIEMENS'] })).toMatchObject({ total: 2, isExact: true });
    await expect(stage.as(anonymous, (tx) => statistics.report(tx, 0))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('names of vendors and products', () => {
  it('are suggested from what the reader sees, one for all spellings', async () => {
    const { anonymous, bankMember, waterMember } = stage;
    // Both spellings are as frequent: the newest stands for them.
    expect(await names(anonymous, 'sie')).toEqual(['siemens']);
    expect(await names(anonymous, 'sec')).toEqual([]);
    expect(await names(anonymous, 'draft')).toEqual([]);
    expect(await names(waterMember.actor, 'sec')).toEqual(['Secret Maker']);
    expect(await names(waterMember.actor, 'bank')).toEqual([]);
    expect(await names(bankMember.actor, 'bank')).toEqual(['Bank Maker', 'Bank Thing']);
    expect(await names(anonymous, '')).toHaveLength(2);
  });

  it('lead to the products of a vendor', async () => {
    const catalogue = stage.api.get(ProductCatalogue);
    const of = (actor: Actor, vendor: string, product?: string) =>
      stage.as(actor, async (tx) => (await catalogue.productsOf(tx, { vendor, product, first: 10, withVersions: true })).items);
    expect(await of(stage.anonymous, 'siemens')).toMatchObject([
      {
        product: expect.stringMatching(/simatic s7/i),
        advisories: 2,
        exploited: 0,
        versions: [{ version: '<3', status: 'known_affected' }],
      },
    ]);
    expect(await of(stage.anonymous, 'SIEMENS', 'simatic  s7')).toHaveLength(1);
    expect(await of(stage.anonymous, 'Secret Maker')).toEqual([]);
    expect(await of(stage.waterMember.actor, 'Secret Maker')).toHaveLength(1);
  });
});

describe('the tallies', () => {
  it('follow a withdrawal, and a revision with narrower readers, and are then what a new count gives', async () => {
    const { api, analyst, reviewer, anonymous, bankMember, bank, database } = stage;
    const saved = await anAdvisory(analyst)
      .clear()
      .ofSeverity('critical')
      .saying(about('Gone Maker', 'Gone Thing'))
      .publishedBy(reviewer)
      .savedIn(database);
    expect(await names(anonymous, 'gone')).toEqual(['Gone Maker', 'Gone Thing']);
    await api.get(WithdrawAdvisory).execute(reviewer.actor, { advisoryId: saved.id, notice: { en: 'Wrong.' } });
    expect(await names(anonymous, 'gone')).toEqual([]);

    const narrowed = await anAdvisory(analyst)
      .clear()
      .ofSeverity('critical')
      .saying(about('Narrow Maker', 'N'))
      .publishedBy(reviewer)
      .savedIn(database);
    await api
      .get(ReviseAdvisory)
      .execute(analyst.actor, { advisoryId: narrowed.id, updateClass: 'minor', summaryOfChanges: { en: 'Fewer.' } });
    await asSuperuser(database, async (client) => {
      await client.query('BEGIN');
      const { rows } = await client.query<{ id: number }>('SELECT access.intern_readers($1) AS id', [[`org:${bank.id}`]]);
      await client.query(`UPDATE advisories.advisory SET reader_set = $2, label = 'AMBER' WHERE id = $1`, [narrowed.id, rows[0]?.id]);
      await client.query('COMMIT');
    });
    expect(await names(anonymous, 'narrow')).toEqual([]);
    expect(await names(bankMember.actor, 'narrow')).toEqual(['Narrow Maker']);
    for (const actor of [anonymous, bankMember.actor]) expect((await report(actor)).bySeverity).toEqual(await counted(actor));

    const sums = `SELECT reader_set, month, kind, severity, label, exploited, sum(advisories)::int AS advisories FROM advisories.tally
      GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(advisories) <> 0 ORDER BY 1, 2, 3, 4, 5, 6`;
    const nameSums = `SELECT t.reader_set, n.sort, n.area, n.name, sum(t.advisories)::int AS advisories, sum(t.exploited)::int AS exploited
      FROM advisories.name_tally t JOIN advisories.indexed_name n USING (number) GROUP BY 1, 2, 3, 4 HAVING sum(t.advisories) <> 0 ORDER BY 1, 2, 3, 4`;
    await asSuperuser(database, async (client) => {
      const before = [(await client.query(sums)).rows, (await client.query(nameSums)).rows];
      await client.query('SELECT advisories.count_anew()');
      expect([(await client.query(sums)).rows, (await client.query(nameSums)).rows]).toEqual(before);
      expect(before[0]?.length).toBeGreaterThan(3);
    });
  });

  it('are read by no service role', async () => {
    await expect(stage.as(stage.analyst.actor, (tx) => tx.query('SELECT * FROM advisories.tally'))).rejects.toThrow(/permission denied/);
    for (const table of ['name_tally', 'name_mention', 'indexed_name'])
      await expect(stage.as(stage.analyst.actor, (tx) => tx.query(`SELECT * FROM advisories.${table}`))).rejects.toThrow(
        /permission denied/,
      );
    await expect(
      stage.as(stage.analyst.actor, (tx) => tx.query(`SELECT advisories.spelling_of(gen_random_uuid(), '{1}')`)),
    ).rejects.toThrow(/permission denied/);
    await expect(stage.as(stage.analyst.actor, (tx) => tx.query('SELECT advisories.count_anew()'))).rejects.toThrow(/permission denied/);
  });
});
