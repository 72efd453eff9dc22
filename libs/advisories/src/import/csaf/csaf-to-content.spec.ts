import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { blockersOfPublishing, parseContent } from '../../content-rules.js';
import type { AdvisoryContent } from '../../content.js';
import { csafToContent } from './csaf-to-content.js';
import { readCsaf } from './read-csaf.js';

const fixtures = new URL('../../../../../test/fixtures/csaf/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, fixtures));
const files = (
  JSON.parse(read('real/MANIFEST.json').toString()) as { file: string; tlp: string | null; id: string; version: string }[]
).filter(({ file }) => file.endsWith('.json'));

/** The real documents as JSON, loosely: what they are compared with must not come from the code under test. */
interface Csaf {
  readonly document: Record<string, unknown>;
  readonly vulnerabilities?: readonly {
    readonly cve?: string;
    readonly product_status?: Readonly<Record<string, readonly string[]>>;
    readonly scores?: readonly {
      products: readonly string[];
      cvss_v2?: { vectorString: string };
      cvss_v3?: { vectorString: string; baseScore: number };
    }[];
    readonly remediations?: readonly { category: string; details: string; product_ids?: readonly string[] }[];
  }[];
}

describe('real CSAF documents', () => {
  it('are imported with every word that they say', () => {
    for (const { file } of files) {
      const bytes = read(file);
      const { content } = csafToContent(readCsaf(bytes));
      const kept = new Set(textsIn(content));
      const lost = [...new Set(textsIn(JSON.parse(bytes.toString())))].filter((text) => !kept.has(text));
      expect([file, lost]).toEqual([file, []]);
    }
    expect(files.length).toBeGreaterThanOrEqual(150);
  });

  it('are imported with every status of every product for every vulnerability, and nothing else', () => {
    let seen = 0;
    for (const { file } of files) {
      const bytes = read(file);
      const expected = new Set<string>();
      for (const [position, vulnerability] of ((JSON.parse(bytes.toString()) as Csaf).vulnerabilities ?? []).entries()) {
        for (const [status, ids] of Object.entries(vulnerability.product_status ?? {})) {
          for (const id of ids) expected.add([vulnerability.cve ?? position, status, id].join(' | '));
        }
      }
      const { affectedProducts } = csafToContent(readCsaf(bytes)).content;
      const imported = affectedProducts.flatMap(({ cves = [], vulnerabilities = [], status, productId = '' }) =>
        [...cves, ...vulnerabilities].map((about) => [about, status, productId].join(' | ')),
      );
      expect([file, imported.length, new Set(imported)]).toEqual([file, expected.size, expected]);
      seen += imported.length;
    }
    expect(seen).toBeGreaterThanOrEqual(5000);
  });

  it('are imported with every score and every remediation, each for its products', () => {
    const seen = { scores: 0, remediations: 0 };
    for (const { file } of files) {
      const bytes = read(file);
      const { content } = csafToContent(readCsaf(bytes));
      for (const [position, vulnerability] of ((JSON.parse(bytes.toString()) as Csaf).vulnerabilities ?? []).entries()) {
        const scores = (vulnerability.scores ?? []).flatMap(({ cvss_v2, cvss_v3, products }) =>
          [cvss_v2, cvss_v3].flatMap((score) => (score ? [`${score.vectorString} ${products.join()}`] : [])),
        );
        const imported = content.vulnerabilities[position]?.cvss ?? [];
        expect([file, imported.map(({ vector, products = [] }) => `${vector} ${products.join()}`)]).toEqual([file, scores]);
        expect(imported.filter(({ statedScore }) => statedScore !== undefined)).toEqual([]);
        seen.scores += scores.length;
        for (const { category, details, product_ids = [] } of vulnerability.remediations ?? []) {
          const found = content.remediations?.some(
            (each) =>
              each.category === category &&
              each.details === details &&
              (each.products ?? []).join() === product_ids.join() &&
              (vulnerability.cve === undefined ? each.vulnerabilities?.includes(position) : each.cves?.includes(vulnerability.cve)),
          );
          expect([file, details, found]).toEqual([file, details, true]);
          seen.remediations += 1;
        }
      }
    }
    expect(seen.scores).toBeGreaterThanOrEqual(600);
    expect(seen.remediations).toBeGreaterThanOrEqual(2500);
  });

  it('have content that may be edited and published: it has the shape that is asked of an author, and all texts', () => {
    for (const { file } of files) {
      const { content } = csafToContent(readCsaf(read(file)));
      const stored = JSON.parse(JSON.stringify(content)) as AdvisoryContent;
      expect([file, JSON.parse(JSON.stringify(parseContent(stored, 'imported')))]).toEqual([file, stored]);
      expect([file, blockersOfPublishing(stored)]).toEqual([file, []]);
    }
  });

  it('have the label and the identity that the manifest says', () => {
    for (const { file, tlp, id, version } of files) {
      const { label, identity } = csafToContent(readCsaf(read(file)));
      expect([file, label, identity.trackingId, identity.version]).toEqual([file, tlp === null ? undefined : 'CLEAR', id, version]);
    }
  });

  it('of a package in a platform name both', () => {
    const { affectedProducts } = csafToContent(readCsaf(read('real/redhat/vunnel-rhsa-2024_9371.json'))).content;
    expect(affectedProducts[0]).toMatchObject({
      vendor: 'Red Hat',
      product: 'python3.9',
      version: '0:3.9.19-8.el9',
      purl: 'pkg:rpm/redhat/python3.9@3.9.19-8.el9?arch=src',
      status: 'fixed',
      cves: ['CVE-2024-8088'],
      platform: {
        vendor: 'Red Hat',
        product: 'Red Hat Enterprise Linux AppStream (v. 9)',
        cpe: 'cpe:/a:redhat:enterprise_linux:9::appstream',
      },
    });
  });

  it('of CISA name the sectors, the impact and what to do', () => {
    const { content } = csafToContent(readCsaf(read('real/cisa/icsa-19-339-02.json')));
    expect(content.sectors).toEqual(['information-technology', 'manufacturing']);
    expect(content.impact?.en).toContain('Successful exploitation');
    expect(content.recommendation).toHaveLength(3);
    expect(content.credits).toEqual(['CERT@VDE: reporting these vulnerabilities to CISA']);
  });
});

describe('the largest documents', () => {
  it('that are twice as large take about twice the time', () => {
    const [small, large] = [largeDocument(1200), largeDocument(2400)];
    expect(large.length).toBeGreaterThan(4_000_000);
    csafToContent(readCsaf(small));
    const seconds = (bytes: Uint8Array) => {
      const started = performance.now();
      const { content } = csafToContent(readCsaf(bytes));
      expect(content.affectedProducts.length).toBeGreaterThan(1000);
      return performance.now() - started;
    };
    const times = { small: fastestOf(() => seconds(small)), large: fastestOf(() => seconds(large)) };
    expect(times.large / times.small).toBeLessThan(3.5);
  });
});

const fastestOf = (measure: () => number) => Math.min(measure(), measure(), measure());

/** As large as the largest that was met: thousands of relationships, each in the status list, scores and remediations of 16 vulnerabilities. */
function largeDocument(relationships: number): Uint8Array {
  const ids = Array.from({ length: relationships }, (_, index) => `platform:package-${index}-1.0-${index}.el9.x86_64`);
  const full = (name: string) => ({ name, product_id: name });
  const packages = ids.map((id) => ({ category: 'product_version', name: id.slice(9), product: full(id.slice(9)) }));
  const document = {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      publisher: { category: 'vendor', name: 'Acme', namespace: 'https://acme.example' },
      title: 'Acme advisory',
      tracking: { id: 'ACME-1', version: '1', status: 'final' },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Acme',
          branches: [
            { category: 'product_name', name: 'platform', product: full('platform') },
            { category: 'architecture', name: 'x86_64', branches: packages },
          ],
        },
      ],
      relationships: ids.map((id) => ({
        category: 'default_component_of',
        full_product_name: full(id),
        product_reference: id.slice(9),
        relates_to_product_reference: 'platform',
      })),
    },
    vulnerabilities: Array.from({ length: 16 }, (_, index) => ({
      cve: `CVE-2026-${1000 + index}`,
      product_status: { fixed: ids },
      scores: [
        { products: ids, cvss_v3: { version: '3.1', vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 9.8 } },
      ],
      remediations: [{ category: 'vendor_fix', details: 'Update.', product_ids: ids }],
    })),
  };
  return new TextEncoder().encode(JSON.stringify(document));
}

/** All texts at any depth that must survive; of a score only its vector, which says the rest. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    if (key === 'csaf_version') return [];
    return key === 'cvss_v2' || key === 'cvss_v3' ? [(part as { vectorString: string }).vectorString] : textsIn(part);
  });
}
