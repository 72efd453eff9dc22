import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/core';
import { isCommonPassword } from './common-passwords.js';
import { COMMON_SENTENCES, COMMON_WALKS, COMMON_WORDS } from './common-words.js';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, requireGoodPassword } from './password-rules.js';

const CONTEXT = ['ada.chan@bank.example', 'Ada Chan', 'Harbour Bank'];

function expectation(password: string): string | undefined {
  try {
    requireGoodPassword(password, CONTEXT);
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(JSON.stringify(error)).not.toContain(password);
    return error.issues[0]?.expected;
  }
}

describe('a password', () => {
  it.each([
    'a quiet corner of the reading room',
    'seven lanterns over a quiet quay',
    'Tr0ub4dor&3 and a half',
    'zVq9-mm2L-xx81-Pw0',
    '海港城的夜晚有七盞燈籠照著安靜的碼頭',
    'my hovercraft is full of eels',
    ' leading and trailing blanks count ',
    'kumquat-trampoline-9',
  ])('may be %j', (password) => {
    expect(expectation(password)).toBeUndefined();
  });

  it('has at least 15 characters, counted as people count, and at most 256', () => {
    expect(expectation('xkwq-mvzt-pbnr')).toBe('at least 15 characters');
    expect(expectation('🦊🐙🦉🐝🦋🐢🐬')).toBe('at least 15 characters');
    expect(expectation('🦊🐙🦉🐝🦋🐢🐬🦔🐌🦜🦩🐧🦭🐳🦑')).toBeUndefined();
    expect(expectation('xkwq-mvzt-pbnr-'.repeat(18))).toBe('at most 256 characters');
    expect([MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH]).toEqual([15, 256]);
  });

  it.each([
    'passwordpassword',
    'Password12345678',
    'P@ssw0rdP@ssw0rd!',
    'qwertyuiopasdfgh',
    '1q2w3e4r5t6y7u8i9o',
    '123456789012345',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    'iloveyou-iloveyou',
    'letmein_letmein_letmein',
    'correct horse battery staple',
    'Summer2024!Summer2024!',
    'dragon.monkey.2026',
    'trustno1trustno1',
    'zyxwvutsrqponmlk',
    'ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ',
  ])('is common as %j', (password) => {
    expect(expectation(password)).toBe('a password that is not commonly used');
  });

  it.each(['Harbourlight-2026!', 'ada.chan@bank.example', 'adachan-harbour-b', 'HARBOUR BANK chan 77', 'bank.example#2027'])(
    'is not what everyone knows of the account: %j',
    (password) => {
      expect(expectation(password)).toMatch(/^a password that is not/);
    },
  );

  it('is refused in well over 10,000 ways of putting common words together', () => {
    const words = COMMON_WORDS.filter((word) => word.length >= 7);
    const pairs = words.flatMap((one) => words.map((two) => `${one}${two}`)).filter((pair) => pair.length >= MIN_PASSWORD_LENGTH);
    const numbered = words
      .flatMap((word) => ['1234567890', '2026!2026!', '_19841984_'].map((tail) => `${word}${word}${tail}`))
      .filter((each) => each.length >= 15);
    const tripled = COMMON_WORDS.map((word) => word.repeat(Math.ceil(MIN_PASSWORD_LENGTH / word.length)));
    const listed = [...pairs, ...numbered, ...tripled, ...COMMON_SENTENCES, ...COMMON_WALKS];
    expect(new Set(listed).size).toBeGreaterThan(20_000);
    expect(listed.filter((password) => !isCommonPassword(password))).toEqual([]);
  });

  it('is judged without going through every combination, also at its greatest length', () => {
    const from = performance.now();
    for (const part of ['a', 'ab', 'password', 'qwertz', '1', 'x1'])
      isCommonPassword(part.repeat(MAX_PASSWORD_LENGTH).slice(0, MAX_PASSWORD_LENGTH - 1) + 'ß');
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});
