import { describe, expect, it } from '@jest/globals';
import { findGuidanceArticle } from '../articles.js';
import { charactersOfOtherScript } from '../chinese-scripts.js';
import { HEALTH_CHECK_ANSWERS } from './check.js';
import type { HealthCheckText } from './check.js';
import { HEALTH_CHECKS } from './health-check.js';

const MAX_WORDS_OF_A_QUESTION = 22;

const textsOf = (check: (typeof HEALTH_CHECKS)[number]): HealthCheckText[] => [
  check.title,
  ...check.areas.map(({ title }) => title),
  ...check.questions.map(({ text }) => text),
  ...check.advice.map(({ text }) => text),
];

describe('the health checks', () => {
  it('are for computers, mobile devices and websites, with eight to twelve questions each', () => {
    expect(HEALTH_CHECKS.map(({ id }) => id)).toEqual(['computers', 'mobile-devices', 'websites']);
    for (const { questions } of HEALTH_CHECKS) {
      expect(questions.length).toBeGreaterThanOrEqual(8);
      expect(questions.length).toBeLessThanOrEqual(12);
    }
  });

  it('use each id of a question, an area and an advice once', () => {
    for (const { questions, areas, advice } of HEALTH_CHECKS) {
      for (const ids of [questions, areas, advice].map((list) => list.map(({ id }) => id))) expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('lead from every answer to advice, and to every advice from some answer', () => {
    for (const { id, questions, advice } of HEALTH_CHECKS) {
      const reached = questions.flatMap((question) => HEALTH_CHECK_ANSWERS.map((answer) => question.advice[answer]));
      expect(reached).toHaveLength(questions.length * HEALTH_CHECK_ANSWERS.length);
      expect([id, [...new Set(reached)].sort()]).toEqual([id, advice.map((one) => one.id).sort()]);
    }
  });

  it('ask nothing to be done for what is good already, and something for "no" and for "don\'t know"', () => {
    for (const { questions, advice } of HEALTH_CHECKS) {
      const priorityOf = (id: string) => advice.find((one) => one.id === id)?.priority;
      for (const question of questions) {
        expect(priorityOf(question.advice.yes)).toBe('keep');
        expect(priorityOf(question.advice.no)).not.toBe('keep');
        expect(priorityOf(question.advice.dont_know)).not.toBe('keep');
      }
    }
  });

  it('put every question into an area of its check, and at least two questions into every area', () => {
    for (const { questions, areas } of HEALTH_CHECKS) {
      for (const { area } of questions) expect(areas.map(({ id }) => id)).toContain(area);
      for (const { id } of areas) expect(questions.filter(({ area }) => area === id).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('link every advice to an article that exists', () => {
    const links = HEALTH_CHECKS.flatMap(({ advice }) => advice.map(({ article }) => article));
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter((slug) => findGuidanceArticle(slug) === undefined)).toEqual([]);
  });

  it('speak each of the three languages, in its own script, in short questions', () => {
    for (const check of HEALTH_CHECKS) {
      for (const text of textsOf(check)) {
        for (const language of ['zh-Hant', 'zh-Hans'] as const) {
          expect(text[language]).toMatch(/\p{Script=Han}/u);
          expect([text[language], charactersOfOtherScript(text[language], language)]).toEqual([text[language], []]);
        }
        expect(text.en).toMatch(/^[\p{Script=Latin}\p{P}\s\d=]+$/u);
      }
      for (const { text } of check.questions) {
        expect(text.en.endsWith('?') && text['zh-Hant'].endsWith('？') && text['zh-Hans'].endsWith('？')).toBe(true);
        expect(text.en.split(' ').length).toBeLessThanOrEqual(MAX_WORDS_OF_A_QUESTION);
      }
    }
  });
});
