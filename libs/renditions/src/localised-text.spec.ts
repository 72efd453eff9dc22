import { describe, expect, it } from '@jest/globals';
import { anAdvisoryView } from '../../../test/fixtures/renditions/an-advisory-view.js';
import { chooseText, fallbackOf, isTranslationOutdated } from './localised-text.js';

describe('a text in several languages', () => {
  it('is shown in the wanted language, else in the source language, else not at all', () => {
    expect(chooseText({ en: 'a', 'zh-Hant': '甲' }, 'zh-Hant', 'en')).toEqual({ text: '甲', language: 'zh-Hant' });
    expect(chooseText({ en: 'a', 'zh-Hant': '  ' }, 'zh-Hant', 'en')).toEqual({ text: 'a', language: 'en' });
    expect(chooseText({ 'zh-Hant': '甲' }, 'zh-Hans', 'en')).toBeUndefined();
    expect(chooseText(undefined, 'en', 'en')).toBeUndefined();
  });

  it('counts as missing only where there is a text in the source language', () => {
    const [both, english] = [{ en: 'a', 'zh-Hans': '甲' }, { en: 'b' }];
    expect(fallbackOf([both, undefined, {}], 'zh-Hans', 'en')).toBe('none');
    expect(fallbackOf([both, english], 'zh-Hans', 'en')).toBe('some');
    expect(fallbackOf([english], 'zh-Hans', 'en')).toBe('all');
    expect(fallbackOf([english], 'en', 'en')).toBe('none');
  });
});

describe('a translation', () => {
  const translated = anAdvisoryView()
    .inThreeLanguages()
    .saying({ translatedAt: { 'zh-Hant': '2026-11-19T00:00:00Z' } });

  it('made before the first publication is not outdated by it', () => {
    expect(isTranslationOutdated(translated.build(), 'zh-Hant')).toBe(false);
  });

  it('not touched since before the first publication is outdated by an update', () => {
    expect(isTranslationOutdated(translated.updated().build(), 'zh-Hant')).toBe(true);
    expect(isTranslationOutdated(translated.updated().build(), 'en')).toBe(false);
    expect(isTranslationOutdated(translated.updated().build(), 'zh-Hans')).toBe(false);
  });

  it('is compared with the source text’s own instant, whatever its time zone, where that is recorded', () => {
    const at = (source: string, translation: string) =>
      isTranslationOutdated(
        anAdvisoryView()
          .saying({ translatedAt: { en: source, 'zh-Hant': translation } })
          .build(),
        'zh-Hant',
      );
    expect(at('2026-11-20T00:00:00Z', '2026-11-20T07:59:00+08:00')).toBe(true);
    expect(at('2026-11-20T00:00:00Z', '2026-11-20T08:00:00+08:00')).toBe(false);
  });
});
