import { timingSafeEqual } from 'node:crypto';
import { hashOfToken } from '../links/email-links.js';

/** Mailboxes that only those who run a domain can have (RFC 2142, and what certificate authorities accept), and those of security teams. */
export const ROLE_MAILBOXES: readonly string[] = [
  'admin',
  'administrator',
  'hostmaster',
  'postmaster',
  'webmaster',
  'abuse',
  'security',
  'cert',
  'csirt',
  'noc',
];

const PREFIX = 'harbourlight-verification=';

/** The TXT record to be put into the domain's zone. */
export interface ProofRecord {
  readonly name: string;
  readonly type: 'TXT';
  readonly value: string;
}

export function proofRecord(domain: string, token: string): ProofRecord {
  return { name: proofName(domain), type: 'TXT', value: `${PREFIX}${token}` };
}

export function proofName(domain: string): string {
  return `_harbourlight.${domain}`;
}

/** Whether one of the records holds a token of which one of these is the hash. */
export function holdsProof(records: readonly string[], tokenHashes: readonly Buffer[]): boolean {
  return records
    .filter((record) => record.trim().startsWith(PREFIX))
    .map((record) => hashOfToken(record.trim().slice(PREFIX.length)))
    .some((given) => tokenHashes.some((known) => timingSafeEqual(given, known)));
}

/** Whether mail to the address is read by who runs the domain. */
export function isRoleAddress(email: string, domain: string): boolean {
  const [local = '', host] = email.toLowerCase().split('@');
  return host === domain && ROLE_MAILBOXES.includes(local);
}
