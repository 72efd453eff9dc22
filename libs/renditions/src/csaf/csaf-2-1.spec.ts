import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TLP_LABELS } from '#libs/access';
import { LANGUAGES } from '#libs/advisories';
import { csaf21Validator } from '../../../../test/support/csaf-2-1.js';
import type { Csaf21Validator } from '../../../../test/support/csaf-2-1.js';
import { aFeedPublisher } from '../../../../test/fixtures/renditions/a-feed-publisher.js';
import { anAdvisoryView } from '../../../../test/fixtures/renditions/an-advisory-view.js';
import { advisoryFullOfCanaries, CANARIES } from '../../../../test/fixtures/renditions/canaries.js';
import { realDocuments } from '../../../../test/fixtures/renditions/views-of-real-documents.js';
import type { AdvisoryView } from '../advisory-view.js';
import { renderCsaf } from './render-csaf.js';
import type { CsafOptions } from './render-csaf.js';

let validator: Csaf21Validator;
beforeAll(async () => {
  validator = await csaf21Validator();
});
afterAll(() => {
  validator.close();
});

const flaws = (bytes: Buffer) => validator.flaws(bytes);

const render = (view: AdvisoryView, options: CsafOptions = {}): Buffer =>
  renderCsaf(view, aFeedPublisher(), { channel: 'graphql', version: '2.1', ...options }).bytes;

describe('a document of CSAF 2.1', () => {
  it('passes the strict schema and the mandatory tests for every kind, event, label and language', async () => {
    for (const event of ['advisory.published', 'advisory.updated', 'advisory.withdrawn'] as const) {
      for (const base of [anAdvisoryView().inThreeLanguages(), advisoryFullOfCanaries()]) {
        for (const language of LANGUAGES) {
          for (const label of TLP_LABELS) {
            const view = base.on(event).labelled(label).build();
            expect([event, language, label, await flaws(render(view, { language }))]).toEqual([event, language, label, []]);
          }
        }
      }
    }
  });

  it('passes them for every real document that was imported', async () => {
    const documents = realDocuments();
    for (const { file, view } of documents) expect([file, await flaws(render(view))]).toEqual([file, []]);
    expect(documents.length).toBeGreaterThanOrEqual(150);
  });

  it('bears the label as TLP 2.0 spells it, AMBER+STRICT too', () => {
    for (const label of TLP_LABELS) {
      const { document } = JSON.parse(render(anAdvisoryView().labelled(label).build()).toString()) as {
        document: { distribution: object };
      };
      expect(document.distribution).toEqual({ tlp: { label, url: 'https://www.first.org/tlp/' } });
    }
  });

  it('says everything that the advisory says, in the fields that 2.0 does not have', () => {
    const text = render(advisoryFullOfCanaries().build()).toString();
    expect(Object.entries(CANARIES).filter(([name, word]) => name !== 'publisher' && !text.includes(word))).toEqual([]);
    const vector = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
    const product = { vendor: 'Example', product: 'Gateway', purl: 'pkg:npm/gateway@1', status: 'known_affected' } as const;
    const view = anAdvisoryView()
      .saying({
        affectedProducts: [product],
        vulnerabilities: [
          {
            cve: 'CVE-2026-10000',
            cwes: ['CWE-79', 'CWE-20'],
            releaseDate: '2020-01-01t00:00:60z',
            cvss: [{ version: '4.0', vector, score: 9.3, severity: 'critical' }],
          },
        ],
      })
      .build();
    const { product_tree: tree, vulnerabilities } = JSON.parse(render(view).toString()) as {
      product_tree: object;
      vulnerabilities: object[];
    };
    expect(JSON.stringify(tree)).toContain('"purls":["pkg:npm/gateway@1"]');
    expect(vulnerabilities[0]).toMatchObject({
      cwes: [{ id: 'CWE-79', version: '4.17' }, { id: 'CWE-20' }],
      disclosure_date: '2020-01-01T00:00:59.999999Z',
      metrics: [{ content: { cvss_v4: { vectorString: vector, baseSeverity: 'CRITICAL' } }, products: [expect.any(String)] }],
    });
    expect(Object.keys(vulnerabilities[0] ?? {})).not.toEqual(expect.arrayContaining(['cwe', 'scores', 'release_date']));
  });

  it('has no remediation that contradicts a status or another one, and keeps the words of those that do', async () => {
    const product = { vendor: 'Example', product: 'Gateway' };
    const view = anAdvisoryView()
      .saying({
        affectedProducts: [
          { ...product, version: '1', status: 'known_affected', productId: 'A' },
          { ...product, version: '2', status: 'fixed', productId: 'B' },
        ],
        productTree: { products: ['A', 'B'].map((id) => ({ id, name: id })), groups: [{ id: 'G', products: ['A', 'B'] }] },
        vulnerabilities: [{ cve: 'CVE-2026-10000' }],
        remediations: [
          { category: 'vendor_fix', details: 'Update.', groups: ['G'] },
          { category: 'none_available', details: 'Nothing to be done.', products: ['A'] },
        ],
      })
      .build();
    expect(await flaws(render(view))).toEqual([]);
    const { vulnerabilities } = JSON.parse(render(view).toString()) as { vulnerabilities: { remediations: object[]; notes: object[] }[] };
    expect(vulnerabilities[0]?.remediations).toEqual([
      { category: 'vendor_fix', details: 'Update.', product_ids: ['A'] },
      { category: 'optional_patch', details: 'Update.', product_ids: ['B'] },
    ]);
    expect(JSON.stringify(vulnerabilities[0]?.notes)).toContain('none_available: Nothing to be done. (A)');
  });
});
