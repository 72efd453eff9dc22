import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { MAX_SOURCE_FLAWS } from '../../content-source.js';
import { parseContent } from '../../content-rules.js';
import type { AdvisoryContent } from '../../content.js';
import { AMBER_STRICT_SENTENCE } from './csaf-label.js';
import { csafToContent } from './csaf-to-content.js';
import type { CsafReading } from './csaf-to-content.js';
import { csafDocumentOf, readCsaf } from './read-csaf.js';

const corpus = new URL('../../../../../test/fixtures/csaf/oasis-validator/', import.meta.url);

/** A document with the least that it must say, and what is given. */
function reading(parts: { document?: object; tracking?: object; product_tree?: object; vulnerabilities?: unknown }): CsafReading {
  const { document = {}, tracking = {}, ...rest } = parts;
  const head = {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    publisher: { category: 'vendor', name: 'Acme', namespace: 'https://acme.example' },
    title: 'Acme advisory',
    tracking: {
      id: 'ACME-1',
      version: '1',
      initial_release_date: '2026-01-01T00:00:00Z',
      current_release_date: '2026-01-01T00:00:00Z',
      ...tracking,
    },
    ...document,
  };
  return csafToContent(csafDocumentOf(JSON.parse(JSON.stringify({ document: head, ...rest }))));
}

const flawsOf = ({ content }: CsafReading) => (content.source?.flaws ?? []).map(({ path }) => path);
/** What stands in the way of editing this content. */
function problemsOf(content: AdvisoryContent): readonly InputIssue[] {
  try {
    parseContent(JSON.parse(JSON.stringify(content)), 'imported');
    return [];
  } catch (error) {
    if (error instanceof DomainError) return error.issues;
    throw error;
  }
}

const product = (id: string, name = id) => ({ product_id: id, name });

describe('an untidy CSAF document', () => {
  it('is imported whatever the OASIS corpus finds wrong with it, as content that may be edited', () => {
    let seen = 0;
    for (const group of ['mandatory', 'optional', 'informative']) {
      for (const name of readdirSync(new URL(`${group}/`, corpus))) {
        const { content } = csafToContent(readCsaf(readFileSync(new URL(`${group}/${name}`, corpus))));
        expect([name, problemsOf(content)]).toEqual([name, []]);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThanOrEqual(131);
  });

  it('keeps products that are used and never defined, under their ids', () => {
    const read = reading({ vulnerabilities: [{ cve: 'CVE-2026-0001', product_status: { known_affected: ['ghost-1', 'ghost-2'] } }] });
    expect(read.content.affectedProducts.map(({ product: name, productId }) => [name, productId])).toEqual([
      ['ghost-1', 'ghost-1'],
      ['ghost-2', 'ghost-2'],
    ]);
    expect(flawsOf(read)).toEqual(['vulnerabilities.0.product_status.known_affected']);
  });

  it('ends, however its relationships run in circles', () => {
    const relationship = (id: string, a: string, b: string) => ({
      category: 'default_component_of',
      full_product_name: product(id),
      product_reference: a,
      relates_to_product_reference: b,
    });
    const { content } = reading({
      product_tree: { relationships: [relationship('a', 'b', 'b'), relationship('b', 'a', 'a'), relationship('c', 'c', 'c')] },
      vulnerabilities: [{ product_status: { fixed: ['a', 'b', 'c'] } }],
    });
    expect(content.affectedProducts.map(({ productId }) => productId)).toEqual(['a', 'b', 'c']);
  });

  it('keeps both products of one id where they differ, and one where they do not', () => {
    const tree = (second: object) => ({ full_product_names: [product('1', 'Router'), second] });
    const same = reading({ product_tree: tree(product('1', 'Router')) });
    const other = reading({ product_tree: tree(product('1', 'Switch')) });
    expect(same.content.productTree?.products).toHaveLength(1);
    expect(other.content.productTree?.products.map(({ name }) => name)).toEqual(['Router', 'Switch']);
    expect([flawsOf(same), flawsOf(other)]).toEqual([[], ['product_tree.full_product_names.1.product_id']]);
  });

  it('keeps the groups of products that remediations, threats and flags speak of', () => {
    const { content } = reading({
      product_tree: {
        full_product_names: [product('1'), product('2')],
        product_groups: [{ group_id: 'g', product_ids: ['1', '2'], summary: 'Both' }],
      },
      vulnerabilities: [
        {
          cve: 'CVE-2026-0001',
          remediations: [{ category: 'vendor_fix', details: 'Update.', group_ids: ['g'] }],
          threats: [{ category: 'exploit_status', details: 'Exploited.', group_ids: ['g'] }],
          flags: [{ label: 'component_not_present', group_ids: ['g'] }],
        },
      ],
    });
    expect(content.productTree?.groups).toEqual([{ id: 'g', products: ['1', '2'], summary: 'Both' }]);
    expect(content.remediations?.[0]).toMatchObject({ groups: ['g'], cves: ['CVE-2026-0001'] });
    expect([content.vulnerabilities[0]?.threats?.[0]?.groups, content.vulnerabilities[0]?.flags?.[0]?.groups]).toEqual([['g'], ['g']]);
  });

  it('says one remediation of several vulnerabilities once', () => {
    const remediations = [{ category: 'vendor_fix', details: 'Update.' }];
    const { content } = reading({
      vulnerabilities: [{ cve: 'CVE-2026-0001', remediations }, { remediations }, { cve: 'CVE-2026-0003', remediations }],
    });
    expect(content.remediations).toHaveLength(1);
    expect(content.remediations?.[0]).toMatchObject({ cves: ['CVE-2026-0001', 'CVE-2026-0003'], vulnerabilities: [1] });
  });

  it('keeps dates that are none, and says so', () => {
    const read = reading({ tracking: { current_release_date: '2023-05-12T10-20-30Z' } });
    expect(read.content.source?.currentReleaseDate).toBe('2023-05-12T10-20-30Z');
    expect(flawsOf(read)).toEqual(['document.tracking.current_release_date']);
  });

  it.each([
    [undefined, 'en'],
    ['en-US', 'en'],
    ['de', 'en'],
    ['zh-TW', 'zh-Hant'],
    ['zh-Hant-HK', 'zh-Hant'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
  ])('in the language %j is kept under %j, with its own language beside it', (lang, ours) => {
    const { content } = reading({ document: { lang } });
    expect([content.sourceLanguage, Object.keys(content.title), content.source?.language]).toEqual([ours, [ours], lang]);
  });

  it('keeps CVSS 2.0 without a prefix, and scores that the source computed wrongly', () => {
    const scores = [
      { products: ['1'], cvss_v2: { version: '2.0', vectorString: 'AV:N/AC:L/Au:N/C:C/I:C/A:C', baseScore: 10 } },
      { products: ['2'], cvss_v3: { version: '3.1', vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 9.9 } },
      { products: ['3'], cvss_v3: { version: '3.1', vectorString: 'CVSS:3.1/AV:N', baseScore: 5 } },
    ];
    const read = reading({ vulnerabilities: [{ scores }] });
    expect(read.content.vulnerabilities[0]?.cvss).toMatchObject([
      { version: '2.0', score: 10, products: ['1'] },
      { version: '3.1', score: 9.8, statedScore: 9.9, products: ['2'] },
    ]);
    expect(read.content.source?.flaws).toEqual([
      { path: 'vulnerabilities.0.scores.2.cvss_v3.vectorString', expected: 'all base metrics of CVSS 3.1', received: 'CVSS:3.1/AV:N' },
    ]);
  });

  it('survives fields of any other type', () => {
    const wrong = [null, 7, true, 'text', [], {}, [null], [[]], [{}], { a: [] }];
    for (const value of wrong) {
      const document = {
        notes: value,
        references: value,
        acknowledgments: value,
        distribution: value,
        aggregate_severity: value,
        lang: value,
      };
      const vulnerability = {
        cve: value,
        cwe: value,
        ids: value,
        scores: value,
        product_status: value,
        notes: value,
        remediations: value,
        flags: value,
      };
      const product_tree = { branches: value, full_product_names: value, relationships: value, product_groups: value };
      for (const parts of [{ document }, { vulnerabilities: value }, { vulnerabilities: [vulnerability] }, { product_tree }]) {
        const { content } = reading(parts);
        expect([value, problemsOf(content)]).toEqual([value, []]);
      }
    }
  });

  it('loses what the database cannot hold and what a browser would execute, and says where', () => {
    const read = reading({
      document: {
        notes: [
          { category: 'summary', text: 'a\0b' },
          { category: 'summary', text: 'c \ud800' },
        ],
        references: [
          { url: 'javascript:alert(1)', summary: 'x' },
          { url: 'http://example.org', summary: 'y' },
        ],
      },
    });
    expect(read.content.notes?.map(({ text }) => text)).toEqual(['a\uFFFDb', 'c \uFFFD']);
    expect(read.content.references.map(({ url }) => url)).toEqual(['http://example.org']);
    expect(flawsOf(read)).toEqual(['document.notes.0.text', 'document.notes.1.text', 'document.references.0.url']);
  });

  it('that is made to grow without measure is refused', () => {
    const long = 'x'.repeat(100_000);
    const relationship = (index: number) => ({
      category: 'default_component_of',
      full_product_name: product(`r${index}`),
      product_reference: 'a',
      relates_to_product_reference: 'b',
    });
    const inflating = {
      product_tree: {
        full_product_names: [product('a'), product('b', long)],
        relationships: Array.from({ length: 1000 }, (_, index) => relationship(index)),
      },
      vulnerabilities: [{ product_status: { fixed: Array.from({ length: 1000 }, (_, index) => `r${index}`) } }],
    };
    expect(() => reading(inflating)).toThrow('The document grows too large when it is read.');
  });

  it('with branches as deep as a document may nest keeps vendor, path and name of every product', () => {
    let branches: object = [{ category: 'product_version', name: '1.0', product: product('leaf', 'Deep leaf') }];
    for (let level = 95; level > 0; level -= 1) branches = [{ category: 'product_family', name: `${level}`, branches }];
    const vulnerabilities = [{ product_status: { known_affected: ['leaf'] } }];
    const deep = (inner: object) =>
      reading({ product_tree: { branches: [{ category: 'vendor', name: 'Acme', branches: inner }] }, vulnerabilities });
    const { content } = deep(branches);
    expect(content.affectedProducts).toMatchObject([{ vendor: 'Acme', version: '1.0', name: 'Deep leaf' }]);
    expect(content.productTree?.products[0]?.branches).toHaveLength(97);
    for (let level = 0; level < 20; level += 1) branches = [{ category: 'product_family', name: 'x', branches }];
    const deeper = deep(branches);
    expect(deeper.content.affectedProducts).toMatchObject([{ vendor: 'Acme', name: 'Deep leaf' }]);
    expect(flawsOf(deeper)).not.toEqual([]);
  });

  it('reports its first flaws and not all of ten thousand', () => {
    const vulnerabilities = Array.from({ length: 10_000 }, () => ({ cve: 'CVE-1' }));
    expect(flawsOf(reading({ vulnerabilities }))).toHaveLength(MAX_SOURCE_FLAWS);
  });

  it('without identity, title or the right version is refused with every such place', () => {
    expect.assertions(2);
    try {
      csafDocumentOf({ document: { csaf_version: '2.1', tracking: { id: 7, version: [] }, publisher: {}, title: ' ' } });
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      expect((error as DomainError).issues.map(({ path, received }) => [path, received])).toEqual([
        ['document.csaf_version', '2.1'],
        ['document.publisher.namespace', 'nothing'],
        ['document.tracking.version', 'nothing'],
        ['document.title', 'nothing'],
      ]);
    }
  });

  it('is refused by the name of its format where it is no CSAF, and by line and column where it is no JSON', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(() => readCsaf(bytes('{"type":"bundle","id":"bundle--1"}'))).toThrow('This is a STIX bundle');
    expect(() => readCsaf(bytes('[{"Event":{"info":"x"}}]'))).toThrow('This is a MISP event');
    expect(() => readCsaf(bytes('{"document":\n{]'))).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: 'line 2, column 2' })] }),
    );
  });
});

describe('the label of a CSAF document', () => {
  const labelOf = (distribution: unknown) => reading({ document: { distribution } });

  it.each([
    [{ tlp: { label: 'WHITE' } }, 'CLEAR'],
    [{ tlp: { label: 'GREEN' } }, 'GREEN'],
    [{ tlp: { label: 'AMBER' } }, 'AMBER'],
    [{ tlp: { label: 'RED' } }, 'RED'],
    [{ text: 'Copyright' }, undefined],
    [undefined, undefined],
    [{ tlp: { label: 'PURPLE' } }, undefined],
    [{ text: 'TLPv2: TLP:RED' }, 'RED'],
    [{ text: 'tlp:green' }, 'GREEN'],
    [{ text: 'TLP: AMBER+STRICT' }, 'AMBER+STRICT'],
    [{ tlp: { label: 'WHITE' }, text: 'TLP：AMBER' }, 'AMBER'],
    [{ tlp: { label: 'WHITE' }, text: 'TLP AMBER' }, 'AMBER'],
    [{ tlp: 'RED' }, 'RED'],
    ['TLP:RED', 'RED'],
  ])('of %j is %j: none is ever invented', (distribution, label) => {
    expect(labelOf(distribution).label).toBe(label);
  });

  it('is the narrower one where the text contradicts the field', () => {
    const amber = labelOf({ tlp: { label: 'WHITE' }, text: 'TLP:AMBER. Do not pass on.' });
    expect([amber.label, flawsOf(amber)]).toEqual(['AMBER', ['document.distribution.text']]);
    expect(labelOf({ tlp: { label: 'AMBER' }, text: 'TLP:AMBER+STRICT' }).label).toBe('AMBER+STRICT');
    expect(labelOf({ tlp: { label: 'RED' }, text: 'TLP:AMBER+STRICT' }).label).toBe('RED');
    const ours = (text: string) => labelOf({ tlp: { label: 'RED' }, text: `${AMBER_STRICT_SENTENCE}${text}` });
    expect([ours(''), ours('\n\nCopyright')].map(({ label, labelText }) => [label, labelText])).toEqual([
      ['AMBER+STRICT', undefined],
      ['AMBER+STRICT', 'Copyright'],
    ]);
    expect([ours('\n\nTLP:RED').label, ours(' Or so.').label]).toEqual(['RED', 'RED']);
    expect(labelOf({ tlp: { label: 'WHITE' }, text: 'TLPv2: TLP:CLEAR' })).toMatchObject({ label: 'CLEAR', labelText: 'TLPv2: TLP:CLEAR' });
  });
});

describe('the label of a CSAF document without a field for it', () => {
  const stated = (category: string, text: string, title = 'Notice') => reading({ document: { notes: [{ category, text, title }] } }).label;

  it('is what its legal disclaimers and notes on handling say, and no other note', () => {
    expect(stated('legal_disclaimer', 'This document is TLP:AMBER+STRICT')).toBe('AMBER+STRICT');
    expect(stated('general', 'TLP:RED', 'Distribution')).toBe('RED');
    expect(stated('description', 'The attacker stole TLP:RED reports.')).toBeUndefined();
    expect(reading({ document: { title: '[TLP:AMBER] Acme advisory' } }).label).toBe('AMBER');
  });

  it('of a draft of its source is not published in the act of importing it', () => {
    expect(reading({ tracking: { status: 'draft' } }).held).toEqual({ heldBack: expect.stringContaining('draft') });
    expect(reading({ tracking: { status: 'interim' } }).held).toBeUndefined();
  });

  it('is nobody’s to set in the act of importing it where something else stands in its place', () => {
    for (const distribution of [{ tlp: { label: 'PURPLE' } }, { text: 'TLP:PURPLE' }])
      expect(reading({ document: { distribution } }).held).toMatchObject({
        isLabelUnclear: true,
        heldBack: expect.stringContaining('PURPLE'),
      });
    expect(reading({ document: { distribution: { tlp: { label: 'PURPLE' }, text: 'TLP:AMBER' } } }).held?.ceiling).toEqual({
      label: 'AMBER',
    });
  });
});

describe('what the source says of severity, kind and update', () => {
  it.each([
    [' Very severe ', 'critical'],
    ['Important', 'high'],
    ['moderate', 'medium'],
    ['Unknown', undefined],
  ])('reads the severity %j as %j', (text, severity) => {
    expect(reading({ document: { aggregate_severity: { text } } }).statedSeverity).toBe(severity);
  });

  it.each([
    ['csaf_vex', 'vulnerability_note'],
    ['csaf_informational_advisory', 'guidance_note'],
    ['csaf_security_incident_response', 'threat_report'],
    ['anything', 'security_alert'],
  ])('takes a %s for a %s', (category, kind) => {
    expect(reading({ document: { category } }).kind).toBe(kind);
  });

  it.each([
    ['2.0.0', ['1.0.0', '1.1.0', '2.0.0'], 'major'],
    ['1.10.0', ['1.10.0', '1.9.0', '1.0.0'], 'minor'],
    ['1.0.2', ['1.0.0', '1.0.1', '1.0.2'], 'editorial'],
    ['1.0.0', ['1.0.0'], undefined],
    ['17', ['16', '17'], undefined],
  ])('takes version %s after %j for a %s update', (version, numbers, updateClass) => {
    const revision_history = numbers.map((number) => ({ number, date: '2026-01-01T00:00:00Z', summary: 'x' }));
    expect(reading({ tracking: { version, revision_history } }).updateClass).toBe(updateClass);
  });
});
