import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { inOrder } from './in-order.js';
import { KeyedTurns } from './keyed-turns.js';

async function* numbers(count: number): AsyncGenerator<number> {
  for (let number = 1; number <= count; number += 1) yield await Promise.resolve(number);
}

describe('work in order', () => {
  it('is done a few at a time, and its results come in the order of the inputs', async () => {
    let [now, most] = [0, 0];
    const results: number[] = [];
    const work = async (number: number) => {
      most = Math.max(most, (now += 1));
      await sleep(number % 3);
      now -= 1;
      return number;
    };
    for await (const result of inOrder(numbers(10), work, 3)) results.push(result);
    expect([results, most]).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3]);
  });

  it('has ended before its failure is told', async () => {
    let now = 0;
    const work = async (number: number) => {
      now += 1;
      await sleep(number);
      now -= 1;
      if (number === 2) throw new Error('the second fails');
    };
    const all = async () => {
      for await (const result of inOrder(numbers(10), work, 5)) expect(result).toBeUndefined();
    };
    await expect(all()).rejects.toThrow('the second fails');
    expect(now).toBe(0);
  });
});

describe('keyed turns', () => {
  it('keep the order of what shares a key, after a failure too, and let everything else go on', async () => {
    const turns = new KeyedTurns();
    const said: string[] = [];
    const say = (words: string, ms: number) => async () => {
      await sleep(ms);
      said.push(words);
      if (words === 'b1') throw new Error(words);
    };
    await Promise.allSettled([
      turns.take(['a'], say('a1', 30)),
      turns.take(['a', 'b'], say('b1', 1)),
      turns.take(['b'], say('b2', 1)),
      turns.take(['c'], say('c1', 1)),
    ]);
    expect(said).toEqual(['c1', 'a1', 'b1', 'b2']);
  });
});
