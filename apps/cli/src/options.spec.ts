import { describe, expect, it } from '@jest/globals';
import { instantOption, labelOption, listOption, wholeNumberOption } from './options.js';

describe('the options of commands', () => {
  it('take a list with commas, and nothing between two of them is no part', () => {
    expect(listOption('read, write,,subscribe ')).toEqual(['read', 'write', 'subscribe']);
    expect(listOption('')).toEqual([]);
  });

  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T12:00Z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T12:00:00.5+08:00', '2026-01-31T04:00:00.500Z'],
  ])('take %s as an instant', (text, instant) => {
    expect(instantOption(text)).toBe(instant);
  });

  it.each(['yesterday', '2026-01-31T12:00:00', '2026-13-01', '31.1.2026', '2026', ''])(
    'refuse "%s" as an instant: it has no offset, or is none',
    (text) => {
      expect(() => instantOption(text)).toThrow('2026-01-31T12:00:00+08:00');
    },
  );

  it('take a label in any spelling, and no other word', () => {
    expect(labelOption('tlp:amber+strict')).toBe('AMBER+STRICT');
    expect(labelOption('WHITE')).toBe('CLEAR');
    expect(() => labelOption('PURPLE')).toThrow('CLEAR, GREEN, AMBER, AMBER+STRICT, RED');
  });

  it('take a whole number alone', () => {
    expect(wholeNumberOption('90')).toBe(90);
    for (const text of ['-1', '1.5', '1e3', 'ten', '']) expect(() => wholeNumberOption(text)).toThrow('whole number');
  });
});
