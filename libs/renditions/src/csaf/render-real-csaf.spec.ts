import { afterAll, describe, expect, it } from '@jest/globals';
import { csafToContent, CsafValidator, readCsaf } from '#libs/advisories';
import type { AdvisoryContent } from '#libs/advisories';
import { aFeedPublisher } from '../../../../test/fixtures/renditions/a-feed-publisher.js';
import { realDocuments } from '../../../../test/fixtures/renditions/views-of-real-documents.js';
import { renderCsaf } from './render-csaf.js';

const FOLDER = 'https://cert.example/csaf/white/2026';
const documents = realDocuments();
const validator = new CsafValidator();
afterAll(() => validator.close());

const rendered = documents.map((document) => {
  const { bytes, filename } = renderCsaf(document.view, aFeedPublisher(), { channel: 'public', folderUrl: FOLDER });
  return { ...document, bytes, filename, again: csafToContent(readCsaf(bytes)) };
});

/** Who says what of which product, without the names that only our own import gives. */
const statuses = ({ affectedProducts }: AdvisoryContent) =>
  affectedProducts
    .flatMap(({ vendor, product, version, cpe, purl, status, productId, cves = [], vulnerabilities = [] }) =>
      [...cves, ...vulnerabilities].map((about) => [about, status, productId, vendor, product, version, cpe, purl].join(' | ')),
    )
    .sort();
const scores = ({ vulnerabilities }: AdvisoryContent) =>
  vulnerabilities.map(({ cve, cvss = [] }) => [cve, ...cvss.map(({ vector, score, products }) => [vector, score, products])]);
const references = ({ references: all }: AdvisoryContent) => all.map(({ url, summary }) => `${summary} ${url}`);
const dates = ({ vulnerabilities, remediations = [] }: AdvisoryContent) => [
  vulnerabilities.map(({ discoveryDate, releaseDate, threats, flags, involvements }) => [
    discoveryDate,
    releaseDate,
    ...[...(threats ?? []), ...(flags ?? []), ...(involvements ?? [])].map(({ date }) => date),
  ]),
  remediations.map(({ date }) => date).sort(),
];

describe('a real document that was imported and is published as CSAF', () => {
  it('passes the schema and every mandatory test, even where its source did not', async () => {
    const sources = { valid: 0, invalid: 0 };
    for (const { file, failures, bytes } of rendered) {
      const { findings, isValid } = await validator.validate(bytes);
      const grave = findings.filter(({ kind }) => kind === 'schema' || kind === 'mandatory');
      expect([file, grave, isValid]).toEqual([file, [], true]);
      sources[failures.length === 0 ? 'valid' : 'invalid'] += 1;
    }
    expect(sources.valid).toBeGreaterThanOrEqual(139);
    expect(sources.invalid).toBeGreaterThanOrEqual(8);
  });

  it('is imported again with the same CVEs, scores, label, severity, kind and profile', () => {
    for (const { file, failures, reading, again, view } of rendered) {
      expect([file, scores(again.content)]).toEqual([file, scores(reading.content)]);
      expect([file, again.label, again.statedSeverity]).toEqual([file, 'CLEAR', view.severity]);
      // A source that calls itself a VEX and is none does not become one.
      if (failures.includes('csaf_2_0_strict')) continue;
      expect([file, again.kind]).toEqual([file, reading.kind]);
      expect([file, again.content.source?.category]).toEqual([file, reading.content.source?.category]);
    }
    expect(rendered.length).toBeGreaterThanOrEqual(150);
    expect(rendered.flatMap(({ again }) => again.content.vulnerabilities).length).toBeGreaterThanOrEqual(500);
  });

  it('is imported again with the same status of every product for every vulnerability', () => {
    for (const { file, failures, reading, again } of rendered) {
      // A product id that the source defines twice in different words, or not at all, has no one meaning to compare.
      if (failures.some((test) => /^mandatoryTest_6_1_[12]$/.test(test))) continue;
      expect([file, statuses(again.content)]).toEqual([file, statuses(reading.content)]);
      expect([file, again.content.productTree?.groups]).toEqual([file, reading.content.productTree?.groups]);
    }
  });

  it('is imported again with the same dates, references, remediations, thanks and flags', () => {
    const kept = ({ content }: { content: AdvisoryContent }) => ({
      dates: dates(content),
      remediations: (content.remediations ?? []).map((each) => JSON.stringify(each)).sort(),
      acknowledgments: content.acknowledgments,
      vulnerabilities: content.vulnerabilities.map(({ threats, flags, ids, references: all = [], title }) => [
        title,
        threats,
        flags,
        ids,
        all.map(({ url }) => url),
      ]),
    });
    for (const { file, failures, reading, again, view } of rendered) {
      if (failures.some((test) => /^mandatoryTest_6_1_[12]$/.test(test))) continue;
      expect([file, kept(again)]).toEqual([file, kept(reading)]);
      expect([file, again.content.source?.initialReleaseDate, again.content.source?.currentReleaseDate]).toEqual([
        file,
        reading.content.source?.initialReleaseDate,
        reading.content.source?.currentReleaseDate,
      ]);
      const own = [view.url, `${FOLDER}/${view.trackingId.toLowerCase()}.json`];
      const theirs = again.content.references.filter(({ url }) => !own.includes(url));
      expect([file, references({ ...again.content, references: theirs })]).toEqual([file, references(reading.content)]);
      expect([file, again.content.source?.aliases]).toEqual([file, expect.arrayContaining([reading.content.source?.trackingId])]);
    }
  });

  it('keeps every word of the texts and the notes', () => {
    for (const { file, reading, again } of rendered) {
      const { notes = [], summary, description, impact, recommendation, sectors } = reading.content;
      expect([file, again.content.notes?.slice(0, notes.length)]).toEqual([file, notes]);
      expect([file, again.content.summary, again.content.description, again.content.impact, again.content.recommendation]).toEqual([
        file,
        summary,
        description,
        impact,
        recommendation,
      ]);
      expect([file, again.content.sectors]).toEqual([file, sectors]);
    }
  });
});
