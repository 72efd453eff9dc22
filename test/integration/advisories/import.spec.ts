import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/access';
import {
  AdvisoryQueries,
  IMPORT_AUTHOR_ID,
  ImportDocument,
  ImportDocuments,
  PublishAdvisory,
  ReviseAdvisory,
  SubmitAdvisory,
  UpdateAdvisory,
  WithdrawAdvisory,
} from '#libs/advisories';
import type { ImportOptions } from '#libs/advisories';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

const REAL = 'test/fixtures/csaf/real';

let stage: Stage;
let folder: string;

beforeAll(async () => {
  stage = await aStage();
  folder = mkdtempSync(join(tmpdir(), 'harbourlight-import-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stage.end();
});

const use = <Type>(type: abstract new (...parameters: never[]) => Type): Type => stage.api.get(type);
let documents = 0;

interface DocumentChanges {
  readonly id?: string;
  readonly version?: string;
  readonly title?: string;
  readonly label?: string | null;
  readonly distributionText?: string;
  readonly fix?: string;
  readonly history?: readonly string[];
}

/** A small CSAF 2.0 document; `label: null` leaves it without one. */
function aDocument({
  id = `DOC-${(documents += 1)}`,
  version = '1.0.0',
  title = 'Flaw in Example',
  ...rest
}: DocumentChanges = {}): Uint8Array {
  const { label = 'WHITE', fix = 'Update to 2.0.', history = [version] } = rest;
  const date = '2026-01-01T00:00:00Z';
  return Buffer.from(
    JSON.stringify({
      document: {
        category: 'csaf_security_advisory',
        csaf_version: '2.0',
        title,
        lang: 'en',
        ...(rest.distributionText === undefined ? {} : { distribution: { text: rest.distributionText } }),
        ...(label === null ? {} : { distribution: { tlp: { label } } }),
        notes: [{ category: 'summary', text: 'An attacker can do harm.', title: 'Summary' }],
        publisher: { category: 'vendor', name: 'Example Vendor', namespace: 'https://vendor.example' },
        tracking: {
          id,
          version,
          status: 'final',
          initial_release_date: date,
          current_release_date: date,
          revision_history: history.map((number) => ({ number, date, summary: `Version ${number}` })),
        },
      },
      product_tree: { full_product_names: [{ product_id: 'P1', name: 'Example 1.0' }] },
      vulnerabilities: [
        {
          cve: 'CVE-2026-4000',
          product_status: { known_affected: ['P1'] },
          remediations: [{ category: 'vendor_fix', details: fix, product_ids: ['P1'] }],
        },
      ],
    }),
  );
}

const importing = (bytes: Uint8Array, options: ImportOptions = {}, actor: Actor = stage.reviewer.actor) =>
  use(ImportDocument).execute(actor, { bytes, place: 'upload.json', ...options });
const detail = (actor: Actor, { advisoryId }: { advisoryId: string }) => stage.as(actor, (tx) => use(AdvisoryQueries).byId(tx, advisoryId));

describe('a document', () => {
  it('becomes a draft of the importer’s desk, written by its source', async () => {
    const outcome = await importing(aDocument({ id: 'VU#1' }), {}, stage.analyst.actor);
    expect(outcome).toMatchObject({ status: 'imported', sourceId: 'VU#1', sourceVersion: '1.0.0', state: 'draft' });
    const { inWork } = (await detail(stage.analyst.actor, outcome)) ?? {};
    expect(inWork).toMatchObject({ authorId: IMPORT_AUTHOR_ID, editors: [], label: 'CLEAR', number: 1 });
    expect(await detail(stage.anonymous, outcome)).toBeUndefined();
    expect(await detail(stage.bankAnalyst.actor, outcome)).toBeUndefined();
  });

  it('keeps its bytes and what the validator found, for the desks alone', async () => {
    const bytes = aDocument();
    const outcome = await importing(bytes, { publish: true });
    const originals = (actor: Actor) => stage.as(actor, (tx) => use(AdvisoryQueries).originals(tx, outcome.advisoryId));
    const [original] = await originals(stage.analyst.actor);
    expect(original).toMatchObject({ format: 'csaf', place: 'upload.json', sourceVersion: '1.0.0', isValid: outcome.isValid });
    expect(original?.findings.length).toBeGreaterThan(0);
    const kept = await stage.as(stage.analyst.actor, (tx) => use(AdvisoryQueries).originalBytes(tx, original?.id ?? ''));
    expect(Buffer.from(kept ?? []).equals(bytes)).toBe(true);
    expect(await originals(stage.bankMember.actor)).toEqual([]);
  });

  it('is published by the reviewer who imports it, because they wrote nothing of it', async () => {
    const outcome = await importing(aDocument(), { publish: true });
    expect(outcome.state).toBe('published');
    expect((await detail(stage.anonymous, outcome))?.card).toMatchObject({
      label: 'CLEAR',
      cves: ['CVE-2026-4000'],
      publisher: { en: 'Harbour City CERT' },
    });
    const rows = await asSuperuser(stage.database, async (client) => {
      const sql = 'SELECT author_id, editors, approved_by FROM advisories.revision WHERE advisory_id = $1';
      return (await client.query<{ author_id: string; editors: string[]; approved_by: string }>(sql, [outcome.advisoryId])).rows;
    });
    expect(rows).toEqual([{ author_id: IMPORT_AUTHOR_ID, editors: [], approved_by: stage.reviewer.id }]);
  });

  it('is not published by an analyst, nor by a reviewer who changed a word of it', async () => {
    await expect(importing(aDocument(), { publish: true }, stage.analyst.actor)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const outcome = await importing(aDocument(), {}, stage.otherReviewer.actor);
    await use(UpdateAdvisory).execute(stage.otherReviewer.actor, { advisoryId: outcome.advisoryId, severity: 'high' });
    await use(SubmitAdvisory).execute(stage.otherReviewer.actor, outcome);
    const publish = (actor: Actor) => use(PublishAdvisory).execute(actor, { advisoryId: outcome.advisoryId });
    await expect(publish(stage.otherReviewer.actor)).rejects.toMatchObject({ code: 'FOUR_EYES' });
    await publish(stage.reviewer.actor);
  });

  it('without a label is imported without one, published with the one that is given, and refused without any', async () => {
    const unlabelled = aDocument({ label: null });
    await expect(importing(unlabelled, { publish: true })).rejects.toMatchObject({ message: expect.stringContaining('no TLP label') });
    const draft = await importing(unlabelled);
    expect((await detail(stage.reviewer.actor, draft))?.inWork?.label).toBeUndefined();
    expect(await importing(unlabelled, { publish: true, label: 'GREEN' })).toMatchObject({ status: 'updated', state: 'published' });
    expect(await detail(stage.anonymous, draft)).toBeUndefined();
    expect((await detail(stage.bankMember.actor, draft))?.card?.label).toBe('GREEN');
  });

  it('that states its label in words alone keeps it, and one that cannot be read is nobody’s to replace', async () => {
    const saying = (text: string) => aDocument({ label: null, distributionText: text });
    const green = await importing(saying('TLPv2: TLP:GREEN'), { publish: true, label: 'CLEAR' });
    expect(green.state).toBe('published');
    expect(await detail(stage.anonymous, green)).toBeUndefined();
    expect((await detail(stage.bankMember.actor, green))?.card?.label).toBe('GREEN');
    const odd = await importing(saying('TLP:PURPLE'), { label: 'CLEAR' });
    expect((await detail(stage.reviewer.actor, odd))?.inWork?.label).toBeUndefined();
  });

  it('keeps the label that it states, whatever is given, and is not widened without permission', async () => {
    const audience = { tiers: [], sectors: [], tierSectors: [], groups: [], organisations: [stage.cert.id], persons: [] };
    const outcome = await importing(aDocument({ label: 'AMBER' }), { label: 'CLEAR', audience });
    expect((await detail(stage.reviewer.actor, outcome))?.inWork?.label).toBe('AMBER');
    const nobody = { ...audience, organisations: [] };
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId: outcome.advisoryId, label: 'CLEAR', audience: nobody });
    await expect(use(SubmitAdvisory).execute(stage.analyst.actor, outcome)).rejects.toMatchObject({ code: 'PERMISSION_REQUIRED' });
  });

  it('that says nothing, or is cut, is refused with its place', async () => {
    const bundle = Buffer.from(JSON.stringify({ type: 'bundle', id: 'bundle--1', objects: [] }));
    await expect(importing(bundle)).rejects.toMatchObject({ kind: 'invalid', issues: [{ path: 'objects' }] });
    await expect(importing(Buffer.from('{"document":'))).rejects.toMatchObject({
      kind: 'invalid',
      issues: [{ path: expect.stringMatching(/^line 1/) }],
    });
  });
});

describe('the next version of a document', () => {
  it('is the next revision of its advisory, and says what changed', async () => {
    const first = await importing(aDocument({ id: 'UPD-1' }), { publish: true });
    const second = await importing(aDocument({ id: 'UPD-1', version: '1.1.0', fix: 'Update to 2.1.', history: ['1.0.0', '1.1.0'] }), {
      publish: true,
    });
    expect(second).toMatchObject({ status: 'updated', advisoryId: first.advisoryId, trackingId: first.trackingId });
    const history = await stage.as(stage.anonymous, (tx) => use(AdvisoryQueries).history(tx, first.advisoryId));
    expect(history).toMatchObject([{ revision: 1 }, { revision: 2, updateClass: 'minor', summaryOfChanges: { en: 'Version 1.1.0' } }]);
  });

  it('that asks nothing new alerts nobody', async () => {
    const first = await importing(aDocument({ id: 'UPD-2', version: '1' }), { publish: true });
    await importing(aDocument({ id: 'UPD-2', version: '2', history: ['1', '2'] }), { publish: true });
    const history = await stage.as(stage.anonymous, (tx) => use(AdvisoryQueries).history(tx, first.advisoryId));
    expect(history.map(({ updateClass }) => updateClass)).toEqual(['major', 'editorial']);
  });

  it('that is shared with fewer is something to know, though its text is the same', async () => {
    const first = await importing(aDocument({ id: 'UPD-2B', version: '1' }), { publish: true });
    await importing(aDocument({ id: 'UPD-2B', version: '2', history: ['1', '2'], label: 'GREEN' }), { publish: true });
    const history = await stage.as(stage.bankMember.actor, (tx) => use(AdvisoryQueries).history(tx, first.advisoryId));
    expect(history.at(-1)).toMatchObject({ label: 'GREEN', updateClass: 'minor' });
  });

  it('is nothing new where it is the same or older', async () => {
    const bytes = aDocument({ id: 'UPD-3', version: '2.0.0' });
    await importing(bytes, { publish: true });
    expect(await importing(bytes, { publish: true })).toMatchObject({ status: 'unchanged' });
    const spaced = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(bytes).toString()), null, 2));
    expect(await importing(spaced, { publish: true })).toMatchObject({ status: 'unchanged' });
    expect(await importing(aDocument({ id: 'UPD-3', version: '1.9.0' }))).toMatchObject({
      status: 'unchanged',
      reason: expect.stringContaining('older'),
    });
  });

  it('replaces a draft that nobody touched, and never what a person is working on', async () => {
    const first = await importing(aDocument({ id: 'UPD-4' }));
    expect(await importing(aDocument({ id: 'UPD-4', version: '1.0.1', fix: 'Update to 3.0.' }))).toMatchObject({
      status: 'updated',
      state: 'draft',
    });
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId: first.advisoryId, severity: 'low' });
    await expect(importing(aDocument({ id: 'UPD-4', version: '1.0.2', fix: 'Update to 4.0.' }))).rejects.toMatchObject({
      code: 'REVISION_IN_WORK',
    });
  });

  it('keeps what our desk added: translations, tags and a narrower label', async () => {
    const first = await importing(aDocument({ id: 'UPD-5' }), { publish: true });
    await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: first.advisoryId });
    const { content } = (await detail(stage.analyst.actor, first))?.inWork ?? {};
    const translated = {
      ...content,
      title: { ...content?.title, 'zh-Hant': '範例漏洞' },
      summary: { ...content?.summary, 'zh-Hant': '攻擊者可造成損害。' },
      description: { ...content?.description, 'zh-Hant': '攻擊者可造成損害。' },
      tags: ['ours'],
    };
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId: first.advisoryId, content: translated, label: 'GREEN' });
    await use(SubmitAdvisory).execute(stage.analyst.actor, first);
    await use(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId: first.advisoryId });
    expect(
      await importing(aDocument({ id: 'UPD-5', version: '2.0.0', title: 'Worse flaw', history: ['1.0.0', '2.0.0'] }), { publish: true }),
    ).toMatchObject({
      status: 'updated',
    });
    const now = await detail(stage.bankMember.actor, first);
    expect(now?.card).toMatchObject({ revision: 3, label: 'GREEN', tags: ['ours'], title: { en: 'Worse flaw', 'zh-Hant': '範例漏洞' } });
    expect(await detail(stage.anonymous, first)).toBeUndefined();
  });

  it('does not come back after a withdrawal', async () => {
    const first = await importing(aDocument({ id: 'UPD-6' }), { publish: true });
    await use(WithdrawAdvisory).execute(stage.reviewer.actor, { advisoryId: first.advisoryId, notice: { en: 'Mistaken.' } });
    await expect(importing(aDocument({ id: 'UPD-6', version: '2.0.0' }))).rejects.toMatchObject({ code: 'IMPORT_WITHDRAWN' });
  });

  it('is imported by one of its readers where it is published to others', async () => {
    const audience = { tiers: [], sectors: [], tierSectors: [], groups: [], organisations: [stage.bank.id], persons: [] };
    await importing(aDocument({ id: 'UPD-7', label: 'AMBER' }), { publish: true, audience });
    await expect(importing(aDocument({ id: 'UPD-7', label: 'AMBER', version: '2.0.0' }))).rejects.toMatchObject({
      code: 'IMPORT_OUT_OF_SIGHT',
    });
  });

  it('is another advisory for another organisation', async () => {
    const ours = await importing(aDocument({ id: 'UPD-8' }), {}, stage.analyst.actor);
    const theirs = await importing(aDocument({ id: 'UPD-8' }), {}, stage.bankAnalyst.actor);
    expect(theirs).toMatchObject({ status: 'imported' });
    expect(theirs.advisoryId).not.toBe(ours.advisoryId);
  });
});

describe('a batch', () => {
  it('is not stopped by one bad document, whose place and reason it reports', async () => {
    const write = (name: string, bytes: Uint8Array | string) => {
      writeFileSync(join(folder, name), bytes);
    };
    write('1-good.json', aDocument({ id: 'BATCH-1' }));
    write('2-cut.json', '{"document": {"csaf_version": "2.0",');
    write('3-nameless.json', JSON.stringify({ document: { csaf_version: '2.0', tracking: { version: '1' } } }));
    write('4-good.json', aDocument({ id: 'BATCH-2' }));
    write('5-unlabelled.json', aDocument({ id: 'BATCH-3', label: null }));
    const seen: number[] = [];
    const report = await use(ImportDocuments).execute(stage.reviewer.actor, {
      path: folder,
      publish: true,
      onProgress: (done) => seen.push(done),
    });
    expect(report.imported.map(({ sourceId }) => sourceId)).toEqual(['BATCH-1', 'BATCH-2']);
    expect(report.refused).toEqual([
      {
        source: join(folder, '2-cut.json'),
        place: expect.stringContaining('line 1'),
        reason: expect.any(String),
        code: 'INVALID_INPUT',
        expected: 'JSON',
        received: expect.any(String),
      },
      {
        source: join(folder, '3-nameless.json'),
        place: 'document.publisher.namespace',
        reason: expect.stringContaining('nothing'),
        code: 'INVALID_INPUT',
        expected: 'a text',
        received: 'nothing',
      },
      {
        source: join(folder, '5-unlabelled.json'),
        place: 'document.distribution.tlp.label',
        reason: expect.stringContaining('no TLP label'),
        code: 'INVALID_INPUT',
        expected: 'a TLP label',
        received: 'nothing',
      },
    ]);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('has its versions stored in the order in which they came, though several documents are stored at once', async () => {
    const ordered = mkdtempSync(join(tmpdir(), 'harbourlight-import-'));
    const names = ['ORDER-A', 'ORDER-B', 'ORDER-C', 'ORDER-D'];
    const versions = ['1.0.0', '2.0.0', '3.0.0'];
    for (const id of names)
      for (const [at, version] of versions.entries())
        writeFileSync(
          join(ordered, `${id}-${version}.json`),
          aDocument({ id, version, title: `Flaw in ${version}`, history: versions.slice(0, at + 1) }),
        );
    const report = await use(ImportDocuments).execute(stage.reviewer.actor, { path: ordered, publish: true });
    rmSync(ordered, { recursive: true });
    expect([report.refused, report.unchanged]).toEqual([[], []]);
    expect(report.imported.map(({ sourceId, sourceVersion }) => [sourceId, sourceVersion])).toEqual(names.map((id) => [id, '1.0.0']));
    expect(report.updated.map(({ sourceId, sourceVersion }) => [sourceId, sourceVersion])).toEqual(
      names.flatMap((id) => [
        [id, '2.0.0'],
        [id, '3.0.0'],
      ]),
    );
  });

  it('ends at once where the importer may not import', async () => {
    await expect(use(ImportDocuments).execute(stage.bankMember.actor, { path: folder })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('takes all real documents without loss, and knows them again', async () => {
    const report = await use(ImportDocuments).execute(stage.reviewer.actor, { path: REAL, publish: true, label: 'CLEAR' });
    expect(report.refused.map(({ source }) => source)).toEqual([join(REAL, 'MANIFEST.json')]);
    expect(report.imported.length).toBeGreaterThanOrEqual(150);
    const cards = await stage.as(stage.anonymous, (tx) =>
      use(AdvisoryQueries).cards(
        tx,
        report.imported.map(({ advisoryId }) => advisoryId),
      ),
    );
    for (const [index, { source, sourceId }] of report.imported.entries()) {
      const text = readFileSync(source, 'utf8');
      const document = JSON.parse(text) as { vulnerabilities?: { cve?: string }[] };
      const cves = (document.vulnerabilities ?? []).flatMap(({ cve }) => cve ?? []);
      expect({ sourceId, cves: cards[index]?.cves }).toEqual({ sourceId, cves: [...new Set(cves)] });
    }
    const again = await use(ImportDocuments).execute(stage.reviewer.actor, { path: REAL, publish: true, label: 'CLEAR' });
    expect(again.unchanged).toHaveLength(report.imported.length);
    const found = await stage.as(stage.anonymous, (tx) =>
      use(AdvisoryQueries).newest(tx, { first: 5, search: report.imported[0]?.sourceId }),
    );
    expect(found.cards.map(({ id }) => id)).toContain(report.imported[0]?.advisoryId);
  });
});

describe('the account that stands for sources', () => {
  it('can never sign in', async () => {
    await asSuperuser(stage.database, async (client) => {
      const { rows } = await client.query<{ entered: unknown; keys: string[] }>(
        'SELECT access.enter_person($1) AS entered, access.person_keys($1) AS keys',
        [IMPORT_AUTHOR_ID],
      );
      expect(rows).toEqual([{ entered: null, keys: ['public'] }]);
    });
  });
});
