import type { Key, Subkey } from 'openpgp';
import { invalid } from '#libs/core';
import type { DomainError } from '#libs/core';
import { parseEmailAddress } from './email-address.js';

/** A recipient's public key, read and found fit to encrypt to. */
export interface RecipientKey {
  /** 40 or 64 hexadecimal digits, upper case. */
  readonly fingerprint: string;
  /** When nothing can be encrypted to it any more; absent if it never ends. */
  readonly expiresAt?: Date;
  readonly userIds: readonly string[];
  /** The addresses that its valid user ids name, as they are compared. */
  readonly addresses: readonly string[];
  readonly canEncrypt: boolean;
  readonly armored: string;
}

const MAX_ARMORED_LENGTH = 200_000;
const MIN_RSA_BITS = 2_048;
const UNUSABLE = 'This OpenPGP key cannot be used.';

/**
 * Reads one armored public key (RFC 9580). Throws `invalid` saying what is wrong: not a key, a private key, several keys, revoked, expired at
 * `now`, too weak, or without a part to encrypt to.
 */
export async function readPublicKey(armored: string, now: Date): Promise<RecipientKey> {
  const key = await readOne(armored);
  if (await key.isRevoked(undefined, undefined, now)) throw wrongKey('a key that is not revoked');
  const primaryExpiry = dateOf(await key.getExpirationTime());
  if (primaryExpiry !== undefined && primaryExpiry <= now)
    throw wrongKey(`a key that has not expired; this one did on ${day(primaryExpiry)}`);
  const encrypting = await encryptingParts(key, now);
  if (encrypting.length === 0) throw wrongKey('a key with a valid part for encryption');
  if (encrypting.some(isWeak)) throw wrongKey(`RSA of at least ${MIN_RSA_BITS} bits, or an elliptic curve`);
  const expiresAt = earliest(primaryExpiry, await lastExpiry(encrypting));
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    userIds: key.getUserIDs(),
    addresses: await addressesOf(key, now),
    canEncrypt: true,
    armored: key.armor(),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/**
 * Refuses a key that does not say that it is of this address: encrypted to it, a mail could be read by somebody else than the mailbox's owner, or
 * by nobody. A user id is the key owner's own word; that the owner of the mailbox has not spoken against it is what the day before its first use is for.
 */
export function refuseForeignKey({ addresses }: RecipientKey, address: string): void {
  if (!addresses.includes(parseEmailAddress(address, 'address').key)) {
    const received = addresses.length === 0 ? 'no address' : addresses.join(', ').slice(0, 200);
    throw invalid([{ path: 'publicKey', expected: `a key with a user id for ${address}`, received }], UNUSABLE);
  }
}

async function addressesOf(key: Key, now: Date): Promise<string[]> {
  const users = await Promise.all(key.users.map(async (user) => ((await user.verify(now).catch(() => false)) ? user.userID : null)));
  return users.flatMap((userId) => {
    const text = userId === null || userId.email === '' ? userId?.userID : userId.email;
    try {
      return text === undefined ? [] : [parseEmailAddress(text, 'userId').key];
    } catch {
      return [];
    }
  });
}

function wrongKey(expected: string): DomainError {
  return invalid([{ path: 'publicKey', expected }], UNUSABLE);
}

async function readOne(armored: string): Promise<Key> {
  // A megabyte of code that few endpoints need.
  const { readKeys } = await import('openpgp');
  if (armored.length > MAX_ARMORED_LENGTH) throw wrongKey(`at most ${MAX_ARMORED_LENGTH} characters`);
  if (/BEGIN PGP PRIVATE KEY/.test(armored)) throw wrongKey('your public key; what came is a private key: treat it as disclosed');
  if (armored.split('-----BEGIN PGP PUBLIC KEY BLOCK-----').length > 2) throw wrongKey('one public key, not several');
  const keys = await readKeys({ armoredKeys: armored }).catch(() => []);
  const [key] = keys;
  if (key === undefined) throw wrongKey('one public key, from BEGIN PGP PUBLIC KEY BLOCK to its END');
  if (keys.length > 1) throw wrongKey('one public key, not several');
  if (key.isPrivate()) throw wrongKey('your public key; what came is a private key: treat it as disclosed');
  return key;
}

async function encryptingParts(key: Key, now: Date): Promise<(Key | Subkey)[]> {
  const parts = await Promise.all(key.getKeys().map((part) => key.getEncryptionKey(part.getKeyID(), now).catch(() => undefined)));
  return parts.filter((part) => part !== undefined);
}

function isWeak(part: Key | Subkey): boolean {
  const { algorithm, bits } = part.getAlgorithmInfo();
  return algorithm.startsWith('elgamal') || (algorithm.startsWith('rsa') && (bits ?? 0) < MIN_RSA_BITS);
}

async function lastExpiry(parts: readonly (Key | Subkey)[]): Promise<Date | undefined> {
  const times = await Promise.all(parts.map(async (part) => dateOf(await part.getExpirationTime())));
  const dates = times.filter((time) => time !== undefined);
  return dates.length < times.length ? undefined : dates.sort((a, b) => b.getTime() - a.getTime())[0];
}

function dateOf(time: Date | number | null): Date | undefined {
  return time instanceof Date || typeof time === 'object' ? (time ?? undefined) : undefined;
}

function earliest(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Days before the end of a key at which its owner is warned. */
export const KEY_WARNING_DAYS = [30, 14, 3] as const;

/** The narrowest warning that is due, `expired`, or nothing; the caller remembers which one was sent. */
export function keyExpiryWarning(expiresAt: Date | undefined, now: Date): (typeof KEY_WARNING_DAYS)[number] | 'expired' | undefined {
  if (expiresAt === undefined) return undefined;
  const daysLeft = (expiresAt.getTime() - now.getTime()) / 86_400_000;
  return daysLeft <= 0 ? 'expired' : KEY_WARNING_DAYS.findLast((days) => daysLeft <= days);
}
