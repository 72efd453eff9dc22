import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { costRefusal } from './cost-of-variables.js';
import { LIMITS } from './limits.js';

const schema = buildSchema('type Query { items(first: Int): [Item!] } type Item { a: Int items(first: Int): [Item!] }');
const nested = parse('query ($n: Int = 1, $m: Int) { items(first: $n) { a items(first: $m) { a items(first: $n) { a } } } }');

describe('the cost of a document with its variables', () => {
  it('is asked for each size of a page anew, whatever was found cheap before', () => {
    const [cheap, dear] = [
      { n: 1, m: 1 },
      { n: LIMITS.maxCost, m: 1 },
    ];
    for (const [variables, isRefused] of [
      [cheap, false],
      [dear, true],
      [cheap, false],
      [{ n: 1, m: LIMITS.maxCost }, true],
      [{}, false],
      [{ m: LIMITS.maxCost }, true],
      [dear, true],
    ] as const)
      expect([variables, costRefusal(schema, nested, variables) !== undefined]).toEqual([variables, isRefused]);
  });

  it('takes a default for what is left out, and for nothing that was given', () => {
    const large = parse(`query ($n: Int = ${LIMITS.maxCost}) { items(first: $n) { a } }`);
    expect(costRefusal(schema, large, { n: null })).toBeUndefined();
    expect(costRefusal(schema, large, { n: 1 })).toBeUndefined();
    expect(costRefusal(schema, large, {})).toBeDefined();
  });
});
