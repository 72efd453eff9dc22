import { expect, it } from '@jest/globals';
import type { AdvisoryContent } from './content.js';
import { withTranslationTimes } from './translations.js';

const base: AdvisoryContent = {
  sourceLanguage: 'en',
  title: { en: 'A', 'zh-Hant': '甲' },
  summary: { en: 'B', 'zh-Hant': '乙' },
  description: { en: 'C', 'zh-Hant': '丙' },
  affectedProducts: [],
  vulnerabilities: [],
  references: [],
  tags: [],
  sectors: [],
};
const monday = new Date('2026-01-05T00:00:00Z');
const tuesday = new Date('2026-01-06T00:00:00Z');
const first = withTranslationTimes(base, undefined, monday);

it('a language is dated when its texts change, and only then', () => {
  expect(first.translatedAt).toEqual({ en: monday.toISOString(), 'zh-Hant': monday.toISOString() });
  const changed = withTranslationTimes({ ...base, title: { ...base.title, en: 'A2' } }, first, tuesday);
  expect(changed.translatedAt).toEqual({ en: tuesday.toISOString(), 'zh-Hant': monday.toISOString() });
});

it('an author may state that a translation still holds, but not beforehand', () => {
  const stated = (at: string) =>
    withTranslationTimes({ ...base, translatedAt: { 'zh-Hant': at } }, first, tuesday).translatedAt?.['zh-Hant'];
  expect(stated('2026-01-05T12:00:00Z')).toBe('2026-01-05T12:00:00Z');
  expect(stated('2027-01-01T00:00:00Z')).toBe(monday.toISOString());
});
