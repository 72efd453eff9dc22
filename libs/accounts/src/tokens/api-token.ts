import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PREFIX = 'hl_';
const ID_LENGTH = 8;
/** 43 characters of 62: 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${ID_LENGTH + SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/** The parts of a new token; only the hash and the hint are stored. */
export interface NewToken {
  readonly token: string;
  readonly hash: Buffer;
  /** The recognisable start, for lists: `hl_Ab3dE6gH…`. */
  readonly hint: string;
}

/** `hl_`, 8 characters to know it by, 43 of secret, 6 of checksum (CRC-32), so that secret scanners find it and typing errors cost no look-up. */
export function newApiToken(): NewToken {
  const id = randomText(ID_LENGTH);
  const body = `${PREFIX}${id}${randomText(SECRET_LENGTH)}`;
  const token = `${body}${checksum(body)}`;
  return { token, hash: createHash('sha256').update(token).digest(), hint: `${PREFIX}${id}…` };
}

/** The hash under which a token is stored, in lower-case hex; undefined for what cannot be one. A fast hash is right for 256 bits (ASVS 5.0 11.4). */
export function hashOfApiToken(token: string): string | undefined {
  const body = token.slice(0, -CHECKSUM_LENGTH);
  return FORM.test(token) && checksum(body) === token.slice(-CHECKSUM_LENGTH)
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
