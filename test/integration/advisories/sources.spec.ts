import { readdirSync, readFileSync } from 'node:fs';
import { RenditionsModule } from '#libs/renditions';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AddSource,
  AdvisoriesModule,
  AdvisoryQueries,
  ChangeSource,
  CsafValidator,
  ImportFromProvider,
  PublishAdvisory,
  RunDueSources,
  RunSource,
  SourceQueries,
  SubmitAdvisory,
} from '#libs/advisories';
import { readConfig } from '#libs/config';
import { PlatformModule } from '#libs/database';
import { OutsideClient } from '#libs/network';
import { LOOPBACK_CERTIFICATE } from '../../../libs/network/src/loopback-certificate.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { isSignatureOver } from '../../support/openpgp-verify.js';
import { RunSourcesProcessor } from '../../../apps/worker/src/processors/run-sources.processor.js';
import { FakeProvider } from '../../support/fake-provider.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

const SAMPLE = 'test/fixtures/csaf/provider';
let stage: Stage;
let worker: TestingModule;
let provider: FakeProvider;
let documents = 0;

beforeAll(async () => {
  stage = await aStage();
  const { workerUrl, secretKey } = stage.database;
  const config = readConfig({ DATABASE_URL: workerUrl, SECRET_KEY: secretKey, NODE_ENV: 'test', DATABASE_POOL: '4' });
  const client = new OutsideClient({
    allowLoopback: true,
    userAgent: 'Harbourlight test',
    certificateAuthorities: [LOOPBACK_CERTIFICATE],
    limits: { waitMs: 10, totalMs: 5_000 },
  });
  worker = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, 'test'), AdvisoriesModule, RenditionsModule.forRoot()],
  })
    .overrideProvider(OutsideClient)
    .useValue(client)
    .compile();
  worker.enableShutdownHooks();
  // Its processes take a while to start, on a busy machine longer than a document may.
  for (let at = 0; at < 5; at += 1) {
    const bytes = Buffer.from(JSON.stringify(aDocument()));
    const both = await Promise.allSettled([worker.get(CsafValidator).validate(bytes), worker.get(CsafValidator).validate(bytes)]);
    if (both.every(({ status }) => status === 'fulfilled')) break;
  }
}, 200_000);
afterAll(async () => {
  await worker.close();
  await stage.end();
});
beforeEach(async () => {
  provider = await FakeProvider.start();
});
afterEach(async () => {
  await provider.stop();
});

const use = <Type>(type: abstract new (...parameters: never[]) => Type): Type => worker.get(type);
const importing = (url = `${provider.origin}/`) => use(ImportFromProvider).execute(stage.analyst.actor, { url });

function aDocument(version = '1', id = `SRC-${(documents += 1)}`): { document: { title: string; tracking: object } } {
  const date = '2026-01-01T00:00:00Z';
  return {
    document: {
      ...{ category: 'csaf_base', csaf_version: '2.0', title: `Flaw ${id} ${version}`, distribution: { tlp: { label: 'WHITE' } } },
      ...{ publisher: { category: 'vendor', name: 'Example Vendor', namespace: 'https://vendor.example' } },
      tracking: {
        ...{ id, version, status: 'final', initial_release_date: date, current_release_date: date },
        revision_history: [{ number: version, date, summary: 'One.' }],
      },
    },
  };
}

async function aFeedOf(count: number): Promise<readonly string[]> {
  const paths = Array.from({ length: count }, (_, at) => `/white/2026/doc-${at}.json`);
  for (const path of paths) await provider.putSigned(path, aDocument());
  provider.put('/white/feed.json', provider.feed(paths.map((path, at) => ({ path, updated: `2026-01-0${at + 1}T00:00:00Z` }))));
  provider.putMetadata([{ rolie: { feeds: [{ url: `${provider.origin}/white/feed.json`, tlp_label: 'WHITE' }] } }]);
  return paths;
}

describe('a provider', () => {
  it('is found by its domain, and its documents become drafts of whoever imports, with the bytes that were signed', async () => {
    const paths = await aFeedOf(3);
    const report = await importing();
    expect(report).toMatchObject({
      outcome: 'complete',
      imported: [{ state: 'draft' }, { state: 'draft' }, { state: 'draft' }],
      refused: [],
    });
    const [first] = report.imported;
    expect(first?.source).toBe(`${provider.origin}${paths[0] ?? ''}`);
    const originals = await stage.as(stage.analyst.actor, (tx) => stage.api.get(AdvisoryQueries).originals(tx, first?.advisoryId ?? ''));
    expect(originals).toMatchObject([{ format: 'csaf', place: `${provider.origin}${paths[0] ?? ''}` }]);
    // What is published of it lies beside ours with the signature that came with it, over the very bytes.
    const advisoryId = first?.advisoryId ?? '';
    await stage.api.get(SubmitAdvisory).execute(stage.analyst.actor, { advisoryId });
    await stage.api.get(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId });
    const [source] = await stage.as(stage.anonymous, (tx) =>
      tx.query<{ bytes: Buffer; signature: string | null }>(
        `SELECT bytes, signature FROM renditions.rendition WHERE advisory_id = $1 AND format = 'csaf_source'`,
        [advisoryId],
      ),
    );
    expect(source).toBeDefined();
    const { bytes = Buffer.alloc(0), signature = '' } = source ?? {};
    expect(await isSignatureOver({ bytes, signature: signature ?? '', publicKey: provider.publicKey })).toBe(true);
  });

  it('is asked for what is new alone: an unchanged feed costs one conditional request, a changed document one more', async () => {
    const paths = await aFeedOf(2);
    await importing();
    provider.asked.length = 0;
    expect(await importing()).toMatchObject({ outcome: 'complete', imported: [], updated: [], unchanged: [], refused: [] });
    expect(provider.asked.filter((path) => path.startsWith('/white/2026'))).toEqual([]);
    const [first = '', second = ''] = paths;
    await provider.putSigned(first, { ...aDocument('2', `SRC-${documents - 1}`) });
    provider.put(
      '/white/feed.json',
      provider.feed([
        { path: first, updated: '2026-02-01T00:00:00Z' },
        { path: second, updated: '2026-01-02T00:00:00Z' },
      ]),
    );
    provider.asked.length = 0;
    expect(await importing()).toMatchObject({ outcome: 'complete', updated: [{ sourceVersion: '2' }], imported: [] });
    expect(provider.asked).not.toContain(second);
  });

  it('whose run is stopped goes on where it stopped', async () => {
    const paths = await aFeedOf(6);
    const stop = new AbortController();
    const first = await use(ImportFromProvider).execute(stage.analyst.actor, {
      url: `${provider.origin}/`,
      signal: stop.signal,
      onProgress: () => {
        stop.abort();
      },
    });
    expect(first.outcome).toBe('partial');
    expect(first.imported.length).toBeGreaterThan(0);
    expect(first.imported.length).toBeLessThan(6);
    const second = await importing();
    expect(second.outcome).toBe('complete');
    expect(first.imported.length + second.imported.length).toBe(6);
    const all = [...first.imported, ...second.imported].map(({ source }) => source.replace(provider.origin, ''));
    expect([...all].sort()).toEqual([...paths]);
  });

  it('that spells rel as ref and writes paths from the root of its repository is read as the real one is', async () => {
    const files = readdirSync(`${SAMPLE}/2024`);
    const base = '/cisagov/CSAF/develop/csaf_files/IT/white/';
    for (const file of files) provider.put(`${base}2024/${file}`, readFileSync(`${SAMPLE}/2024/${file}`));
    for (const file of ['index.txt', 'changes.csv']) provider.put(`${base}${file}`, readFileSync(`${SAMPLE}/${file}`));
    const feed = readFileSync(`${SAMPLE}/cisa-csaf-it-feed-tlp-white.json`, 'utf8').replaceAll(
      'https://raw.githubusercontent.com',
      provider.origin,
    );
    provider.put(`${base}feed.json`, feed);
    const byIndex = await importing(`${provider.origin}${base}changes.csv`);
    expect(byIndex).toMatchObject({ outcome: 'complete', refused: [] });
    expect(byIndex.imported).toHaveLength(4);
    expect(byIndex.error).toContain('no signature could be checked');
    const byFeed = await importing(`${provider.origin}${base}feed.json`);
    expect(byFeed.unchanged).toHaveLength(4);
    provider.take(`${base}changes.csv`);
    expect((await importing(`${provider.origin}${base}`)).unchanged).toHaveLength(4);
  });

  it('is found by the CSAF line of its security.txt', async () => {
    await aFeedOf(1);
    provider.put('/elsewhere/provider-metadata.json', JSON.parse(await metadata()) as object);
    provider.take('/.well-known/csaf/provider-metadata.json');
    provider.put(
      '/.well-known/security.txt',
      `Contact: mailto:a@vendor.example\nCSAF: ${provider.origin}/elsewhere/provider-metadata.json\n`,
    );
    expect((await importing()).imported).toHaveLength(1);
  });
});

async function metadata(): Promise<string> {
  const client = worker.get(OutsideClient);
  return (await client.get(`${provider.origin}/.well-known/csaf/provider-metadata.json`, { maxBytes: 1e6 })).body.toString();
}

describe('a document', () => {
  const reasonOf = async () => {
    const report = await importing();
    expect(report.imported).toHaveLength(1);
    expect(report.refused).toHaveLength(1);
    return report.refused[0]?.reason ?? '';
  };

  it('with another hash than its own is not read', async () => {
    const [first = ''] = await aFeedOf(2);
    provider.put(`${first}.sha512`, 'a'.repeat(128));
    expect(await reasonOf()).toContain('sha512 hash is another');
  });

  it('that was changed after it was signed is not read, whatever its hash says', async () => {
    const [first = ''] = await aFeedOf(2);
    const signature = await fileAt(`${first}.asc`);
    await provider.putSigned(first, aDocument());
    provider.put(`${first}.asc`, signature);
    expect(await reasonOf()).toContain('signature is not one of its provider’s keys');
  });

  it('signed with a key that the metadata does not name is not read', async () => {
    const other = await FakeProvider.start();
    try {
      const [first = ''] = await aFeedOf(2);
      const bytes = await fileAt(first);
      await other.putSigned('/x.json', bytes);
      const client = worker.get(OutsideClient);
      provider.put(`${first}.asc`, (await client.get(`${other.origin}/x.json.asc`, { maxBytes: 1e6 })).body);
      expect(await reasonOf()).toContain('signature is not one of its provider’s keys');
    } finally {
      await other.stop();
    }
  });

  it.each(['.sha512', '.asc'])('of a trusted provider without its %s is not read', async (ending) => {
    const [first = ''] = await aFeedOf(2);
    provider.take(`${first}${ending}`);
    expect(await reasonOf()).toContain('is listed and answered 404');
  });

  it('that is no JSON is refused with its place, and the next one is imported', async () => {
    const [first = ''] = await aFeedOf(2);
    await provider.putSigned(first, Buffer.from('{"document": '));
    const report = await importing();
    expect(report.refused).toMatchObject([{ place: 'line 1, column 14' }]);
    expect(report.imported).toHaveLength(1);
    const [source] = (await use(SourceQueries).all(stage.analyst.actor)).filter(({ url }) => url === `${provider.origin}/`);
    const problems = await use(SourceQueries).problems(stage.analyst.actor, source?.id ?? '');
    expect(problems).toMatchObject([{ outcome: 'refused', place: 'line 1, column 14' }]);
  });

  it('that cannot be fetched is tried again with the next run', async () => {
    const [first = ''] = await aFeedOf(2);
    const bytes = await fileAt(first);
    provider.put(first, 'busy', { status: 503 });
    expect(await importing()).toMatchObject({ outcome: 'partial', imported: [{}], refused: [{ reason: 'it answered 503.' }] });
    provider.put(first, bytes);
    expect(await importing()).toMatchObject({ outcome: 'complete', imported: [{}], refused: [] });
  });

  async function fileAt(path: string): Promise<Buffer> {
    return (await worker.get(OutsideClient).get(`${provider.origin}${path}`, { maxBytes: 1e6 })).body;
  }
});

describe('what leads inside', () => {
  it('is not followed: an address in the metadata, in a feed, or by a redirect', async () => {
    await aFeedOf(1);
    const inside = ['https://10.0.0.1/feed.json', 'https://169.254.169.254/latest/meta-data', 'http://vendor.example/feed.json'];
    provider.putMetadata([{ rolie: { feeds: inside.map((url) => ({ url })) } }]);
    const report = await importing();
    expect(report.outcome).toBe('failed');
    for (const url of inside) expect(report.error).toContain(url);
    expect(report.error).toContain('not https, or not public');
    provider.putMetadata([{ rolie: { feeds: [{ url: `${provider.origin}/away.json` }] } }]);
    provider.put('/away.json', '', { status: 302, headers: { location: 'https://192.168.1.1/feed.json' } });
    expect(await importing()).toMatchObject({ outcome: 'failed', error: expect.stringContaining('not https, or not public') });
  });

  it.each([
    'http://vendor.example/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://10.1.1.1/',
    'ftp://vendor.example/',
    'vendor.example',
  ])('%s is no source where nothing is allowed inside', async (url) => {
    await expect(stage.api.get(AddSource).execute(stage.analyst.actor, { url })).rejects.toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'url' }],
    });
  });

  it('a key whose fingerprint is another proves nothing', async () => {
    await aFeedOf(1);
    provider.putMetadata([{ rolie: { feeds: [{ url: `${provider.origin}/white/feed.json` }] } }], 'csaf_trusted_provider', 'a'.repeat(40));
    const report = await importing();
    expect(report.imported).toEqual([]);
    expect(report.refused[0]?.reason).toContain('no key of its provider can be used');
    expect(report.error).toContain('its fingerprint is another');
  });
});

describe('a source', () => {
  const add = (url: string, actor = stage.analyst.actor) => use(AddSource).execute(actor, { url });

  it('is for the desk of the CERT and its administrators, and for nobody else', async () => {
    const { id } = await add(`${provider.origin}/mine`);
    for (const { actor } of [stage.bankAnalyst, stage.bankMember, stage.waterMember]) {
      await expect(use(SourceQueries).all(actor)).rejects.toMatchObject({ kind: 'forbidden' });
      await expect(add('https://vendor.example/', actor)).rejects.toMatchObject({ kind: 'forbidden' });
      await expect(use(ChangeSource).execute(actor, { sourceId: id, step: 'run' })).rejects.toMatchObject({ kind: 'forbidden' });
      const rows = await stage.as(actor, (tx) => tx.query('SELECT id FROM advisories.source'));
      expect(rows).toEqual([]);
    }
    expect(await stage.as(stage.anonymous, (tx) => tx.query('SELECT id FROM advisories.source'))).toEqual([]);
    expect((await use(SourceQueries).all(stage.administrator.actor)).map((each) => each.id)).toContain(id);
    await expect(add(`${provider.origin}/mine`)).rejects.toMatchObject({ code: 'SOURCE_EXISTS' });
  });

  it('runs by itself when it is due, in the name of who added it, and not while it is paused', async () => {
    await aFeedOf(2);
    const { id } = await add(`${provider.origin}/`);
    expect((await use(RunDueSources).execute()).ran).toBeGreaterThan(0);
    const [source] = (await use(SourceQueries).all(stage.analyst.actor)).filter((each) => each.id === id);
    expect(source).toMatchObject({
      lastOutcome: 'complete',
      publisher: 'Example Vendor',
      counts: { listed: 2, found: 2, done: 2, imported: 2 },
      isRunning: false,
    });
    expect(Date.parse(source?.nextRunAt ?? '')).toBeGreaterThan(Date.now() + 60_000);
    await use(ChangeSource).execute(stage.analyst.actor, { sourceId: id, step: 'pause' });
    provider.asked.length = 0;
    await use(RunDueSources).execute();
    expect(provider.asked).toEqual([]);
    await use(ChangeSource).execute(stage.administrator.actor, { sourceId: id, step: 'run' });
    await use(RunDueSources).execute();
    expect(provider.asked).toContain('/white/feed.json');
  });

  it('is worked off by the job of the worker: what is proven comes in, what is not is told, and the next run takes what is left', async () => {
    const [good = '', otherHash = '', otherBytes = '', late = ''] = await aFeedOf(4);
    provider.put(`${otherHash}.sha512`, `${'0'.repeat(128)}  ${otherHash}`);
    provider.put(otherBytes, aDocument('1', 'SRC-swapped'));
    provider.take(late);
    const { id } = await add(`${provider.origin}/`);
    const job = () => new RunSourcesProcessor(use(RunDueSources)).process();
    const source = async () => (await use(SourceQueries).all(stage.analyst.actor)).find((each) => each.id === id);
    const makeDue = () =>
      asSuperuser(stage.database, (client) => client.query('UPDATE advisories.source SET next_run_at = now() WHERE id = $1', [id]));
    await job();
    expect(await source()).toMatchObject({ counts: { found: 4, done: 4, imported: 1, refused: 2, unavailable: 1 }, isRunning: false });
    const problems = await use(SourceQueries).problems(stage.analyst.actor, id);
    expect(problems.map(({ url, outcome }) => `${outcome} ${url.replace(provider.origin, '')}`).sort()).toEqual(
      [`refused ${otherBytes}`, `refused ${otherHash}`, `unavailable ${late}`].sort(),
    );
    expect(problems.find(({ url }) => url.endsWith(otherHash))?.reason).toMatch(/hash/i);
    // Not due: nobody is asked.
    provider.asked.length = 0;
    await job();
    expect(provider.asked).toEqual([]);
    await provider.putSigned(late, aDocument());
    await makeDue();
    await job();
    expect(await source()).toMatchObject({ lastOutcome: 'complete', counts: { imported: 1 } });
    expect([provider.asked.includes(late), provider.asked.includes(good)]).toEqual([true, false]);
  });

  it('that an administrator adds waits until somebody of the desk resumes it', async () => {
    await aFeedOf(1);
    const { id, state, runAs } = await add(`${provider.origin}/`, stage.administrator.actor);
    expect({ state, runAs }).toEqual({ state: 'paused', runAs: undefined });
    await expect(use(ChangeSource).execute(stage.administrator.actor, { sourceId: id, step: 'resume' })).rejects.toMatchObject({
      code: 'SOURCE_WITHOUT_IMPORTER',
    });
    const resumed = await use(ChangeSource).execute(stage.reviewer.actor, { sourceId: id, step: 'resume' });
    expect(resumed).toMatchObject({ state: 'active', runAs: stage.reviewer.id });
    await use(RunDueSources).execute();
    expect(await use(ChangeSource).execute(stage.reviewer.actor, { sourceId: id })).toMatchObject({ counts: { imported: 1 } });
  });

  it('never runs twice at once, and one whose worker died runs again when its lease is over', async () => {
    await aFeedOf(1);
    const { id } = await add(`${provider.origin}/`);
    await asSuperuser(stage.database, (client) =>
      client.query(`UPDATE advisories.source SET run_id = gen_random_uuid(), running_until = now() + interval '1 minute' WHERE id = $1`, [
        id,
      ]),
    );
    await expect(use(RunSource).execute({ sourceId: id })).rejects.toMatchObject({ code: 'SOURCE_RUNNING' });
    await asSuperuser(stage.database, (client) =>
      client.query(`UPDATE advisories.source SET running_until = now() - interval '1 second' WHERE id = $1`, [id]),
    );
    expect((await use(RunSource).execute({ sourceId: id })).imported).toHaveLength(1);
  });

  it('whose importer may import no more says so, and takes nothing in', async () => {
    await aFeedOf(1);
    const { id } = await add(`${provider.origin}/`, stage.otherReviewer.actor);
    await asSuperuser(stage.database, (client) =>
      client.query(`UPDATE accounts.person SET status = 'suspended' WHERE id = $1`, [stage.otherReviewer.id]),
    );
    const report = await use(RunSource).execute({ sourceId: id });
    expect(report).toMatchObject({ outcome: 'failed', imported: [] });
    await asSuperuser(stage.database, (client) =>
      client.query(`UPDATE accounts.person SET status = 'active' WHERE id = $1`, [stage.otherReviewer.id]),
    );
  });
});
