import { createHash } from 'node:crypto';
import type { Role, Sector, Tier } from '#libs/access';

export interface DemoOrganisation {
  readonly name: string;
  readonly nameZhHant: string;
  readonly nameZhHans: string;
  readonly tier: Tier;
  readonly sectors: readonly Sector[];
  readonly isOperator?: true;
}

export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  /** Undefined for the member of the public. */
  readonly organisation: string | undefined;
  readonly roles: readonly Role[];
  readonly password: string;
  /** Base32; the same on every installation. */
  readonly totpSecret: string;
}

const CERT = 'Harbour City CERT';
const BANK = 'Harbour Bank';
const WATER = 'Harbour Water';
const TREASURY = 'Treasury Department';

export const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [
  {
    name: CERT,
    nameZhHant: '海港城電腦保安事故協調中心',
    nameZhHans: '海港城计算机安全事件协调中心',
    tier: 'government',
    sectors: ['public-administration'],
    isOperator: true,
  },
  { name: BANK, nameZhHant: '海港銀行', nameZhHans: '海港银行', tier: 'industry', sectors: ['finance'] },
  { name: WATER, nameZhHant: '海港水務', nameZhHans: '海港水务', tier: 'industry', sectors: ['water'] },
  { name: TREASURY, nameZhHant: '庫務署', nameZhHans: '库务署', tier: 'government', sectors: ['public-administration'] },
];

/** A closed group, so that a demonstration has something to share with it alone. */
export const DEMO_GROUP = {
  name: 'Critical Services Watch',
  description: 'Those who keep money and water running.',
  owner: CERT,
  organisations: [CERT, BANK, WATER],
} as const;

/** For demonstrations alone: everybody who reads this knows it. */
export const DEMO_PASSWORD = 'seven lanterns over a quiet quay';

const PEOPLE: readonly (readonly [email: string, name: string, organisation: string | undefined, ...roles: Role[]])[] = [
  ['analyst@cert.example', 'Ada Chan', CERT, 'member', 'analyst'],
  ['reviewer@cert.example', 'Benedict Lau', CERT, 'member', 'reviewer'],
  ['admin@cert.example', 'Carmen Ho', CERT, 'member', 'organisation_admin', 'administrator'],
  ['auditor@cert.example', 'Daniel Yip', CERT, 'member', 'auditor'],
  ['member@bank.example', 'Esther Wong', BANK, 'member'],
  ['admin@bank.example', 'Felix Ng', BANK, 'member', 'organisation_admin'],
  ['member@water.example', 'Grace Leung', WATER, 'member'],
  ['member@treasury.example', 'Hugo Cheung', TREASURY, 'member'],
  ['reader@example.org', 'Iris Kwok', undefined, 'reader'],
];

/** The demonstration accounts with what one needs to sign in. */
export function demoAccounts(): DemoAccount[] {
  return PEOPLE.map(([email, name, organisation, ...roles]) => ({
    email,
    name,
    organisation,
    roles,
    password: DEMO_PASSWORD,
    totpSecret: totpSecretOf(email),
  }));
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 32 letters that follow from the address: known to all, as a demonstration must be. */
function totpSecretOf(email: string): string {
  return [...createHash('sha256').update(`harbourlight demonstration ${email}`).digest()].map((byte) => BASE32.charAt(byte % 32)).join('');
}
