import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/access';
import { AdvisoryQueries } from '#libs/advisories';
import type { AdvisoryContent, ListRequest } from '#libs/advisories';
import { anAdvisory } from '../../support/builders/advisory.js';
import type { AdvisoryBuilder } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;
const named = new Map<string, string>();

const gateway: Partial<AdvisoryContent> = {
  title: { en: 'Remote code execution in SIMATIC S7-1200', 'zh-Hant': '西門子控制器遠端程式碼執行漏洞' },
  summary: { en: 'Siemens published a fix.', 'zh-Hant': '西門子已發布修補程式。' },
  affectedProducts: [
    {
      vendor: 'Siemens',
      product: 'SIMATIC S7',
      version: '4.0',
      status: 'known_affected',
      cpe: 'cpe:2.3:h:siemens:simatic_s7:*:*:*:*:*:*:*:*',
    },
    { vendor: 'OpenSSL', product: 'openssl', status: 'known_affected', purl: 'pkg:generic/openssl@3.0.1' },
  ],
  vulnerabilities: [{ cve: 'CVE-2024-1234', ids: [{ system: 'Red Hat', value: 'RHSA-2024:1234' }] }, { cve: 'CVE-2023-99999' }],
  cnvd: ['CNVD-2024-12345'],
  tags: ['Ransomware'],
  sectors: ['energy'],
};

beforeAll(async () => {
  stage = await aStage();
  const save = async (name: string, advisory: AdvisoryBuilder) => {
    const saved = await advisory.publishedBy(stage.reviewer).savedIn(stage.database);
    named.set(saved.id, name);
  };
  await asSuperuser(stage.database, (client) =>
    client.query(
      `INSERT INTO advisories.known_exploited VALUES ('CVE-2023-99999', 'Siemens', 'SIMATIC', 'Name', '2024-01-01', NULL, true)`,
    ),
  );
  await save('gateway', anAdvisory(stage.analyst).saying(gateway).ofSeverity('critical').clear());
  await save(
    'browser',
    anAdvisory(stage.analyst)
      .saying({ title: { en: 'Browser update' }, tags: ['browser'] })
      .ofSeverity('low')
      .clear(),
  );
  await save(
    'guidance',
    anAdvisory(stage.analyst)
      .ofKind('guidance_note')
      .saying({ title: { en: 'Phishing guidance for water' } })
      .clear(),
  );
  await save(
    'members',
    anAdvisory(stage.analyst)
      .saying({ ...gateway, title: { en: 'Members gateway' } })
      .green(),
  );
  await save(
    'bank',
    anAdvisory(stage.analyst)
      .saying({ title: { en: 'Bank trojan' }, tags: ['secrettag'] })
      .amber({ organisations: [stage.bank.id] }),
  );
  await save(
    'person',
    anAdvisory(stage.analyst)
      .saying({ title: { en: 'Red notice' } })
      .red(stage.bankMember.id),
  );
});
afterAll(async () => {
  await stage.end();
});

const queries = () => stage.api.get(AdvisoryQueries);
const list = (actor: Actor, request: Partial<ListRequest> = {}) =>
  stage.as(actor, async (tx) => {
    const { cards } = await queries().newest(tx, { first: 50, ...request });
    return cards.map(({ id }) => named.get(id) ?? id);
  });
const found = (search: string) => list(stage.anonymous, { search });

describe('the list', () => {
  it('is newest first and holds what the reader may see, for each kind of reader', async () => {
    expect(await list(stage.anonymous)).toEqual(['guidance', 'browser', 'gateway']);
    expect(await list(stage.waterMember.actor)).toEqual(['members', 'guidance', 'browser', 'gateway']);
    expect(await list(stage.bankMember.actor)).toEqual(['person', 'bank', 'members', 'guidance', 'browser', 'gateway']);
    expect(await list(stage.bankMember.actorWithoutSecondFactor)).toEqual(['members', 'guidance', 'browser', 'gateway']);
    expect(await list(stage.administrator.actor)).toEqual(['members', 'guidance', 'browser', 'gateway']);
  });

  it('is read on from a place, without repeating or leaving out one', async () => {
    const pages: string[] = [];
    await stage.as(stage.bankMember.actor, async (tx) => {
      let after: ListRequest['after'];
      for (let page = 0; page < 10; page++) {
        const { cards, hasMore } = await queries().newest(tx, { first: 2, after });
        pages.push(...cards.map(({ id }) => named.get(id) ?? id));
        const last = cards.at(-1);
        after = last && { at: last.publishedAt, id: last.id };
        if (!hasMore) break;
      }
    });
    expect(pages).toEqual(await list(stage.bankMember.actor));
  });

  it.each([
    [{ first: 0 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ first: 5, after: { at: 'yesterday', id: '1' } }, 'after'],
    [{ first: 5, filter: { kinds: ['rumour'] } }, 'kinds.0'],
    [{ first: 5, filter: { cves: ['CVE-1'] } }, 'cves.0'],
    [{ first: 5, filter: { from: 'Monday' } }, 'from'],
    [{ first: 5, search: 'x'.repeat(501) }, 'search'],
  ])('refuses %j and names the place', async (request, path) => {
    const read = stage.as(stage.anonymous, (tx) => queries().newest(tx, request as ListRequest));
    await expect(read).rejects.toMatchObject({ kind: 'invalid', issues: [expect.objectContaining({ path })] });
  });
});

describe('a filter', () => {
  it.each([
    [{ severities: ['critical'] }, ['gateway']],
    [{ severities: ['low', 'critical'] }, ['browser', 'gateway']],
    [{ kinds: ['guidance_note'] }, ['guidance']],
    [{ labels: ['GREEN', 'AMBER'] }, []],
    [{ vendors: ['  SIEMENS '] }, ['gateway']],
    [{ products: ['siemens/simatic s7'] }, ['gateway']],
    [{ products: ['Simatic  S7'] }, ['gateway']],
    [{ products: ['pkg:generic/openssl@1.1.1'] }, ['gateway']],
    [{ products: ['cpe:/h:siemens:simatic_s7:9'] }, ['gateway']],
    [{ products: ['siemens/other'] }, []],
    [{ cves: ['cve-2024-1234'] }, ['gateway']],
    [{ cves: ['CVE-2024-12345'] }, []],
    [{ tags: ['RANSOMWARE', 'browser'] }, ['browser', 'gateway']],
    [{ tags: ['ransomware'], severities: ['low'] }, []],
    [{ sectors: ['energy'] }, ['gateway']],
    [{ exploited: true }, ['gateway']],
    [{ exploited: false }, ['guidance', 'browser']],
    [{ from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00+08:00' }, ['guidance', 'browser', 'gateway']],
    [{ to: '2020-01-01T00:00:00Z' }, []],
    [{ tags: [] }, ['guidance', 'browser', 'gateway']],
  ] as const)('%j finds %j', async (filter, names) => {
    expect(await list(stage.anonymous, { filter: filter as unknown as ListRequest['filter'] })).toEqual(names);
  });

  it('takes values as values, whatever is in them', async () => {
    const hostile = ["') OR true --", '{"a":1}', '%s %L', "\\'; DROP TABLE advisories.advisory; --"];
    expect(await list(stage.anonymous, { filter: { tags: hostile, vendors: hostile } })).toEqual([]);
    for (const search of hostile) expect(await found(search)).toEqual([]);
    expect(await list(stage.anonymous)).toHaveLength(3);
  });
});

describe('a search', () => {
  it.each([
    ['CVE-2024-1234'],
    ['cve 2024 1234'],
    ['CVE‑2024‑1234'],
    ['cve_2024_1234'],
    ['CVE20241234'],
    ['ＣＶＥ-2024-1234'],
    ['RHSA-2024:1234'],
    ['rhsa 2024 1234'],
    ['CNVD-2024-12345'],
    ['cnvd 2024 12345'],
    ['西門子'],
    ['程式碼執行'],
    ['遠'],
    ['"SIMATIC S7"'],
    ['S7-1200'],
    ['siemens simatic'],
    ['simat'],
    ['西門子 cve-2024-1234'],
    ['ransomware'],
  ])('for %s finds the advisory', async (search) => {
    expect(await found(search)).toEqual(['gateway']);
  });

  it.each([['CVE-2024-12'], ['2024-1234']])('for the unfinished %s finds it too', async (search) => {
    expect(await found(search)).toEqual(['gateway']);
  });

  it.each([
    ['CVE-2024-12345'],
    ['CVE-2024-123456'],
    ['門西子'],
    ['"S7 SIMATIC"'],
    ['simatic browser'],
    ['!!! ???'],
    ['ecution'],
    ['secrettag'],
  ])('for %s finds nothing', async (search) => {
    expect(await found(search)).toEqual([]);
  });

  it('finds an advisory by its tracking id, however it is written', async () => {
    const [card] = (await stage.as(stage.anonymous, (tx) => queries().newest(tx, { first: 1 }))).cards;
    const id = card?.trackingId ?? '';
    for (const search of [id, id.toLowerCase(), id.replaceAll('-', ' '), id.replaceAll('-', '')])
      expect(await found(search)).toEqual(['guidance']);
  });

  it('is taken apart into the same words, whether a text has Han characters or not', async () => {
    const texts = [
      'Remote code execution in SIMATIC S7-1200, RHSA-2024:1234 and CVE-2024-1234.',
      '西門子控制器 v2.0 遠端程式碼執行漏洞 (CVE-2024-1234) 修补',
      `${'x'.repeat(450)} y ${'z9-'.repeat(90)}`,
      'Größe, ÉTÉ, naïve; ﬁle № ½ ⅷ – a\u00adb\u200bc',
      '!!! ???',
      '',
    ];
    await asSuperuser(stage.database, async (client) => {
      for (const text of texts) {
        const { rows } = await client.query<{ kept: string; words: string }>(
          `SELECT to_tsvector('simple', advisories.indexable($1))::text AS kept,
             to_tsvector('simple', array_to_string(advisories.lexemes(n, true) || advisories.joined_ids(n), ' '))::text AS words
           FROM advisories.normalised($1) n`,
          [text],
        );
        expect([text, rows[0]?.kept]).toEqual([text, rows[0]?.words]);
      }
    });
  });

  it('is counted, as far as counting makes sense', async () => {
    await stage.as(stage.anonymous, async (tx) => {
      expect(await queries().count(tx, {})).toEqual({ count: 3, isMore: false });
      expect(await queries().count(tx, { search: 'siemens' })).toEqual({ count: 1, isMore: false });
    });
  });

  it('suggests what the last word may become, from what the reader may see', async () => {
    const suggest = (actor: Actor, typed: string) => stage.as(actor, (tx) => queries().suggest(tx, typed));
    expect(await suggest(stage.anonymous, 'sie')).toEqual([{ kind: 'vendor', text: 'Siemens' }]);
    expect(await suggest(stage.anonymous, 'secret')).toEqual([]);
    expect(await suggest(stage.bankMember.actor, 'secret')).toEqual([{ kind: 'tag', text: 'secrettag' }]);
    expect(await suggest(stage.anonymous, '  ')).toEqual([]);
    expect(await suggest(stage.anonymous, 'cve-2024')).toContainEqual({ kind: 'cve', text: 'CVE-2024-1234' });
  });

  it('catches up with what changed since', async () => {
    await stage.as(stage.bankMember.actor, async (tx) => {
      const changed = await queries().changedAfter(tx, { at: '2020-01-01T00:00:00Z', id: '00000000-0000-4000-8000-000000000000' }, 4);
      expect(changed.map(({ id }) => named.get(id))).toEqual(['gateway', 'browser', 'guidance', 'members']);
      const last = changed.at(-1);
      const rest = await queries().changedAfter(tx, { at: last?.updatedAt ?? '', id: last?.id ?? '' }, 10);
      expect(rest.map(({ id }) => named.get(id))).toEqual(['bank', 'person']);
    });
  });
});
