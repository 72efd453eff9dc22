import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KINDS, SEVERITIES } from '#libs/advisories';
import type { AdvisoryContent, Kind, Severity } from '#libs/advisories';
import { Database } from '#libs/database';
import { EVERYTHING, ExplainMatch, matchesCriteria, PreviewCriteria } from '#libs/subscriptions';
import type { Criteria } from '#libs/subscriptions';
import { aContent, anAdvisory } from '../../support/builders/advisory.js';
import type { SavedAdvisory } from '../../support/builders/advisory.js';
import { aSubscription } from '../../support/builders/subscription.js';
import type { SavedSubscription } from '../../support/builders/subscription.js';
import { fewAtATime } from '../../support/surfaces.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

/** The match, the preview, the live subscriptions and the reasons must say the same; here a plain reading of the rule says it a fifth time. */

const SEED = 20_261_123;
const ADVISORIES = 40;
const CRITERIA = 520;

const TAGS = ['ot', 'Cloud', 'phishing'];
const SECTORS = ['energy', 'finance', 'health'] as const;
const VENDORS = ['Siemens', 'Red Hat', 'OpenJS'];
const PRODUCTS = ['Simatic', 'Linux', 'express'];
const CVES = ['CVE-2026-0001', 'CVE-2026-00011', 'CVE-2026-5555'];
const WORDS = ['remote', 'code', 'worm', '漏洞', '攻擊', '伺服器'];

interface Told {
  readonly kind: Kind;
  readonly severity: Severity;
  readonly tags: readonly string[];
  readonly sectors: readonly (typeof SECTORS)[number][];
  readonly products: readonly (readonly [vendor: string, product: string])[];
  readonly cves: readonly string[];
  readonly title: readonly string[];
  readonly isForAll: boolean;
}

const some = <Value>(values: readonly Value[], maxLength = 2) => fc.uniqueArray(fc.constantFrom(...values), { maxLength });
/** Mostly empty, so that single criteria, pairs and many together are all met often. */
const seldom = <Value>(values: fc.Arbitrary<Value[]>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant<Value[]>([]) }, { weight: 2, arbitrary: values });

const TOLD: fc.Arbitrary<Told> = fc.record({
  kind: fc.constantFrom(...KINDS),
  severity: fc.constantFrom(...SEVERITIES),
  tags: some(TAGS),
  sectors: some(SECTORS),
  products: fc.array(fc.tuple(fc.constantFrom(...VENDORS), fc.constantFrom(...PRODUCTS)), { maxLength: 2 }),
  cves: some(CVES),
  title: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
  isForAll: fc.boolean(),
});

const PRODUCT = fc.oneof(
  fc.constantFrom(...PRODUCTS),
  fc.tuple(fc.constantFrom(...VENDORS), fc.constantFrom(...PRODUCTS)).map(([vendor, product]) => `${vendor.toUpperCase()}/${product}`),
);
const KEYWORD = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 2 }).map((words) => words.join(' '));

const WANTED: fc.Arbitrary<Criteria> = fc.record({
  kinds: seldom(some(KINDS)),
  minSeverity: fc.constantFrom(...SEVERITIES),
  tags: seldom(some(TAGS.map((tag) => tag.toUpperCase()))),
  sectors: seldom(some(SECTORS)),
  vendors: seldom(some(VENDORS)),
  products: seldom(fc.uniqueArray(PRODUCT, { maxLength: 2 })),
  cves: seldom(some(CVES)),
  keywords: seldom(fc.uniqueArray(KEYWORD, { maxLength: 2 })),
  exploitedOnly: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

/** Known to be exploited, by the catalogue that the test fills. */
const EXPLOITED = 'CVE-2026-5555';

function wants(criteria: Criteria, told: Told): boolean {
  const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());
  const any = (wanted: readonly string[], there: readonly string[]) =>
    wanted.length === 0 || lower(wanted).some((one) => lower(there).includes(one));
  const text = ` ${told.title.join(' ')} `;
  return (
    SEVERITIES.indexOf(told.severity) >= SEVERITIES.indexOf(criteria.minSeverity) &&
    (!criteria.exploitedOnly || told.cves.includes(EXPLOITED)) &&
    any(criteria.kinds, [told.kind]) &&
    any(criteria.tags, told.tags) &&
    any(criteria.sectors, told.sectors) &&
    any(
      criteria.vendors,
      told.products.map(([vendor]) => vendor),
    ) &&
    any(
      criteria.products,
      told.products.flatMap(([vendor, product]) => [product, `${vendor}/${product}`]),
    ) &&
    any(criteria.cves, told.cves) &&
    (criteria.keywords.length === 0 || criteria.keywords.some((keyword) => text.includes(` ${keyword} `)))
  );
}

function contentOf(told: Told): Partial<AdvisoryContent> {
  return {
    // A sentinel before and after, so that no phrase runs over into another text.
    title: { en: `begin ${told.title.join(' ')} end` },
    affectedProducts: told.products.map(([vendor, product]) => ({ vendor, product, status: 'known_affected' })),
    vulnerabilities: told.cves.map((cve) => ({ cve })),
    tags: told.tags,
    sectors: told.sectors,
    summary: { en: 'nothing' },
    description: { en: 'nothing' },
  };
}

let stage: Stage;
let published: { readonly told: Told; readonly advisory: SavedAdvisory }[];
/** Of the bank, which may not read every one of them. */
const subscriptions: { readonly criteria: Criteria; readonly saved: SavedSubscription }[] = [];

beforeAll(async () => {
  stage = await aStage();
  await stage.superuser(
    `INSERT INTO advisories.known_exploited (cve, vendor, product, name, added_on, ransomware) VALUES ($1, 'v', 'p', 'n', '2026-01-01', false)`,
    [EXPLOITED],
  );
  published = [];
  for (const told of fc.sample(TOLD, { numRuns: ADVISORIES, seed: SEED })) {
    const builder = anAdvisory(stage.analyst)
      .ofKind(told.kind)
      .ofSeverity(told.severity)
      .saying(aContent(contentOf(told)));
    const labelled = told.isForAll ? builder.green() : builder.amber({ organisations: [stage.water.id] });
    published.push({ told, advisory: await labelled.publishedBy(stage.reviewer).savedIn(stage.database) });
  }
});

afterAll(async () => {
  await stage.end();
});

const visibleMatches = (criteria: Criteria) =>
  published.filter(({ told }) => told.isForAll && wants(criteria, told)).map(({ advisory }) => advisory.id);

describe('matching', () => {
  it('previews what the rule says, of what the reader may see', async () => {
    let hits = 0;
    const preview = stage.api.get(PreviewCriteria);
    const wanted: Criteria[] = [];
    await fc.assert(
      fc.asyncProperty(WANTED, async (criteria) => {
        const expected = visibleMatches(criteria);
        const answer = await preview.execute(stage.banker.actor, { criteria });
        expect(answer.count).toBe(expected.length);
        const shown = answer.newest.map(({ advisoryId }) => advisoryId);
        expect(expected).toEqual(expect.arrayContaining(shown));
        expect(shown).toHaveLength(Math.min(expected.length, 20));
        hits += expected.length;
        wanted.push(criteria);
      }),
      { numRuns: CRITERIA, seed: SEED },
    );
    expect(hits).toBeGreaterThan(CRITERIA);
    const saving = wanted.map(
      (criteria, at) => async () =>
        void (subscriptions[at] = {
          criteria,
          saved: await aSubscription().sharedBy(stage.bank).wanting(criteria).savedIn(stage.database),
        }),
    );
    await fewAtATime(saving, 4);
  }, 240_000);

  it('finds, for each advisory, the subscriptions that the rule says', async () => {
    expect(subscriptions.length).toBeGreaterThanOrEqual(CRITERIA);
    let found = 0;
    for (const { told, advisory } of published) {
      const expected = subscriptions.filter(({ criteria }) => told.isForAll && wants(criteria, told)).map(({ saved }) => saved.number);
      const numbers = await stage.matched(advisory);
      expect(new Set(numbers)).toEqual(new Set(expected));
      expect(numbers).toHaveLength(expected.length);
      found += numbers.length;
    }
    expect(found).toBeGreaterThan(CRITERIA);
  });

  it('explains what it finds and nothing else, and live subscriptions agree', async () => {
    const explain = stage.api.get(ExplainMatch);
    let explained = 0;
    const pairs = subscriptions.flatMap((one, at) =>
      [0, 7, 19].flatMap((by) =>
        published
          .slice((at + by) % ADVISORIES)
          .slice(0, 1)
          .map((it) => ({ ...one, ...it })),
      ),
    );
    const tasks = pairs.map(({ criteria, saved, told, advisory }) => async () => {
      const isWanted = told.isForAll && wants(criteria, told);
      const reasons = await explain.execute(stage.banker.actor, { subscriptionId: saved.id, advisoryId: advisory.id });
      const isLive = await stage.api.get(Database).as(stage.banker.actor, (tx) => matchesCriteria(tx, criteria, advisory.id));
      expect({ isLive, isExplained: reasons.length > 0 }).toEqual({ isLive: isWanted, isExplained: isWanted });
      if (!isWanted) return;
      explained += 1;
      const asked = new Set(reasons.map(({ criterion }) => criterion));
      expect(asked.has('keyword')).toBe(criteria.keywords.length > 0);
      expect(asked.has('tag')).toBe(criteria.tags.length > 0);
      expect(asked.has('severity')).toBe(criteria.minSeverity !== 'low');
      expect(asked.has('everything')).toBe(JSON.stringify(criteria) === JSON.stringify(EVERYTHING));
    });
    await fewAtATime(tasks, 4);
    expect(explained).toBeGreaterThan(50);
  });
});
