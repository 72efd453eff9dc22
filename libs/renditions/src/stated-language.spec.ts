import { describe, expect, it } from '@jest/globals';
import type { ContentSource } from '#libs/advisories';
import { statedLanguage } from './stated-language.js';

const source = (format: ContentSource['format'], language?: string): ContentSource => ({
  ...{ format, publisher: 'Acme', publisherNamespace: 'https://acme.example', trackingId: '1', version: '1' },
  ...{ initialReleaseDate: '', currentReleaseDate: '', language },
});

describe('the language of a text', () => {
  it.each([
    ['de', 'de'],
    ['de-CH', 'de-CH'],
    ['de-CH-1996', 'de'],
    ['en-US', 'en-US'],
    ['x-klingon', undefined],
    [undefined, undefined],
  ])('of a source that says %j is %j', (tag, expected) => {
    expect(statedLanguage({ source: source('csaf', tag), sourceLanguage: 'en' }, 'en')).toBe(expected);
  });

  it('is ours for our own texts and translations, and what STIX says where it is silent', () => {
    expect(statedLanguage({ sourceLanguage: 'en' }, 'en')).toBe('en');
    expect(statedLanguage({ source: source('csaf', 'de'), sourceLanguage: 'en' }, 'zh-Hant')).toBe('zh-Hant');
    expect(statedLanguage({ source: source('csaf', 'zh-cmn-Hant-TW'), sourceLanguage: 'zh-Hant' }, 'zh-Hant')).toBe('zh-Hant');
    expect(statedLanguage({ source: source('stix'), sourceLanguage: 'en' }, 'en')).toBe('en');
    expect(statedLanguage({ source: source('misp'), sourceLanguage: 'en' }, 'en')).toBeUndefined();
  });
});
