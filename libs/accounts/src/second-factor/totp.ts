import { generateSecret, generateSync, generateURI, verifySync } from 'otplib';

/** RFC 6238 with the values that every authenticator app understands: SHA-1, six digits, 30 seconds. */
const STEP_SECONDS = 30;
const ISSUER = 'Harbourlight';
/** One step before and after: clocks of telephones are a little off (RFC 6238 section 5.2). */
const TOLERANCE_SECONDS = STEP_SECONDS;

/** 160 random bits in Base32. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** The address that an authenticator app reads from a QR code. */
export function totpAddress(secret: string, email: string): string {
  return generateURI({ issuer: ISSUER, label: email, secret });
}

/** The code of an instant. */
export function totpCode(secret: string, at: Date): string {
  return generateSync({ secret, epoch: at.getTime() / 1000, period: STEP_SECONDS });
}

/** The step of a right code, or undefined. The caller accepts it only where it is later than the last one accepted. */
export function stepOfCode(secret: string, code: string, at: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(at.getTime() / 1000),
    period: STEP_SECONDS,
    epochTolerance: TOLERANCE_SECONDS,
  });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
