import { isIPv4, isIPv6 } from 'node:net';
import { INDICATOR_GRAMMARS } from '../../content-grammars.js';
import type { Indicator, IndicatorType } from '../../content.js';
import { FILE_ENDINGS } from '../../indicators/file-endings.js';
import { fitLine } from '../fit-text.js';

/** Attribute types whose value is of a type of ours. `address` is decided by the value. */
const TYPES: ReadonlyMap<string, IndicatorType | 'address'> = new Map(
  Object.entries({
    'ip-src': 'address',
    'ip-dst': 'address',
    ip: 'address',
    domain: 'domain',
    hostname: 'domain',
    'onion-address': 'domain',
    url: 'url',
    uri: 'url',
    email: 'email',
    'email-src': 'email',
    'email-dst': 'email',
    md5: 'md5',
    sha1: 'sha1',
    sha256: 'sha256',
    sha512: 'sha512',
    filename: 'filename',
    'email-attachment': 'filename',
    'stix2-pattern': 'stix_pattern',
  } as const),
);

/** Other types that a machine looks for (describeTypes.json: `to_ids` by default); their type stands in the comment. */
const LOOKED_FOR = new Set([
  'authentihash', 'azure-application-id', 'bro', 'btc', 'cdhash', 'chrome-extension-id', 'community-id', 'dash', 'dom-hash', 'edge-extension-id',
  'eppn', 'favicon-mmh3', 'filename-pattern', 'hassh-md5', 'hasshserver-md5', 'iban', 'impfuzzy', 'imphash', 'ja3-fingerprint-md5',
  'jarm-fingerprint', 'mobile-application-id', 'mutex', 'pattern-in-file', 'pattern-in-memory', 'pattern-in-traffic', 'pehash', 'regkey',
  'sha224', 'sha384', 'sha512/224', 'sha512/256', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'sigma', 'snort', 'ssdeep', 'suricata',
  'telfhash', 'tlsh', 'vhash', 'x509-fingerprint-md5', 'x509-fingerprint-sha1', 'x509-fingerprint-sha256', 'xmr', 'yara', 'zeek',
]); // prettier-ignore

/** Parts of a composite value that are no indicator by themselves. */
const CIRCUMSTANCES = new Set(['port', 'value']);

export interface MispValue {
  readonly indicators: readonly Indicator[];
  /** Values that are not of the form of their type; kept as `other`. */
  readonly isOdd: boolean;
}

/**
 * The indicators of an attribute: those of both parts of a composite type such as `filename|sha256`, each with the other part in its comment.
 * Undefined for types that no machine looks for.
 */
export function indicatorsOf(type: string, value: string, comment: string | undefined): MispValue | undefined {
  // malware-sample is a file name and an MD5; the sample itself stays in the original.
  const names = (type === 'malware-sample' ? 'filename|md5' : type).split('|');
  if (names.length === 1) {
    const indicator = single(type, value, comment);
    return indicator && { indicators: [indicator], isOdd: isOdd(type, indicator) };
  }
  const parts = partsOf(type, value, names.length);
  if (parts === undefined || !names.some((name) => TYPES.has(name) || LOOKED_FOR.has(name))) {
    return names.some((name) => TYPES.has(name))
      ? { indicators: [other(type, value, comment)], isOdd: true }
      : single(type, value, comment, true);
  }
  const found = names.flatMap((name, index) => {
    const part = parts[index] ?? '';
    if (CIRCUMSTANCES.has(name) || part === '') return [];
    const others = names.flatMap((each, at) => (at === index || !parts[at] ? [] : [`${each} ${parts[at]}`]));
    const indicator = single(name, part, joined([comment, ...others]));
    return indicator === undefined ? [] : [{ name, indicator }];
  });
  return { indicators: found.map(({ indicator }) => indicator), isOdd: found.some(({ name, indicator }) => isOdd(name, indicator)) };
}

function single(type: string, value: string, comment: string | undefined): Indicator | undefined;
function single(type: string, value: string, comment: string | undefined, isComposite: true): MispValue | undefined;
function single(type: string, value: string, comment: string | undefined, isComposite?: true): Indicator | MispValue | undefined {
  if (isComposite)
    return LOOKED_FOR.has(type.split('|')[0] ?? '') ? { indicators: [other(type, value, comment)], isOdd: false } : undefined;
  const mapped = TYPES.get(type);
  if (mapped === undefined) return LOOKED_FOR.has(type) ? other(type, value, comment) : undefined;
  const ours = mapped === 'address' ? addressType(value) : mapped;
  if (ours === undefined || !INDICATOR_GRAMMARS[ours](value))
    return (ours === 'url' ? withoutScheme(value, comment) : undefined) ?? other(type, value, comment);
  return { type: ours, value, ...(comment === undefined ? {} : { comment: fitLine(comment) }) };
}

/** An address without its scheme: a host alone is one, and with a port or a path it is taken for http, which its comment tells. */
function withoutScheme(address: string, comment: string | undefined): Indicator | undefined {
  const [, host = '', rest] = /^([^\s:/?#@]+)((?::\d{1,5})?(?:[/?#]\S*)?)$/.exec(address) ?? [];
  const ending = host.split('.').at(-1) ?? '';
  const isDomain =
    INDICATOR_GRAMMARS.domain(host) && /^(\p{L}{2,63}|xn--[a-z\d-]{2,59})$/iu.test(ending) && !FILE_ENDINGS.has(ending.toLowerCase());
  const type = addressType(host) ?? (isDomain ? 'domain' : undefined);
  if (type === undefined) return undefined;
  if (rest === '') return { type, value: host, comment: fitLine(joined(['url', comment]) ?? 'url') };
  const value = `http://${address}`;
  return INDICATOR_GRAMMARS.url(value)
    ? { type: 'url', value, comment: fitLine(joined(['no scheme at its source', comment]) ?? '') }
    : undefined;
}

function other(type: string, value: string, comment: string | undefined): Indicator {
  return { type: 'other', value, comment: fitLine(joined([type, comment]) ?? type) };
}

function isOdd(type: string, indicator: Indicator): boolean {
  return TYPES.has(type) && indicator.type === 'other';
}

function addressType(value: string): 'ipv4' | 'ipv6' | undefined {
  const address = value.replace(/\/\d{1,3}$/, '');
  if (isIPv4(address)) return 'ipv4';
  return isIPv6(address) ? 'ipv6' : undefined;
}

/** `a|b` in two; a file name or the value of a registry key may hold the separator itself, a hash or a key never does. */
function partsOf(type: string, value: string, count: number): readonly string[] | undefined {
  if (count !== 2) return undefined;
  const at = type.startsWith('regkey') ? value.indexOf('|') : value.lastIndexOf('|');
  return at < 0 ? undefined : [value.slice(0, at), value.slice(at + 1)];
}

export function joined(parts: readonly (string | undefined)[]): string | undefined {
  const said = parts.filter((part) => part !== undefined && part.trim() !== '');
  return said.length === 0 ? undefined : said.join('; ');
}
