import { describe, expect, it } from '@jest/globals';
import { Kept } from './kept.js';

describe('what is kept for a while', () => {
  it('is made once for all who ask at once', async () => {
    const kept = new Kept<number>(10, 1_000);
    let made = 0;
    const make = () => Promise.resolve(++made);
    expect(await Promise.all([kept.get('a', make), kept.get('a', make), kept.get('b', make)])).toEqual([1, 1, 2]);
  });

  it('is not kept when it could not be made', async () => {
    const kept = new Kept<string>(10, 1_000);
    await expect(kept.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await kept.get('a', () => Promise.resolve('yes'))).toBe('yes');
  });

  it('goes when its time is up, and the oldest when there are too many', async () => {
    const brief = new Kept<string>(10, 0);
    await brief.get('a', () => Promise.resolve('first'));
    expect(await brief.get('a', () => Promise.resolve('second'))).toBe('second');
    const few = new Kept<string>(1, 1_000);
    await few.get('a', () => Promise.resolve('a'));
    await few.get('b', () => Promise.resolve('b'));
    expect(await few.get('a', () => Promise.resolve('a again'))).toBe('a again');
  });
});
