import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalid } from '#libs/core';

/** Whose mail about what: what one click ends. */
export interface UnsubscribeTarget {
  readonly endpointId: string;
  /** Numbers of the subscriptions that brought the mail; bigint as text. */
  readonly subscriptions: readonly string[];
  /** In mails from before a token named all of them: the id of one. */
  readonly subscriptionId?: string;
}

/** What the secret of these tokens is derived for: `secretBox.sign(UNSUBSCRIBE_PURPOSE, 'v1')`. */
export const UNSUBSCRIBE_PURPOSE = 'one-click-unsubscribe';

/** What fits an address that mail programs take (600 characters of at most 800); more subscriptions than this never bring one mail but by design. */
export const MAX_NAMED_SUBSCRIPTIONS = 100;

const ID = /^[0-9A-Za-z_-]{1,64}$/;
const NUMBER = /^[1-9]\d{0,17}$/;
const TOKEN = /^([0-9A-Za-z_-]{1,64})\.([0-9A-Za-z_~-]{1,1300})\.([0-9A-Za-z_-]{43})$/;
const LIST = /^~[0-9a-z]{1,12}(?:~[0-9a-z]{1,12})*$/;

/**
 * The opaque part of a one-click unsubscribe address (RFC 8058 section 3.1): names the endpoint and every subscription that brought the mail, and cannot be
 * forged. It does not expire, since a mail is read whenever it is read, and it can do nothing but unsubscribe.
 */
export function unsubscribeToken({ endpointId, subscriptions }: UnsubscribeTarget, secret: string): string {
  const isGood = ID.test(endpointId) && subscriptions.length > 0 && subscriptions.every((number) => NUMBER.test(number));
  if (!isGood) throw invalid([{ path: 'id', expected: 'an id and numbers of subscriptions' }]);
  const list = subscriptions.slice(0, MAX_NAMED_SUBSCRIPTIONS).map((number) => `~${BigInt(number).toString(36)}`).join(''); // prettier-ignore
  return `${endpointId}.${list}.${mac(endpointId, list, secret).toString('base64url')}`;
}

/** What a token ends, or nothing if it was not made by us. Several secrets: the newest and those before it. Compared in constant time. */
export function readUnsubscribeToken(token: string, secrets: readonly string[]): UnsubscribeTarget | undefined {
  const [, endpointId, what, given] = TOKEN.exec(token) ?? [];
  if (endpointId === undefined || what === undefined || given === undefined) return undefined;
  const bytes = Buffer.from(given, 'base64url');
  // Read again as text, because two spellings of the last character decode to the same bytes.
  if (bytes.toString('base64url') !== given) return undefined;
  const fits = secrets.map((secret) => timingSafeEqual(bytes, mac(endpointId, what, secret))).includes(true);
  if (!fits) return undefined;
  if (LIST.test(what)) return { endpointId, subscriptions: what.slice(1).split('~').map(numberFrom) };
  return ID.test(what) ? { endpointId, subscriptions: [], subscriptionId: what } : undefined;
}

function numberFrom(base36: string): string {
  return Array.from(base36)
    .reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n)
    .toString();
}

/** The words in front keep a token from ever fitting another use of the same secret. */
function mac(endpointId: string, what: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`one-click unsubscribe v1\0${endpointId}\0${what}`).digest();
}
