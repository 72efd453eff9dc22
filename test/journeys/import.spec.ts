import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pack } from 'tar-stream';
import { asSuperuser } from '../support/builders/organisation.js';
import { Journey } from '../support/journey.js';
import type { Endpoint } from '../support/journey.js';
import * as documents from '../support/journey-documents.js';
import { until } from '../support/journey-visitor.js';

const REAL = new URL('../fixtures/csaf/real/', import.meta.url).pathname;
const FLOOR = 150;

interface Told {
  readonly source: string;
  readonly trackingId?: string;
  readonly place?: string;
  readonly reason?: string;
}
interface Report {
  readonly imported: Told[];
  readonly updated: Told[];
  readonly unchanged: Told[];
  readonly refused: Told[];
}
interface Csaf {
  readonly document: {
    readonly title: string;
    readonly tracking: { id: string; version: string; current_release_date: string; revision_history: object[] };
  };
  readonly product_tree?: Branches;
}
interface Branches {
  readonly category?: string;
  readonly name?: string;
  readonly branches?: readonly Branches[];
}

describe('importing the real advisories of CISA, CIQ and Red Hat', () => {
  let journey: Journey;
  let folder: string;
  let siemens: Endpoint;
  let first: Report;
  let elapsedMs: number;
  const files = new Map<string, Csaf>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'harbourlight-import-'));
    for (const path of await readdir(REAL, { recursive: true })) {
      if (path.endsWith('.json') && !path.endsWith('MANIFEST.json'))
        files.set(path, JSON.parse(await readFile(join(REAL, path), 'utf8')) as Csaf);
    }
    journey = await Journey.begin();
    const water = await journey.signedIn('member@water.example');
    siemens = await journey.webhookEndpoint(water, 'siemens');
    const email = await journey.emailEndpoint(water, 'ot@alerts.water.example');
    await journey.subscribe(water, [siemens.id], { criteria: { vendors: ['Siemens'] } });
    await journey.subscribe(water, [email], { criteria: { vendors: ['Siemens'] }, frequency: 'DAILY', timeZone: 'Asia/Hong_Kong' });
    const startedMs = performance.now();
    first = await importOf(REAL);
    elapsedMs = performance.now() - startedMs;
  }, 120_000);
  afterAll(async () => {
    await journey.end();
    await rm(folder, { recursive: true, force: true });
  });

  async function importOf(path: string): Promise<Report> {
    return JSON.parse(await journey.product.cli(['import', path, '--publish', '--json'])) as Report;
  }

  const ofSiemens = () =>
    [...files.values()].filter(({ product_tree: tree }) => tree !== undefined && names(tree).some((name) => /^siemens$/i.test(name)));

  it('imports and publishes every one of them, and refuses what is none', () => {
    expect(files.size).toBeGreaterThanOrEqual(FLOOR);
    expect(first.imported).toHaveLength(files.size);
    expect([first.updated, first.unchanged]).toEqual([[], []]);
    expect(first.refused.map(({ source }) => source.split('/').at(-1))).toEqual(['MANIFEST.json']);
    expect(first.refused[0]?.reason).toBeTruthy();
    expect(new Set(first.imported.map(({ trackingId }) => trackingId)).size).toBe(files.size);
    process.stdout.write(`import: ${files.size} documents in ${Math.round(elapsedMs)} ms, the start of the command included\n`);
  });

  it('shows each to the public with its title', async () => {
    const stranger = journey.stranger();
    const titles: string[] = [];
    let after: string | null = null;
    do {
      const page: {
        advisories: { nodes: { title: { en: string | null } }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
      } = await stranger.ask(documents.NEWEST, { after });
      titles.push(...page.advisories.nodes.flatMap(({ title }) => title.en ?? []));
      after = page.advisories.pageInfo.hasNextPage ? page.advisories.pageInfo.endCursor : null;
    } while (after !== null);
    const missing = [...files.values()].filter(({ document }) => !titles.some((title) => even(title) === even(document.title)));
    expect(missing.map(({ document }) => document.title)).toEqual([]);
  });

  it('alerts whoever asked for a vendor to exactly the documents of that vendor', async () => {
    const wanted = ofSiemens().map(({ document }) => even(document.title));
    expect(wanted.length).toBeGreaterThanOrEqual(20);
    await journey.untilQuiet();
    const alerts = journey.receiver.alertsOf('siemens', siemens.secret);
    expect(alerts.map(({ data }) => even(String(data['title']))).sort()).toEqual(wanted.sort());
    expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
  });

  it('finds all of them unchanged the second time', async () => {
    const second = await importOf(REAL);
    expect(second.unchanged).toHaveLength(files.size);
    expect([second.imported, second.updated]).toEqual([[], []]);
    await journey.untilQuiet();
    expect(journey.receiver.alertsOf('siemens', siemens.secret)).toHaveLength(ofSiemens().length);
  });

  it('takes a changed document as a new revision of the same advisory, and alerts again only where it asks something new', async () => {
    const [path, original] = [...files].find(([, csaf]) => ofSiemens().includes(csaf)) ?? [];
    if (path === undefined || original === undefined) throw new Error('there is no document to change');
    const trackingId = first.imported.find(({ source }) => source.endsWith(path))?.trackingId;
    const alerts = () => journey.receiver.alertsOf('siemens', siemens.secret).filter(({ data }) => data['trackingId'] === trackingId);
    const changed = withNewVersion(original, `${original.document.title} (Update A)`);
    for (const csaf of [changed, withNewVersion(changed, changed.document.title)]) {
      await writeFile(join(folder, 'changed.json'), JSON.stringify(csaf));
      const { updated, imported, refused } = await importOf(join(folder, 'changed.json'));
      expect([imported, refused]).toEqual([[], []]);
      expect(updated.map((told) => told.trackingId)).toEqual([trackingId]);
      await journey.untilQuiet();
    }
    expect(alerts().map(({ type, data }) => [type, data['revision']])).toEqual([
      ['advisory.published', 1],
      ['advisory.updated', 2],
    ]);
    const { advisory } = await journey.stranger().ask<{ advisory: { title: { en: string } } }>(documents.ONE_ADVISORY, { trackingId });
    expect(advisory.title.en).toContain('(Update A)');
  });

  it('reads the same from an archive', async () => {
    // Meanwhile the digest of below falls due: the worker looks for those once a minute.
    await asSuperuser(journey.product.database, (client) =>
      client.query('UPDATE deliveries.digest_item SET due_at = now() WHERE delivery_id IS NULL'),
    );
    const archive = join(folder, 'all.tar.gz');
    const tar = pack();
    for (const path of files.keys()) tar.entry({ name: path }, await readFile(join(REAL, path)));
    tar.finalize();
    await pipeline(tar, createGzip(), createWriteStream(archive));
    const { unchanged, imported, updated, refused } = await importOf(archive);
    // The one that was changed has an older version here.
    expect(unchanged.length + refused.length).toBe(files.size);
    expect(refused.length).toBeLessThanOrEqual(1);
    expect([imported, updated]).toEqual([[], []]);
  });

  it('refuses what is broken with the place and the reason, and goes on with the rest', async () => {
    const broken = join(folder, 'one-broken');
    const good = await readFile(join(REAL, [...files.keys()][0] ?? ''), 'utf8');
    await mkdir(broken);
    await writeFile(join(broken, 'a-cut.json'), good.slice(0, 900));
    await writeFile(join(broken, 'b-no-tracking.json'), JSON.stringify(withoutTracking(JSON.parse(good) as Record<string, unknown>)));
    await writeFile(join(broken, 'c-good.json'), renamed(good));
    const { imported, refused } = await importOf(broken);
    expect(imported.map(({ source }) => source.split('/').at(-1))).toEqual(['c-good.json']);
    expect(refused.map(({ source }) => source.split('/').at(-1)).sort()).toEqual(['a-cut.json', 'b-no-tracking.json']);
    for (const { reason, place } of refused) expect([Boolean(reason), Boolean(place)]).toEqual([true, true]);
  });

  it('says what is wrong where there is nothing at all, and ends with 1', async () => {
    await expect(journey.product.cli(['import', join(folder, 'absent'), '--publish', '--json'])).rejects.toThrow(
      /ended with 1: (?!.*\n\s+at )/s,
    );
  });

  it('brings the same to a digest in one mail', async () => {
    const mail = await until(
      'the digest',
      async () => (await journey.mails.to('ot@alerts.water.example')).find(({ subject }) => /digest/i.test(subject)),
      90_000,
    );
    expect(mail.subject).toContain(String(ofSiemens().length));
    expect(mail.headers.get('subject')).toMatch(/TLP:CLEAR/);
    await journey.untilQuiet();
    expect((await journey.mails.to('ot@alerts.water.example')).filter(({ subject }) => /digest/i.test(subject))).toHaveLength(1);
  }, 100_000);
});

/** White space in titles is evened out on import. */
function even(title: string): string {
  return title.replaceAll(/\s+/g, ' ').trim();
}

function names({ category, name, branches }: Branches): string[] {
  return [...(category === 'vendor' && name !== undefined ? [name] : []), ...(branches ?? []).flatMap((branch) => names(branch))];
}

function withNewVersion(csaf: Csaf, title: string): Csaf {
  const { tracking } = csaf.document;
  // Later than every entry before it.
  const date = `2026-11-20T10:00:${String(tracking.revision_history.length).padStart(2, '0')}.000Z`;
  const version = tracking.version.replace(/^\d+/, (major) => String(Number(major) + 1));
  const entry = { date, number: version, summary: 'A newer text' };
  return {
    ...csaf,
    document: {
      ...csaf.document,
      title,
      tracking: { ...tracking, version, current_release_date: date, revision_history: [...tracking.revision_history, entry] },
    },
  };
}

function withoutTracking(csaf: Record<string, unknown>): Record<string, unknown> {
  return { ...csaf, document: { ...(csaf['document'] as object), tracking: undefined } };
}

function renamed(text: string): string {
  const csaf = JSON.parse(text) as Csaf;
  csaf.document.tracking.id = `${csaf.document.tracking.id}-STORY`;
  return JSON.stringify(csaf);
}
