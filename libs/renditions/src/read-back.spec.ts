import { describe, expect, it } from '@jest/globals';
import type { TlpLabel } from '#libs/access';
import { readMisp, readStix } from '#libs/advisories';
import type { AdvisoryContent, AdvisoryReading, AffectedProduct, Indicator } from '#libs/advisories';
import { aFeedPublisher } from '../../../test/fixtures/renditions/a-feed-publisher.js';
import { anAdvisoryView } from '../../../test/fixtures/renditions/an-advisory-view.js';
import { realDocuments } from '../../../test/fixtures/renditions/views-of-real-documents.js';
import type { AdvisoryView } from './advisory-view.js';
import { renderMisp } from './misp/render-misp.js';
import { renderStix } from './stix/render-stix.js';

const INDICATORS: readonly Indicator[] = [
  { type: 'ipv4', value: '192.0.2.1', comment: 'command and control' },
  { type: 'ipv4', value: '192.0.2.0/24' },
  { type: 'ipv6', value: '2001:db8::1' },
  { type: 'domain', value: 'bad.example' },
  { type: 'url', value: "https://bad.example/a?b='c'" },
  { type: 'email', value: 'a@bad.example' },
  { type: 'md5', value: 'a'.repeat(32) },
  { type: 'sha1', value: 'b'.repeat(40) },
  { type: 'sha256', value: 'c'.repeat(64) },
  { type: 'sha512', value: 'd'.repeat(128) },
  { type: 'filename', value: "it's \\ here.exe" },
  { type: 'stix_pattern', value: "[process:command_line MATCHES '^a$'] REPEATS 2 TIMES" },
];

const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const PRODUCTS: readonly AffectedProduct[] = [
  { vendor: 'Example Vendor', product: 'Gate & Way', version: 'vers:generic/<4', status: 'known_affected', cves: ['CVE-2026-1234'] },
  {
    vendor: 'Example Vendor',
    product: 'Gate & Way',
    version: '4',
    status: 'fixed',
    cves: ['CVE-2026-1234'],
    cpe: 'cpe:2.3:a:example:gate:4:*:*:*:*:*:*:*',
  },
  { vendor: 'Other', product: 'Lib', purl: 'pkg:npm/lib@1.0.0', status: 'under_investigation', cves: ['CVE-2026-1234', 'CVE-2026-1235'] },
  {
    vendor: 'Other',
    product: 'Lib',
    version: '2',
    status: 'known_not_affected',
    platform: { vendor: 'Base', product: 'OS', version: '9' },
  },
];
const productsOf = ({ affectedProducts }: AdvisoryContent) =>
  affectedProducts.map((product) => JSON.parse(JSON.stringify(product)) as AffectedProduct);
const scoresOf = ({ vulnerabilities }: AdvisoryContent) =>
  vulnerabilities.map(({ cvss = [] }) => cvss.map(({ vector, score, statedScore }) => [vector, score, statedScore]));

const full = anAdvisoryView()
  .saying({
    title: { en: 'Flaw in a gateway', 'zh-Hant': '閘道器漏洞' },
    description: { en: 'The gateway trusts *any* request.', 'zh-Hant': '閘道器信任任何請求。' },
    vulnerabilities: [
      {
        ...{ cve: 'CVE-2026-1234', title: 'Trust', cwes: ['CWE-79'] },
        cvss: [{ version: '3.1', vector: VECTOR, score: 9.8, severity: 'critical', statedScore: 9 }],
      },
      { cve: 'CVE-2026-1235', cvss: [{ version: '3.1', vector: VECTOR, score: 9.8, severity: 'critical' }] },
    ],
    affectedProducts: PRODUCTS,
    indicators: INDICATORS,
    references: [{ url: 'https://blog.example/post', summary: 'The blog' }],
    techniques: ['T1566.001'],
    cnvd: ['CNVD-2026-12345'],
    recommendation: [{ en: 'Update the gateway.' }],
    impact: { en: 'Everything can be read.' },
    tags: ['gateway', 'trust'],
    sectors: ['finance'],
    credits: ['Alice (Example University)'],
  })
  .build();

function only(advisories: readonly AdvisoryReading[]): AdvisoryReading {
  expect(advisories).toHaveLength(1);
  const [first] = advisories;
  if (first === undefined) throw new Error('nothing was read');
  return first;
}
const throughStix = (view: AdvisoryView) =>
  only(readStix({ type: 'bundle', id: 'bundle--1', objects: renderStix(view, aFeedPublisher()).objects }, { documentId: 'x' }).advisories);
const throughMisp = (view: AdvisoryView) => only(readMisp(JSON.parse(renderMisp(view, aFeedPublisher()).bytes.toString())).advisories);

const indicatorsOf = ({ indicators = [] }: AdvisoryContent) => indicators.map(({ type, value }) => `${type} ${value}`).sort();
const cvesOf = ({ vulnerabilities }: AdvisoryContent) => [...new Set(vulnerabilities.flatMap(({ cve }) => cve ?? []))].sort();
const webOf = ({ references }: AdvisoryContent) =>
  [...new Set(references.flatMap(({ url }) => (/^https?:/i.test(url) ? [new URL(url).href] : [])))].sort();
const plain = (text: string | undefined) => (text ?? '').replaceAll(/\s+/g, ' ').trim();

const statusesOf = ({ affectedProducts }: AdvisoryContent) =>
  affectedProducts.map(({ vendor, product, version = '', status }) => [vendor, product, version, status].map(plain).join(' | ')).sort();

describe('our own STIX, read again', () => {
  it('says the same: texts, ids, indicators with their comments, references, kind, severity, tags and label', () => {
    const { content, kind, statedSeverity, label, objects } = throughStix(full);
    expect({ kind, statedSeverity, label }).toEqual({ kind: full.kind, statedSeverity: full.severity, label: full.label });
    expect(content.title).toEqual(full.content.title);
    expect(content.description.en).toContain('The gateway trusts any request.');
    expect(content.description['zh-Hant']).toContain('閘道器信任任何請求。');
    expect(indicatorsOf(content)).toEqual(indicatorsOf(full.content));
    expect(content.indicators?.find(({ value }) => value === '192.0.2.1')?.comment).toBe('command and control');
    expect(content).toMatchObject({
      techniques: ['T1566.001'],
      cnvd: ['CNVD-2026-12345'],
      recommendation: [{ en: 'Update the gateway.' }],
      impact: { en: 'Everything can be read.' },
      tags: ['gateway', 'trust'],
      sectors: ['finance'],
      credits: ['Alice (Example University)'],
    });
    expect(content.vulnerabilities).toMatchObject([{ cve: 'CVE-2026-1234', cwes: ['CWE-79'] }, { cve: 'CVE-2026-1235' }]);
    expect(webOf(content)).toEqual([...webOf(full.content), full.url].sort());
    expect(objects.filter(({ treatment }) => treatment !== 'used')).toEqual([]);
  });

  it('keeps what is known of each product and the score that the source states, and says no product twice', () => {
    const { content } = throughStix(full);
    expect(productsOf(content)).toEqual(PRODUCTS);
    expect(scoresOf(content)).toEqual([[[VECTOR, 9.8, 9]], [[VECTOR, 9.8, undefined]]]);
    expect((content.notes ?? []).filter(({ title }) => title === 'Affected products')).toEqual([]);
  });

  it('of every real document has the same products, each with its status', () => {
    let products = 0;
    for (const { view } of realDocuments()) {
      const { content } = throughStix(view);
      expect([view.trackingId, statusesOf(content)]).toEqual([view.trackingId, statusesOf(view.content)]);
      products += content.affectedProducts.length;
    }
    expect(products).toBeGreaterThan(500);
  });

  it.each(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'] as const)('keeps the label %s', (label: TlpLabel) => {
    expect(throughStix(anAdvisoryView().labelled(label).build())).toMatchObject({ label });
  });

  it('is a newer version of the same advisory after a revision', () => {
    const [first, second] = [throughStix(anAdvisoryView().build()), throughStix(anAdvisoryView().updated().build())];
    expect(second.sourceKey).toBe(first.sourceKey);
    expect(second.sourceVersion > first.sourceVersion).toBe(true);
  });

  it('of every real document names the same CVEs, references, title and label', () => {
    const documents = realDocuments();
    for (const { view } of documents) {
      const { content, label } = throughStix(view);
      expect([view.trackingId, plain(content.title.en)]).toEqual([view.trackingId, plain(view.content.title.en)]);
      expect([view.trackingId, cvesOf(content)]).toEqual([view.trackingId, cvesOf(view.content)]);
      expect([view.trackingId, label]).toEqual([view.trackingId, view.label]);
      const read = new Set(webOf(content));
      expect([view.trackingId, webOf(view.content).filter((url) => !read.has(url))]).toEqual([view.trackingId, []]);
    }
    expect(documents.length).toBeGreaterThanOrEqual(20);
  });
});

describe('our own MISP event, read again', () => {
  it('says the same: title, texts, ids, indicators, references, tags and label', () => {
    const { content, label, statedSeverity } = throughMisp(full);
    expect({ label, statedSeverity }).toEqual({ label: full.label, statedSeverity: full.severity });
    expect(content.title.en).toBe(full.content.title.en);
    expect(content.summary.en).toBe(full.content.summary.en);
    expect(content.description.en).toBe(full.content.description.en);
    expect(indicatorsOf(content)).toEqual(indicatorsOf(full.content));
    expect(content).toMatchObject({
      techniques: ['T1566.001'],
      cnvd: ['CNVD-2026-12345'],
      recommendation: [{ en: 'Update the gateway.' }],
      impact: { en: 'Everything can be read.' },
      tags: ['gateway', 'trust'],
      sectors: ['finance'],
      credits: ['Alice (Example University)'],
    });
    expect(cvesOf(content)).toEqual(cvesOf(full.content));
    expect(webOf(content)).toEqual([...webOf(full.content), full.url].sort());
  });

  it('keeps what is known of each product and the score that the source states, and says no product twice', () => {
    const { content, objects } = throughMisp(full);
    expect(productsOf(content)).toEqual(PRODUCTS);
    expect(scoresOf(content)).toEqual([[[VECTOR, 9.8, 9]], [[VECTOR, 9.8, undefined]]]);
    expect((content.notes ?? []).filter(({ title }) => title === 'Affected products')).toEqual([]);
    expect(objects.filter(({ treatment }) => treatment !== 'used')).toEqual([]);
  });

  it('says all products in words where they are too many for objects', () => {
    const many = Array.from({ length: 510 }, (_, at): AffectedProduct => ({ vendor: 'V', product: `P${at}`, status: 'fixed' }));
    const { content } = throughMisp(anAdvisoryView().saying({ affectedProducts: many }).build());
    expect(content.affectedProducts).toHaveLength(500);
    expect((content.notes ?? []).find(({ title }) => title === 'Affected products')?.text).toContain('fixed: V P509');
  });

  it.each(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'] as const)('keeps the label %s and is shared no more widely', (label: TlpLabel) => {
    const reading = throughMisp(anAdvisoryView().labelled(label).build());
    expect(reading.label).toBe(label);
    // MISP has no "and its clients": an AMBER event stays within one organisation there.
    expect(reading.ceiling).toEqual(label === 'AMBER' ? { label: 'AMBER+STRICT' } : undefined);
  });

  it('of every real document names the same CVEs, title and label', () => {
    for (const { view } of realDocuments()) {
      const { content, label } = throughMisp(view);
      expect([view.trackingId, cvesOf(content), label]).toEqual([view.trackingId, cvesOf(view.content), view.label]);
    }
  });
});
