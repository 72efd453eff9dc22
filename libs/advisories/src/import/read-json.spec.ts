import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { readJson } from './read-json.js';

const limits = { maxBytes: 1_000_000 };
const bytes = (text: string) => new TextEncoder().encode(text);

function issueOf(input: Uint8Array, maxBytes = limits.maxBytes): InputIssue | undefined {
  try {
    readJson(input, { maxBytes });
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'invalid') return error.issues[0];
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('reading JSON of strangers', () => {
  it('takes the last of equal keys, skips a byte order mark, and never touches a prototype', () => {
    expect(readJson(bytes('\uFEFF{"a":1,"a":2}'), limits)).toEqual({ a: 2 });
    expect(Object.getPrototypeOf(readJson(bytes('{"__proto__":{"x":1}}'), limits))).toBe(Object.prototype);
  });

  it.each([
    ['{"a":1,\n"b" 2}', 'line 2, column 5'],
    ['{"a":1,}', 'line 1, column 8'],
    ['{"aaaaaaaaaaaaaaa":1,\n"bbbbbbbbbbbbb":x, "c":2}', 'line 2, column 17'],
    ['{"a":\n[1,2', 'line 2, column 5'],
    ['', 'line 1, column 1'],
  ])('names the place of the error in %j', (text, place) => {
    expect(issueOf(bytes(text))).toMatchObject({ path: place, expected: 'JSON' });
  });

  it('refuses what is not UTF-8 and names the place, not fooled by a real U+FFFD', () => {
    const input = Buffer.concat([bytes('{"a":"\uFFFD",\n"b":"'), Buffer.from([0xe9]), bytes('"}')]);
    expect(issueOf(input)).toMatchObject({ path: 'line 2, column 6', expected: 'UTF-8' });
  });

  it('refuses nesting without end before it is parsed, but not brackets inside a text', () => {
    expect(issueOf(bytes('['.repeat(100_000)))).toMatchObject({ path: 'line 1, column 201', expected: 'at most 200 levels of nesting' });
    expect(issueOf(bytes(`["text", ${'['.repeat(100_000)}`))).toMatchObject({ path: 'line 1, column 209' });
    expect(readJson(bytes(JSON.stringify(['\\"[[{'.repeat(1000)])), limits)).toHaveLength(1);
  });

  it('refuses more bytes than it may read', () => {
    expect(issueOf(bytes('[1,2,3]'), 6)).toMatchObject({ expected: 'at most 6 bytes', received: '7 bytes' });
  });
});
