import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/core';
import { STATES, STEPS } from './advisory-state.js';
import { next, stepsFrom } from './advisory-workflow.js';

/** Every state × step, written out by hand beside the table; `-` is refused. */
const EXPECTED = `
             submit     return  publish    schedule   release    cancel_schedule  revise  withdraw   discard
draft        in_review  -       -          -          -          -                -       -          discarded
in_review    -          draft   published  scheduled  -          -                -       -          -
scheduled    -          -       -          -          published  in_review        -       -          -
published    -          -       -          -          -          -                draft   withdrawn  -
withdrawn    -          -       -          -          -          -                -       -          -
discarded    -          -       -          -          -          -                -       -          -
`;
const [heading = '', ...lines] = EXPECTED.trim().split('\n');
const steps = heading.trim().split(/\s+/);
const cells = lines.flatMap((line) => {
  const [state = '', ...reached] = line.trim().split(/\s+/);
  return reached.map((to, index) => ({ state, step: steps[index] ?? '', to }));
});

describe('the workflow', () => {
  it('is written out completely', () => {
    expect(cells).toHaveLength(STATES.length * STEPS.length);
    expect([...new Set(cells.map(({ state }) => state))]).toEqual([...STATES]);
    expect(steps).toEqual([...STEPS]);
  });

  it.each(cells)('from $state by $step leads to $to', ({ state, step, to }) => {
    const [from] = STATES.filter((each) => each === state);
    const [by] = STEPS.filter((each) => each === step);
    if (from === undefined || by === undefined) throw new Error('no such cell');
    if (to !== '-') expect(next(by, from)).toBe(to);
    else expect(codeOf(() => next(by, from))).toBe('WRONG_STATE');
  });

  it('says what is possible now', () => {
    expect(() => next('publish', 'scheduled')).toThrow(
      'It is scheduled, so "publish" is not possible; possible now: release, cancel_schedule.',
    );
    expect(() => next('revise', 'withdrawn')).toThrow('nothing is possible any more');
    expect(stepsFrom('draft')).toEqual(['submit', 'discard']);
  });
});

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'none';
  } catch (error) {
    return error instanceof DomainError ? error.code : 'another error';
  }
}
