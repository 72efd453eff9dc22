import { describe, expect, it } from '@jest/globals';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { newTotpSecret, stepOfCode, totpAddress, totpCode } from './totp.js';

/** RFC 6238 appendix B, SHA-1, the last six of the eight digits. The secret is "12345678901234567890". */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const RFC_CODES: readonly [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

describe('a time-based code', () => {
  it.each(RFC_CODES)('at second %d is %s, as RFC 6238 says', (seconds, code) => {
    expect(totpCode(RFC_SECRET, new Date(seconds * 1000))).toBe(code);
    expect(stepOfCode(RFC_SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it('is right for one step before and after, and says which step it was', () => {
    const at = (seconds: number) => new Date((1_800_000_000 + seconds) * 1000);
    const code = totpCode(RFC_SECRET, at(0));
    expect([-60, -30, 0, 29, 30, 59, 60].map((seconds) => stepOfCode(RFC_SECRET, code, at(seconds)))).toEqual([
      undefined,
      ...Array.from({ length: 5 }, () => 60_000_000),
      undefined,
    ]);
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', ' 287082'])('is not %j', (code) => {
    expect(stepOfCode(RFC_SECRET, code, new Date(59_000))).toBeUndefined();
  });

  it('comes from 160 random bits, in an address that authenticators read', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpAddress(secret, 'ada@bank.example')).toMatch(
      /^otpauth:\/\/totp\/Harbourlight:ada(@|%40)bank\.example\?secret=[A-Z2-7]{32}&issuer=Harbourlight/,
    );
  });
});

describe('recovery codes', () => {
  it('are ten, of 24 letters that cannot be mistaken for another', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('are the same however they are typed', () => {
    const hash = hashOfRecoveryCode('0123-1ABC-DEFG-HJKM-NPQR-STVW');
    for (const typed of ['o123 iabc defg hjkm npqr stvw', 'O123LABCDEFGHJKMNPQRSTVW']) expect(hashOfRecoveryCode(typed)).toEqual(hash);
    expect(hashOfRecoveryCode('0123-1ABC-DEFG-HJKM-NPQR-STVX')).not.toEqual(hash);
  });
});
