import { describe, expect, it } from '@jest/globals';
import type { GuidanceText } from './guidance-article.js';
import { assertChecked, textIssues } from './guidance-input.js';

const STEP = { action: 'Do it', why: 'Because', link: { text: 'How', target: 'step:1' } };
const TEXT: GuidanceText = {
  title: 'A task',
  summary: 'In short.',
  forWhom: 'Everybody.',
  first: [STEP, STEP, STEP],
  steps: [{ title: 'Phone', body: 'Open [it](article:phishing).' }],
  check: 'It works.',
  ifWrong: 'Ask.',
  checklist: ['Done'],
};

describe('what keeps an article from being published', () => {
  it('is nothing where all is written', () => {
    expect(textIssues(TEXT, 'en')).toEqual([]);
  });

  it('names the part that a broken link stands in, each link by itself', () => {
    const broken = {
      ...TEXT,
      first: [STEP, { ...STEP, link: { text: 'How', target: 'nowhere' } }, STEP],
      steps: [{ title: 'Phone', body: '[a](foo:bar)' }],
      check: '[b](x) [c](y)',
    };
    expect(textIssues(broken, 'en').map(({ path, received }) => [path, received])).toEqual([
      ['en.first.1.link.target', 'nowhere'],
      ['en.steps.0.body', 'foo:bar'],
      ['en.check', 'x'],
      ['en.check', 'y'],
    ]);
  });
});

describe('the day on which facts were checked', () => {
  const now = new Date('2026-11-29T11:00:00Z');

  it.each(['2026-11-30', '2026-11-29', undefined])('may be %s: it has begun somewhere', (day) => {
    expect(() => {
      assertChecked(day, now);
    }).not.toThrow();
  });

  it.each(['2026-12-01', '9999-12-31'])('is never %s', (day) => {
    expect(() => {
      assertChecked(day, now);
    }).toThrow();
  });
});
