import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '#libs/access';
import { CsafValidator } from '#libs/advisories';
import type { AdvisoryRef } from '#libs/advisories';
import { readConfig } from '#libs/config';
import { Database } from '#libs/database';
import { OutsideClient } from '#libs/network';
import { csafFileName, ProviderStore, RenditionQueries, securityTxt } from '#libs/renditions';
import { proveDocument } from '../../libs/advisories/src/sources/document-proof.js';
import { LOOPBACK_CERTIFICATE } from '../../libs/network/src/loopback-certificate.js';
import { FakeProvider } from '../support/fake-provider.js';
import { readKey } from 'openpgp';
import { csafList } from '../../apps/api/src/feeds/csaf/csaf-lists.js';
import { csafPath } from '../../apps/api/src/feeds/csaf/csaf-path.js';
import { chunkedList } from '../../apps/api/src/feeds/list-chunks.js';
import type { ListChunks } from '../../apps/api/src/feeds/list-chunks.js';
import { csaf21Validator } from '../support/csaf-2-1.js';
import type { Csaf21Validator } from '../support/csaf-2-1.js';
import { providerSchema, providerSchema21, rolieSchema } from '../support/csaf-schemas.js';
import { ask, feedStage, MARKS, PUBLIC_API, REAL_DOCUMENT } from '../support/feed-stage.js';
import type { Answer, FeedStage } from '../support/feed-stage.js';
import { isSignatureOver } from '../support/openpgp-verify.js';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly link: readonly { readonly rel: string; readonly href: string }[];
  readonly published: string;
  readonly updated: string;
  readonly content: { readonly type: string; readonly src: string };
  readonly format: { readonly schema: string; readonly version: string };
}
interface Feed {
  readonly feed: {
    readonly id: string;
    readonly title: string;
    readonly updated: string;
    readonly category: readonly object[];
    readonly link: readonly { rel: string; href: string }[];
    readonly entry: readonly Entry[];
  };
}
interface Metadata {
  readonly canonical_url: string;
  readonly role: string;
  readonly public_openpgp_keys: readonly { readonly fingerprint: string; readonly url: string }[];
  readonly distributions: readonly {
    readonly directory_url: string;
    readonly rolie: {
      readonly feeds: readonly { readonly tlp_label: string; readonly url: string }[];
      readonly services: readonly string[];
      readonly categories: readonly string[];
    };
  }[];
}
interface CsafDocument {
  readonly document: {
    readonly category: string;
    readonly distribution: { readonly tlp: { readonly label: string }; readonly text?: string };
    readonly tracking: { readonly id: string; readonly initial_release_date: string; readonly current_release_date: string };
  };
}

interface Taken {
  readonly renditions: readonly {
    readonly format: string;
    readonly language: string;
    readonly fileName: string;
    readonly content: string;
    readonly sha256: string;
    readonly sha512: string;
    readonly signature: string;
  }[];
}

const FOLDERS = ['white', 'green', 'amber'] as const;
/** The address of the proxy that is believed; the tests' own is another. */
const PROXY = '127.0.0.2';
const METADATA_21 = '/.well-known/csaf/v2.1/provider-metadata.json';
const METADATA = '/.well-known/csaf/provider-metadata.json';
const validator = new CsafValidator();
let draft: Csaf21Validator;
let stage: FeedStage;
let member: Record<string, string>;

beforeAll(async () => {
  draft = await csaf21Validator();
  stage = await feedStage({ CSAF_2_1: 'true', CLIENT_CERTIFICATE_HEADER: 'X-Client-Cert', CLIENT_CERTIFICATE_PROXIES: `${PROXY}/32` });
  member = await stage.bearer(stage.bankMember);
});
afterAll(async () => {
  draft.close();
  await validator.close();
  await stage.end();
});

const get = (path: string, headers: Record<string, string> = {}) => ask(stage.api, path, headers);
const asMember = (path: string) => get(path, member);
// The caller says what it expects to read; the assertions after it are the check.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
const json = <Type>({ text }: Answer): Type => JSON.parse(text) as Type;
const metadata = async () => json<Metadata>(await get(METADATA));
const feed = async (folder: string) => json<Feed>(await asMember(`/csaf/${folder}/csaf-feed-tlp-${folder}.json`)).feed;
const indexOf = async (folder: string) => (await asMember(`/csaf/${folder}/index.txt`)).text.split('\n').filter((line) => line !== '');
/** The addresses of all documents in all feeds that a member of the bank reads. */
const documents = async () => (await Promise.all(FOLDERS.map(feed))).flatMap(({ entry }) => entry.map(({ content }) => content.src));

describe('documents', () => {
  it('C01: pass the schema, one profile and all mandatory tests', async () => {
    const all = await documents();
    for (const src of all) {
      const { body } = await asMember(src);
      expect([src, await validator.validate(body)]).toEqual([src, expect.objectContaining({ isValid: true })]);
    }
    expect(all.length).toBeGreaterThanOrEqual(5);
  });

  it('C02: are named after their id, as the OASIS examples are', async () => {
    for (const src of await documents()) {
      const { tracking } = json<CsafDocument>(await asMember(src)).document;
      expect(src.split('/').at(-1)).toBe(csafFileName(tracking.id));
    }
    for (const verdict of ['valid', 'invalid']) {
      const folder = new URL(`../fixtures/csaf/filenames/${verdict}/`, import.meta.url);
      const files = readdirSync(folder);
      expect(files.length).toBeGreaterThanOrEqual(3);
      for (const file of files) {
        const { tracking } = (JSON.parse(readFileSync(new URL(file, folder)).toString()) as CsafDocument).document;
        expect([file, csafFileName(tracking.id) === file]).toEqual([file, verdict === 'valid']);
      }
    }
  });

  it('C03: travel alone: an answer is one JSON text, so that none needs a separator', async () => {
    for (const src of await documents()) {
      const { text, headers } = await asMember(src);
      expect([text.includes('\u001e'), headers['content-type']]).toEqual([false, 'application/json']);
      // A second document behind the first would make it no JSON text.
      expect(typeof JSON.parse(text)).toBe('object');
      expect((text.match(/"csaf_version":/g) ?? []).length).toBe(1);
    }
  });

  it('C04: have their keys sorted', async () => {
    for (const src of await documents()) {
      JSON.parse((await asMember(src)).text, (_key, value: unknown) => {
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
          expect(Object.keys(value)).toEqual(Object.keys(value).sort());
        return value;
      });
    }
  });

  it('C05: have no unencrypted address: a public installation does not start with one', () => {
    const environment = { DATABASE_URL: 'postgresql://a', SECRET_KEY: 'x'.repeat(32), SMTP_URL: 'smtp://mail.example' };
    expect(() => readConfig({ ...environment, PUBLIC_API_URL: 'http://api.cert.example' })).toThrow('PUBLIC_API_URL: expected https');
    expect(readConfig({ ...environment, PUBLIC_API_URL: 'https://api.cert.example' }).publicApiUrl).toBe('https://api.cert.example');
  });

  it('C06: of TLP:WHITE are open to everybody, whatever the User-Agent and whatever page asks', async () => {
    const white = await feed('white');
    expect(white.entry.length).toBeGreaterThanOrEqual(3);
    for (const { content } of white.entry) {
      for (const headers of [
        {},
        { 'user-agent': '' },
        { 'user-agent': 'curl/8' },
        { 'user-agent': 'python-urllib/3', origin: 'https://elsewhere.example' },
      ]) {
        const answer = await get(content.src, headers as Record<string, string>);
        expect([answer.status, answer.headers['access-control-allow-origin'], answer.headers['content-type']]).toEqual([
          200,
          '*',
          'application/json',
        ]);
        expect(json<CsafDocument>(answer).document.distribution.tlp.label).toBe('WHITE');
      }
    }
  });

  it('C07: of GREEN and AMBER lie under other paths and need a token, as Bearer or as the password of Basic', async () => {
    const token = await stage.tokenFor(stage.bankMember);
    const basic = { authorization: `Basic ${Buffer.from(`whoever:${token}`).toString('base64')}` };
    for (const folder of ['green', 'amber']) {
      const [entry] = (await feed(folder)).entry;
      const src = entry?.content.src ?? '';
      expect(src).toContain(`/csaf/${folder}/`);
      for (const path of [src, `${src}.sha256`, `${src}.asc`, `/csaf/${folder}/`, `/csaf/${folder}/index.txt`, `/csaf/${folder}/2026/`]) {
        const refused = await get(path);
        expect([path, refused.status, refused.headers['www-authenticate']]).toEqual([path, 401, expect.stringContaining('Basic realm=')]);
        expect([path, refused.headers['access-control-allow-origin']]).toEqual([path, undefined]);
        expect([path, (await get(path, basic)).status]).toEqual([path, 200]);
      }
      for (const authorization of ['Bearer hl_no', `Basic ${Buffer.from('a:b').toString('base64')}`, 'Basic ???', `Bearer ${token}x`]) {
        expect([authorization, (await get(src, { authorization })).status]).toEqual([authorization, 401]);
      }
      expect((await get(src.replace(`/csaf/${folder}/`, '/csaf/white/'), member)).status).toBe(404);
    }
  });

  it('C07: are read with a client certificate that the named proxy has checked, and from nobody else is one believed', async () => {
    const fingerprint = createHash('sha256').update('a certificate').digest('hex');
    const register = `mutation ($input: RegisterClientCertificateInput!) { registerClientCertificate(input: $input) { feedAddress { id hint } } }`;
    const owner = stage.api.client.asToken(await stage.tokenFor(stage.bankMember));
    const input = { name: 'Collector', certificate: fingerprint.toUpperCase() };
    const viaProxy = (path: string, headers: Record<string, string>) => ask(stage.api, path, headers, 'GET', PROXY);
    const header = { 'x-client-cert': fingerprint };
    const src = (await feed('amber')).entry[0]?.content.src ?? '';
    expect((await viaProxy(src, header)).status).toBe(401);
    const { registerClientCertificate: made } = await owner.query<{ registerClientCertificate: { feedAddress: { id: string } } }>(
      register,
      { input },
    );
    for (const path of [src, `${src}.asc`, '/csaf/amber/index.txt', '/csaf/green/', '/misp/members/manifest.json'])
      expect([path, (await viaProxy(path, header)).status]).toEqual([path, 200]);
    // What a feed address does not open, it does not open either.
    expect((await viaProxy('/csaf/amber/index.txt', header)).text).not.toContain(stage.advisories.red.trackingId.toLowerCase());
    const asked = await ask(stage.api, '/graphql', { ...header, 'content-type': 'application/json' }, 'POST', PROXY);
    expect(asked.text).not.toContain(stage.bankMember.id);
    // Anybody may write a header: it opens nothing unless the connection itself comes from the proxy.
    for (const forged of [
      header,
      { ...header, 'x-forwarded-for': PROXY },
      { ...header, forwarded: `for=${PROXY}` },
      { ...header, 'x-real-ip': PROXY },
    ])
      expect((await get(src, forged)).status).toBe(401);
    for (const other of ['', `${fingerprint}, ${fingerprint}`, createHash('sha256').update('another').digest('hex'), `hl_${fingerprint}`])
      expect((await viaProxy(src, { 'x-client-cert': other })).status).toBe(401);
    expect((await get(src, { authorization: `Bearer ${fingerprint}` })).status).toBe(401);
    const stranger = stage.api.client.asToken(await stage.tokenFor(stage.waterMember));
    expect(JSON.stringify(await stranger.ask(register, { input }))).toContain('CERTIFICATE_TAKEN');
    await owner.query('mutation ($input: RevokeFeedAddressInput!) { revokeFeedAddress(input: $input) { done } }', {
      input: { id: made.feedAddress.id },
    });
    expect((await viaProxy(src, header)).status).toBe(401);
  });

  it('C08: are where they are said to be, without a redirect', async () => {
    const paths = [METADATA, '/csaf/provider-metadata.json', '/csaf', '/csaf/', '/csaf/white', '/csaf/white/', ...(await documents())];
    for (const path of paths) expect([path, (await asMember(path)).status]).toEqual([path, 200]);
  });
});

describe('provider metadata', () => {
  it('C09: is valid, of a trusted provider, and names the operating CERT', async () => {
    const validate = providerSchema();
    const answer = await get(METADATA);
    expect([validate(json(answer)), validate.errors]).toEqual([true, null]);
    expect(json(answer)).toMatchObject({
      canonical_url: `${PUBLIC_API}${METADATA}`,
      metadata_version: '2.0',
      role: 'csaf_trusted_provider',
      publisher: {
        category: 'coordinator',
        name: 'Example CERT',
        namespace: 'https://www.cert.example',
        contact_details: 'alerts@cert.example',
      },
    });
  });

  it('C10: says as a boolean whether it may be listed and mirrored', async () => {
    expect(await metadata()).toMatchObject({ list_on_CSAF_aggregators: true, mirror_on_CSAF_aggregators: true });
  });

  it('C11: is the first CSAF line of security.txt, and the only one unless 2.1 is served', async () => {
    const { text } = await get('/.well-known/security.txt');
    const lines = text.split('\n').filter((line) => line.startsWith('CSAF:'));
    // The draft of 2.1 wants its own line besides, where it is served.
    expect(lines).toEqual([METADATA, METADATA_21].map((path) => `CSAF: ${PUBLIC_API}${path}`));
    const without = securityTxt(await stage.use(ProviderStore).read(), PUBLIC_API, '2027-01-01T00:00:00Z', false);
    expect(without.match(/^CSAF:.*$/gm)).toEqual(lines.slice(0, 1));
    const expires = /^Expires: (.*)$/m.exec(text)?.[1] ?? '';
    expect(Date.parse(expires) - Date.now()).toBeGreaterThan(100 * 86_400_000);
    expect(Date.parse(expires) - Date.now()).toBeLessThan(365 * 86_400_000);
    expect(text).toMatch(/^Contact: mailto:alerts@cert\.example$/m);
  });

  it('C12, C13: is served at the well-known path, at its folder and at the host name that stands for it', async () => {
    const { body } = await get(METADATA);
    expect((await get('/csaf/provider-metadata.json')).body.equals(body)).toBe(true);
    expect((await get('/', { host: 'csaf.data.security.cert.example' })).body.equals(body)).toBe(true);
    expect((await get('/')).status).toBe(404);
  });
});

describe('the folders', () => {
  it('C14: are named after the year of the first release', async () => {
    for (const src of await documents()) {
      const { tracking } = json<CsafDocument>(await asMember(src)).document;
      expect(src.split('/').at(-2)).toBe(tracking.initial_release_date.slice(0, 4));
      expect((await asMember(src.replace('/2026/', '/2025/'))).status).toBe(404);
    }
  });

  it('C15, C16: have an index and the changes, of the same documents, the newest first', async () => {
    for (const folder of FOLDERS) {
      const listed = await indexOf(folder);
      const base = `${PUBLIC_API}/csaf/${folder}/`;
      expect(listed.map((path) => base + path).sort()).toEqual((await feed(folder)).entry.map(({ content }) => content.src).sort());
      const changes = (await asMember(`/csaf/${folder}/changes.csv`)).text.split('\n').filter((line) => line !== '');
      const rows = changes.map((line) => /^"([^"]+)","([^"]+)"$/.exec(line)?.slice(1) ?? []);
      expect(rows.map(([file]) => file).sort()).toEqual([...listed].sort());
      expect(rows.map(([, date]) => date)).toEqual(
        rows
          .map(([, date]) => date)
          .sort()
          .reverse(),
      );
      for (const [file = '', date] of rows) {
        expect(json<CsafDocument>(await asMember(base + file)).document.tracking.current_release_date).toBe(date);
      }
    }
  });

  it('C17: list what is in them as links that lead there', async () => {
    const follow = async (path: string): Promise<string[]> => {
      const { text, headers, status } = await asMember(path);
      expect([path, status, headers['content-type']]).toEqual([path, 200, 'text/html; charset=utf-8']);
      return [...text.matchAll(/<a href="([^"]+)">/g)].map(([, href = '']) => new URL(href, `${PUBLIC_API}${path}`).pathname);
    };
    const years = (await follow('/csaf/white/')).filter((path) => /\/\d{4}\/$/.test(path));
    const files = (await Promise.all(years.map(follow))).flat();
    for (const path of await indexOf('white')) {
      for (const suffix of ['', '.sha256', '.sha512', '.asc']) expect(files).toContain(`/csaf/white/${path}${suffix}`);
    }
    for (const path of files) expect([path, (await get(path)).status]).toEqual([path, 200]);
    expect(await follow('/csaf/')).toContain('/csaf/white/');
    for (const path of ['/csaf', '/csaf/white', '/csaf/white/2026', '/csaf/v2.1/amber+strict', '/csaf/v2.1/clear/2026'])
      expect([path, (await follow(path)).sort()]).toEqual([path, (await follow(`${path}/`)).sort()]);
  });

  it('C17: have one address each: nothing answers to one with a slash too many', async () => {
    const [file = ''] = await indexOf('white');
    for (const path of ['/csaf//', '/csaf//white//index.txt', '/csaf/white//index.txt', '/csaf/white/index.txt/', `/csaf/white/${file}/`])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  it('are read, and any other method is 405 and told which are allowed', async () => {
    for (const path of [
      '/csaf/',
      '/csaf/white/index.txt',
      '/csaf/green/',
      METADATA,
      '/feeds/en/all.atom',
      '/misp/manifest.json',
      '/open-data/advisories.csv',
    ]) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const { status, headers } = await ask(stage.api, path, {}, method);
        expect([path, method, status, headers.allow, headers['content-type']]).toEqual([
          path,
          method,
          405,
          'GET, HEAD',
          'application/problem+json',
        ]);
      }
    }
  });
});

describe('the ROLIE feeds', () => {
  it('C18: hold every document of a label and no other, and are named in the metadata', async () => {
    const feeds = (await metadata()).distributions.flatMap(({ rolie }) => rolie.feeds);
    expect(feeds.map(({ tlp_label }) => tlp_label)).toEqual(['WHITE', 'GREEN', 'AMBER']);
    for (const { tlp_label, url } of feeds) {
      const { entry } = json<Feed>(await asMember(url)).feed;
      for (const { content } of entry) {
        expect(json<CsafDocument>(await asMember(content.src)).document.distribution.tlp.label).toBe(tlp_label);
      }
    }
    const titles = (await Promise.all(FOLDERS.map(feed))).map(({ entry }) => entry.map(({ title }) => title).join());
    expect(titles[0]).toContain(MARKS.CLEAR);
    expect([titles[1], titles[2]]).toEqual([`[TLP:GREEN] ${MARKS.GREEN}`, `[TLP:AMBER] ${MARKS.AMBER}`]);
  });

  it('C19: are JSON after RFC 8322, with what each document says of itself', async () => {
    for (const folder of FOLDERS) {
      const { id, title, updated, category, link, entry } = await feed(folder);
      expect([id, title.includes('TLP:'), category]).toEqual([
        `csaf-feed-tlp-${folder}`,
        true,
        [{ scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' }],
      ]);
      expect(link[0]).toEqual({ rel: 'self', href: `${PUBLIC_API}/csaf/${folder}/csaf-feed-tlp-${folder}.json` });
      expect(updated).toBe(
        entry
          .map((each) => each.updated)
          .sort()
          .at(-1),
      );
      for (const each of entry) {
        const { tracking } = json<CsafDocument>(await asMember(each.content.src)).document;
        expect([each.id, each.published, each.updated]).toEqual([
          tracking.id,
          tracking.initial_release_date,
          tracking.current_release_date,
        ]);
        expect(each.content.type).toBe('application/json');
        expect(each.format).toEqual({ schema: 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json', version: '2.0' });
        expect(each.link.find(({ rel }) => rel === 'self')?.href).toBe(each.content.src);
      }
    }
  });

  it('C20: link every hash and signature that there is', async () => {
    for (const { content, link } of (await feed('white')).entry) {
      const beside = link.filter(({ rel }) => rel === 'hash' || rel === 'signature').map(({ href }) => href);
      expect(beside.sort()).toEqual(['.asc', '.sha256', '.sha512'].map((suffix) => content.src + suffix));
      for (const href of beside) expect((await get(href)).status).toBe(200);
    }
  });

  it('C21, C22: have a service and a category document, and a feed for each year and vendor in them', async () => {
    const [white] = (await metadata()).distributions;
    const service = json<{
      service: { workspace: { title: string; collection: { title: string; href: string; categories: object }[] }[] };
    }>(await get(white?.rolie.services[0] ?? ''));
    const collections = service.service.workspace.flatMap(({ collection }) => collection);
    const all = new Set((await feed('white')).entry.map(({ id }) => id));
    expect(collections.length).toBeGreaterThanOrEqual(4);
    for (const { href, title } of collections) {
      expect(title).toContain('TLP:WHITE');
      const { entry, link } = json<Feed>(await get(href)).feed;
      expect([link[0]?.href, entry.length > 0, entry.every(({ id }) => all.has(id))]).toEqual([href, true, true]);
    }
    const vendorFeed = collections.find(({ href }) => href.includes('example%20vendor'));
    expect(
      json<Feed>(await get(vendorFeed?.href ?? ''))
        .feed.entry.map(({ title }) => title)
        .sort(),
    ).toEqual([MARKS.CLEAR, '閘道漏洞']);
    const category = json<{ categories: { category: { term: string; scheme: string }[] } }>(await get(white?.rolie.categories[0] ?? ''));
    expect(category.categories.category.map(({ term }) => term)).toEqual(['csaf', 'example vendor', 'osisoft llc']);
    expect((await get('/.well-known/rolie/servicedocument')).text).toBe((await get('/csaf/white/service.json')).text);
  });
});

describe('hashes, signatures and keys', () => {
  it('C23: a hash file begins with the digest of the very bytes, then a blank and the name', async () => {
    for (const src of await documents()) {
      const { body } = await asMember(src);
      for (const algorithm of ['sha256', 'sha512']) {
        const { text } = await asMember(`${src}.${algorithm}`);
        expect(text).toBe(`${createHash(algorithm).update(body).digest('hex')}  ${src.split('/').at(-1) ?? ''}\n`);
      }
    }
  });

  it('C24, C25: a signature verifies over the very bytes with a key of the metadata', async () => {
    const keys = (await metadata()).public_openpgp_keys;
    expect(keys).toHaveLength(1);
    const [key] = keys;
    const { text: publicKey, headers } = await get(key?.url ?? '');
    expect([headers['content-type'], key?.url.endsWith(`${key.fingerprint}.asc`)]).toEqual(['application/pgp-keys', true]);
    for (const src of await documents()) {
      const bytes = (await asMember(src)).body;
      const signature = (await asMember(`${src}.asc`)).text;
      expect(await isSignatureOver({ bytes, signature, publicKey })).toBe(true);
      expect(await isSignatureOver({ bytes: bytes.subarray(1), signature, publicKey })).toBe(false);
    }
    expect((await get(`/csaf/openpgp/${'A'.repeat(40)}.asc`)).status).toBe(404);
  });

  it('C26: hash and signature of a document from elsewhere are checked before anything of it is read, schema and tests after them', async () => {
    const provider = await FakeProvider.start();
    const client = new OutsideClient({
      allowLoopback: true,
      userAgent: 'test',
      certificateAuthorities: [LOOPBACK_CERTIFICATE],
      limits: { waitMs: 10, totalMs: 5_000 },
    });
    try {
      const keys = [await readKey({ armoredKey: provider.publicKey })];
      const rule = { keys, needsBoth: true, needsHash: false };
      // No JSON at all: whoever would read it first would stumble over it.
      const bytes = Buffer.from('not even JSON');
      await provider.putSigned('/a.json', bytes);
      const url = `${provider.origin}/a.json`;
      const prove = (given: Buffer) => proveDocument(client, { urls: [url], changed: '' }, url, given, rule);
      expect(await prove(bytes)).toContain('BEGIN PGP SIGNATURE');
      await expect(prove(Buffer.from('not even JSON.'))).rejects.toThrow('hash is another');
      provider.put('/a.json.sha512', createHash('sha512').update('changed').digest('hex'));
      await expect(prove(Buffer.from('changed'))).rejects.toThrow('Its signature is not one of');
      provider.take('/a.json.asc');
      await expect(prove(Buffer.from('changed'))).rejects.toThrow('It has no signature');
    } finally {
      await provider.stop();
    }
    const { findings, isValid } = await validator.validate(Buffer.from('{"document":{}}'));
    expect([isValid, findings[0]?.kind]).toEqual([false, 'schema']);
  });

  it('C26: an imported document lies beside ours as its publisher made it', async () => {
    const name = `${stage.advisories.imported.trackingId.toLowerCase()}.json`;
    const original = readFileSync(new URL(`../fixtures/csaf/${REAL_DOCUMENT}`, import.meta.url));
    const answer = await get(`/csaf/white/sources/2026/${name}`);
    expect(answer.body.equals(original)).toBe(true);
    const hash = await get(`/csaf/white/sources/2026/${name}.sha256`);
    expect(hash.text.startsWith(createHash('sha256').update(original).digest('hex'))).toBe(true);
    expect((await get(`/csaf/white/sources/2026/${name}.asc`)).status).toBe(404);
    expect((await get(`/csaf/white/2026/${name}`)).body.equals(original)).toBe(false);
  });

  it('C26: what was imported is found from the listings and from the entry of ours, with its hashes', async () => {
    const name = `${stage.advisories.imported.trackingId.toLowerCase()}.json`;
    const links = async (path: string) => [...(await get(path)).text.matchAll(/<a href="([^"]+)">/g)].map(([, href = '']) => href);
    expect(await links('/csaf/white/')).toContain('sources/');
    expect(await links('/csaf/white/sources/')).toEqual(['2026/']);
    expect(await links('/csaf/white/sources')).toEqual(['sources/2026/']);
    expect(await links('/csaf/white/sources/2026/')).toEqual(['', '.sha256', '.sha512'].map((suffix) => name + suffix));
    const related = (await feed('white')).entry.map(({ content, link }) => [
      content.src.split('/').at(-1),
      link.filter(({ rel }) => rel === 'related').map(({ href }) => href),
    ]);
    const source = `${PUBLIC_API}/csaf/white/sources/2026/${name}`;
    expect(related.filter(([, hrefs]) => hrefs?.length !== 0)).toEqual([[name, [source]]]);
    expect((await get(source)).status).toBe(200);
    for (const path of ['/csaf/green/', '/csaf/v2.1/clear/']) expect((await asMember(path)).text).not.toContain('sources');
    expect((await get('/csaf/v2.1/clear/sources/')).status).toBe(404);
  });

  it('a year or a vendor of which the asker sees nothing is not there, and a label is', async () => {
    const stranger = await stage.bearer(stage.waterMember);
    const nowhere = await get('/csaf/white/nowhere');
    for (const path of ['1999/', 'sources/1999/', 'feeds/1999.json', 'feeds/category/zzz.json'].map((part) => `/csaf/white/${part}`)) {
      const { status, text } = await get(path);
      expect([path, status, text]).toEqual([path, 404, nowhere.text]);
    }
    expect((await asMember('/csaf/amber/2026/')).text).toContain(stage.advisories.amber.trackingId.toLowerCase());
    // Nothing of it is theirs to see; the year may have begun without a document.
    for (const [path, year] of [
      ['/csaf/amber/', ''],
      ['/csaf/amber/index.txt', ''],
      ['/csaf/amber/2026/', '2026'],
      ['/csaf/amber/feeds/2026.json', '2026'],
    ] as const) {
      const isThere = year === '' || year === String(new Date().getUTCFullYear());
      const { status } = await get(path, stranger);
      expect([path, status]).toEqual([path, isThere ? 200 : 404]);
    }
  });

  it('C27: documents hold text, and what an author wrote as code is Markdown and nothing else', async () => {
    const src = (await feed('white')).entry.find(({ title }) => title === MARKS.CLEAR)?.content.src ?? '';
    const answer = await get(src);
    expect([answer.headers['content-type'], answer.headers['x-content-type-options']]).toEqual(['application/json', 'nosniff']);
    expect(String(answer.headers['content-security-policy'])).toContain("default-src 'none'");
    // The author wrote a script outside of a code fence: it is text in the document, and neither HTML nor run where it is shown.
    const notes = (JSON.parse(answer.text) as { document: { notes: { text: string }[] } }).document.notes.map(({ text }) => text);
    expect(notes).toContain('At **length**. `<script>`alert(1)`</script>`');
    for (const path of ['/feeds/en/all.atom', '/feeds/en/all.json', '/feeds/en/all.rss']) {
      const { text } = await get(path);
      expect([path, /<script|&lt;script(?!&gt;alert\(1\)&lt;\/script&gt;)/i.test(text)]).toEqual([path, false]);
    }
  });

  it('C27: hostile text of any field is inline code or none in both versions, stays valid, and is shown as safe HTML', async () => {
    const hostile = (where: string) =>
      `${where} <img src=x onerror="alert(1)"> [x](javascript:alert(1)) <a href="data:text/html,<script>1</script>">y</a>`;
    const kept = '```html\n<script>kept()</script>\n```';
    const { trackingId } = await stage.publish(
      'CLEAR',
      {},
      {
        ...{
          summary: { en: hostile('summary') },
          description: { en: `${hostile('description')}\n\n${kept}` },
          impact: { en: hostile('impact') },
        },
        ...{ recommendation: [{ en: hostile('step') }], workarounds: [{ en: hostile('workaround') }] },
        vulnerabilities: [{ cve: 'CVE-2026-20002', notes: [{ category: 'description', text: hostile('note') }] }],
        affectedProducts: [{ vendor: 'V', product: 'P', version: '1', status: 'known_affected' }],
        remediations: [{ category: 'mitigation', details: hostile('remediation') }],
      },
    );
    const name = `${trackingId.toLowerCase()}.json`;
    const both = await Promise.all([`/csaf/white/2026/${name}`, `/csaf/v2.1/clear/2026/${name}`].map((path) => get(path)));
    for (const { text } of both) {
      const texts = [...text.matchAll(/"(?:text|details)":("(?:[^"\\]|\\.)*")/g)].map(([, said]) => JSON.parse(said ?? '""') as string);
      const outside = texts.map((said) => said.replaceAll(/^```[^]*?^```$/gm, '').replaceAll(/(`+)[^]*?[^`]\1(?!`)/g, ''));
      expect(outside.filter((said) => /<[!/?a-z]/i.test(said))).toEqual([]);
      expect(outside.filter((said) => said.includes('javascript:')).length).toBeGreaterThanOrEqual(5);
      expect(texts.some((said) => said.includes(kept))).toBe(true);
    }
    expect((await validator.validate(both[0]?.body ?? Buffer.alloc(0))).isValid).toBe(true);
    expect(await draft.flaws(both[1]?.body ?? Buffer.alloc(0))).toEqual([]);
    const document = 'query ($id: String!) { advisory(trackingId: $id) { text { descriptionHtml } } }';
    const shown = await stage.api.client.query<{ advisory: { text: { descriptionHtml: string } } }>(document, { id: trackingId });
    const { descriptionHtml } = shown.advisory.text;
    expect(descriptionHtml).toContain('&lt;img src=x');
    expect(descriptionHtml).not.toMatch(/<(img|script|a)\b/i);
  });
});

describe('labels in the feeds', () => {
  it('L01, L11: what is AMBER+STRICT becomes RED with a text, is in no list, and is read by its readers alone', async () => {
    const name = `${stage.advisories.strict.trackingId.toLowerCase()}.json`;
    const { distribution } = json<CsafDocument>(await asMember(`/csaf/red/2026/${name}`)).document;
    expect([distribution.tlp.label, distribution.text?.startsWith('TLP:AMBER+STRICT')]).toEqual(['RED', true]);
    const lists = await Promise.all(
      FOLDERS.flatMap((folder) =>
        ['index.txt', 'changes.csv', `csaf-feed-tlp-${folder}.json`, '2026/'].map((file) => asMember(`/csaf/${folder}/${file}`)),
      ),
    );
    for (const { text } of lists) expect(text).not.toContain(name);
    expect((await get(`/csaf/red/2026/${name}`)).status).toBe(401);
    expect((await get(`/csaf/red/2026/${name}`, await stage.bearer(stage.waterMember))).status).toBe(404);
    for (const path of ['/csaf/red/', '/csaf/red/index.txt', '/csaf/red/csaf-feed-tlp-red.json'])
      expect((await asMember(path)).status).toBe(404);
  });

  it('L13: what is RED is in no feed at all, not even for whom it names', async () => {
    const name = `${stage.advisories.red.trackingId.toLowerCase()}.json`;
    for (const folder of [...FOLDERS, 'red']) expect((await asMember(`/csaf/${folder}/2026/${name}`)).status).toBe(404);
  });

  it('L11, L13: what is in no list is taken through GraphQL in every format by whom it names, and by nobody else', async () => {
    const { red, strict } = stage.advisories;
    const asking = (headers: Record<string, string>) => async (trackingId: string) => {
      const document = `query ($id: String!) { advisory(trackingId: $id) { renditions { format language fileName content sha256 sha512 signature revision } } }`;
      const { advisory } = await stage.api.client.with(headers).query<{ advisory: Taken | null }>(document, { id: trackingId });
      return advisory?.renditions;
    };
    const key = (await get((await metadata()).public_openpgp_keys[0]?.url ?? '')).text;
    for (const [{ trackingId }, mark] of [
      [red, MARKS.RED],
      [strict, MARKS['AMBER+STRICT']],
    ] as const) {
      const taken = (await asking(member)(trackingId)) ?? [];
      expect(taken.map(({ format, language }) => `${format} ${language}`)).toEqual(['CSAF EN', 'STIX EN', 'MISP EN']);
      for (const { content, sha256, sha512, signature } of taken) {
        const bytes = Buffer.from(content);
        expect(content).toContain(mark);
        expect([sha256, sha512]).toEqual(['sha256', 'sha512'].map((algorithm) => createHash(algorithm).update(bytes).digest('hex')));
        expect(await isSignatureOver({ bytes, signature, publicKey: key })).toBe(true);
      }
      expect((JSON.parse(taken[0]?.content ?? '') as CsafDocument).document.distribution.tlp.label).toBe('RED');
      for (const { fileName } of taken) {
        const doors = [
          `/csaf/white/2026/${fileName}`,
          `/csaf/amber/2026/${fileName}`,
          `/csaf/v2.1/clear/2026/${fileName}`,
          `/misp/${fileName}`,
        ];
        for (const path of doors) expect([path, (await asMember(path)).status]).toEqual([path, 404]);
      }
      const others = await Promise.all([stage.waterMember, stage.registered, stage.administrator].map((person) => stage.bearer(person)));
      for (const headers of [{}, await stage.bearer(stage.bankMember, true), ...others])
        expect(await asking(headers)(trackingId)).toBeUndefined();
    }
    const [event] = ((await asking(member)(red.trackingId)) ?? []).filter(({ format }) => format === 'MISP');
    expect((await asMember(`/misp/members/${event?.fileName ?? ''}`)).status).toBe(404);
    expect((await asMember('/misp/members/manifest.json')).text).not.toContain((event?.fileName ?? '').replace('.json', ''));
    expect(await asking(await stage.bearer(stage.bankColleague))(red.trackingId)).toBeUndefined();
  });

  it('L15: what is GREEN is on no public path', async () => {
    const name = `${stage.advisories.green.trackingId.toLowerCase()}.json`;
    expect((await get(`/csaf/white/2026/${name}`)).status).toBe(404);
    for (const path of ['/csaf/white/index.txt', '/csaf/white/csaf-feed-tlp-white.json', '/csaf/white/category.json'])
      expect((await get(path)).text).not.toContain(name);
  });
});

describe('a conditional or packed request', () => {
  it('is answered 304 without a body where the client has it, by tag or by instant', async () => {
    const [entry] = (await feed('white')).entry;
    for (const path of [entry?.content.src ?? '', '/csaf/white/index.txt', METADATA]) {
      const first = await get(path, { 'accept-encoding': 'gzip' });
      const etag = String(first.headers.etag);
      for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const again = await get(path, { 'if-none-match': tag, 'accept-encoding': 'gzip' });
        expect([path, tag, again.status, again.body.length]).toEqual([path, tag, 304, 0]);
      }
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    }
    const dated = await get(entry?.content.src ?? '');
    const since = String(dated.headers['last-modified']);
    expect((await get(entry?.content.src ?? '', { 'if-modified-since': since })).status).toBe(304);
    expect((await get(entry?.content.src ?? '', { 'if-modified-since': new Date(0).toUTCString() })).status).toBe(200);
  });

  it('is the same content as plain, gzip and brotli, under tags of their own, and HEAD has none of it', async () => {
    const [entry] = (await feed('white')).entry;
    for (const path of [entry?.content.src ?? '', '/csaf/white/csaf-feed-tlp-white.json']) {
      const plain = await get(path);
      const gzip = await get(path, { 'accept-encoding': 'gzip, br' });
      const brotli = await get(path, { 'accept-encoding': 'br, gzip;q=0' });
      expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
      expect([gzip.headers['content-encoding'], brotli.headers['content-encoding']]).toEqual(['gzip', 'br']);
      expect(new Set([plain, gzip, brotli].map(({ headers }) => headers.etag)).size).toBe(3);
      const head = await ask(stage.api, path, {}, 'HEAD');
      expect([head.status, head.body.length, head.headers.etag, head.headers['content-length']]).toEqual([
        200,
        0,
        plain.headers.etag,
        String(plain.body.length),
      ]);
    }
  });

  it('changes with the next publication, and a withdrawal leaves the notice alone', async () => {
    const before = await get('/csaf/white/csaf-feed-tlp-white.json');
    const ref = await stage.publish('CLEAR', {}, { title: { en: 'Soon withdrawn' } });
    const after = await get('/csaf/white/csaf-feed-tlp-white.json', { 'if-none-match': String(before.headers.etag) });
    expect([after.status, after.text.includes('Soon withdrawn')]).toEqual([200, true]);
    await stage.withdraw(ref);
    expect((await get('/csaf/white/csaf-feed-tlp-white.json')).text).not.toContain('Soon withdrawn');
    const { text } = await get(`/csaf/white/2026/${ref.trackingId.toLowerCase()}.json`);
    expect([text.includes('It was a mistake.'), text.includes('Soon withdrawn')]).toEqual([true, false]);
  });
});

describe('a list that is made again from what it was made of before', () => {
  const { content } = csafList('white', 'changes', PUBLIC_API);
  const made = (before?: ListChunks, chunkDocuments?: number) =>
    stage.use(Database).as(ANONYMOUS, async (tx) => {
      if (typeof content === 'function') throw new Error('the list is of rows');
      return chunkedList({ tx, queries: stage.use(RenditionQueries) }, 'changes', content, before, chunkDocuments);
    });
  const textOf = ({ gzip }: { gzip: Buffer }) => gunzipSync(gzip).toString();

  it('is what a new one would be after publications and withdrawals, whatever its chunks, and under the same tag', async () => {
    let last = await made(undefined, 1);
    const refs: AdvisoryRef[] = [];
    for (let step = 0; step < 8; step += 1) {
      const ref = step % 3 === 2 ? refs.shift() : undefined;
      if (ref === undefined) refs.push(await stage.publish('CLEAR', {}));
      else await stage.withdraw(ref);
      const [again, fresh] = [await made(last.chunks, 1), await made()];
      expect([step, textOf(again), again.etag]).toEqual([step, textOf(fresh), fresh.etag]);
      expect(again.etag).not.toBe(last.etag);
      const dates = textOf(again)
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split(',')[1] ?? '');
      expect(dates).toEqual([...dates].sort().reverse());
      last = again;
    }
    expect(last.chunks.chunks.size).toBeGreaterThanOrEqual(4);
  });

  it('does not read again what has not changed', async () => {
    const before = await made(undefined, 1);
    await stage.publish('CLEAR', {});
    const after = await made(before.chunks, 1);
    const kept = [...after.chunks.chunks.values()].filter((chunk) => [...before.chunks.chunks.values()].includes(chunk));
    expect(kept.length).toBeGreaterThanOrEqual(before.chunks.chunks.size - 1);
  });
});

describe('CSAF 2.1, where it is switched on', () => {
  const FOLDERS_21 = ['clear', 'green', 'amber', 'amber+strict'] as const;
  const feed21 = async (label: string) => json<Feed>(await asMember(`/csaf/v2.1/${label}/csaf-feed-tlp-${label}.json`)).feed;

  it('has every document under the labels of TLP 2.0, valid, hashed and signed', async () => {
    const key = (await get(json<Metadata>(await get(METADATA_21)).public_openpgp_keys[0]?.url ?? '')).text;
    let seen = 0;
    for (const label of FOLDERS_21) {
      for (const { content, format, id } of (await feed21(label)).entry) {
        const { body, text } = await asMember(content.src);
        expect([id, await draft.flaws(body)]).toEqual([id, []]);
        expect(json<CsafDocument>(await asMember(content.src)).document.distribution.tlp.label).toBe(label.toUpperCase());
        expect(format).toEqual({ schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json', version: '2.1' });
        const hash = createHash('sha512').update(text).digest('hex');
        expect((await asMember(`${content.src}.sha512`)).text).toBe(`${hash}  ${content.src.split('/').at(-1) ?? ''}\n`);
        expect(await isSignatureOver({ bytes: body, signature: (await asMember(`${content.src}.asc`)).text, publicKey: key })).toBe(true);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThanOrEqual(6);
  });

  it('lists them in ROLIE feeds as RFC 8322 and CSAF want them, as 2.0 does', async () => {
    const [is20, is21] = [rolieSchema('2.0'), rolieSchema('2.1')];
    for (const label of FOLDERS) expect([label, is20({ feed: await feed(label) }), is20.errors]).toEqual([label, true, null]);
    for (const label of FOLDERS_21) expect([label, is21({ feed: await feed21(label) }), is21.errors]).toEqual([label, true, null]);
    const { entry, ...rest } = await feed21('clear');
    const unsigned = entry.map((each) => ({ ...each, link: each.link.filter(({ rel }) => rel !== 'signature') }));
    expect([is21({ feed: { ...rest, entry: unsigned } }), is21({ feed: rest })]).toEqual([false, false]);
  });

  it('shows nobody but its readers what is not TLP:CLEAR, and TLP:RED to nobody', async () => {
    for (const label of FOLDERS_21.slice(1)) {
      const [first] = (await feed21(label)).entry;
      const src = first?.content.src ?? '';
      expect([(await get(src)).status, (await get(`/csaf/v2.1/${label}/index.txt`)).status]).toEqual([401, 401]);
      const stranger = await stage.bearer(stage.waterMember);
      expect((await get(src, stranger)).status).toBe(label === 'green' ? 200 : 404);
      expect((await asMember(src.replace(`/v2.1/${label}/`, '/v2.1/clear/'))).status).toBe(404);
    }
    const everything = await Promise.all(FOLDERS_21.map(async (label) => (await asMember(`/csaf/v2.1/${label}/changes.csv`)).text));
    expect(everything.join('')).not.toContain(stage.advisories.red.trackingId.toLowerCase());
    expect(everything.join('')).toMatch(/^(\d{4}\/[+\-a-z0-9_]+\.json,\d{4}-\d\d-\d\dT[\d:.]+Z\n){5,}$/);
    expect((await asMember('/csaf/v2.1/red/index.txt')).status).toBe(404);
  });

  it('is described beside 2.0, whose metadata stay as they are', async () => {
    const about = json<Record<string, unknown>>(await get(METADATA_21));
    const isValid = providerSchema21();
    expect([isValid(about), isValid.errors]).toEqual([true, null]);
    expect(isValid({ ...about, distributions: [{ rolie: { feeds: [{ url: 'https://a.example/f.json', tlp_label: 'WHITE' }] } }] })).toBe(
      false,
    );
    expect(about).toMatchObject({ metadata_version: '2.1', role: 'csaf_trusted_provider', canonical_url: `${PUBLIC_API}${METADATA_21}` });
    expect(json<Record<string, unknown>>(await get(METADATA))).toMatchObject({ metadata_version: '2.0' });
    expect((await get('/.well-known/security.txt')).text).toMatch(/CSAF: \S+\/csaf\/provider.*\n.*CSAF: \S+\/v2\.1\/provider/);
  });
});

it('CSAF 2.1 has no address where it is switched off', () => {
  for (const path of ['v2.1/clear/', 'v2.1/clear/index.txt', 'v2.1/provider-metadata.json', 'v2.1/clear/2026/hl-2026-1.json'])
    expect([csafPath(path, true) === undefined, csafPath(path, false)]).toEqual([false, undefined]);
});
