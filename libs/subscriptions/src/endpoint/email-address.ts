import { domainToASCII } from 'node:url';
import { DomainError, invalid } from '#libs/core';
import { z } from 'zod';

/** An address that is safe in an envelope, in a header and in a command line. */
export interface EmailAddress {
  /** The local part as it was written, the domain in lower-case ASCII. */
  readonly address: string;
  /** All in lower case: one key for one mailbox, for uniqueness and suppression. */
  readonly key: string;
  readonly domain: string;
}

/** RFC 5321 section 4.5.3.1, in octets. */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 253;
const MAX_ADDRESS = 254;

/** The plain dot-atom of RFC 5322 without `!` and `%` (old routing), the backtick and quotes; a hyphen in front would read as an option. */
const LOCAL = /^(?!-)[a-z0-9#$&'*+/=?^_{|}~-]+(\.[a-z0-9#$&'*+/=?^_{|}~-]+)*$/i;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * Reads one address: `local@domain` and nothing else. No display name, comment, quoted local part, address literal, control character or
 * non-ASCII local part, because mail libraries have read each of these differently. Throws `invalid` with `path`.
 */
export function parseEmailAddress(text: string, path = 'email'): EmailAddress {
  const wrong = (expected: string) => invalid([{ path, expected, received: text.slice(0, 100) }], 'This email address cannot be used.');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  if (at < 1 || at === text.length - 1) throw wrong('an address such as alerts@example.org');
  if (local.length > MAX_LOCAL) throw wrong(`at most ${MAX_LOCAL} characters before the @`);
  if (!LOCAL.test(local)) throw wrong('letters, digits and single dots before the @, without quotes or spaces');
  const domain = asciiDomain(text.slice(at + 1));
  if (domain === undefined) throw wrong('a full domain name after the @');
  const address = `${local}@${domain}`;
  if (address.length > MAX_ADDRESS) throw wrong(`at most ${MAX_ADDRESS} characters`);
  return { address, key: address.toLowerCase(), domain };
}

/** The same as a field of a form, so that what is wrong with it is told together with what is wrong elsewhere. */
export const emailAddressField = z.string('an email address').transform((text, context): EmailAddress => {
  try {
    return parseEmailAddress(text);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    for (const { expected } of error.issues) context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  }
});

function asciiDomain(text: string): string | undefined {
  // The URL machinery behind `domainToASCII` decodes percent signs, drops line breaks and stops at a slash: none of these may come to it.
  if (/[\s\p{C}%/\\?#:@[\]]/u.test(text)) return undefined;
  const domain = domainToASCII(text).toLowerCase();
  const labels = domain.split('.');
  const isName = labels.length >= 2 && domain.length <= MAX_DOMAIN && labels.every((label) => LABEL.test(label));
  return isName && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : undefined;
}
