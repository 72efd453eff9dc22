import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemActor, TLP_LABELS } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import {
  CreateAdvisory,
  CsafValidator,
  ImportDocument,
  PublishAdvisory,
  ReleaseScheduled,
  ReviseAdvisory,
  SubmitAdvisory,
  UpdateAdvisory,
  WithdrawAdvisory,
} from '#libs/advisories';
import { Database } from '#libs/database';
import { BackfillRenditions } from '#libs/renditions';
import { aContent, anAdvisory } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { isSignatureOver } from '../../support/openpgp-verify.js';
import { aStage } from '../advisories/stage.js';
import type { Stage } from '../advisories/stage.js';

interface Row {
  readonly revision: number;
  readonly format: string;
  readonly language: string;
  readonly label: string;
  readonly is_current: boolean;
  readonly is_withdrawal: boolean;
  readonly file_name: string;
  readonly bytes: Buffer;
  readonly gzip: Buffer | null;
  readonly sha256: Buffer;
  readonly sha512: Buffer;
  readonly signature: string | null;
  readonly signed_by: string | null;
  readonly etag: string;
  readonly list_entry: string | null;
}

let stage: Stage;
const validator = new CsafValidator();

beforeAll(async () => {
  stage = await aStage();
});
afterAll(async () => {
  await validator.close();
  await stage.end();
});

const AUDIENCES: Readonly<Record<TlpLabel, () => object>> = {
  CLEAR: () => ({}),
  GREEN: () => ({}),
  AMBER: () => ({ organisations: [stage.bank.id, stage.cert.id] }),
  'AMBER+STRICT': () => ({ organisations: [stage.bank.id] }),
  RED: () => ({ persons: [stage.bankMember.id] }),
};
const use = <Type>(type: abstract new (...parameters: never[]) => Type): Type => stage.api.get(type, { strict: false });
const drafted = async (label: TlpLabel, content: object = {}) => {
  const input = { kind: 'security_alert', severity: 'high', label, audience: AUDIENCES[label](), content: aContent(content) };
  const draft = await use(CreateAdvisory).execute(stage.analyst.actor, input);
  return use(SubmitAdvisory).execute(stage.analyst.actor, draft);
};
const publish = (ref: { advisoryId: string }) => use(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId: ref.advisoryId });
const published = async (label: TlpLabel, content: object = {}) => {
  const ref = await drafted(label, content);
  await publish(ref);
  return ref;
};
const rowsOf = (advisoryId: string) =>
  asSuperuser(stage.database, async (client) => {
    const sql = 'SELECT * FROM renditions.rendition WHERE advisory_id = $1 ORDER BY revision, format, language';
    return (await client.query<Row>(sql, [advisoryId])).rows;
  });
const seenBy = (actor: Stage['anonymous'], advisoryId: string) =>
  stage.as(actor, (tx) => tx.query<Row>('SELECT * FROM renditions.rendition WHERE advisory_id = $1', [advisoryId]));
const json = ({ bytes }: Row) => JSON.parse(bytes.toString()) as Record<string, never>;
/** Published revisions without renditions, and renditions that anybody reads who may not read their revision. */
const flaws = () =>
  asSuperuser(stage.database, async (client) => {
    const missing = await client.query('SELECT revision_id FROM renditions.missing(1000, false)');
    const wider = await client.query(
      `SELECT x.id FROM renditions.rendition x JOIN advisories.revision r ON r.id = x.revision_id WHERE x.reader_set <> r.reader_set OR x.label <> r.label`,
    );
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM renditions.rendition');
    return { missing: missing.rows.length, wider: wider.rows.length, rows: Number(rows[0]?.count) };
  });

describe('the renditions of a published revision', () => {
  it.each(TLP_LABELS)('of TLP:%s are there when it is published, signed and hashed over their very bytes', async (label) => {
    const { advisoryId, trackingId } = await published(label, {
      ...{ title: { en: 'A flaw', 'zh-Hant': '漏洞' }, summary: { en: 'S', 'zh-Hant': '摘' }, description: { en: 'D', 'zh-Hant': '述' } },
    });
    const rows = await rowsOf(advisoryId);
    const formats = rows.map(({ format, language }) => `${format} ${language}`);
    const documents = ['csaf en', 'csaf zh-Hant'];
    const entries = label === 'RED' ? [] : ['entry en', 'entry zh-Hans', 'entry zh-Hant'];
    expect(formats).toEqual([...documents, ...entries, 'misp en', 'stix en']);
    // Nothing that a list or a feed could be made of.
    if (label === 'RED') expect(rows.map(({ list_entry }) => list_entry)).toEqual(rows.map(() => null));
    for (const row of rows) {
      expect(row.sha256).toEqual(createHash('sha256').update(row.bytes).digest());
      expect(row.sha512).toEqual(createHash('sha512').update(row.bytes).digest());
      expect(row.etag).toBe(`"${row.sha256.toString('hex')}"`);
      expect([row.label, row.is_current, row.is_withdrawal]).toEqual([label, true, false]);
    }
    const [document] = rows;
    if (document === undefined) throw new Error('no document');
    expect(document.file_name).toBe(`${trackingId.toLowerCase()}.json`);
    expect((await validator.validate(document.bytes)).isValid).toBe(true);
    const folder = { CLEAR: 'white', GREEN: 'green', AMBER: 'amber', 'AMBER+STRICT': 'red', RED: '' }[label];
    expect(document.list_entry?.includes(`/csaf/${folder}/20`) ?? false).toBe(label !== 'RED');
  });

  it('carry a signature that the public key beside them verifies, and that no other bytes have', async () => {
    const { advisoryId } = await published('CLEAR');
    const [row] = (await rowsOf(advisoryId)).filter(({ format }) => format === 'csaf');
    const key = await stage.as(stage.anonymous, (tx) =>
      tx.find<{ public_key: string }>('SELECT public_key FROM renditions.signing_key WHERE fingerprint = $1', [row?.signed_by]),
    );
    const bytes = row?.bytes ?? Buffer.alloc(0);
    const signed = { bytes, signature: row?.signature ?? '', publicKey: key?.public_key ?? '' };
    expect(await isSignatureOver(signed)).toBe(true);
    expect(await isSignatureOver({ ...signed, bytes: Buffer.concat([bytes, Buffer.from(' ')]) })).toBe(false);
  });

  it('are seen by the readers of the revision and by nobody else, not even by who approved it', async () => {
    const { advisoryId } = await published('RED');
    expect(await seenBy(stage.bankMember.actor, advisoryId)).toHaveLength(3);
    const others = [stage.reviewer, stage.analyst, stage.administrator, stage.waterMember].map(({ actor }) => actor);
    for (const actor of [stage.bankMember.actorWithoutSecondFactor, stage.anonymous, ...others]) {
      expect(await seenBy(actor, advisoryId)).toEqual([]);
    }
    const amber = await published('AMBER');
    expect((await seenBy(stage.bankMember.actor, amber.advisoryId)).length).toBeGreaterThan(3);
    expect(await seenBy(stage.waterMember.actor, amber.advisoryId)).toEqual([]);
    const green = await published('GREEN');
    expect(await seenBy(stage.anonymous, green.advisoryId)).toEqual([]);
    expect((await seenBy(stage.waterMember.actorWithoutSecondFactor, green.advisoryId)).length).toBeGreaterThan(3);
  });

  it('give way to those of the next revision, which tells of the one before', async () => {
    const ref = await published('CLEAR');
    const next = await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId });
    await use(UpdateAdvisory).execute(stage.analyst.actor, {
      ...{ advisoryId: ref.advisoryId, expectedSavedAt: next.savedAt, updateClass: 'major' },
      ...{ summaryOfChanges: { en: 'A fix is out.' }, content: aContent({ title: { en: 'Now fixed' } }) },
    });
    await use(SubmitAdvisory).execute(stage.analyst.actor, ref);
    await publish(ref);
    const rows = (await rowsOf(ref.advisoryId)).filter(({ format }) => format === 'csaf');
    expect(rows.map(({ revision, is_current }) => [revision, is_current])).toEqual([
      [1, false],
      [2, true],
    ]);
    const [, second] = rows;
    if (second === undefined) throw new Error('no second document');
    expect(json(second)).toMatchObject({
      document: {
        title: 'Now fixed',
        tracking: { version: '2', revision_history: [{ number: '1' }, { number: '2', summary: 'A fix is out.' }] },
      },
    });
    expect((await validator.validate(second.bytes)).isValid).toBe(true);
  });

  it('are gone with a withdrawal, but for the notice under the same names', async () => {
    const ref = await published('AMBER', { title: { en: 'Secretive title' } });
    const names = (await rowsOf(ref.advisoryId)).map(({ format, file_name }) => `${format} ${file_name}`);
    await use(WithdrawAdvisory).execute(stage.reviewer.actor, { advisoryId: ref.advisoryId, notice: { en: 'It was mistaken.' } });
    const rows = await rowsOf(ref.advisoryId);
    expect(rows.map(({ format, file_name }) => `${format} ${file_name}`)).toEqual(names);
    for (const row of rows) {
      expect([row.is_withdrawal, row.is_current]).toEqual([true, true]);
      expect(row.bytes.toString()).toContain('It was mistaken.');
      expect(row.bytes.toString() + (row.list_entry ?? '')).not.toContain('Secretive');
    }
    expect((await seenBy(stage.bankMember.actor, ref.advisoryId)).length).toBe(rows.length);
    expect(await seenBy(stage.waterMember.actor, ref.advisoryId)).toEqual([]);
  });

  it('of a scheduled release are written by the worker', async () => {
    const ref = await drafted('AMBER');
    const schedule = { at: new Date(Date.now() + 400).toISOString(), zone: 'Asia/Hong_Kong' };
    await use(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId: ref.advisoryId, schedule });
    expect(await rowsOf(ref.advisoryId)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await stage.worker.get(ReleaseScheduled).execute()).released).toEqual([ref.advisoryId]);
    expect((await rowsOf(ref.advisoryId)).length).toBeGreaterThan(3);
  });
});

describe('an imported document', () => {
  const file = (path: string) => readFileSync(new URL(`../../fixtures/csaf/${path}`, import.meta.url));
  const imported = async (bytes: Uint8Array, publishIt = true) =>
    use(ImportDocument).execute(stage.otherReviewer.actor, { bytes, place: 'a.json', publish: publishIt, label: 'CLEAR' });

  it('keeps its bytes and its hash beside ours, which is a document of its own', async () => {
    const bytes = file('real/cisa/icsa-17-010-01a.json');
    const { advisoryId } = await imported(bytes);
    const rows = await rowsOf(advisoryId);
    const source = rows.find(({ format }) => format === 'csaf_source');
    expect(source?.bytes.equals(bytes)).toBe(true);
    expect([source?.signature, source?.signed_by, source?.sha256]).toEqual([null, null, createHash('sha256').update(bytes).digest()]);
    const ours = rows.find(({ format }) => format === 'csaf');
    expect(ours?.bytes.equals(bytes)).toBe(false);
  });

  it('that fails its tests is never beside ours, and ours says which those are', async () => {
    const { advisoryId, isValid } = await imported(file('real/cisa/icsa-21-068-10.json'));
    expect(isValid).toBe(false);
    const rows = await rowsOf(advisoryId);
    expect(rows.filter(({ format }) => format === 'csaf_source')).toEqual([]);
    const [ours] = rows.filter(({ format }) => format === 'csaf');
    expect(ours?.bytes.toString()).toMatch(/Tests of CSAF 2\.0 that the source document does not pass/);
    expect((await validator.validate(ours?.bytes ?? Buffer.alloc(0))).isValid).toBe(true);
  });

  it('that a person has changed is not beside ours: what was taken out would come back with it', async () => {
    const { advisoryId } = await imported(file('real/cisa/icsa-17-031-01a.json'), false);
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId, content: aContent({ title: { en: 'Rewritten' } }) });
    await use(SubmitAdvisory).execute(stage.analyst.actor, { advisoryId });
    await publish({ advisoryId });
    expect((await rowsOf(advisoryId)).map(({ format }) => format)).toEqual(['csaf', 'entry', 'entry', 'entry', 'misp', 'stix']);
  });
});

describe('what was published before renditions were kept', () => {
  it('is rendered later by the worker alone, once, for its readers alone', async () => {
    const saved = await Promise.all(
      [
        anAdvisory(stage.analyst).clear(),
        anAdvisory(stage.analyst).red(stage.bankMember.id),
        anAdvisory(stage.analyst).amber({ organisations: [stage.water.id] }),
      ].map((builder) => builder.publishedBy(stage.reviewer).savedIn(stage.database)),
    );
    expect((await flaws()).missing).toBe(3);
    await expect(stage.api.get(BackfillRenditions, { strict: false }).execute()).rejects.toThrow(
      /permission denied|no purpose of this role/u,
    );
    expect(await stage.worker.get(BackfillRenditions, { strict: false }).execute()).toEqual({ recorded: 3 });
    expect(await stage.worker.get(BackfillRenditions, { strict: false }).execute()).toEqual({ recorded: 0 });
    const [clear, red, amber] = saved.map(({ id }) => id);
    expect(await seenBy(stage.anonymous, clear ?? '')).toHaveLength(6);
    expect(await seenBy(stage.bankMember.actor, red ?? '')).toHaveLength(3);
    expect(await seenBy(stage.bankMember.actor, amber ?? '')).toEqual([]);
    expect(await seenBy(stage.waterMember.actor, amber ?? '')).toHaveLength(6);
  });

  it('is all there is no more of, and no rendition has other readers than its revision', async () => {
    const { missing, wider, rows } = await flaws();
    expect({ missing, wider }).toEqual({ missing: 0, wider: 0 });
    expect(rows).toBeGreaterThan(50);
  });
});

describe('what was published before every format was kept', () => {
  it('gets what is missing, and what is there stays as it was signed', async () => {
    const { advisoryId } = await published('RED');
    const before = await rowsOf(advisoryId);
    await asSuperuser(stage.database, (client) =>
      client.query(`DELETE FROM renditions.rendition WHERE advisory_id = $1 AND format IN ('misp', 'stix')`, [advisoryId]),
    );
    expect(await stage.worker.get(BackfillRenditions, { strict: false }).execute()).toEqual({ recorded: 1 });
    const after = await rowsOf(advisoryId);
    expect(after.map(({ format, etag }) => [format, etag])).toEqual(before.map(({ format, etag }) => [format, etag]));
    expect(after[0]?.signature).toBe(before[0]?.signature);
    expect((await flaws()).missing).toBe(0);
  });
});

describe('documents in CSAF 2.1', () => {
  it('of what was published before are made where the API says that it serves them, and not because the worker would like to', async () => {
    const { revisionId } = await published('AMBER');
    const red = await published('RED');
    const worker = await stage.workerWith({ CSAF_2_1: 'true' });
    const backfill = () => worker.get(BackfillRenditions, { strict: false }).execute();
    const source = (id: string) =>
      worker
        .get(Database)
        .as(systemActor('renditions'), (tx) => tx.find<{ source: object | null }>('SELECT renditions.source_of($1) AS source', [id]));
    const want = (wanted: boolean) => stage.as(systemActor('provider'), (tx) => tx.query('SELECT renditions.want_csaf_2_1($1)', [wanted]));
    try {
      expect(await backfill()).toEqual({ recorded: 0 });
      expect(await source(revisionId)).toEqual({ source: null });
      await expect(
        worker.get(Database).as(systemActor('provider'), (tx) => tx.query('SELECT renditions.want_csaf_2_1(true)')),
      ).rejects.toThrow('permission denied');
      await want(true);
      expect((await source(revisionId))?.source).not.toBeNull();
      expect(await source(red.revisionId)).toEqual({ source: null });
      expect((await backfill()).recorded).toBeGreaterThanOrEqual(1);
      expect(await backfill()).toEqual({ recorded: 0 });
      const formats = `SELECT r.label, count(*) FILTER (WHERE x.format = 'csaf')::int AS one, count(*) FILTER (WHERE x.format = 'csaf_2_1')::int AS other
        FROM advisories.revision r JOIN renditions.rendition x ON x.revision_id = r.id GROUP BY r.id, r.label`;
      const { rows } = await asSuperuser(stage.database, (client) => client.query<{ label: string; one: number; other: number }>(formats));
      expect(rows.length).toBeGreaterThanOrEqual(2);
      for (const { label, one, other } of rows) expect([label, other]).toEqual([label, label === 'RED' ? 0 : one]);
    } finally {
      await want(false);
      await worker.close();
    }
  });
});

describe('the functions that write renditions', () => {
  it('give nothing to an approver afterwards, nor to anybody else, and tables are written by nobody', async () => {
    const { advisoryId, revisionId } = await published('RED');
    const sources = (actor: Stage['anonymous'], app = stage.api) =>
      app.get(Database).as(actor, (tx) => tx.find<{ source: object | null }>('SELECT renditions.source_of($1) AS source', [revisionId]));
    for (const actor of [stage.reviewer.actor, stage.analyst.actor, stage.bankMember.actor, stage.anonymous]) {
      expect(await sources(actor)).toEqual({ source: null });
      expect(await sources(actor, stage.worker)).toEqual({ source: null });
    }
    const record = `SELECT renditions.record($1, '{}', '[]', '{}', '{}')`;
    await expect(stage.as(stage.reviewer.actor, (tx) => tx.query(record, [revisionId]))).rejects.toThrow('no such revision');
    const update = `UPDATE renditions.rendition SET label = 'CLEAR' WHERE advisory_id = $1`;
    await expect(stage.as(stage.bankMember.actor, (tx) => tx.query(update, [advisoryId]))).rejects.toThrow('permission denied');
    await expect(stage.as(stage.bankMember.actor, (tx) => tx.query('DELETE FROM renditions.rendition'))).rejects.toThrow(
      'permission denied',
    );
  });
});
