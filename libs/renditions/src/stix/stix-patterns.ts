import type { Indicator, IndicatorType } from '#libs/advisories';

/** STIX 2.1 section 9: a string literal ends at `'`, and `\` escapes. */
function literal(value: string): string {
  return `'${value.replace(/['\\]/g, '\\$&')}'`;
}

const equals = (path: string) => (value: string) => `[${path} = ${literal(value)}]`;
/** A whole network is a set of addresses (section 9.6.1). */
const address = (path: string) => (value: string) => (value.includes('/') ? `[${path} ISSUBSET ${literal(value)}]` : equals(path)(value));

const PATTERNS: Readonly<Partial<Record<IndicatorType, (value: string) => string>>> = {
  ipv4: address('ipv4-addr:value'),
  ipv6: address('ipv6-addr:value'),
  domain: equals('domain-name:value'),
  url: equals('url:value'),
  email: equals('email-addr:value'),
  md5: equals('file:hashes.MD5'),
  sha1: equals("file:hashes.'SHA-1'"),
  sha256: equals("file:hashes.'SHA-256'"),
  sha512: equals("file:hashes.'SHA-512'"),
  filename: equals('file:name'),
  stix_pattern: (value) => value,
};

/** The STIX pattern of an indicator; nothing for one of no type that a machine could look for. */
export function stixPattern({ type, value }: Indicator): string | undefined {
  return PATTERNS[type]?.(value);
}
