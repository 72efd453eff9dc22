import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/access';
import {
  AdvisoryQueries,
  DiscardDraft,
  ImportDocument,
  ImportDocuments,
  ImportStix,
  PublishAdvisory,
  SubmitAdvisory,
  UpdateAdvisory,
} from '#libs/advisories';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;
let folder: string;

beforeAll(async () => {
  stage = await aStage();
  folder = mkdtempSync(join(tmpdir(), 'harbourlight-formats-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stage.end();
});

const use = <Type>(type: abstract new (...parameters: never[]) => Type): Type => stage.api.get(type);
const importing = (json: object, options: object = {}, actor: Actor = stage.reviewer.actor) =>
  use(ImportDocument).execute(actor, { bytes: Buffer.from(JSON.stringify(json)), place: 'upload.json', ...options });
const detail = (actor: Actor, advisoryId: string) => stage.as(actor, (tx) => use(AdvisoryQueries).byId(tx, advisoryId));
const originals = (actor: Actor, advisoryId: string) => stage.as(actor, (tx) => use(AdvisoryQueries).originals(tx, advisoryId));
const bytesOf = (actor: Actor, id: string) => stage.as(actor, (tx) => use(AdvisoryQueries).originalBytes(tx, id));

const sha256 = (json: object) => createHash('sha256').update(JSON.stringify(json)).digest('hex');

let made = 0;
const AT = '2026-01-01T00:00:00.000Z';
const AMBER = 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421';
const CLEAR = 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487';
const aReport = (name: string, properties: object = {}) => ({
  ...{
    type: 'report',
    spec_version: '2.1',
    id: `report--${(made += 1)}`,
    created: AT,
    modified: AT,
    published: AT,
    name,
    description: 'What happened.',
  },
  ...{ object_marking_refs: [CLEAR], object_refs: [] as string[] },
  ...properties,
});
const aBundle = (...objects: object[]) => ({ type: 'bundle', id: 'bundle--1', objects });
const anEvent = (properties: object = {}) => ({
  Event: {
    ...{
      info: 'Phishing',
      uuid: `5d1f3b2a-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`,
      date: '2026-01-01',
      timestamp: '1767225600',
    },
    ...{ Orgc: { name: 'CIRCL', uuid: '55f6ea5e-2c60-40e5-964f-47a8950d210f' }, distribution: '3', threat_level_id: '2' },
    ...properties,
  },
});
const tagged = (...names: string[]) => ({ Tag: names.map((name) => ({ name })) });

describe('every STIX bundle and MISP event of the fixtures', () => {
  it.each([
    ['test/fixtures/stix/bundles', 17, []],
    ['test/fixtures/misp/events', 24, ['sharing_groups.json']],
  ])(
    'in %s is imported with all its bytes, and imported again changes nothing',
    async (path, least, refused) => {
      const report = await use(ImportDocuments).execute(stage.analyst.actor, { path });
      expect(report.refused.map(({ source }) => source.split('/').at(-1))).toEqual(refused);
      expect(report.imported.length).toBeGreaterThanOrEqual(least);
      for (const { advisoryId, source, objects } of report.imported) {
        const [original] = await originals(stage.analyst.actor, advisoryId);
        const kept = await bytesOf(stage.analyst.actor, original?.id ?? '');
        expect([source, Buffer.from(kept ?? []).equals(readFileSync(source))]).toEqual([source, true]);
        expect([source, objects.length > 0]).toEqual([source, true]);
      }
      const places = new Set(report.objects.map(({ source, place }) => `${source} ${place}`));
      for (const source of new Set(report.imported.map((each) => each.source))) {
        const json = JSON.parse(readFileSync(source, 'utf8')) as { objects?: unknown[] };
        for (const at of (json.objects ?? []).keys()) expect(places).toContain(`${source} objects.${at}`);
      }
      const again = await use(ImportDocuments).execute(stage.analyst.actor, { path });
      expect(again).toMatchObject({ imported: [], updated: [] });
      expect(again.unchanged).toHaveLength(report.imported.length);
    },
    120_000,
  );
});

describe('a document of several advisories', () => {
  it('keeps its bytes once, readable with each of them, whatever becomes of the others', async () => {
    const bundle = aBundle(aReport('One'), aReport('Two'), aReport('Three', { object_marking_refs: [AMBER] }));
    const { all } = await importing(bundle, {}, stage.bankAnalyst.actor);
    expect(all.map(({ status, state }) => [status, state])).toEqual([
      ['imported', 'draft'],
      ['imported', 'draft'],
      ['imported', 'draft'],
    ]);
    const [one, two] = all;
    await use(DiscardDraft).execute(stage.bankAnalyst.actor, { advisoryId: one?.advisoryId ?? '' });
    await use(SubmitAdvisory).execute(stage.bankAnalyst.actor, { advisoryId: two?.advisoryId ?? '' });
    const [original] = await originals(stage.reviewer.actor, two?.advisoryId ?? '');
    const kept = await bytesOf(stage.reviewer.actor, original?.id ?? '');
    expect(Buffer.from(kept ?? []).toString()).toBe(JSON.stringify(bundle));
    const files = await asSuperuser(
      stage.database,
      async (client) =>
        (
          await client.query<{ id: string }>('SELECT id FROM advisories.original_file WHERE sha256 = $1', [
            Buffer.from(sha256(bundle), 'hex'),
          ])
        ).rows,
    );
    expect(files).toHaveLength(1);
    for (const { actor } of [stage.bankMember, stage.waterMember, stage.treasuryMember]) {
      expect(await bytesOf(actor, original?.id ?? '')).toBeUndefined();
      expect(await stage.as(actor, (tx) => tx.query('SELECT id FROM advisories.original_file'))).toEqual([]);
    }
    expect(await stage.as(stage.anonymous, (tx) => tx.query('SELECT id FROM advisories.original_file'))).toEqual([]);
  });

  it('stores what it can where one of them is refused, and says which', async () => {
    const bundle = aBundle(aReport('Good'), aReport('Revoked', { id: 'report--revoked', revoked: true }));
    const { all, refused } = await importing(bundle, { publish: true });
    expect(all).toMatchObject([{ state: 'published' }]);
    expect(refused).toEqual([
      {
        source: 'upload.json',
        place: 'report--revoked',
        reason: expect.stringContaining('Its source has revoked it.'),
        code: 'IMPORT_HELD_BACK',
      },
    ]);
  });
});

describe('a newer version', () => {
  it('of a STIX report is the next text of the same advisory, and an older one changes nothing', async () => {
    const report = aReport('First');
    const first = await importing(aBundle(report));
    const newer = { ...report, name: 'Second', modified: '2026-01-02T00:00:00Z' };
    expect(await importing(aBundle(newer))).toMatchObject({ status: 'updated', advisoryId: first.advisoryId });
    expect(await importing(aBundle(report))).toMatchObject({ status: 'unchanged', reason: expect.stringContaining('older') });
    expect((await detail(stage.reviewer.actor, first.advisoryId))?.inWork?.content.title.en).toBe('Second');
  });

  it('of a MISP event that is shared less than before bounds the draft', async () => {
    const event = anEvent(tagged('tlp:clear'));
    const first = await importing(event);
    const narrower = { Event: { ...event.Event, timestamp: '1767225700', distribution: '0' } };
    expect(await importing(narrower)).toMatchObject({ status: 'updated', advisoryId: first.advisoryId });
    await use(SubmitAdvisory)
      .execute(stage.analyst.actor, { advisoryId: first.advisoryId })
      .catch(() => undefined);
    expect((await detail(stage.reviewer.actor, first.advisoryId))?.inWork).toMatchObject({ label: 'CLEAR', baseLabel: 'AMBER+STRICT' });
  });
});

describe('what a source does not allow', () => {
  it.each(['0', '1', '4'])(
    'is not published: CLEAR with distribution %s, neither at once nor later, without a recorded permission',
    async (distribution) => {
      const event = anEvent({ ...tagged('tlp:clear'), distribution, SharingGroup: { name: 'Trusted' } });
      await expect(importing(event, { publish: true })).rejects.toMatchObject({ code: 'PERMISSION_REQUIRED' });
      const { advisoryId } = await importing(event);
      const draft = await detail(stage.reviewer.actor, advisoryId);
      expect(draft?.inWork?.content.restrictions).toContain('MISP distribution');
      const submit = () => use(SubmitAdvisory).execute(stage.analyst.actor, { advisoryId });
      await expect(submit()).rejects.toMatchObject({ code: 'PERMISSION_REQUIRED' });
      await use(UpdateAdvisory).execute(stage.analyst.actor, {
        advisoryId,
        permission: { grantedBy: 'CIRCL', reference: 'mail of 2 January' },
      });
      await submit();
      await use(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId });
      expect(await detail(stage.anonymous, advisoryId)).toBeDefined();
    },
  );

  it('is not widened by the label that whoever imports gives', async () => {
    const event = anEvent({ distribution: '1' });
    await expect(importing(event, { publish: true, label: 'CLEAR' })).rejects.toMatchObject({ code: 'PERMISSION_REQUIRED' });
    expect(await importing(event, { publish: true, label: 'GREEN' })).toMatchObject({ state: 'published' });
  });

  it('is not widened where words alone name a narrower label: a person looks, and records who allows more', async () => {
    const event = anEvent({ ...tagged('tlp:clear'), EventReport: [{ name: 'Report', content: 'TLP:RED only for you', uuid: 'r' }] });
    const refusal = { code: 'IMPORT_HELD_BACK', message: expect.stringContaining('"TLP:RED"') };
    await expect(importing(event, { publish: true, label: 'CLEAR' })).rejects.toMatchObject(refusal);
    const { advisoryId } = await importing(event, { label: 'CLEAR' });
    const draft = await detail(stage.reviewer.actor, advisoryId);
    expect(draft?.inWork).toMatchObject({ label: undefined, baseLabel: 'RED' });
    expect(draft?.inWork?.content.source?.flaws).toEqual([
      expect.objectContaining({ path: 'Event.EventReport.0.content', received: 'TLP:RED' }),
    ]);
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId, label: 'CLEAR' });
    const submit = () => use(SubmitAdvisory).execute(stage.analyst.actor, { advisoryId });
    await expect(submit()).rejects.toMatchObject({ code: 'PERMISSION_REQUIRED' });
  });

  it('is said where it is published to nobody yet: the label, and that it can be a draft', async () => {
    await expect(importing(anEvent(tagged('tlp:red')), { publish: true })).rejects.toMatchObject({
      message: expect.stringMatching(/TLP:RED.*draft/),
    });
  });

  it('is not guessed: without a label nothing is published', async () => {
    await expect(importing(anEvent(), { publish: true })).rejects.toMatchObject({
      message: expect.stringContaining('no TLP label'),
      issues: [{ path: 'Event.Tag' }],
    });
    await expect(importing(aBundle(aReport('No label', { object_marking_refs: [] })), { publish: true })).rejects.toMatchObject({
      message: expect.stringContaining('no TLP label'),
      issues: [{ path: 'object_marking_refs' }],
    });
  });
});

describe('a batch', () => {
  it('of more than 20 MB is read from a file, each advisory for itself, and a CSAF document of that size is refused with the limit', async () => {
    const padded = (name: string) => aReport(name, { x_pad: 'x'.repeat(7_000_000) });
    const ownFolder = mkdtempSync(join(tmpdir(), 'harbourlight-large-'));
    const large = join(ownFolder, 'large.json');
    writeFileSync(large, JSON.stringify(aBundle(padded('Large one'), padded('Large two'), padded('Large three'))));
    const told: string[] = [];
    const onStored = (done: number, of: number) => told.push(`${done} of ${of}`);
    const report = await use(ImportDocuments).execute(stage.reviewer.actor, { path: large, onStored });
    expect([report.imported.length, report.refused]).toEqual([3, []]);
    expect(told).toEqual(['0 of 3', '1 of 3', '2 of 3']);
    const csaf = join(ownFolder, 'csaf.json');
    writeFileSync(csaf, JSON.stringify({ document: { csaf_version: '2.0', category: 'csaf_base', title: 'x'.repeat(20_000_001) } }));
    const { refused } = await use(ImportDocuments).execute(stage.reviewer.actor, { path: csaf });
    expect(refused[0]?.reason).toMatch(/a CSAF document of at most 20000000 bytes; came: 200000\d\d bytes/);
    rmSync(ownFolder, { recursive: true, force: true });
  });

  it('goes on after documents of every broken kind, each with its place and reason', async () => {
    const cut = readFileSync('test/fixtures/misp/events/eset/turla__misp-turla-crutch-event.json').subarray(0, 5_000);
    writeFileSync(join(folder, 'a-cut.json'), cut);
    writeFileSync(join(folder, 'b-empty.json'), JSON.stringify(aBundle()));
    writeFileSync(join(folder, 'c-manifest.json'), JSON.stringify({ '5d1f': { info: 'x', Orgc: {} } }));
    writeFileSync(join(folder, 'd-good.stix2'), JSON.stringify(aBundle(aReport('Good'))));
    writeFileSync(join(folder, 'e-good.json'), JSON.stringify(anEvent()));
    const { imported, refused } = await use(ImportDocuments).execute(stage.analyst.actor, { path: folder });
    expect(imported.map(({ source }) => source.split('/').at(-1))).toEqual(['d-good.stix2', 'e-good.json']);
    expect(refused.map(({ source, place, reason }) => [source.split('/').at(-1), place, reason])).toEqual([
      ['a-cut.json', expect.stringMatching(/^line \d+, column \d+$/), expect.stringContaining('JSON')],
      ['b-empty.json', 'objects', expect.stringContaining('nothing in it')],
      ['c-manifest.json', undefined, expect.stringContaining('manifest of a MISP feed')],
    ]);
  });
});

describe('objects that came by another way than a file', () => {
  it('become drafts with their source, and nobody without the right makes any', async () => {
    const request = { objects: [aReport('By TAXII')], place: 'https://cert.example/taxii2/inbox' };
    const report = await use(ImportStix).execute(stage.bankAnalyst.actor, request);
    expect(report.outcomes).toMatchObject([{ status: 'imported', state: 'draft', source: request.place }]);
    await expect(use(ImportStix).execute(stage.bankMember.actor, request)).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await detail(stage.reviewer.actor, report.outcomes[0]?.advisoryId ?? '')).toBeUndefined();
  });
});
