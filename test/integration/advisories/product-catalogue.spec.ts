import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/access';
import { AdvisoryQueries, AdvisoryStatistics, ProductCatalogue, WithdrawAdvisory } from '#libs/advisories';
import type { AdvisoryContent, ProductsPage } from '#libs/advisories';
import { anAdvisory } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { fillProducts } from '../../support/products-world.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;
let catalogue: ProductCatalogue;

type Said = readonly [vendor: string, product: string, version?: string];

const about = (products: readonly Said[]): Partial<AdvisoryContent> => ({
  affectedProducts: products.map(([vendor, product, version]) => ({
    vendor,
    product,
    status: 'known_affected',
    ...(version === undefined ? {} : { version }),
  })),
});

beforeAll(async () => {
  stage = await aStage();
  catalogue = stage.api.get(ProductCatalogue);
});
afterAll(async () => {
  await stage.end();
});

const page = (actor: Actor, vendor: string, first = 100, after?: string): Promise<ProductsPage> =>
  stage.as(actor, (tx) => catalogue.productsOf(tx, { vendor, first, after }));
const counts = async (actor: Actor, vendor: string, product?: string) => {
  const { items } = await stage.as(actor, (tx) => catalogue.productsOf(tx, { vendor, product, first: 100 }));
  return items.map((item) => [item.vendor, item.product, item.advisories]);
};
const publish = (products: readonly Said[], readers: 'public' | 'members' = 'public') => {
  const advisory = anAdvisory(stage.analyst);
  return (readers === 'public' ? advisory.clear() : advisory.green())
    .ofSeverity('high')
    .saying(about(products))
    .publishedBy(stage.reviewer)
    .savedIn(stage.database);
};

describe('the products of a vendor', () => {
  it('count every advisory that the reader sees, and are walked to the last in pages', async () => {
    const { database, bank, anonymous, bankMember, waterMember } = stage;
    await asSuperuser(database, (client) =>
      fillProducts(client, {
        vendor: 'Large Maker',
        advisories: 260,
        productsEach: 3,
        products: 130,
        readers: [['public'], ['member'], [`org:${bank.id}`]],
      }),
    );
    for (const actor of [anonymous, waterMember.actor, bankMember.actor]) {
      const expected = await stage.as(actor, (tx) =>
        tx.query<{ product: string; advisories: number }>(
          `SELECT p.value->>'product' AS product, count(DISTINCT a.id)::int AS advisories
           FROM advisories.advisory a JOIN advisories.revision r ON r.id = a.revision_id, jsonb_array_elements(r.content->'affectedProducts') p(value)
           WHERE p.value->>'vendor' = 'Large Maker' GROUP BY 1 ORDER BY 2 DESC, lower(p.value->>'product') COLLATE "C"`,
        ),
      );
      const walked: ProductsPage['items'][number][] = [];
      for (let after: string | undefined, turns = 0; turns < 20; turns += 1) {
        const { items, cursors, hasNextPage } = await page(actor, 'large  maker', 17, after);
        walked.push(...items);
        after = cursors.at(-1);
        if (!hasNextPage) break;
      }
      expect(walked.map(({ product, advisories }) => ({ product, advisories }))).toEqual(expected);
      expect(walked.length).toBeGreaterThan(100);
    }
    expect((await page(anonymous, 'Large Maker', 1)).items[0]?.advisories).toBeLessThan(
      (await page(bankMember.actor, 'Large Maker', 1)).items[0]?.advisories ?? 0,
    );
  });

  it('refuse a cursor of another list', async () => {
    for (const after of ['x', Buffer.from('[1,"a","b"]').toString('base64url'), Buffer.from('null').toString('base64url')])
      await expect(page(stage.anonymous, 'Large Maker', 5, after)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('follow a withdrawal, to the newest that is left and to its versions', async () => {
    await publish([['Fleeting', 'Thing', '1']]);
    const last = await publish([['Fleeting', 'Thing', '2']]);
    const read = () =>
      stage.as(stage.anonymous, (tx) => catalogue.productsOf(tx, { vendor: 'Fleeting', product: 'thing', first: 1, withVersions: true }));
    const before = (await read()).items[0];
    expect(before).toMatchObject({
      advisories: 2,
      versions: [
        { version: '1', status: 'known_affected' },
        { version: '2', status: 'known_affected' },
      ],
    });
    await stage.api.get(WithdrawAdvisory).execute(stage.reviewer.actor, { advisoryId: last.id, notice: { en: 'Wrong.' } });
    const after = (await read()).items[0];
    expect(after).toMatchObject({ advisories: 1, versions: [{ version: '1', status: 'known_affected' }] });
    expect(Date.parse(after?.lastPublishedAt ?? '')).toBeLessThan(Date.parse(before?.lastPublishedAt ?? ''));
  });

  it('say that they are exploited as soon as the catalogue does', async () => {
    const saved = await publish([['Attacked', 'Thing']]);
    await asSuperuser(stage.database, (client) =>
      client.query('UPDATE advisories.advisory SET exploited = true WHERE id = $1', [saved.id]),
    );
    expect((await page(stage.anonymous, 'Attacked')).items).toMatchObject([{ advisories: 1, exploited: 1 }]);
  });
});

describe('one name in several spellings', () => {
  it('is one group without blanks at its edges, shown as most advisories that the reader sees write it', async () => {
    await publish([[' Moxa ', 'EDS  408A']]);
    await publish([['Moxa', 'EDS 408A']]);
    await publish([
      ['MOXA', 'Eds 408a'],
      ['Moxa', 'EDS 408A'],
    ]);
    await publish([['MOXA', 'Eds 408a']], 'members');
    await publish([['MOXA', 'Eds 408a']], 'members');
    expect(await counts(stage.anonymous, 'moxa')).toEqual([['Moxa', 'EDS 408A', 3]]);
    expect(await counts(stage.waterMember.actor, ' MOXA', 'eds 408A')).toEqual([['MOXA', 'Eds 408a', 5]]);

    const names = await stage.as(stage.anonymous, (tx) => stage.api.get(AdvisoryStatistics).names(tx, 'mox'));
    expect(names).toEqual([{ kind: 'vendor', name: 'Moxa', advisories: 3 }]);
    const suggestions = (actor: Actor) => stage.as(actor, (tx) => stage.api.get(AdvisoryQueries).suggest(tx, 'mox'));
    expect(await suggestions(stage.anonymous)).toContainEqual({ kind: 'vendor', text: 'Moxa' });
    expect(await suggestions(stage.waterMember.actor)).toContainEqual({ kind: 'vendor', text: 'MOXA' });
  });

  it('is shown as the newest writes it where both are as frequent', async () => {
    await publish([['even maker', 'x']]);
    await publish([['Even Maker', 'X']]);
    expect(await counts(stage.anonymous, 'EVEN MAKER')).toEqual([['Even Maker', 'X', 2]]);
  });

  it('keeps the source in its text, and one spelling on its card', async () => {
    const saved = await publish([
      [' Kept  Maker', ' Kept  Thing '],
      ['KEPT MAKER', 'Kept Thing'],
    ]);
    const [row] = await stage.as(stage.anonymous, (tx) =>
      tx.query<{ vendors: string[]; products: string[]; said: string }>(
        `SELECT a.vendors, a.products, r.content->'affectedProducts'->0->>'vendor' AS said
         FROM advisories.advisory a JOIN advisories.revision r ON r.id = a.revision_id WHERE a.id = $1`,
        [saved.id],
      ),
    );
    expect(row).toEqual({ vendors: ['Kept Maker'], products: ['Kept Thing'], said: ' Kept  Maker' });
  });
});
