import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csafToContent, CsafValidator, ImportDocument, readCsaf } from '#libs/advisories';
import type { AdvisoryContent, CsafReading } from '#libs/advisories';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aStage } from '../advisories/stage.js';
import type { Stage } from '../advisories/stage.js';

interface Published {
  readonly file: string;
  readonly failures: readonly string[];
  readonly trackingId: string;
  readonly before: CsafReading;
  readonly bytes: Buffer;
  readonly after: CsafReading;
  readonly hasSource: boolean;
}

const fixtures = new URL('../../fixtures/csaf/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, fixtures));
const rows = JSON.parse(read('real/MANIFEST.json').toString()) as { file: string; mandatory_failures: readonly string[] }[];
/** Its way is long; what is beyond is in render-real-csaf.spec.ts, without a database. */
const MAX_BYTES = 400_000;
const validator = new CsafValidator();
let stage: Stage;
let published: readonly Published[];

beforeAll(async () => {
  stage = await aStage();
  const all: Published[] = [];
  for (const { file, mandatory_failures: failures } of rows) {
    const bytes = read(file);
    if (bytes.length <= MAX_BYTES) all.push(await publish(file, failures, bytes));
  }
  published = all;
}, 300_000);
afterAll(async () => {
  await validator.close();
  await stage.end();
});

async function publish(file: string, failures: readonly string[], source: Buffer): Promise<Published> {
  const importer = stage.api.get(ImportDocument);
  const { advisoryId, trackingId } = await importer.execute(stage.otherReviewer.actor, {
    bytes: source,
    place: file,
    publish: true,
    label: 'CLEAR',
  });
  const stored = await asSuperuser(stage.database, async (client) => {
    const sql = `SELECT format, bytes FROM renditions.rendition WHERE advisory_id = $1 AND format LIKE 'csaf%'`;
    return (await client.query<{ format: string; bytes: Buffer }>(sql, [advisoryId])).rows;
  });
  const bytes = stored.find(({ format }) => format === 'csaf')?.bytes ?? Buffer.alloc(0);
  const [before, after] = [csafToContent(readCsaf(source)), csafToContent(readCsaf(bytes))];
  const hasSource = stored.some((row) => row.format === 'csaf_source' && row.bytes.equals(source));
  return { file, failures, trackingId, before, bytes, after, hasSource };
}

const cves = ({ vulnerabilities }: AdvisoryContent) => vulnerabilities.map(({ cve }) => cve);
const products = ({ affectedProducts }: AdvisoryContent) =>
  affectedProducts
    .map(({ vendor, product, version, cpe, purl, status }) => [vendor, product, version, cpe, purl, status].join(' | '))
    .sort();
const dates = ({ vulnerabilities, remediations = [] }: AdvisoryContent) => [
  vulnerabilities.map(({ discoveryDate, releaseDate, threats = [], flags = [], involvements = [] }) => [
    discoveryDate,
    releaseDate,
    ...[...threats, ...flags, ...involvements].map(({ date }) => date),
  ]),
  remediations.map(({ date }) => date).sort(),
];
/** Without those that only our own document has: itself and its page. */
const references = ({ references: all }: AdvisoryContent, trackingId = '') =>
  all
    .filter(({ url }) => trackingId === '' || !url.toLowerCase().includes(trackingId.toLowerCase()))
    .map(({ url, summary }) => `${summary} ${url}`);
/** A product id that the source defines twice, or not at all, has no one meaning to compare. */
const isAmbiguous = ({ failures }: Published) => failures.some((test) => /^mandatoryTest_6_1_[12]$/.test(test));

describe('every real document that is imported, published and imported again', () => {
  it('is equal in CVEs, label, references and dates', () => {
    for (const each of published) {
      const { file, trackingId, before, after } = each;
      expect([file, cves(after.content)]).toEqual([file, cves(before.content)]);
      expect([file, after.label]).toEqual([file, before.label ?? 'CLEAR']);
      expect([file, references(after.content, trackingId)]).toEqual([file, references(before.content)]);
      if (!isAmbiguous(each)) expect([file, dates(after.content)]).toEqual([file, dates(before.content)]);
    }
    expect(published.length).toBeGreaterThanOrEqual(130);
  });

  it('is equal in products', () => {
    for (const each of published) {
      if (isAmbiguous(each)) continue;
      expect([each.file, products(each.after.content)]).toEqual([each.file, products(each.before.content)]);
    }
  });

  it('says which version of the source it comes from, and when that came out', () => {
    for (const { file, before, bytes } of published) {
      const { trackingId = '', version = '', initialReleaseDate = '', currentReleaseDate = '' } = before.content.source ?? {};
      const line = JSON.stringify(`${trackingId}, version ${version}, ${initialReleaseDate} to ${currentReleaseDate}`).slice(1, -1);
      expect([file, bytes.toString().includes(line)]).toEqual([file, true]);
    }
  });

  it('lies beside ours with its very bytes where it passes its tests, and is never offered where it does not', () => {
    const offered = published.filter(({ hasSource }) => hasSource);
    for (const { file, failures } of offered) expect([file, failures]).toEqual([file, []]);
    expect(offered.length).toBeGreaterThanOrEqual(120);
    for (const { file, failures, bytes } of published) {
      expect([file, bytes.includes('Tests of CSAF 2.0 that the source document does not pass')]).toEqual([file, failures.length > 0]);
    }
  });
});
