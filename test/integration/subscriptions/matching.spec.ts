import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AffectedProduct } from '#libs/advisories';
import type { Criteria } from '#libs/subscriptions';
import { aContent, anAdvisory } from '../../support/builders/advisory.js';
import type { AdvisoryBuilder, SavedAdvisory } from '../../support/builders/advisory.js';
import { aGroupOf, anOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import { aSubscription } from '../../support/builders/subscription.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await aStage();
});

afterAll(async () => {
  await stage.end();
});

function publish(told: (advisory: AdvisoryBuilder) => AdvisoryBuilder): Promise<SavedAdvisory> {
  return told(anAdvisory(stage.analyst)).publishedBy(stage.reviewer).savedIn(stage.database);
}

const product = (vendor: string, name: string, more: Partial<AffectedProduct> = {}): AffectedProduct => ({
  vendor,
  product: name,
  status: 'known_affected',
  ...more,
});

const ABOUT = aContent({
  title: { en: 'Ransomware spreads through Example Gateway', 'zh-Hant': '勒索軟件經閘道器傳播' },
  summary: { en: 'Attackers encrypt file servers.', 'zh-Hant': '攻擊者把檔案伺服器加密。' },
  description: {
    en: 'See RHSA-2026:1234 for the fix. Remote code runs as root.',
    'zh-Hant': '黑客利用Office巨集下載Linux木馬，詳情見公告。',
  },
  affectedProducts: [
    product('Siemens', 'SIMATIC  S7', { cpe: 'cpe:2.3:h:siemens:simatic_s7-1500:2.9:*:*:*:*:*:*:*' }),
    product('OpenJS', 'express', { purl: 'pkg:npm/express@4.17.1' }),
  ],
  vulnerabilities: [{ cve: 'CVE-2026-12345' }],
  tags: ['Ransomware', 'OT'],
  sectors: ['energy', 'water'],
});

describe('a criterion', () => {
  let advisory: SavedAdvisory;

  beforeAll(async () => {
    advisory = await publish((it) => it.clear().ofKind('high_threat_alert').ofSeverity('high').saying(ABOUT));
  });

  const cases: readonly (readonly [string, Partial<Criteria>, boolean])[] = [
    ['nothing at all', {}, true],
    ['its kind', { kinds: ['high_threat_alert'] }, true],
    ['another kind', { kinds: ['guidance_note', 'threat_report'] }, false],
    ['one of its kinds', { kinds: ['guidance_note', 'high_threat_alert'] }, true],
    ['a lower severity at least', { minSeverity: 'medium' }, true],
    ['its severity at least', { minSeverity: 'high' }, true],
    ['a higher severity at least', { minSeverity: 'critical' }, false],
    ['a tag in other letters', { tags: ['ransomware'] }, true],
    ['another tag', { tags: ['phishing'] }, false],
    ['one of its sectors', { sectors: ['finance', 'water'] }, true],
    ['another sector', { sectors: ['finance'] }, false],
    ['its vendor in other letters', { vendors: ['SIEMENS'] }, true],
    ['a part of its vendor', { vendors: ['Siem'] }, false],
    ['vendor and product', { products: ['siemens/Simatic S7'] }, true],
    ['the product alone', { products: ['simatic s7'] }, true],
    ['the product of another vendor', { products: ['OpenJS/simatic s7'] }, false],
    ['a purl without a version', { products: ['pkg:npm/express'] }, true],
    ['a purl with another version', { products: ['pkg:npm/express@5.0.0'] }, true],
    ['another purl', { products: ['pkg:npm/koa'] }, false],
    ['a CPE of another version', { products: ['cpe:2.3:h:siemens:simatic_s7-1500:1.0:*:*:*:*:*:*:*'] }, true],
    ['a CPE 2.2 URI', { products: ['cpe:/h:siemens:simatic_s7-1500'] }, true],
    ['another CPE', { products: ['cpe:2.3:h:siemens:logo:*:*:*:*:*:*:*:*'] }, false],
    ['its CVE', { cves: ['CVE-2026-12345'] }, true],
    ['a CVE that its CVE begins with', { cves: ['CVE-2026-1234'] }, false],
    ['a keyword of the title', { keywords: ['ransomware'] }, true],
    ['a phrase', { keywords: ['remote code'] }, true],
    ['the words of a phrase in another order', { keywords: ['code remote'] }, false],
    ['a keyword that is the beginning of a word', { keywords: ['ransom'] }, false],
    ['a Chinese keyword', { keywords: ['勒索軟件'] }, true],
    ['a Chinese keyword in the middle of a sentence', { keywords: ['檔案伺服器'] }, true],
    ['two Chinese characters', { keywords: ['加密'] }, true],
    ['a Chinese keyword that is not there', { keywords: ['釣魚電郵'] }, false],
    ['Chinese characters that are there in another order', { keywords: ['件軟索勒'] }, false],
    ['a keyword of both scripts', { keywords: ['利用 Office 巨集下載'] }, true],
    ['a keyword of both scripts without blanks', { keywords: ['下載Linux'] }, true],
    ['a keyword of both scripts whose Chinese goes on in the text', { keywords: ['利用 巨集'] }, false],
    ['an id as a keyword', { keywords: ['rhsa-2026:1234'] }, true],
    ['one keyword of several', { keywords: ['phishing', 'encrypt file servers'] }, true],
    ['known exploited', { exploitedOnly: true }, false],
    ['all of several criteria', { vendors: ['Siemens'], tags: ['OT'], minSeverity: 'high', keywords: ['root', 'phishing'] }, true],
    ['all of several criteria but one', { vendors: ['Siemens'], tags: ['phishing'], minSeverity: 'high' }, false],
    ['a keyword and another kind', { keywords: ['ransomware'], kinds: ['guidance_note'] }, false],
    ['a keyword and its kind', { keywords: ['ransomware'], kinds: ['high_threat_alert'] }, true],
  ];

  it.each(cases)('%s: %j matches: %s', async (_, criteria, expected) => {
    const subscription = await aSubscription().of(stage.banker).wanting(criteria).savedIn(stage.database);
    expect(await stage.matches(subscription, advisory)).toBe(expected);
  });

  it('known exploited matches what was in the catalogue when it was published', async () => {
    await stage.superuser(
      `INSERT INTO advisories.known_exploited (cve, vendor, product, name, added_on, ransomware) VALUES ('CVE-2026-99999', 'v', 'p', 'n', '2026-01-01', false)`,
    );
    const exploited = await publish((it) => it.clear().saying({ vulnerabilities: [{ cve: 'CVE-2026-99999' }] }));
    const alone = await aSubscription().of(stage.banker).wanting({ exploitedOnly: true }).savedIn(stage.database);
    const more = await aSubscription()
      .of(stage.banker)
      .wanting({ exploitedOnly: true, cves: ['CVE-2026-12345'] })
      .savedIn(stage.database);
    expect(await stage.matches(alone, exploited)).toBe(true);
    expect(await stage.matches(more, exploited)).toBe(false);
  });
});

describe('whom a match finds', () => {
  const everything = (owner: { id: string }) => aSubscription().of(owner).savedIn(stage.database);
  const shared = (owner: { id: string }) => aSubscription().sharedBy(owner).savedIn(stage.database);

  it.each([
    ['CLEAR', (it: AdvisoryBuilder) => it.clear(), 'banker bank plumber water treasurer treasury reader public'],
    ['GREEN for all', (it: AdvisoryBuilder) => it.green(), 'banker bank plumber water treasurer treasury'],
    ['GREEN for a tier', (it: AdvisoryBuilder) => it.green({ tiers: ['government'] }), 'treasurer treasury'],
    ['GREEN for a sector', (it: AdvisoryBuilder) => it.green({ sectors: ['finance'] }), 'banker bank treasurer treasury'],
    ['GREEN for a sector of a tier', (it: AdvisoryBuilder) => it.green({ tierSectors: ['industry/finance'] }), 'banker bank'],
    ['AMBER for a group', (it: AdvisoryBuilder) => it.amber({ groups: [stage.group] }), 'plumber water'],
    ['AMBER for an organisation', (it: AdvisoryBuilder) => it.amber({ organisations: [stage.bank.id] }), 'banker bank'],
    [
      'AMBER+STRICT for an organisation',
      (it: AdvisoryBuilder) => it.labelled('AMBER+STRICT', { organisations: [stage.treasury.id] }),
      'treasurer treasury',
    ],
    ['RED', (it: AdvisoryBuilder) => it.red(stage.banker.id, stage.reader.id), 'banker reader'],
  ])('%s: only its readers', async (_, label, expected) => {
    const { banker, plumber, treasurer, reader, bank, water, treasury } = stage;
    const people = Object.entries({ banker, plumber, treasurer, reader });
    const organisations = Object.entries({ bank, water, treasury });
    const names = new Map<string, string>();
    for (const [name, owner] of people) names.set((await everything(owner)).number, name);
    for (const [name, owner] of organisations) names.set((await shared(owner)).number, name);
    names.set((await aSubscription().savedIn(stage.database)).number, 'public');
    const found = await stage.matched(await publish(label));
    expect(new Set(found.flatMap((number) => names.get(number) ?? []))).toEqual(new Set(expected.split(' ')));
    expect(new Set(found).size).toBe(found.length);
  });

  it('asks the criteria of a person who is named', async () => {
    const wanted = await aSubscription()
      .of(stage.banker)
      .wanting({ tags: ['quiet'] })
      .savedIn(stage.database);
    const unwanted = await aSubscription()
      .of(stage.banker)
      .wanting({ tags: ['loud'] })
      .savedIn(stage.database);
    const found = await stage.matched(await publish((it) => it.red(stage.banker.id).saying({ tags: ['quiet'] })));
    expect(found).toContain(wanted.number);
    expect(found).not.toContain(unwanted.number);
  });

  it('leaves out what is paused, cancelled or unconfirmed, and finds it again when it is resumed', async () => {
    const advisory = await publish((it) => it.clear());
    const paused = await aSubscription().of(stage.banker).being('paused').savedIn(stage.database);
    const cancelled = await aSubscription().of(stage.banker).being('cancelled').savedIn(stage.database);
    const unconfirmed = await aSubscription().being('unconfirmed').savedIn(stage.database);
    expect(await stage.matches(paused, advisory)).toBe(false);
    expect(await stage.matches(cancelled, advisory)).toBe(false);
    expect(await stage.matches(unconfirmed, advisory)).toBe(false);
    await stage.superuser(`UPDATE subscriptions.subscription SET status = 'active' WHERE id = $1`, [paused.id]);
    expect(await stage.matches(paused, advisory)).toBe(true);
  });

  it('finds nobody for a draft, for what is unknown, and for what was withdrawn', async () => {
    await everything(stage.banker);
    const draft = await anAdvisory(stage.analyst).clear().savedIn(stage.database);
    const withdrawn = await publish((it) => it.clear());
    await stage.superuser(
      `UPDATE advisories.advisory SET state = 'withdrawn', withdrawn_at = now(), withdrawal_notice = '{}' WHERE id = $1`,
      [withdrawn.id],
    );
    expect(await stage.matched(draft)).toEqual([]);
    expect(await stage.matched(withdrawn)).toEqual([]);
    expect(await stage.matched({ revisionId: '00000000-0000-4000-8000-000000000000' })).toEqual([]);
  });

  it('follows the criteria when they change', async () => {
    const advisory = await publish((it) => it.clear().saying({ tags: ['before'] }));
    const subscription = await aSubscription()
      .of(stage.banker)
      .wanting({ tags: ['before'] })
      .savedIn(stage.database);
    expect(await stage.matches(subscription, advisory)).toBe(true);
    await stage.superuser(`UPDATE subscriptions.subscription SET tags = '{tag:after}' WHERE id = $1`, [subscription.id]);
    expect(await stage.matches(subscription, advisory)).toBe(false);
  });
});

describe('reach follows the accounts', () => {
  it('when an organisation joins and leaves a group', async () => {
    const company = await anOrganisation().savedIn(stage.database);
    const group = await aGroupOf(stage.database, stage.cert);
    const subscription = await aSubscription().sharedBy(company).savedIn(stage.database);
    const advisory = await publish((it) => it.amber({ groups: [group] }));
    expect(await stage.matches(subscription, advisory)).toBe(false);
    await stage.superuser('INSERT INTO accounts.group_member (group_id, organisation_id) VALUES ($1, $2)', [group, company.id]);
    expect(await stage.matches(subscription, advisory)).toBe(true);
    await stage.superuser('DELETE FROM accounts.group_member WHERE group_id = $1', [group]);
    expect(await stage.matches(subscription, advisory)).toBe(false);
  });

  it('when a person joins and leaves a group, for that person alone', async () => {
    const [one, other] = [await aPerson().of(stage.bank).savedIn(stage.database), await aPerson().of(stage.bank).savedIn(stage.database)];
    const group = await aGroupOf(stage.database, stage.cert);
    const own = await aSubscription().of(one).savedIn(stage.database);
    const colleagues = await aSubscription().of(other).savedIn(stage.database);
    const shared = await aSubscription().sharedBy(stage.bank).savedIn(stage.database);
    const advisory = await publish((it) => it.green({ groups: [group] }));
    await stage.superuser('INSERT INTO accounts.group_member (group_id, person_id) VALUES ($1, $2)', [group, one.id]);
    expect(await stage.matches(own, advisory)).toBe(true);
    expect(await stage.matches(colleagues, advisory)).toBe(false);
    expect(await stage.matches(shared, advisory)).toBe(false);
    await stage.superuser('DELETE FROM accounts.group_member WHERE group_id = $1', [group]);
    expect(await stage.matches(own, advisory)).toBe(false);
  });

  it('when a person moves to another organisation', async () => {
    const person = await aPerson().of(stage.bank).savedIn(stage.database);
    const subscription = await aSubscription().of(person).savedIn(stage.database);
    const [forBank, forWater] = [
      await publish((it) => it.amber({ organisations: [stage.bank.id] })),
      await publish((it) => it.amber({ organisations: [stage.water.id] })),
    ];
    expect([await stage.matches(subscription, forBank), await stage.matches(subscription, forWater)]).toEqual([true, false]);
    await stage.superuser('UPDATE accounts.person SET organisation_id = $2 WHERE id = $1', [person.id, stage.water.id]);
    expect([await stage.matches(subscription, forBank), await stage.matches(subscription, forWater)]).toEqual([false, true]);
  });

  it('when an organisation is suspended and reinstated, or changes its sectors', async () => {
    const company = await anOrganisation().ofSectors('energy').savedIn(stage.database);
    const person = await aPerson().of(company).savedIn(stage.database);
    const subscriptions = [
      await aSubscription().of(person).savedIn(stage.database),
      await aSubscription().sharedBy(company).savedIn(stage.database),
    ];
    const [clear, forEnergy, forMedia] = [
      await publish((it) => it.clear()),
      await publish((it) => it.green({ sectors: ['energy'] })),
      await publish((it) => it.green({ sectors: ['media'] })),
    ];
    const seen = async (advisory: SavedAdvisory) => Promise.all(subscriptions.map((one) => stage.matches(one, advisory)));
    await stage.superuser(`UPDATE accounts.organisation SET status = 'suspended' WHERE id = $1`, [company.id]);
    expect(await seen(clear)).toEqual([false, false]);
    await stage.superuser(`UPDATE accounts.organisation SET status = 'active', sectors = '{media}' WHERE id = $1`, [company.id]);
    expect(await seen(clear)).toEqual([true, true]);
    expect(await seen(forEnergy)).toEqual([false, false]);
    expect(await seen(forMedia)).toEqual([true, true]);
  });

  it('also when both change at the same moment', async () => {
    // One transaction makes the first subscription of an organisation while another, which began before, takes the organisation into a group.
    const company = await anOrganisation().savedIn(stage.database);
    const group = await aGroupOf(stage.database, stage.cert);
    const advisory = await publish((it) => it.amber({ groups: [group] }));
    const [joining, subscribing] = [
      stage.superuser(
        `DO $$ BEGIN
           INSERT INTO accounts.group_member (group_id, organisation_id) VALUES ('${group}', '${company.id}');
           PERFORM pg_sleep(0.4);
         END $$`,
      ),
      stage.superuser(`SELECT pg_sleep(0.15)`).then(() => aSubscription().sharedBy(company).savedIn(stage.database)),
    ];
    await joining;
    expect(await stage.matches(await subscribing, advisory)).toBe(true);
  });

  it('also when a subscription is being made while its owner joins a group', async () => {
    const person = await aPerson().of(stage.bank).savedIn(stage.database);
    const group = await aGroupOf(stage.database, stage.cert);
    const advisory = await publish((it) => it.amber({ groups: [group] }));
    const subscribing = stage.superuser<{ number: string }>(
      `WITH made AS (INSERT INTO subscriptions.subscription (id, person_id, frequency) VALUES (gen_random_uuid(), $1, 'immediate') RETURNING id, number)
       SELECT number::text, pg_sleep(0.4) FROM made`,
      [person.id],
    );
    await stage.superuser(`SELECT pg_sleep(0.15)`);
    await stage.superuser('INSERT INTO accounts.group_member (group_id, person_id) VALUES ($1, $2)', [group, person.id]);
    const [made] = await subscribing;
    expect(await stage.matches({ id: '', number: made?.number ?? '' }, advisory)).toBe(true);
  });
});

describe('what an owner may receive now', () => {
  const keys = async (person: string | null, organisation: string | null): Promise<string[]> => {
    const [row] = await stage.superuser<{ keys: string[] }>('SELECT subscriptions.owner_keys($1, $2) AS keys', [person, organisation]);
    return row?.keys ?? [];
  };

  it('is what the live account holds, and nothing for who is suspended', async () => {
    const suspended = await aPerson().of(stage.bank).suspended().savedIn(stage.database);
    const closed = await anOrganisation().suspended().savedIn(stage.database);
    const orphan = await aPerson().of(closed).savedIn(stage.database);
    expect(await keys(stage.banker.id, null)).toEqual(
      expect.arrayContaining(['public', 'member', `org:${stage.bank.id}`, `user:${stage.banker.id}`]),
    );
    expect(await keys(null, stage.bank.id)).toEqual(expect.arrayContaining(['public', 'member', `org:${stage.bank.id}`]));
    expect(await keys(null, stage.bank.id)).not.toContain(`user:${stage.banker.id}`);
    expect(await keys(null, null)).toEqual(['public']);
    expect(await keys(suspended.id, null)).toEqual([]);
    expect(await keys(orphan.id, null)).toEqual([]);
    expect(await keys(null, closed.id)).toEqual([]);
  });
});
