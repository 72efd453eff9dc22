import { afterAll, describe, expect, it } from '@jest/globals';
import { TLP_LABELS } from '#libs/access';
import { csafToContent, CsafValidator, LANGUAGES, readCsaf } from '#libs/advisories';
import { aFeedPublisher } from '../../../../test/fixtures/renditions/a-feed-publisher.js';
import { aSiemensLikeAdvisory } from '../../../../test/fixtures/renditions/a-siemens-like-advisory.js';
import { anAdvisoryView } from '../../../../test/fixtures/renditions/an-advisory-view.js';
import { advisoryFullOfCanaries, CANARIES } from '../../../../test/fixtures/renditions/canaries.js';
import { realDocuments } from '../../../../test/fixtures/renditions/views-of-real-documents.js';
import type { AdvisoryView } from '../advisory-view.js';
import { csafFileName } from './csaf-tracking.js';
import { renderCsaf } from './render-csaf.js';
import type { CsafOptions } from './render-csaf.js';

interface Written {
  readonly document: {
    readonly category: string;
    readonly lang: string;
    readonly source_lang?: string;
    readonly title: string;
    readonly publisher: { readonly category: string; readonly name: string };
    readonly distribution: { readonly tlp: { readonly label: string }; readonly text?: string };
    readonly references: readonly { readonly category: string; readonly url: string }[];
    readonly notes: readonly { readonly title?: string; readonly text: string }[];
    readonly tracking: {
      readonly id: string;
      readonly version: string;
      readonly revision_history: readonly { readonly number: string; readonly date: string; readonly summary: string }[];
    };
  };
  readonly vulnerabilities?: readonly Record<string, unknown>[];
}

const validator = new CsafValidator();
afterAll(() => validator.close());

const render = (view: AdvisoryView, options: CsafOptions = {}) => renderCsaf(view, aFeedPublisher(), options);
const written = (view: AdvisoryView, options: CsafOptions = {}) => JSON.parse(render(view, options).bytes.toString()) as Written;
const flaws = async (view: AdvisoryView, options: CsafOptions = {}) =>
  (await validator.validate(render(view, options).bytes)).findings.filter(({ kind }) => kind === 'schema' || kind === 'mandatory');

describe('a CSAF document of an advisory of ours', () => {
  it('is valid for every kind, event, label and language', async () => {
    for (const event of ['advisory.published', 'advisory.updated', 'advisory.withdrawn'] as const) {
      for (const base of [anAdvisoryView().inThreeLanguages(), advisoryFullOfCanaries()]) {
        for (const language of LANGUAGES) {
          expect(
            await flaws(base.on(event).labelled('AMBER+STRICT').build(), { language, folderUrl: 'https://cert.example/csaf' }),
          ).toEqual([]);
        }
      }
    }
    for (const kind of ['vulnerability_note', 'threat_report', 'guidance_note'] as const) {
      expect(await flaws(advisoryFullOfCanaries().with({ kind }).build())).toEqual([]);
    }
    expect(await flaws(aSiemensLikeAdvisory())).toEqual([]);
  });

  it('says everything that the advisory says', () => {
    const text = render(advisoryFullOfCanaries().build()).bytes.toString();
    const unsaid = Object.entries(CANARIES).filter(([name, word]) => name !== 'publisher' && !text.includes(word));
    expect(unsaid).toEqual([]);
  });

  it('has its keys sorted, and the same bytes for the same view however its fields are ordered', () => {
    const view = advisoryFullOfCanaries().build();
    const turned = { ...view, content: Object.fromEntries(Object.entries(view.content).reverse()) as unknown as AdvisoryView['content'] };
    expect(render(turned).bytes.equals(render(view).bytes)).toBe(true);
    JSON.parse(render(view).bytes.toString(), (_key, value: unknown) => {
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        expect(Object.keys(value)).toEqual(Object.keys(value).sort());
      }
      return value;
    });
  });

  it('is named after its tracking id as section 5.1 says', () => {
    expect(csafFileName('2022_#01-A')).toBe('2022_01-a.json');
    expect(csafFileName('CISQ Advisory+ÄÖ:1')).toBe('cisq_advisory+_1.json');
    expect(render(anAdvisoryView().build()).filename).toBe('hl-2026-483920.json');
  });

  it('has the profile that its content satisfies', () => {
    const profile = (view: AdvisoryView) => written(view).document.category;
    const { content } = advisoryFullOfCanaries().build();
    const bare = { ...content, vulnerabilities: [], affectedProducts: [] };
    expect(profile(advisoryFullOfCanaries().build())).toBe('csaf_security_advisory');
    expect(profile(anAdvisoryView().saying(bare).build())).toBe('csaf_base');
    expect(profile(anAdvisoryView().with({ kind: 'guidance_note' }).saying(bare).build())).toBe('csaf_informational_advisory');
    expect(profile(anAdvisoryView().with({ kind: 'threat_report' }).build())).toBe('csaf_security_incident_response');
    expect(
      profile(
        anAdvisoryView()
          .saying({ vulnerabilities: [{ cve: 'CVE-2026-10000' }] })
          .build(),
      ),
    ).toBe('csaf_base');
  });

  it('states products without a vulnerability too, and each under the same id wherever it appears', () => {
    const product = { vendor: 'Example', product: 'Gateway', version: '< 4.0', status: 'known_affected' } as const;
    const one = written(
      anAdvisoryView()
        .saying({ affectedProducts: [product] })
        .build(),
    );
    const other = written(
      anAdvisoryView()
        .saying({
          affectedProducts: [{ vendor: 'Other', product: 'X', status: 'fixed' }, product],
          vulnerabilities: [{ cve: 'CVE-2026-10000' }],
        })
        .build(),
    );
    const affected = ({ vulnerabilities = [] }: Written) =>
      (vulnerabilities[0]?.['product_status'] as Record<string, unknown>)['known_affected'];
    expect(affected(one)).toEqual([expect.stringMatching(/^P-[0-9a-f]{16}$/)]);
    expect(affected(other)).toEqual(affected(one));
  });

  it('is valid where an author contradicts himself, and says the rest in a note', async () => {
    const product = { vendor: 'Example', product: 'Gateway' };
    const vector = (text: string, score: number) => ({ version: '3.1', vector: text, score, severity: 'high' }) as const;
    const view = anAdvisoryView()
      .saying({
        affectedProducts: [
          { ...product, status: 'fixed' },
          { ...product, status: 'known_affected' },
        ],
        vulnerabilities: [
          {
            cve: 'CVE-2026-10000',
            cwes: ['CWE-79', 'CWE-20', 'CWE-999999'],
            cvss: [
              vector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5),
              vector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', 7.5),
            ],
          },
          { cve: 'CVE-2026-10000' },
        ],
        references: [{ url: 'https://例え.example/a b', summary: 'x' }],
      })
      .build();
    expect(await flaws(view)).toEqual([]);
    const [first, second] = written(view).vulnerabilities ?? [];
    expect(first?.['product_status']).toEqual({ known_affected: [expect.any(String)] });
    expect(JSON.stringify(first?.['notes'])).toMatch(/CWE-20.*CWE-999999.*C:N\/I:N\/A:H.*fixed: P-/);
    expect(second).toMatchObject({ ids: [{ system_name: 'CVE', text: 'CVE-2026-10000' }] });
  });
});

describe('the label of a CSAF document', () => {
  it.each([
    ['CLEAR', 'WHITE'],
    ['GREEN', 'GREEN'],
    ['AMBER', 'AMBER'],
    ['AMBER+STRICT', 'RED'],
  ] as const)('of TLP:%s is %s', (label, expected) => {
    const { distribution } = written(anAdvisoryView().labelled(label).build()).document;
    expect(distribution.tlp.label).toBe(expected);
    expect(distribution.text?.startsWith('TLP:AMBER+STRICT') ?? false).toBe(label === 'AMBER+STRICT');
  });

  it('RED leaves on request of a second factor only, and nothing but CLEAR leaves in public', () => {
    const red = anAdvisoryView().labelled('RED').build();
    expect(() => render(red)).toThrow('may not leave');
    expect(written(red, { channel: 'graphql' }).document.distribution.tlp.label).toBe('RED');
    for (const label of TLP_LABELS) {
      const attempt = () => render(anAdvisoryView().labelled(label).build(), { channel: 'public' });
      if (label === 'CLEAR') expect(attempt).not.toThrow();
      else expect(attempt).toThrow('may not leave');
    }
  });

  it('is the same when the document is imported again', () => {
    for (const label of TLP_LABELS) {
      const { bytes } = render(anAdvisoryView().labelled(label).build(), { channel: 'graphql' });
      expect(csafToContent(readCsaf(bytes)).label).toBe(label);
    }
  });
});

describe('the tracking of a CSAF document', () => {
  it('names every revision, with the words and days of those that the reader may know of', () => {
    const view = anAdvisoryView().updated().with({ revision: 4 }).build();
    const history = [{ number: 2, publishedAt: '2026-11-20T12:00:00.000Z', summary: 'A score.' }];
    expect(written(view, { history }).document.tracking).toMatchObject({
      version: '4',
      revision_history: [
        { number: '1', date: view.publishedAt, summary: 'First publication.' },
        { number: '2', date: '2026-11-20T12:00:00.000Z', summary: 'A score.' },
        { number: '3', date: '2026-11-20T12:00:00.000Z', summary: 'Revision 3.' },
        { number: '4', date: view.updatedAt, summary: 'A fixed version is out.' },
      ],
    });
  });

  it('gives a withdrawal a version of its own, with the notice and nothing of the content', () => {
    const view = advisoryFullOfCanaries().withdrawn().build();
    const { document } = written(view);
    expect([document.tracking.version, document.title]).toEqual(['4', 'HL-2026-483920 is withdrawn']);
    expect(document.notes.map(({ text }) => text)).toEqual(['The report was mistaken.']);
    const text = render(view).bytes.toString();
    expect(Object.values(CANARIES).filter((word) => text.includes(word))).toEqual([]);
  });

  it('of a translation is that of a document of its own, which names the original first', () => {
    const view = anAdvisoryView().inThreeLanguages().build();
    const { document } = written(view, { language: 'zh-Hant', folderUrl: 'https://cert.example/csaf/' });
    expect(document).toMatchObject({
      lang: 'zh-Hant',
      source_lang: 'en',
      title: '閘道漏洞',
      publisher: { category: 'translator', name: '示例應變中心' },
      tracking: { id: 'HL-2026-483920-zh-Hant' },
    });
    expect(document.references.slice(0, 2)).toEqual([
      { category: 'external', summary: 'HL-2026-483920', url: 'https://cert.example/csaf/hl-2026-483920.json' },
      { category: 'self', summary: '本文件', url: 'https://cert.example/csaf/hl-2026-483920-zh-hant.json' },
    ]);
  });
});

describe('an imported document that our analyst has changed', () => {
  it('is published with the changed texts, and what was taken out of them does not come back', async () => {
    const [real] = realDocuments().filter(({ file, failures }) => file.includes('cisa') && failures.length === 0);
    if (real === undefined) throw new Error('No real document.');
    const view = { ...real.view, content: { ...real.view.content, description: { en: 'Our own words.' } } };
    const before = written(real.view).document.notes.map(({ text }) => text);
    const after = written(view).document.notes.map(({ text }) => text);
    expect(after).toContain('Our own words.');
    const description = real.view.content.notes?.filter(({ category }) => category === 'description' || category === 'details') ?? [];
    for (const { text } of description) expect([before.includes(text), after.includes(text)]).toEqual([true, false]);
    expect(await flaws(view)).toEqual([]);
  });

  it('is a VEX no longer where it does not say what to do about what is affected', async () => {
    const [real] = realDocuments().filter(
      ({ failures, view: { content } }) =>
        failures.length === 0 &&
        content.source?.category === 'csaf_vex' &&
        content.affectedProducts.some(({ status }) => status === 'known_affected'),
    );
    if (real === undefined) throw new Error('No real VEX document.');
    const view = { ...real.view, content: { ...real.view.content, remediations: [] } };
    expect([written(real.view).document.category, written(view).document.category]).toEqual(['csaf_vex', 'csaf_security_advisory']);
    expect(await flaws(view)).toEqual([]);
  });
});
