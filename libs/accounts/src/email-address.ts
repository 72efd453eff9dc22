import { domainToASCII } from 'node:url';
import { z } from 'zod';

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
/** What no name holds, and what the reading of an IDN would otherwise cut off or decode. */
const NEVER_IN_A_NAME = /[\s/\\:@?#%*_[\]<>"'(),;|^`{}]/u;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A domain name in the form of DNS (LDH labels, at least two, RFC 1123 section 2.1; IDN as punycode), or undefined. */
export function readDomain(text: string): string | undefined {
  if (NEVER_IN_A_NAME.test(text.trim())) return undefined;
  const ascii = domainToASCII(text.trim().replace(/\.$/, '').toLowerCase());
  const labels = ascii.split('.');
  const isName =
    ascii.length <= 253 && labels.length >= 2 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
  return isName ? ascii : undefined;
}

/** An address that mail can be sent to, its domain in lower case: no quoted local part, no comment, no list. Undefined for anything else. */
export function readEmailAddress(text: string): string | undefined {
  const at = text.trim().lastIndexOf('@');
  const local = text.trim().slice(0, Math.max(at, 0));
  const domain = readDomain(text.trim().slice(at + 1));
  return LOCAL_PART.test(local) && local.length <= 64 && domain ? `${local}@${domain}` : undefined;
}

function read(reader: (text: string) => string | undefined, expected: string) {
  return z.string(expected).transform((text, context): string => {
    const value = reader(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

export const emailField = read(readEmailAddress, 'an email address');
export const domainField = read(readDomain, 'a domain name, as in example.org');
