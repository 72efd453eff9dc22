import { describe, expect, it } from '@jest/globals';
import { productTerm } from './advisory-filter.js';
import { TERM, termsOf } from './advisory-terms.js';

describe('terms', () => {
  it.each([
    [TERM.vendor('  SIEMENS  AG '), 'vendor:siemens ag'],
    [TERM.vendor('Ｓiemens'), 'vendor:siemens'],
    [TERM.product('SIMATIC S7', 'Siemens'), 'product:siemens/simatic s7'],
    [TERM.product('SIMATIC S7'), 'product:simatic s7'],
    [TERM.purl('pkg:npm/Foo@1.2.3?arch=x#sub'), 'purl:pkg:npm/foo'],
    [TERM.purl('pkg:npm/%40scope/foo@1.2.3'), 'purl:pkg:npm/%40scope/foo'],
    [TERM.purl('pkg:npm/@scope/foo'), 'purl:pkg:npm/@scope/foo'],
    [TERM.purl('pkg:rpm/rocky-linux/gcc@8.5.0-4?arch=src'), 'purl:pkg:rpm/rocky-linux/gcc'],
    [TERM.cpe('cpe:2.3:a:Vendor:product:1.0:*:*:*:*:*:*:*'), 'cpe:cpe:2.3:a:vendor:product'],
    [TERM.cpe('cpe:/a:vendor:product:1.0'), 'cpe:cpe:2.3:a:vendor:product'],
    [TERM.cpe('cpe:2.3:a:ven\\:dor:product:*:*:*:*:*:*:*:*'), 'cpe:cpe:2.3:a:ven\\:dor:product'],
    [TERM.cve('cve-2026-1234'), 'cve:CVE-2026-1234'],
    [TERM.tag('Ransomware'), 'tag:ransomware'],
    [TERM.kind('security_alert'), 'kind:security_alert'],
    [productTerm('Siemens/SIMATIC S7'), 'product:siemens/simatic s7'],
    [productTerm('openssl'), 'product:openssl'],
    [productTerm('pkg:npm/foo@2'), 'purl:pkg:npm/foo'],
    [productTerm('cpe:/a:v:p'), 'cpe:cpe:2.3:a:v:p'],
  ])('%s is %s', (term, expected) => {
    expect(term).toBe(expected);
  });

  it('of an advisory are all that it is about, each once', () => {
    const product = { vendor: 'Siemens', product: 'S7', status: 'known_affected' } as const;
    const terms = termsOf('security_alert', {
      sourceLanguage: 'en',
      title: {},
      summary: {},
      description: {},
      affectedProducts: [
        product,
        { ...product, version: '2', purl: 'pkg:generic/s7@2' },
        { vendor: '', product: 'Nameless', status: 'fixed' },
      ],
      vulnerabilities: [{ cve: 'CVE-2026-1' }, { cve: 'CVE-2026-1' }, {}],
      references: [],
      tags: ['A', 'a'],
      sectors: ['finance'],
    });
    expect(terms).toEqual([
      ...['kind:security_alert', 'tag:a', 'sector:finance', 'cve:CVE-2026-1'],
      ...['vendor:siemens', 'product:siemens/s7', 'product:s7', 'purl:pkg:generic/s7', 'product:nameless'],
    ]);
  });
});
