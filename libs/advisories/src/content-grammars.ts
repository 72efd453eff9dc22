import { isIPv4, isIPv6 } from 'node:net';
import { PackageURL } from 'packageurl-js';
import type { IndicatorType } from './content.js';

/** Ids as their registries assign them. CNVD also gives `CNVD-C-…` to what it keeps to itself. */
export const CVE_ID = /^CVE-\d{4}-\d{4,19}$/;
export const CNVD_ID = /^CNVD-(C-)?\d{4}-\d{4,10}$/;
export const CWE_ID = /^CWE-[1-9]\d{0,5}$/;
/** A technique or sub-technique of MITRE ATT&CK. */
export const TECHNIQUE_ID = /^T\d{4}(\.\d{3})?$/;

/** CPE 2.3 formatted string or CPE 2.2 URI, the pattern of the CSAF 2.0 schema (section 3.1.3.3.1). */
const CPE =
  /^(cpe:2\.3:[aho*-](:(((\?*|\*?)([a-zA-Z0-9\-._]|(\\[\\*?!"#$%&'()+,/:;<=>@[\]^`{|}~]))+(\?*|\*?))|[*-])){5}(:(([a-zA-Z]{2,3}(-([a-zA-Z]{2}|[0-9]{3}))?)|[*-]))(:(((\?*|\*?)([a-zA-Z0-9\-._]|(\\[\\*?!"#$%&'()+,/:;<=>@[\]^`{|}~]))+(\?*|\*?))|[*-])){4})$|^([c][pP][eE]:\/[AHOaho]?(:[A-Za-z0-9._\-~%]*){0,6})$/;

/** Schemes of addresses that an author may give: a reader's browser or mail program opens them, and executes nothing. */
const LINKED_SCHEMES = new Set(['http:', 'https:', 'mailto:']);
/** Schemes that a browser executes, or with which it reads the reader's own files: refused from every source. */
export const EXECUTABLE_SCHEME = /^[\s\p{Cc}]*(javascript|vbscript|data|blob|file):/iu;

export function isCpe(text: string): boolean {
  return CPE.test(text);
}

/** A package URL of a form that the purl specification allows for its type. */
export function isPurl(text: string): boolean {
  try {
    PackageURL.fromString(text);
    return true;
  } catch {
    return false;
  }
}

/** An absolute http(s) or mailto address without user name and password. */
export function isLink(text: string): boolean {
  if (!URL.canParse(text) || /[\s\p{Cc}]/u.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return LINKED_SCHEMES.has(protocol) && username === '' && password === '';
}

/** Text that PostgreSQL's jsonb can hold: no U+0000, no half surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** Line breaks and tabs are none. */
export function hasControlCharacters(text: string): boolean {
  return /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
}

const DOMAIN = /^(?=.{1,253}$)([\p{L}\p{N}_]([\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.)+[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;
const hexadecimal = (digits: number) => (text: string) => text.length === digits && /^[0-9a-f]+$/i.test(text);

/** What the value of an indicator looks like, type by type. */
export const INDICATOR_GRAMMARS: Readonly<Record<IndicatorType, (value: string) => boolean>> = {
  ipv4: (text) => isIPv4(text.replace(/\/(\d|[12]\d|3[0-2])$/, '')),
  ipv6: (text) => isIPv6(text.replace(/\/(\d{1,2}|1[01]\d|12[0-8])$/, '')),
  domain: (text) => DOMAIN.test(text),
  url: (text) => URL.canParse(text) && /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text),
  email: (text) => /^[^\s@]{1,64}@[^\s@]{1,253}$/.test(text),
  md5: hexadecimal(32),
  sha1: hexadecimal(40),
  sha256: hexadecimal(64),
  sha512: hexadecimal(128),
  filename: (text) => !text.includes('\n'),
  stix_pattern: (text) => /^\s*[[(]/.test(text),
  other: () => true,
};
