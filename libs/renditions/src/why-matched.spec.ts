import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#libs/advisories';
import type { MatchReason } from './why-matched.js';
import { MATCH_CRITERIA, whyMatched } from './why-matched.js';

const VALUES: Partial<Record<MatchReason['criterion'], string>> = { kind: 'threat_report', severity: 'high', sector: 'finance' };
const ALL: readonly MatchReason[] = MATCH_CRITERIA.map((criterion) => ({ criterion, value: VALUES[criterion] ?? 'Siemens' }));

describe('why an alert came', () => {
  it('is said in words', () => {
    expect(whyMatched(ALL, 'en')).toEqual([
      'kind: Threat report',
      'severity: High or above',
      'tag: Siemens',
      'sector: Finance',
      'vendor: Siemens',
      'product: Siemens',
      'package: Siemens',
      'platform (CPE): Siemens',
      'CVE: Siemens',
      'keyword: Siemens',
      'known to be exploited',
      'your subscription takes every advisory',
    ]);
  });

  it('is said in the language of the reader', () => {
    expect(
      whyMatched(
        [
          { criterion: 'severity', value: 'critical' },
          { criterion: 'sector', value: 'finance' },
        ],
        'zh-Hant',
      ),
    ).toEqual(['嚴重程度：極高', '界別：金融']);
    expect(whyMatched([{ criterion: 'severity', value: 'high' }, { criterion: 'exploited' }], 'zh-Hans')).toEqual([
      '严重级别：高危及以上',
      '已知在野利用',
    ]);
    for (const language of LANGUAGES) expect(new Set(whyMatched(ALL, language)).size).toBe(MATCH_CRITERIA.length);
  });

  it('shows a value that we have no word for as it came, and each reason once', () => {
    const reasons: MatchReason[] = [
      { criterion: 'sector', value: 'space' },
      { criterion: 'kind', value: 'rumour' },
      { criterion: 'severity', value: 'odd' },
    ];
    expect(whyMatched([...reasons, ...reasons], 'en')).toEqual(['sector: space', 'kind: rumour', 'severity: odd']);
  });

  it('is one short line, whatever the subscriber wrote', () => {
    const [said = ''] = whyMatched([{ criterion: 'keyword', value: `a\r\nTLP:CLEAR\u202E${'x'.repeat(500)}` }], 'en');
    expect(said).toMatch(/^keyword: a TLP:CLEARx+…$/);
    expect(said.length).toBeLessThan(140);
  });
});
