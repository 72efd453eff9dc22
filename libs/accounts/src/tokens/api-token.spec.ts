import { describe, expect, it } from '@jest/globals';
import { hashOfApiToken, newApiToken } from './api-token.js';

describe('an API token', () => {
  it('is hl_, eight letters to know it by, 43 of secret and six of checksum', () => {
    const { token, hint, hash } = newApiToken();
    expect(token).toMatch(/^hl_[0-9A-Za-z]{57}$/);
    expect(hint).toBe(`${token.slice(0, 11)}…`);
    expect(hashOfApiToken(token)).toBe(hash.toString('hex'));
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newApiToken().token)).size).toBe(1000);
  });

  it('with any one letter changed is known to be wrong without a look into the database', () => {
    const { token } = newApiToken();
    for (let at = 3; at < token.length; at++) {
      const changed = `${token.slice(0, at)}${token.charAt(at) === 'x' ? 'y' : 'x'}${token.slice(at + 1)}`;
      expect(hashOfApiToken(changed)).toBeUndefined();
    }
  });
});
