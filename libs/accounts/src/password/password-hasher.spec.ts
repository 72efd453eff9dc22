import { describe, expect, it } from '@jest/globals';
import { PasswordHasher } from './password-hasher.js';

describe('the hash of a password', () => {
  const hasher = new PasswordHasher();

  it('is argon2id with 19 MiB, two passes and one lane, salted', async () => {
    const [one, two] = await Promise.all([hasher.hash('a quiet corner'), hasher.hash('a quiet corner')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it('verifies the password and no other, whichever way its letters are composed', async () => {
    const stored = await hasher.hash('café on the quay ﬁne');
    expect(await hasher.verify(stored, 'cafe\u0301 on the quay fine')).toBe(true);
    expect(await hasher.verify(stored, 'cafe on the quay fine')).toBe(false);
  });

  it('never verifies where there is none, and takes its time over it', async () => {
    await hasher.verify(undefined, 'warm up');
    const from = performance.now();
    expect(await hasher.verify(undefined, 'anything')).toBe(false);
    expect(performance.now() - from).toBeGreaterThan(2);
  });

  it('goes through a crowd in turn, and everyone gets an answer', async () => {
    const stored = await hasher.hash('a quiet corner');
    const answers = await Promise.all(Array.from({ length: 24 }, (_, at) => hasher.verify(stored, at % 2 ? 'a quiet corner' : 'wrong')));
    expect(answers.filter(Boolean)).toHaveLength(12);
  });
});
