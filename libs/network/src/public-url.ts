import { isIP } from 'node:net';
import { invalid } from '#libs/core';
import { isAllowedAddress } from './public-address.js';

export interface PublicUrlRule {
  /** Development only: addresses of this machine, by literal or as `localhost`. */
  readonly allowLoopback: boolean;
  readonly httpsOnly: boolean;
}

const MAX_URL_LENGTH = 2_048;

/** Top-level names that never mean a host on the internet (RFC 6761, 6762, 7686, 8375, 9476; ICANN's `internal`) or that sites use inside. */
// prettier-ignore
const INSIDE_TLDS: ReadonlySet<string> = new Set([
  'alt', 'arpa', 'cluster', 'consul', 'corp', 'home', 'internal', 'intranet', 'invalid', 'lan', 'local', 'localdomain', 'localhost',
  'mail', 'onion', 'private', 'svc', 'test', 'workgroup',
]);

/** Names outside those domains under which clouds serve credentials to their own machines. */
const METADATA_NAMES: ReadonlySet<string> = new Set([
  'metadata.goog',
  'metadata.tencentyun.com',
  'metadata.platformequinix.com',
  'metadata.packet.net',
]);

/** Above 1023, services that speak something else and can be made to misread a request (from the Fetch standard's bad ports). */
const REFUSED_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/**
 * Reads an address outside as somebody typed it, and gives it back in its one normal form (host in ASCII). Throws `invalid` naming what is
 * wrong, under `path` and with `message`. A name that passes can still point inside: that is asked again of DNS at every new connection.
 */
export function checkPublicUrl(text: string, rule: PublicUrlRule, { path, message }: { path: string; message: string }): URL {
  const expected = whatIsWrong(text, rule);
  if (typeof expected === 'string') throw invalid([{ path, expected, received: text.slice(0, 200) }], message);
  return expected;
}

/** Whether an address that was read leads to this machine, which only the switch for development allows. */
export function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** The parsed address, or what was expected instead. */
function whatIsWrong(text: string, rule: PublicUrlRule): URL | string {
  if (text.length > MAX_URL_LENGTH) return `at most ${MAX_URL_LENGTH} characters`;
  // The URL parser silently drops tabs and line breaks and reads a backslash as a slash: two readers of one text, so neither is allowed.
  if (/[\u0000-\u0020\u007f-\u009f\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\]/u.test(text))
    return 'no spaces, control characters or backslashes';
  if (!URL.canParse(text)) return 'an absolute URL such as https://soc.example.org/alerts';
  const url = new URL(text);
  if (url.protocol !== 'https:' && (rule.httpsOnly || url.protocol !== 'http:')) return rule.httpsOnly ? 'https://' : 'https:// or http://';
  const authority = /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1];
  if (authority === undefined || authority === '') return 'two slashes and a host after the scheme';
  if (authority.includes('@')) return 'no user name or password';
  if (authority.includes('%')) return 'a host without percent signs';
  if (text.includes('#')) return 'no fragment';
  return wrongHost(url, authority, rule) ?? wrongPort(url, rule) ?? url;
}

function wrongHost(url: URL, authority: string, rule: PublicUrlRule): string | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) {
    // 0177.1, 0x7f000001, 2130706433 and 127。0。0。1 are read as addresses too; only the plain form says what it means.
    const isPlain = isIP(host) === 6 || authority.replace(/:\d*$/, '') === host;
    if (!isPlain) return 'an IPv4 address as four decimal numbers';
    return isAllowedAddress(host, rule) ? undefined : 'a public address';
  }
  if (rule.allowLoopback && host === 'localhost') return undefined;
  return wrongName(host);
}

function wrongName(host: string): string | undefined {
  const labels = host.split('.');
  if (host.endsWith('.')) return 'a host without a dot at the end';
  if (labels.length < 2) return 'a full host name';
  if (host.length > 253 || !labels.every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(label)))
    return 'a host of letters, digits and hyphens';
  if (INSIDE_TLDS.has(labels.at(-1) ?? '') || METADATA_NAMES.has(host)) return 'a public host name';
  return undefined;
}

function wrongPort(url: URL, rule: PublicUrlRule): string | undefined {
  if (url.port === '') return undefined;
  const port = Number(url.port);
  if (port >= 1_024 && !REFUSED_PORTS.has(port)) return undefined;
  if (port === 443 || (port === 80 && !rule.httpsOnly)) return undefined;
  return 'port 443, or a port from 1024 that no other protocol uses';
}
