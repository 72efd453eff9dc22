import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/core';
import { columnsOf } from './criteria-terms.js';
import { CRITERIA_LIMITS, EVERYTHING, parseCriteria } from './criteria.js';
import { criteriaInWords, reasonsFrom } from './match-reasons.js';

function placesOf(input: unknown): string[] {
  try {
    parseCriteria(input);
    return [];
  } catch (error) {
    if (error instanceof DomainError) return error.issues.map(({ path }) => path);
    throw error;
  }
}

describe('criteria', () => {
  it.each([[undefined], [null], [{}], [{ tags: null, minSeverity: null, exploitedOnly: null }]])(
    'of nothing (%j) mean everything',
    (input) => {
      expect(parseCriteria(input)).toEqual(EVERYTHING);
    },
  );

  it('keep what was written, each value once', () => {
    expect(parseCriteria({ vendors: [' Siemens ', 'Siemens', 'SIEMENS'] }).vendors).toEqual(['Siemens', 'SIEMENS']);
  });

  it.each(['CVE-2026-1234', 'cve-2026-1234', 'cve 2026 1234', 'CVE‑2026‑1234', 'CVE–2026–1234', 'ＣＶＥ-2026-1234'])(
    'read the CVE id %j',
    (cve) => {
      expect(parseCriteria({ cves: [cve] }).cves).toEqual(['CVE-2026-1234']);
    },
  );

  it.each([
    ['an unknown field', { colour: 'red' }, ['colour']],
    ['a text for a list', { tags: 'ot' }, ['tags']],
    ['an unknown kind, sector and severity', { kinds: ['x'], sectors: ['y'], minSeverity: 'z' }, ['kinds.0', 'minSeverity', 'sectors.0']],
    ['an empty text', { vendors: ['ok', '  '] }, ['vendors.1']],
    ['a control character', { tags: ['a\0b'] }, ['tags.0']],
    ['half a surrogate pair', { keywords: ['word \ud800'] }, ['keywords.0']],
    ['no CVE id', { cves: ['CVE-2026-1', 'CNVD-2026-12345', 'CVE-2026-0001'] }, ['cves.0', 'cves.1']],
    ['a purl that is none', { products: ['pkg:npm', 'pkg:npm/a'] }, ['products.0']],
    ['a CPE that is none', { products: ['cpe:2.3:x'] }, ['products.0']],
    ['a CPE that names no product', { products: ['cpe:2.3:o:redhat:*:*:*:*:*:*:*:*:*', 'cpe:/o:redhat'] }, ['products.0', 'products.1']],
    ['a keyword without a word', { keywords: ['!?'] }, ['keywords.0']],
    ['one Chinese character alone', { keywords: ['漏', 'A股', '漏洞'] }, ['keywords.0', 'keywords.1']],
    ['too many keywords', { keywords: Array.from({ length: CRITERIA_LIMITS.keywords + 1 }, (_, at) => `word${at}`) }, ['keywords']],
    ['too long a text', { tags: ['x'.repeat(CRITERIA_LIMITS.characters + 1)] }, ['tags.0']],
    ['something else', 7, ['']],
  ])('refuse %s at its place', (_, input, places) => {
    expect(placesOf(input).sort()).toEqual(places);
  });

  it('are compared in the terms of advisories', () => {
    const criteria = parseCriteria({
      kinds: ['threat_report'],
      minSeverity: 'critical',
      vendors: ['Red  Hat', 'RED HAT'],
      products: ['Siemens/S7', 'express', 'pkg:npm/%40scope/name@1.0', 'cpe:/a:vendor:thing:1.0'],
    });
    expect(columnsOf(criteria)).toMatchObject({
      kinds: ['kind:threat_report'],
      min_severity: 3,
      vendors: ['vendor:red hat'],
      products: ['product:siemens/s7', 'product:express', 'purl:pkg:npm/%40scope/name', 'cpe:cpe:2.3:a:vendor:thing'],
    });
  });
});

describe('reasons', () => {
  it('name what was met, and everything where nothing was asked', () => {
    expect(reasonsFrom({ met: [], min_severity: 0, exploited_only: false })).toEqual([{ criterion: 'everything' }]);
    expect(reasonsFrom({ met: ['cpe:cpe:2.3:a:v:p', 'keyword:a: b'], min_severity: 2, exploited_only: true })).toEqual([
      { criterion: 'cpe', value: 'cpe:2.3:a:v:p' },
      { criterion: 'keyword', value: 'a: b' },
      { criterion: 'severity', value: 'high' },
      { criterion: 'exploited' },
    ]);
  });

  it('put criteria into words for the mail that asks for a confirmation', () => {
    const criteria = parseCriteria({ kinds: ['security_alert'], minSeverity: 'high', keywords: ['勒索軟件'] });
    expect(criteriaInWords(criteria, 'en')).toEqual(['kind: Security alert', 'keyword: 勒索軟件', 'severity: High or above']);
  });
});
