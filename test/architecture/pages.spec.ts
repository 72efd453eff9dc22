import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const FOLDER = 'apps/web/app/i18n/messages';
const OTHERS = ['tc', 'sc'] as const;

function textsOf(locale: string): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (path: string, value: unknown) => {
    if (typeof value === 'string') texts.set(path, value);
    else for (const [key, inner] of Object.entries(value as Record<string, unknown>)) walk(`${path}.${key}`, inner);
  };
  for (const file of readdirSync(`${FOLDER}/${locale}`)) walk(file, JSON.parse(readFileSync(`${FOLDER}/${locale}/${file}`, 'utf8')));
  return texts;
}

const HALFWIDTH = /\p{Script=Han}[,;:!?(]|[,;:!?)]\p{Script=Han}/u;

/** The names of an ICU message's arguments, and the tags that it wraps. */
function argumentsOf(message: string): string[] {
  return [...message.matchAll(/\{\s*(\w+)\s*(?:\}|,\s*(?:plural|select|selectordinal|number|date|time)\b)|<(\w+)>/gu)]
    .map(([, argument, tag]) => argument ?? tag ?? '')
    .sort();
}

describe('the texts of the pages', () => {
  const english = textsOf('en');

  it('are there in three languages', () => {
    expect(english.size).toBeGreaterThan(60);
    for (const locale of OTHERS) expect([...textsOf(locale).keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('are punctuated as Chinese is written: no halfwidth sign beside a Chinese character', () => {
    const wrong = OTHERS.flatMap((locale) => [...textsOf(locale)].filter(([, text]) => HALFWIDTH.test(text)));
    expect(wrong).toEqual([]);
  });

  it('take the same arguments in each', () => {
    const wrong = OTHERS.flatMap((locale) =>
      [...textsOf(locale)].filter(([key, text]) => {
        const wanted = new Set(argumentsOf(english.get(key) ?? ''));
        const given = new Set(argumentsOf(text));
        return wanted.size !== given.size || [...wanted].some((each) => !given.has(each));
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('never translate a TLP label', () => {
    const labels = (text: string) => [...text.matchAll(/TLP:[A-Z+]+/gu)].map(([label]) => label).sort();
    for (const locale of OTHERS)
      for (const [key, text] of textsOf(locale)) expect([key, labels(text)]).toEqual([key, labels(english.get(key) ?? '')]);
  });
});
