import { describe, expect, it } from '@jest/globals';
import type { Language } from '#libs/advisories';
import { LANGUAGES } from '#libs/advisories';
import { ACCOUNT_WORDING_ZH_HANS } from './account-wording.zh-hans.js';
import { ACCOUNT_WORDING_ZH_HANT } from './account-wording.zh-hant.js';
import { wordingFor } from './wording-for.js';

// Characters that exist in one script only, of those that our subject needs most.
const TRADITIONAL_ONLY = /[們來個為這請發過還與應該點擊連結訊號碼電郵戶網絡資訊補償險說嚴級類別編錄註釋誤確認經濟構機專業產]/u;
const SIMPLIFIED_ONLY = /[们来个为这请发过还与应该点击连结讯号码电邮户网络资补险说严级类别编录误确认经构机专业产]/u;

/** The same in each language by purpose. */
const MAY_BE_EQUAL = new Set(['languageNames.zh-Hant', 'facts.cves', 'facts.cnvd']);

/** Every text of a wording by its path; functions are called with letters, so that what they say around them is seen. */
function textsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return textsOf((value as (...args: unknown[]) => unknown)('7', 'b', 'c'), path);
  if (Array.isArray(value)) return [[path, value.join('\n')]];
  return Object.entries(value as object).flatMap(([key, part]) => textsOf(part, path === '' ? key : `${path}.${key}`));
}

function texts(language: Language): Map<string, string> {
  return new Map(textsOf(wordingFor(language)));
}

describe('the words of alerts', () => {
  it.each(LANGUAGES)('are all there in %s and none is empty', (language) => {
    expect([...texts(language).keys()].sort()).toEqual([...texts('en').keys()].sort());
    expect(texts(language).size).toBeGreaterThan(70);
    expect([...texts(language)].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(['zh-Hant', 'zh-Hans'] as const)('are not left in English in %s', (language) => {
    const english = texts('en');
    const same = [...texts(language)].filter(
      ([path, text]) => english.get(path) === text && !MAY_BE_EQUAL.has(path) && /[a-z]{3}/.test(text),
    );
    expect(same).toEqual([]);
  });

  it('do not mix the two scripts', () => {
    const accountText = (wording: object) => Object.values(wording).map(String).join('\n');
    const hans = [...texts('zh-Hans').values(), accountText(ACCOUNT_WORDING_ZH_HANS)].join('\n');
    const hant = [...texts('zh-Hant').values(), accountText(ACCOUNT_WORDING_ZH_HANT)].join('\n');
    const mixed = (text: string, foreign: RegExp) => text.match(new RegExp(foreign, 'gu')) ?? [];
    expect(mixed(hans, TRADITIONAL_ONLY)).toEqual([]);
    expect(mixed(hant, SIMPLIFIED_ONLY)).toEqual([]);
  });

  it('are edited and not converted: the mainland’s own terms stand where Hong Kong has others', () => {
    const [hant, hans] = [texts('zh-Hant'), texts('zh-Hans')];
    expect([hant.get('signIn'), hans.get('signIn')]).toEqual(['登入閱覽', '登录查看']);
    expect([hant.get('sections.indicators'), hans.get('sections.indicators')]).toEqual(['入侵指標', '失陷指标']);
    expect([hant.get('unsubscribe'), hans.get('unsubscribe')]).toEqual(['取消訂閱', '退订']);
  });

  it('never translate a label', () => {
    for (const language of LANGUAGES)
      expect([...texts(language).values()].join('\n')).not.toMatch(/紅色|綠色|红色|绿色|琥珀|GREEN|AMBER|RED\b/);
  });
});
