import { createHmac, createPrivateKey, createPublicKey, sign, timingSafeEqual, verify } from 'node:crypto';
import { invalid } from '#libs/core';

const SYMMETRIC_PREFIX = 'whsec_';
const SIGNING_KEY_PREFIX = 'whsk_';
const VERIFYING_KEY_PREFIX = 'whpk_';
const SECRET_BYTES = { min: 24, max: 64 } as const;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The fixed DER beginnings of an ed25519 private (PKCS #8) and public (SPKI) key; the 32 raw bytes follow (RFC 8410). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Receivers refuse what is older or newer than this (Standard Webhooks 1.0.0, "Verifying webhook authenticity"). */
export const TIMESTAMP_TOLERANCE_SECONDS = 300;

export interface WebhookToSign {
  /** Unique per message and the same on every retry; no dot, since the signed text is `id.timestamp.body`. */
  readonly id: string;
  /** Whole seconds since 1970, of this attempt. */
  readonly timestampSeconds: number;
  /** Exactly the bytes that are sent. */
  readonly body: Uint8Array | string;
  /** `whsec_…` (or `whsk_…`); two during a rotation, the newer first. */
  readonly secrets: readonly string[];
}

/**
 * The `webhook-signature` header: one signature for each secret, separated by spaces (Standard Webhooks 1.0.0, "Webhook headers"). Throws
 * `invalid` for an id with a dot, a timestamp that is not whole, no secret, or a secret that cannot be read.
 */
export function signWebhook(message: WebhookToSign): string {
  if (!/^[\w-]{1,128}$/.test(message.id))
    throw invalid([{ path: 'id', expected: '1 to 128 letters, digits, _ or -', received: message.id }]);
  if (!Number.isSafeInteger(message.timestampSeconds) || message.timestampSeconds < 0) {
    throw invalid([{ path: 'timestampSeconds', expected: 'whole seconds since 1970', received: String(message.timestampSeconds) }]);
  }
  if (message.secrets.length === 0) throw invalid([{ path: 'secrets', expected: 'at least one secret', received: 'none' }]);
  const head = `${message.id}.${message.timestampSeconds}.`;
  return message.secrets.map((secret) => signWith(secret, head, message.body)).join(' ');
}

function signWith(secret: string, head: string, body: Uint8Array | string): string {
  if (!secret.startsWith(SIGNING_KEY_PREFIX)) return `v1,${hmac(readWebhookSecret(secret), head, body).toString('base64')}`;
  const seed = readBytes(secret.slice(SIGNING_KEY_PREFIX.length), 64).subarray(0, 32);
  const key = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return `v1a,${sign(null, joined(head, body), key).toString('base64')}`;
}

function hmac(key: Buffer, head: string, body: Uint8Array | string): Buffer {
  return createHmac('sha256', key).update(head).update(body).digest();
}

function joined(head: string, body: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.from(head), typeof body === 'string' ? Buffer.from(body) : body]);
}

/** The bytes of a symmetric secret, with or without `whsec_`. Throws `invalid`; the message never repeats the secret. */
export function readWebhookSecret(secret: string): Buffer {
  const text = secret.startsWith(SYMMETRIC_PREFIX) ? secret.slice(SYMMETRIC_PREFIX.length) : secret;
  const bytes = readBytes(text);
  if (bytes.length < SECRET_BYTES.min || bytes.length > SECRET_BYTES.max) {
    throw invalid([{ path: 'secrets', expected: '24 to 64 bytes', received: `${bytes.length} bytes` }]);
  }
  return bytes;
}

function readBytes(base64: string, length?: number): Buffer {
  const bytes = BASE64.test(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  if (bytes.length === 0 || (length !== undefined && bytes.length !== length)) {
    throw invalid([{ path: 'secrets', expected: 'whsec_ and 24 to 64 bytes in base64', received: 'something else' }]);
  }
  return bytes;
}

/** What a verifier can conclude. Everything but `valid` means: answer 4xx and do not read the body. */
export type WebhookVerdict = 'valid' | 'header_missing' | 'timestamp_unreadable' | 'too_old' | 'too_new' | 'signature_wrong';

export interface WebhookToVerify {
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array | string;
  /** `whsec_…` or `whpk_…`; any one that fits is enough. */
  readonly secrets: readonly string[];
  readonly now: Date;
}

/** How a receiver verifies a call of ours: all three headers, the time within five minutes, comparison in constant time. */
export function verifyWebhook(call: WebhookToVerify): WebhookVerdict {
  const id = call.headers['webhook-id'];
  const timestamp = call.headers['webhook-timestamp'];
  const signatures = call.headers['webhook-signature'];
  if (!id || !timestamp || !signatures) return 'header_missing';
  if (!/^\d{1,12}$/.test(timestamp)) return 'timestamp_unreadable';
  const ageSeconds = Math.floor(call.now.getTime() / 1_000) - Number(timestamp);
  if (ageSeconds > TIMESTAMP_TOLERANCE_SECONDS) return 'too_old';
  if (ageSeconds < -TIMESTAMP_TOLERANCE_SECONDS) return 'too_new';
  const head = `${id}.${timestamp}.`;
  const given = signatures.split(' ', 16);
  // Every pair is compared, so that the time taken does not tell which one fitted.
  let fits = false;
  for (const secret of call.secrets) for (const signature of given) fits = fitsSecret(signature, secret, head, call.body) || fits;
  return fits ? 'valid' : 'signature_wrong';
}

function fitsSecret(signature: string, secret: string, head: string, body: Uint8Array | string): boolean {
  const [version, base64 = ''] = signature.split(',', 2);
  const given = Buffer.from(base64, 'base64');
  if (secret.startsWith(VERIFYING_KEY_PREFIX)) {
    if (version !== 'v1a' || given.length !== 64) return false;
    const raw = readBytes(secret.slice(VERIFYING_KEY_PREFIX.length), 32);
    const key = createPublicKey({ key: Buffer.concat([ED25519_SPKI, raw]), format: 'der', type: 'spki' });
    return verify(null, joined(head, body), key, given);
  }
  if (version !== 'v1') return false;
  const expected = hmac(readWebhookSecret(secret), head, body);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
