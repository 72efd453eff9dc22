import { describe, expect, it } from '@jest/globals';
import { indexOf } from './advisory-index.js';
import type { AdvisoryContent } from './content.js';

const content: AdvisoryContent = {
  sourceLanguage: 'en',
  title: { en: 'Title', 'zh-Hant': '標題' },
  summary: { en: 'Summary' },
  description: { en: 'Description' },
  recommendation: [{ en: 'Do this' }],
  affectedProducts: [
    { vendor: 'Siemens', product: 'S7', status: 'known_affected' },
    { vendor: 'Siemens', product: 'S7', version: '2', status: 'fixed' },
  ],
  vulnerabilities: [{ cve: 'CVE-2026-1', ids: [{ system: 'CNVD', value: 'CNVD-2026-1' }] }, { cve: 'CVE-2026-1' }],
  indicators: [{ type: 'domain', value: 'secret.example', comment: 'secret comment' }],
  references: [],
  tags: ['Tag'],
  sectors: [],
};

describe('what an advisory is found by', () => {
  it('has its ids and titles first, in every language', () => {
    const index = indexOf('HL-2026-000001', 'security_alert', content);
    expect(index.searchA.split('\n')).toEqual(['HL-2026-000001', 'Title', '標題', 'CVE-2026-1', 'CNVD-2026-1']);
    expect(index).toMatchObject({ cves: ['CVE-2026-1'], vendors: ['Siemens'], products: ['S7'], tags: ['Tag'] });
    expect(index.searchC).toContain('Do this');
  });

  it('never holds an indicator, which may have narrower readers', () => {
    expect(JSON.stringify(indexOf('HL-2026-000001', 'security_alert', content))).not.toContain('secret');
  });

  it('is cut to what a search index holds', () => {
    const long = { ...content, description: { en: '漏'.repeat(200_000) } };
    expect(indexOf('HL-2026-000001', 'security_alert', long).searchD.length).toBeLessThanOrEqual(40_000);
  });
});
