import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalid } from '#libs/core';

/** Whose mail about what: what one click ends. */
export interface UnsubscribeTarget {
  readonly endpointId: string;
  readonly subscriptionId: string;
}

/** What the secret of these tokens is derived for: `secretBox.sign(UNSUBSCRIBE_PURPOSE, 'v1')`. */
export const UNSUBSCRIBE_PURPOSE = 'one-click-unsubscribe';

const ID = /^[0-9A-Za-z_-]{1,64}$/;
const TOKEN = /^([0-9A-Za-z_-]{1,64})\.([0-9A-Za-z_-]{1,64})\.([0-9A-Za-z_-]{43})$/;

/**
 * The opaque part of a one-click unsubscribe address (RFC 8058 section 3.1): names endpoint and subscription and cannot be forged. It does not
 * expire, since a mail is read whenever it is read, and it can do nothing but unsubscribe.
 */
export function unsubscribeToken({ endpointId, subscriptionId }: UnsubscribeTarget, secret: string): string {
  if (!ID.test(endpointId) || !ID.test(subscriptionId)) throw invalid([{ path: 'id', expected: 'letters, digits, _ or -' }]);
  return `${endpointId}.${subscriptionId}.${mac(endpointId, subscriptionId, secret).toString('base64url')}`;
}

/** What a token ends, or nothing if it was not made by us. Several secrets: the newest and those before it. Compared in constant time. */
export function readUnsubscribeToken(token: string, secrets: readonly string[]): UnsubscribeTarget | undefined {
  const [, endpointId, subscriptionId, given] = TOKEN.exec(token) ?? [];
  if (endpointId === undefined || subscriptionId === undefined || given === undefined) return undefined;
  const bytes = Buffer.from(given, 'base64url');
  // Read again as text, because two spellings of the last character decode to the same bytes.
  if (bytes.toString('base64url') !== given) return undefined;
  const fits = secrets.map((secret) => timingSafeEqual(bytes, mac(endpointId, subscriptionId, secret))).includes(true);
  return fits ? { endpointId, subscriptionId } : undefined;
}

/** The words in front keep a token from ever fitting another use of the same secret. */
function mac(endpointId: string, subscriptionId: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`one-click unsubscribe v1\0${endpointId}\0${subscriptionId}`).digest();
}
