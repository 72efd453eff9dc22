import { describe, expect, it } from '@jest/globals';
import { HEALTH_CHECK_ANSWERS } from './check.js';
import type { HealthCheckAnswer } from './check.js';
import { adviceFor, text } from './check-builder.js';
import { HEALTH_CHECKS } from './health-check.js';
import { scoreHealthCheck } from './score-health-check.js';
import type { HealthCheckAnswers } from './score-health-check.js';

const some = text('text', '文字', '文字');
const question = (id: string, area: string, weight: 1 | 2 | 3, priority: 'now' | 'soon' | 'later') => ({
  id,
  area,
  weight,
  priority,
  article: 'updates',
  text: some,
  todo: some,
});
const check = adviceFor({
  id: 'small',
  title: some,
  review: { text: some, article: 'updates' },
  areas: [
    { id: 'a', title: some, keep: some, article: 'updates' },
    { id: 'b', title: some, keep: some, article: 'updates' },
  ],
  questions: [
    question('light', 'a', 1, 'now'),
    question('heavy', 'a', 3, 'now'),
    question('last', 'b', 2, 'later'),
    question('next', 'b', 2, 'soon'),
  ],
});
const everything = (answer: HealthCheckAnswer, questions = check.questions): HealthCheckAnswers =>
  Object.fromEntries(questions.map(({ id }) => [id, answer]));

describe('the score of a health check', () => {
  it('counts by weight, by area and in all', () => {
    const result = scoreHealthCheck(check, { light: 'no', heavy: 'yes', last: 'yes', next: 'no' });
    expect(result.areas.map(({ area, percent }) => [area.id, percent])).toEqual([
      ['a', 75],
      ['b', 50],
    ]);
    expect(result.percent).toBe(63);
  });

  it('is 100 when all is well, and 0 when nothing is', () => {
    for (const real of HEALTH_CHECKS) {
      expect(scoreHealthCheck(real, everything('yes', real.questions)).percent).toBe(100);
      expect(scoreHealthCheck(real, everything('no', real.questions)).percent).toBe(0);
    }
  });

  it('counts "don\'t know" like "no", because nobody can rely on it', () => {
    expect(scoreHealthCheck(check, { light: 'dont_know', heavy: 'yes' }).percent).toBe(75);
  });

  it('leaves out what does not apply and what was not answered', () => {
    const result = scoreHealthCheck(check, { light: 'does_not_apply', heavy: 'yes' });
    expect(result.percent).toBe(100);
    expect(result.areas.map(({ percent }) => percent)).toEqual([100, undefined]);
    expect(result.unanswered).toEqual(['last', 'next']);
    expect(scoreHealthCheck(check, {}).percent).toBeUndefined();
  });
});

describe('the steps after a health check', () => {
  it('come most urgent first, within one urgency the heavier first, and say which answer led to them', () => {
    const { steps } = scoreHealthCheck(check, everything('dont_know'));
    expect(steps.map(({ id }) => id)).toEqual(['heavy', 'light', 'next', 'last']);
    expect(steps[0]?.because).toEqual([{ question: 'heavy', answer: 'dont_know' }]);
  });

  it('name what to keep once per area, after all that is to be done', () => {
    const { steps } = scoreHealthCheck(check, { light: 'yes', heavy: 'yes', last: 'no', next: 'does_not_apply' });
    expect(steps.map(({ id }) => id)).toEqual(['last', 'keep-a', 'review']);
    expect(steps[1]?.because).toHaveLength(2);
  });

  it('are there for every answer to every question', () => {
    for (const real of HEALTH_CHECKS) {
      for (const { id } of real.questions) {
        for (const answer of HEALTH_CHECK_ANSWERS) expect(scoreHealthCheck(real, { [id]: answer }).steps).toHaveLength(1);
      }
    }
  });

  it('are refused for a question or an answer that does not exist', () => {
    const score = (answers: unknown) => () => scoreHealthCheck(check, answers as HealthCheckAnswers);
    expect(score({ nonsense: 'yes' })).toThrow(
      expect.objectContaining({ kind: 'invalid', issues: [expect.objectContaining({ path: 'nonsense' })] }),
    );
    expect(score({ light: 'perhaps' })).toThrow(
      expect.objectContaining({ issues: [{ path: 'light', expected: 'one of yes, no, dont_know, does_not_apply', received: 'perhaps' }] }),
    );
  });
});
