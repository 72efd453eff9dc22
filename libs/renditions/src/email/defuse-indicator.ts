import type { Indicator } from '#libs/advisories';

const ADDRESSES: ReadonlySet<Indicator['type']> = new Set(['ipv4', 'ipv6', 'domain', 'url', 'email', 'stix_pattern', 'other']);

/**
 * An indicator written so that no mail client makes it clickable and no filter takes the alert for the attack:
 * `hxxps://evil[.]example`. Hashes and file names stay as they are.
 */
export function defuseIndicator({ type, value }: Indicator): string {
  if (!ADDRESSES.has(type)) return value;
  return value
    .replace(/\bhttp(s?):/gi, 'hxxp$1:')
    .replace(/\bftp(s?):/gi, 'fxp$1:')
    .replaceAll('@', '[@]')
    .replace(/(?<=[^\s[])\.(?=[^\s\]])/g, '[.]');
}
