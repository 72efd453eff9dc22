import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Of an API token, and of a personal feed address: neither is taken for the other, so what stands in an address opens feeds alone. */
const PREFIXES = { api: 'hl_', feed: 'hlf_' } as const;
export type TokenUse = keyof typeof PREFIXES;
const ID_LENGTH = 8;
/** 43 characters of 62: 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = new RegExp(`^[0-9A-Za-z]{${ID_LENGTH + SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/** The parts of a new token; only the hash and the hint are stored. */
export interface NewToken {
  readonly token: string;
  readonly hash: Buffer;
  /** The recognisable start, for lists: `hl_Ab3dE6gH…`. */
  readonly hint: string;
}

/** `hl_`, 8 characters to know it by, 43 of secret, 6 of checksum (CRC-32), so that secret scanners find it and typing errors cost no look-up. */
export function newApiToken(use: TokenUse = 'api'): NewToken {
  const id = randomText(ID_LENGTH);
  const body = `${PREFIXES[use]}${id}${randomText(SECRET_LENGTH)}`;
  const token = `${body}${checksum(body)}`;
  return { token, hash: createHash('sha256').update(token).digest(), hint: `${PREFIXES[use]}${id}…` };
}

/** The hash under which a token is stored, in lower-case hex; undefined for what cannot be one. A fast hash is right for 256 bits (ASVS 5.0 11.4). */
export function hashOfApiToken(token: string, use: TokenUse = 'api'): string | undefined {
  const prefix = PREFIXES[use];
  const body = token.slice(0, -CHECKSUM_LENGTH);
  return token.startsWith(prefix) && FORM.test(token.slice(prefix.length)) && checksum(body) === token.slice(-CHECKSUM_LENGTH)
    ? createHash('sha256').update(token).digest('hex')
    : undefined;
}

function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let digit = 0; digit < CHECKSUM_LENGTH; digit++) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
}
