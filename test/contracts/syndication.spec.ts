import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readHtml } from '../fixtures/renditions/read-html.js';
import { readXml } from '../fixtures/renditions/read-xml.js';
import type { XmlElement } from '../fixtures/renditions/read-xml.js';
import { ask, feedStage, MARKS, PUBLIC_API } from '../support/feed-stage.js';
import type { Answer, FeedStage } from '../support/feed-stage.js';

interface JsonFeed {
  readonly version: string;
  readonly title: string;
  readonly feed_url: string;
  readonly language: string;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly content_html: string;
    readonly date_modified: string;
    readonly _harbourlight: { readonly label: string };
  }[];
}

let stage: FeedStage;
let member: Record<string, string>;
const logged: string[] = [];

beforeAll(async () => {
  stage = await feedStage({}, logged);
  member = await stage.bearer(stage.bankMember);
});
afterAll(async () => {
  await stage.end();
});

const get = (path: string, headers: Record<string, string> = {}) => ask(stage.api, path, headers);
const json = ({ text }: Answer) => JSON.parse(text) as JsonFeed;
const titles = async (path: string, headers: Record<string, string> = {}) => json(await get(path, headers)).items.map(({ title }) => title);
const all = (root: XmlElement, name: string): XmlElement[] => [
  ...(root.name === name ? [root] : []),
  ...root.children.flatMap((child) => all(child, name)),
];
const CREATE = 'mutation ($input: CreateFeedAddressInput!) { createFeedAddress(input: $input) { url token feedAddress { id name hint } } }';
const REVOKE = 'mutation ($input: RevokeFeedAddressInput!) { revokeFeedAddress(input: $input) { done } }';

describe('the public feeds', () => {
  it('are Atom, RSS and JSON Feed in three languages, with the same ids in all of them', async () => {
    const ids = new Set<string>();
    for (const language of ['en', 'zh-Hant', 'zh-Hans']) {
      const feed = json(await get(`/feeds/${language}/all.json`));
      expect([feed.version, feed.language, feed.feed_url]).toEqual([
        'https://jsonfeed.org/version/1.1',
        language,
        `${PUBLIC_API}/feeds/${language}/all.json`,
      ]);
      const atom = await get(`/feeds/${language}/all.atom`);
      const rss = await get(`/feeds/${language}/all.rss`);
      expect([atom.headers['content-type'], rss.headers['content-type']]).toEqual([
        'application/atom+xml; charset=utf-8',
        'application/rss+xml; charset=utf-8',
      ]);
      const inAtom = all(readXml(atom.text), 'entry').map((entry) => all(entry, 'id')[0]?.text);
      const inRss = all(readXml(rss.text), 'guid').map(({ text }) => text);
      expect([inAtom, inRss]).toEqual([feed.items.map(({ id }) => id), feed.items.map(({ id }) => id)]);
      for (const { id } of feed.items) ids.add(id);
    }
    expect(ids.size).toBe(2);
    expect(await titles('/feeds/zh-Hant/all.json')).toContain('閘道漏洞');
  });

  it('hold the full text as safe HTML', async () => {
    const item = json(await get('/feeds/en/all.json')).items.find(({ title }) => title === MARKS.CLEAR);
    expect(item?.content_html).toContain('<strong>length</strong>');
    expect(readHtml(item?.content_html ?? '').map(({ name }) => name)).not.toContain('script');
    expect(item?.content_html).toContain('bad[.]example');
  });

  it('can be narrowed by kind, severity, vendor and product', async () => {
    const narrowed = [
      'severity/critical',
      'vendor/example%20vendor',
      'product/EXAMPLE%20vendor/gate%20%26%20way',
      'product/Gate%20%26%20Way',
    ];
    for (const name of narrowed) expect([name, await titles(`/feeds/en/${name}.json`)]).toEqual([name, [MARKS.CLEAR]]);
    expect(await titles('/feeds/en/kind/security-alert.json')).toContain(MARKS.CLEAR);
    for (const name of ['severity/low', 'kind/guidance-note']) {
      expect([name, await titles(`/feeds/en/${name}.json`)]).toEqual([name, []]);
    }
    for (const name of [
      'vendor/nobody',
      'product/nobody/nothing',
      'severity/none',
      'kind/none',
      'nothing',
      'all/more',
      'severity',
      'a/b/c/d',
    ]) {
      expect([name, (await get(`/feeds/en/${name}.json`)).status]).toEqual([name, 404]);
    }
    expect((await get('/feeds/en/%ff.json')).status).toBe(400);
    for (const path of ['/feeds/de/all.json', '/feeds/en/all', '/feeds/en/all.exe', '/feeds/en/', '/feeds/constructor/all.json']) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });

  it('L15: hold what is CLEAR alone, whoever asks', async () => {
    for (const path of ['/feeds/en/all.json', '/feeds/en/severity/critical.json', '/feeds/en/all.atom']) {
      const { text } = await get(path, member);
      for (const [label, mark] of Object.entries(MARKS))
        expect([path, label, text.includes(mark)]).toEqual([path, label, label === 'CLEAR']);
    }
  });

  it('are answered 304, packed, to any program and to any page', async () => {
    const first = await get('/feeds/en/all.atom', { 'accept-encoding': 'gzip' });
    const plain = await get('/feeds/en/all.atom');
    expect(gunzipSync(first.body).toString()).toBe(plain.text);
    expect(brotliDecompressSync((await get('/feeds/en/all.atom', { 'accept-encoding': 'br' })).body).toString()).toBe(plain.text);
    expect(first.headers['access-control-allow-origin']).toBe('*');
    expect((await get('/feeds/en/all.atom', { 'if-none-match': String(first.headers.etag) })).status).toBe(304);
  });
});

describe('the feeds of members', () => {
  it('L11: hold what the token may read, each with its label, and never what is RED', async () => {
    const { items } = json(await get('/feeds/members/en/all.json', member));
    const labels = items.map(({ _harbourlight }) => _harbourlight.label);
    expect(new Set(labels)).toEqual(new Set(['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT']));
    expect(items.find(({ title }) => title.includes(MARKS.AMBER))?.title).toBe(`[TLP:AMBER] ${MARKS.AMBER}`);
    expect(JSON.stringify(items)).not.toContain(MARKS.RED);
    expect(await titles('/feeds/members/en/all.json', await stage.bearer(stage.waterMember))).toEqual(
      expect.not.arrayContaining([`[TLP:AMBER] ${MARKS.AMBER}`]),
    );
    expect((await get('/feeds/members/en/all.json')).status).toBe(401);
  });

  it('of a vendor that only others may read of is as one of a vendor that nobody knows', async () => {
    const product = { vendor: 'Hidden Vendor', product: 'Safe', version: '1', status: 'known_affected' };
    await stage.publish('RED', { persons: [stage.bankColleague.id] }, { affectedProducts: [product] });
    const amber = { vendor: 'Amber Vendor', product: 'Safe', version: '1', status: 'known_affected' };
    await stage.publish('AMBER', { organisations: [stage.bankMember.organisationId] }, { affectedProducts: [amber] });
    const water = await stage.bearer(stage.waterMember);
    const unknown = await get('/feeds/members/en/vendor/nobody.json', water);
    expect(unknown.status).toBe(404);
    for (const name of ['vendor/hidden%20vendor', 'vendor/amber%20vendor', 'product/Amber%20Vendor/Safe']) {
      const { status, text } = await get(`/feeds/members/en/${name}.json`, water);
      expect([name, status, text]).toEqual([name, 404, unknown.text]);
    }
    expect(await titles('/feeds/members/en/vendor/amber%20vendor.json', member)).toHaveLength(1);
  });

  it('are kept apart in caches, and no foreign page reads them', async () => {
    const { headers } = await get('/feeds/members/en/all.json', member);
    expect([headers['cache-control'], headers.vary, headers['access-control-allow-origin']]).toEqual([
      'private, no-cache',
      'Accept-Encoding, Authorization, Cookie',
      undefined,
    ]);
  });
});

describe('a personal feed address', () => {
  it('opens what its owner reads in feeds, and neither RED, nor GraphQL, nor anything after it is revoked', async () => {
    const client = stage.api.client.asToken(await stage.tokenFor(stage.bankMember));
    const { createFeedAddress: made } = await client.query<{
      createFeedAddress: { url: string; token: string; feedAddress: { id: string; hint: string } };
    }>(CREATE, { input: { name: 'My reader' } });
    expect(made.url).toBe(`${PUBLIC_API}/feeds/personal/${made.token}/en/all.atom`);
    expect(made.token.startsWith(made.feedAddress.hint.slice(0, -1))).toBe(true);
    const { text, headers } = await get(made.url);
    for (const [label, mark] of Object.entries(MARKS)) expect([label, text.includes(mark)]).toEqual([label, label !== 'RED']);
    expect([headers['cache-control'], text.includes(made.token)]).toEqual(['private, no-cache', false]);
    expect(await titles(`/feeds/personal/${made.token}/zh-Hant/severity/critical.json`)).toContain('閘道漏洞');
    expect(await titles('/feeds/members/en/all.json', { authorization: `Bearer ${made.token}` })).toContain(`[TLP:AMBER] ${MARKS.AMBER}`);
    const asFeed = await stage.api.client.asToken(made.token).ask('{ viewer { isSignedIn } }');
    expect(JSON.stringify(asFeed)).toContain('UNAUTHENTICATED');
    const { viewer } = await client.query<{
      viewer: { tokens: { name: string }[]; feedAddresses: { name: string; revokedAt: string | null }[] };
    }>('{ viewer { tokens { name } feedAddresses { name revokedAt } } }');
    expect([viewer.feedAddresses, viewer.tokens.some(({ name }) => name === 'My reader')]).toEqual([
      [{ name: 'My reader', revokedAt: null }],
      false,
    ]);
    await client.query(REVOKE, { input: { id: made.feedAddress.id } });
    const gone = await get(made.url);
    const never = await get(made.url.replace(made.token, `hlf_${'A'.repeat(57)}`));
    expect([gone.status, gone.text]).toEqual([404, never.text]);
  });

  it('made after a password alone opens what every member reads', async () => {
    const client = stage.api.client.asToken(await stage.tokenFor(stage.bankMember, true));
    const { createFeedAddress: made } = await client.query<{ createFeedAddress: { url: string } }>(CREATE, { input: { name: 'Weak' } });
    const { text } = await get(made.url);
    for (const [label, mark] of Object.entries(MARKS))
      expect([label, text.includes(mark)]).toEqual([label, ['CLEAR', 'GREEN'].includes(label)]);
  });

  it('is revoked by its owner alone', async () => {
    const owner = stage.api.client.asToken(await stage.tokenFor(stage.bankMember));
    const other = stage.api.client.asToken(await stage.tokenFor(stage.waterMember));
    const { createFeedAddress: made } = await owner.query<{ createFeedAddress: { url: string; feedAddress: { id: string } } }>(CREATE, {
      input: { name: 'Mine' },
    });
    expect(JSON.stringify(await other.ask(REVOKE, { input: { id: made.feedAddress.id } }))).toContain('NOT_FOUND');
    expect((await get(made.url)).status).toBe(200);
  });

  it('stands in no log', () => {
    const lines = logged.join('');
    expect(lines).toContain('"route":"/feeds/*"');
    expect(lines).not.toContain('hlf_');
  });
});
