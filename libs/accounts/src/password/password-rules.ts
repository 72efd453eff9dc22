import { invalid } from '#libs/core';
import { z } from 'zod';
import { isCommonPassword } from './common-passwords.js';

/** NIST SP 800-63B-4: length and not composition; 15 because a password may be all that is asked for. */
export const MIN_PASSWORD_LENGTH = 15;
export const MAX_PASSWORD_LENGTH = 256;

const PRODUCT_WORDS = ['harbourlight', 'harborlight', 'cybersecurity'];
/** What must be left of a password when the words that anybody would try for this account are taken out. */
const MIN_OWN_LENGTH = 8;
const MIN_CONTEXT_WORD = 4;

/** Any password that somebody may try; whether it is a good one is asked only when it is set. */
export const passwordField = z
  .string('a password')
  .min(1, 'a password')
  .max(MAX_PASSWORD_LENGTH * 2, `at most ${MAX_PASSWORD_LENGTH} characters`);

/** Throws INVALID_INPUT at `path` where the password is too short, too long, common, or made of what everyone knows of the account. */
export function requireGoodPassword(password: string, context: readonly string[], path = 'password'): void {
  const expected = weakness(password, context);
  if (expected !== undefined)
    throw invalid([{ path, expected, received: 'a value that is not shown' }], 'The password is not good enough.');
}

function weakness(password: string, context: readonly string[]): string | undefined {
  const length = Array.from(password.normalize('NFKC')).length;
  if (length < MIN_PASSWORD_LENGTH) return `at least ${MIN_PASSWORD_LENGTH} characters`;
  if (length > MAX_PASSWORD_LENGTH) return `at most ${MAX_PASSWORD_LENGTH} characters`;
  if (isCommonPassword(password)) return 'a password that is not commonly used';
  if (withoutContext(password, context).length < MIN_OWN_LENGTH) {
    return 'a password that is not made of your name, your address, your organisation or the name of this service';
  }
  return undefined;
}

function withoutContext(password: string, context: readonly string[]): string {
  const words = [...PRODUCT_WORDS, ...context.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])]
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= MIN_CONTEXT_WORD)
    .sort((a, b) => b.length - a.length);
  return words.reduce((text, word) => text.replaceAll(word, ''), password.normalize('NFKC').toLowerCase()).replaceAll(/[\s\p{P}]/gu, '');
}
