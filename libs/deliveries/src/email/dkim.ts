import { createHash, createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { invalid } from '#libs/core';

export interface DkimKey {
  /** The domain of the From address or a parent of it, so that DMARC is aligned. */
  readonly domain: string;
  readonly selector: string;
  /** PEM; RSA of 2,048 bits or more, or ed25519 (RFC 8463). */
  readonly privateKey: string;
}

/**
 * Signed where present. Each is named once more than it occurs (RFC 6376 section 8.15), so that a second one put in front later, such as another
 * Subject or another List-Unsubscribe, breaks the signature.
 */
const SIGNED = [
  'from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type', 'auto-submitted', 'list-id', 'list-unsubscribe',
  'list-unsubscribe-post', 'x-tlp',
] as const; // prettier-ignore

interface ReadyKey {
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: 'rsa-sha256' | 'ed25519-sha256';
  readonly key: KeyObject;
}

/**
 * DKIM signatures (RFC 6376, relaxed/relaxed). nodemailer's signer knows neither ed25519 nor List-Unsubscribe-Post, which RFC 8058 section 3.1
 * wants signed. Two keys, one of each kind, give two signatures.
 */
export class DkimSigner {
  private readonly keys: readonly ReadyKey[];

  /** Throws `invalid` for a key that cannot be read, another kind of key, or RSA under 2,048 bits. */
  constructor(keys: readonly DkimKey[]) {
    this.keys = keys.map(ready);
  }

  /** The DKIM-Signature lines for these header lines; the body comes as its `dkimBodyHash`. */
  sign(headerLines: readonly string[], bodyHash: string): Promise<string[]> {
    return Promise.all(this.keys.map((key) => signatureOf(key, headerLines, bodyHash)));
  }
}

function ready({ domain, selector, privateKey }: DkimKey): ReadyKey {
  const wrong = (expected: string) => invalid([{ path: 'dkim', expected }], 'The DKIM key cannot be used.');
  if (!/^[a-z0-9.-]{1,253}$/i.test(domain) || !/^[a-z0-9._-]{1,63}$/i.test(selector)) throw wrong('a domain and a selector');
  const key = readKey(privateKey);
  if (key?.asymmetricKeyType === 'ed25519') return { domain, selector, algorithm: 'ed25519-sha256', key };
  if (key?.asymmetricKeyType !== 'rsa') throw wrong('an RSA or ed25519 private key in PEM');
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2_048) throw wrong('an RSA key of 2,048 bits or more');
  return { domain, selector, algorithm: 'rsa-sha256', key };
}

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

async function signatureOf(key: ReadyKey, headerLines: readonly string[], bodyHash: string): Promise<string> {
  const byName = new Map(headerLines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line]));
  const present = SIGNED.filter((name) => byName.has(name));
  const tags =
    `v=1; a=${key.algorithm}; c=relaxed/relaxed; d=${key.domain}; s=${key.selector};\r\n h=${[...present, ...SIGNED].join(':\r\n ')};\r\n` +
    ` bh=${bodyHash};\r\n b=`;
  const unsigned = `DKIM-Signature: ${tags}`;
  const signedText = [...present.map((name) => relaxedHeader(byName.get(name) ?? '')), relaxedHeader(unsigned)].join('\r\n');
  const signature = await signed(key, Buffer.from(signedText));
  return unsigned + signature.toString('base64').replace(/.{72}(?=.)/g, '$&\r\n ');
}

/** RSA takes about 0.6 ms: on the thread pool, so that webhooks are not held up meanwhile. */
function signed({ algorithm, key }: ReadyKey, text: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, signature: Buffer) => {
      if (error === null) resolve(signature);
      else reject(error);
    };
    if (algorithm === 'rsa-sha256') sign('sha256', text, key, done);
    // RFC 8463 section 3: the SHA-256 of the text is what ed25519 signs.
    else sign(null, createHash('sha256').update(text).digest(), key, done);
  });
}

/** RFC 6376 section 3.4.2. */
function relaxedHeader(line: string): string {
  const at = line.indexOf(':');
  const value = line
    .slice(at + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${line.slice(0, at).trim().toLowerCase()}:${value}`;
}

/** `bh=` of a body whose lines end in CRLF (RFC 6376 section 3.4.4). */
export function dkimBodyHash(body: string): string {
  const lines = body.replace(/[ \t]+\r\n/g, '\r\n').replace(/[ \t]{2,}|\t/g, ' ');
  const canonical = lines.replace(/(\r\n)+$/, '');
  return createHash('sha256')
    .update(canonical === '' ? '' : `${canonical}\r\n`)
    .digest('base64');
}
