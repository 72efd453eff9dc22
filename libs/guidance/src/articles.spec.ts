import { describe, expect, it } from '@jest/globals';
import type { Language } from '#libs/advisories';
import { renderMarkdown } from '#libs/renditions';
import { findGuidanceArticle, guidanceArticles } from './articles.js';
import { charactersOfOtherScript } from './chinese-scripts.js';
import type { GuidanceText } from './guidance-article.js';
import { GUIDANCE_AUDIENCES } from './guidance-article.js';
import { guidanceTargets, parseGuidanceTarget, resolveGuidanceLinks } from './guidance-links.js';

const LANGUAGES: readonly Language[] = ['en', 'zh-Hant', 'zh-Hans'];
const MAX_WORDS = 650;
const MAX_CHINESE_CHARACTERS = 1_300;
const MAX_WORDS_PER_SENTENCE = 30;
const MAX_MEAN_WORDS_PER_SENTENCE = 13;

const everyText = () =>
  guidanceArticles().flatMap(({ slug, texts }) => LANGUAGES.map((language) => ({ slug, language, text: texts[language] })));
const bodiesOf = (text: GuidanceText) => [text.summary, text.forWhom, ...text.steps.map(({ body }) => body), text.check, text.ifWrong];
const wholeOf = (text: GuidanceText) =>
  [
    text.title,
    ...bodiesOf(text),
    ...text.first.flatMap(({ action, why, link }) => [action, why, link.text]),
    ...text.steps.map(({ title }) => title),
    ...text.checklist,
  ].join('\n');
const sentencesOf = (text: string) =>
  text
    .replaceAll(/`[^`]*`/g, 'code')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .split(/[.?!:;]\s|\n/)
    .map((sentence) => sentence.split(/\s+/).filter((word) => /[a-z]/i.test(word)).length)
    .filter((words) => words > 0);

describe('the guidance articles', () => {
  it('are at least twenty, and every audience finds at least three', () => {
    expect(guidanceArticles().length).toBeGreaterThanOrEqual(20);
    for (const audience of GUIDANCE_AUDIENCES) {
      expect(guidanceArticles().filter(({ audiences }) => audiences.includes(audience)).length).toBeGreaterThanOrEqual(3);
    }
  });

  it('have three first steps, steps, a check, a way out and a checklist in each of the three languages', () => {
    for (const { text } of everyText()) {
      expect(text.first).toHaveLength(3);
      expect(text.steps.length).toBeGreaterThan(0);
      expect(text.checklist.length).toBeGreaterThanOrEqual(3);
      for (const body of bodiesOf(text)) expect(body).not.toBe('');
    }
  });

  it('have the same parts in every language, so that a step is found at the same place', () => {
    for (const { slug, texts } of guidanceArticles()) {
      const shape = (language: Language) => {
        const text = texts[language];
        return [slug, text.steps.length, text.checklist.length, ...text.first.map(({ link }) => link.target)];
      };
      expect(shape('zh-Hant')).toEqual(shape('en'));
      expect(shape('zh-Hans')).toEqual(shape('en'));
    }
  });

  it('hold no HTML and no image, and every link in them becomes a link on the page', () => {
    for (const { slug, language, text } of everyText()) {
      expect([slug, language, /<[a-z/!]|!\[/i.test(wholeOf(text))]).toEqual([slug, language, false]);
      for (const body of bodiesOf(text)) {
        const html = renderMarkdown(
          resolveGuidanceLinks(body, (target) => (target.kind === 'external' ? target.url : 'https://example.org/here')),
        );
        expect(html.split('<a href=').length - 1).toBe(guidanceTargets(body).length);
      }
    }
  });

  it('lead on from every page: an article or a page of the portal when it went wrong', () => {
    for (const { slug, language, text } of everyText()) {
      const targets = guidanceTargets(text.ifWrong).map((target) => parseGuidanceTarget(target)?.kind);
      expect([slug, language, targets.some((kind) => kind === 'page' || kind === 'article')]).toEqual([slug, language, true]);
    }
  });

  it('are short enough to be read in a few minutes, in short sentences', () => {
    for (const { slug, texts } of guidanceArticles()) {
      const sentences = sentencesOf(wholeOf(texts.en));
      const words = sentences.reduce((sum, count) => sum + count, 0);
      expect([slug, words]).toEqual([slug, Math.min(words, MAX_WORDS)]);
      expect([slug, Math.max(...sentences)]).toEqual([slug, Math.min(Math.max(...sentences), MAX_WORDS_PER_SENTENCE)]);
      expect([slug, words / sentences.length < MAX_MEAN_WORDS_PER_SENTENCE]).toEqual([slug, true]);
      for (const language of ['zh-Hant', 'zh-Hans'] as const) {
        const characters = wholeOf(texts[language]).match(/\p{Script=Han}/gu)?.length ?? 0;
        expect([slug, language, characters > 100 && characters <= MAX_CHINESE_CHARACTERS]).toEqual([slug, language, true]);
      }
    }
  });

  it('keep the two Chinese scripts apart', () => {
    const strays = everyText().flatMap(({ slug, language, text }) =>
      charactersOfOtherScript(wholeOf(text), language).map((character) => `${slug} ${language} ${character}`),
    );
    expect(strays).toEqual([]);
  });

  it('speak to readers in Hong Kong and on the mainland in their own words: the one is no conversion of the other', () => {
    const foreignWords: Partial<Record<Language, RegExp>> = {
      'zh-Hant': /軟體|網路|簡訊|默認|短信|賬號|賬戶|信息|鏈接|智慧型|印表機|文件夾|服務器/,
      'zh-Hans': /伺服器|短讯|登入|帐户|帐号|应用程式|程式|萤幕|连结|资讯|档案|遥距|戶口|修补程式|列印/,
    };
    const strays = everyText().flatMap(({ slug, language, text }) => {
      const found = foreignWords[language]?.exec(wholeOf(text));
      return found === null || found === undefined ? [] : [`${slug} ${language} ${found[0]}`];
    });
    expect(strays).toEqual([]);
  });

  it('are found by slug, and what is not there is not found', () => {
    expect(findGuidanceArticle('email-account-broken-into')?.texts['zh-Hant'].title).toContain('電郵帳戶');
    expect(findGuidanceArticle('no-such-article')).toBeUndefined();
  });

  it('are all reached from another article', () => {
    const linked = new Set(guidanceArticles().flatMap(({ related }) => related));
    expect(
      guidanceArticles()
        .filter(({ slug }) => !linked.has(slug))
        .map(({ slug }) => slug),
    ).toEqual([]);
  });
});

describe('the check for the other Chinese script', () => {
  it('finds a stray character in each direction and leaves English alone', () => {
    expect(charactersOfOtherScript('更改密碼', 'zh-Hans')).toEqual(['碼']);
    expect(charactersOfOtherScript('更改密码', 'zh-Hant')).toEqual(['码']);
    expect(charactersOfOtherScript('密碼 密码', 'en')).toEqual([]);
  });
});
