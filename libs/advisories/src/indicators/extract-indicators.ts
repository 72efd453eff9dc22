import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { INDICATOR_GRAMMARS } from '../content-grammars.js';
import type { IndicatorType } from '../content.js';
import { FILE_ENDINGS, RUNNABLE_ENDINGS } from './file-endings.js';
import { KNOWN_GOOD_ADDRESSES, KNOWN_GOOD_DOMAINS, KNOWN_GOOD_HASHES } from './known-good.js';

export const MAX_EXTRACTED_CHARACTERS = 200_000;
export const MAX_EXTRACTED = 1_000;

/** Something in a text that may be an indicator. */
export interface ExtractedIndicator {
  readonly type: IndicatorType;
  /** Refanged: `evil[.]example` is `evil.example`. */
  readonly value: string;
  readonly occurrences: number;
  /** Why it is probably none: `known_domain`, `public_resolver`, `reserved_address`, `empty_file`. */
  readonly knownGood?: KnownGood;
}
export type KnownGood = 'known_domain' | 'public_resolver' | 'reserved_address' | 'empty_file';

/** How people make an address harmless, and what it was. */
const FANGS: readonly (readonly [RegExp, string])[] = [
  [/\bh(?:xx|\*\*|tt)p(s?)(?=\s?(?:\[?:\]?|\(:\))\s?\/\/|\[?:\/\/\]?)/gi, 'http$1'],
  [/\bfxp(?=:\/\/)/gi, 'ftp'],
  [/\[:\/\/\]|\(:\/\/\)/g, '://'],
  [/\[:\]|\(:\)/g, ':'],
  [/\s?(?:\[\s?(?:\.|dot)\s?\]|\(\s?(?:\.|dot)\s?\)|\{\s?(?:\.|dot)\s?\})\s?/gi, '.'],
  [/\s?(?:\[\s?(?:@|at)\s?\]|\(\s?(?:@|at)\s?\)|\{\s?(?:@|at)\s?\})\s?/gi, '@'],
  [/\\\./g, '.'],
];

/** Scripts that are written without spaces: an address stands in the middle of their words, and no label mixes them with others. */
const JOINED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Hangul}';
const SPACED_LETTER = `(?:(?![${JOINED}])[\\p{L}\\p{N}_])`;
const JOINED_LETTER = `[${JOINED}\\p{N}]`;
const SPACED_LABEL = `${SPACED_LETTER}(?:(?:${SPACED_LETTER}|-){0,61}${SPACED_LETTER})?`;
const LABEL = `(?:${SPACED_LABEL}|${JOINED_LETTER}{1,63})`;
const ENDING = `(?:(?!\\p{N}|_)${SPACED_LETTER}(?:${SPACED_LETTER}|-){1,62}(?!${SPACED_LETTER}|-)|[${JOINED}]{2,63}(?![${JOINED}]))`;
const HOST = `(?:${LABEL}\\.){1,10}${ENDING}`;
/** Where a domain may begin: not within a name, nor behind what makes it part of an address. */
const BEGINS = `(?<![@./-])(?:(?<!${SPACED_LETTER})(?=${SPACED_LETTER})|(?<![${JOINED}\\p{N}])(?=[${JOINED}]))`;
/** The punctuation of Chinese and its brackets end an address, as a space does. */
const ENDS_A_URL = '\\s<>"\'`{}|\\\\^，。；：、！？（）「」『』《》〈〉【】“”‘’…';

/** A URL whose host is followed by a word of a joined script. */
const HOST_AND_WORDS = new RegExp(`^(\\w+://(?:[^/?#]*[^/?#${JOINED}])?)[${JOINED}][^/?#.]*$`, 'u');

/** Longest first: what one of them has taken is not looked at by the next. */
const PATTERNS: readonly { readonly type: IndicatorType; readonly pattern: RegExp }[] = [
  { type: 'url', pattern: new RegExp(`(?<![a-z0-9])(?:https?|ftp)://[^${ENDS_A_URL}]{3,2000}`, 'giu') },
  { type: 'email', pattern: new RegExp(`[a-z0-9._%+-]{1,64}@${HOST}`, 'giu') },
  { type: 'sha512', pattern: /(?<![0-9a-z])[0-9a-f]{128}(?![0-9a-z])/gi },
  { type: 'sha256', pattern: /(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])/gi },
  { type: 'sha1', pattern: /(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])/gi },
  { type: 'md5', pattern: /(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/gi },
  { type: 'ipv6', pattern: /(?<![0-9a-z:.])(?:[0-9a-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4})(?:\/\d{1,3})?(?![0-9a-z:])/gi },
  { type: 'ipv4', pattern: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![\w]|\.\d)/g },
  { type: 'filename', pattern: new RegExp(`(?<![\\w.@/-])[\\w][\\w.-]{0,120}\\.(?:${RUNNABLE_ENDINGS.join('|')})(?![\\w-])`, 'gi') },
  { type: 'domain', pattern: new RegExp(`${BEGINS}${HOST}`, 'giu') },
];

/** The text with addresses as they were before somebody made them harmless. */
export function refang(text: string): string {
  return FANGS.reduce((whole, [fang, tooth]) => whole.replace(fang, tooth), text);
}

/**
 * What may be an indicator in a pasted text, in the order of first mention, each once. Names of files, versions of software and CVE ids are
 * none. At most 1,000; text beyond 200,000 characters is not looked at.
 */
export function extractIndicators(text: string): ExtractedIndicator[] {
  let rest = refang(text.slice(0, MAX_EXTRACTED_CHARACTERS));
  const found = new Map<string, { indicator: ExtractedIndicator; at: number; occurrences: number }>();
  for (const { type, pattern } of PATTERNS) {
    rest = rest.replace(pattern, (match, ...others: unknown[]) => {
      const at = others.find((other): other is number => typeof other === 'number') ?? 0;
      const value = valueOf(type, match);
      if (value === undefined) return match;
      const key = `${type} ${value}`;
      const before = found.get(key);
      if (before) before.occurrences++;
      else found.set(key, { indicator: withKnownGood(type, value), at, occurrences: 1 });
      // As long as what it replaces: places stay what they are.
      return ' '.repeat(match.length);
    });
  }
  return [...found.values()]
    .sort((one, other) => one.at - other.at)
    .slice(0, MAX_EXTRACTED)
    .map(({ indicator, occurrences }) => ({ ...indicator, occurrences }));
}

function valueOf(type: IndicatorType, match: string): string | undefined {
  const bare = type === 'url' ? withoutPunctuation(match) : match.replace(/[.,;:]+$/, '');
  const value = type === 'domain' || type === 'email' || /^(md5|sha)/.test(type) ? bare.toLowerCase() : bare;
  if (!INDICATOR_GRAMMARS[type](value)) return undefined;
  if (type === 'domain') return isDomain(value) ? value : undefined;
  if (type === 'email') return isDomain(value.split('@')[1] ?? '') ? value : undefined;
  if (type === 'ipv6') return /[0-9a-f]/i.test(value) && isIPv6(value.replace(/\/.*$/, '')) ? value.toLowerCase() : undefined;
  if (type === 'ipv4') return isIPv4(value.replace(/\/.*$/, '')) ? value : undefined;
  if (type === 'url') return URL.canParse(value) ? value : undefined;
  return value;
}

/** A closing bracket belongs to the sentence where the address does not open it. */
function withoutPunctuation(url: string): string {
  let value = withoutWords(url).replace(/[.,;:!?\]]+$/, '');
  while (value.endsWith(')') && value.split('(').length < value.split(')').length) value = value.slice(0, -1).replace(/[.,;:!?\]]+$/, '');
  return value;
}

/** Words of a joined script that follow a host of another: `http://evil.example後` ends with its host. */
function withoutWords(url: string): string {
  return url.replace(HOST_AND_WORDS, '$1');
}

function isDomain(value: string): boolean {
  const ending = value.split('.').at(-1) ?? '';
  return /^(\p{L}{2,63}|xn--[a-z0-9-]{2,59})$/u.test(ending) && !FILE_ENDINGS.has(ending.toLowerCase());
}

function withKnownGood(type: IndicatorType, value: string): ExtractedIndicator {
  const knownGood = knownGoodOf(type, value);
  return { type, value, occurrences: 1, ...(knownGood === undefined ? {} : { knownGood }) };
}

function knownGoodOf(type: IndicatorType, value: string): KnownGood | undefined {
  if (KNOWN_GOOD_HASHES.has(value)) return 'empty_file';
  if (type === 'ipv4' || type === 'ipv6') return knownAddress(value);
  const host = type === 'url' ? new URL(value).hostname.replace(/^\[|\]$/g, '') : type === 'email' ? (value.split('@')[1] ?? '') : value;
  if (type === 'url' && (isIPv4(host) || isIPv6(host))) return knownAddress(host);
  const labels = host.toLowerCase().split('.');
  const isKnown = labels.some((_, at) => KNOWN_GOOD_DOMAINS.has(labels.slice(at).join('.')));
  return (type === 'domain' || type === 'url') && isKnown ? 'known_domain' : undefined;
}

function knownAddress(value: string): KnownGood | undefined {
  const address = value.replace(/\/.*$/, '');
  if (KNOWN_GOOD_ADDRESSES.has(address)) return 'public_resolver';
  // Private, loopback, link-local, documentation and the like.
  return ipaddr.process(address).range() === 'unicast' ? undefined : 'reserved_address';
}
