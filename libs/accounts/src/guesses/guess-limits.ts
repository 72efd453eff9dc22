import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { tooManyTries } from '../account.errors.js';

const HOUR_SECONDS = 3600;
const SYSTEM = systemActor('guess-limits');

/** Tries per account and factor: ten an hour, a hundred in a row (NIST SP 800-63B-4); per address of the client only against floods. */
const LIMITS = {
  hourly: { points: 10, duration: HOUR_SECONDS },
  consecutive: { points: 100, duration: 0 },
  address: { points: 100, duration: HOUR_SECONDS },
  mail: { points: 3, duration: HOUR_SECONDS },
  mailAddress: { points: 20, duration: HOUR_SECONDS },
} as const;
type LimitName = keyof typeof LIMITS;

/** What is guessed at: never reset by the success of another factor. */
export type Factor = 'password' | 'totp' | 'recovery';

/**
 * Counts tries in the database, for all processes together. A try is counted before it is made, in its own transaction: parallel tries are all
 * counted, and a refused one that rolls back stays counted.
 */
@Injectable()
export class GuessLimits {
  private readonly limiters: Readonly<Record<LimitName, RateLimiterPostgres>>;

  constructor(database: Database) {
    const client = {
      query: ({ text, values }: { text: string; values: readonly unknown[] }) =>
        database.as(SYSTEM, async (tx) => {
          const rows = await tx.query(text, values);
          return { rows, rowCount: rows.length };
        }),
    };
    const limiter = (name: LimitName) =>
      new RateLimiterPostgres({
        ...LIMITS[name],
        keyPrefix: name,
        storeClient: client,
        storeType: 'client',
        schemaName: 'accounts',
        tableName: 'guess_count',
        tableCreated: true,
        clearExpiredByTimeout: false,
      });
    this.limiters = {
      hourly: limiter('hourly'),
      consecutive: limiter('consecutive'),
      address: limiter('address'),
      mail: limiter('mail'),
      mailAddress: limiter('mailAddress'),
    };
  }

  /** Counts a try at a factor of an account, from a known device or not. Throws TOO_MANY_TRIES where there were too many. */
  async countTry(factor: Factor, account: string, device?: string): Promise<void> {
    const key = keyOf(factor, account, device);
    // In this order: a try that the hour refuses is not made, so it does not add to the hundred in a row.
    await this.consume('hourly', key);
    await this.consume('consecutive', key);
  }

  /** Counts from nought again: the factor was right, or has been replaced. */
  async forget(factor: Factor, account: string, device?: string): Promise<void> {
    const key = keyOf(factor, account, device);
    await this.limiters.consecutive.delete(key);
    await this.limiters.hourly.delete(key);
  }

  /** Counts a try from an address of the network, whatever it is at; `undoAddress` takes it back where it succeeded. */
  async countAddress(address: string | undefined): Promise<void> {
    if (address !== undefined) await this.consume('address', networkOf(address));
  }

  async undoAddress(address: string | undefined): Promise<void> {
    if (address !== undefined) await this.limiters.address.reward(networkOf(address));
  }

  /** Whether a mail that anybody can ask for may be sent to this account once more. Throws TOO_MANY_TRIES for an address that asks too often. */
  async mayRequestMail(account: string, address: string | undefined): Promise<boolean> {
    if (address !== undefined) await this.consume('mailAddress', networkOf(address));
    const counted = await this.limiters.mail.penalty(account);
    return counted.consumedPoints <= LIMITS.mail.points;
  }

  /** Counts an invitation of an address into an organisation. Throws TOO_MANY_TRIES. */
  async countInvitation(key: string): Promise<void> {
    await this.consume('mail', key);
  }

  private async consume(limit: LimitName, key: string): Promise<void> {
    try {
      await this.limiters[limit].consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      // Without an end (-1) another way in is needed: a known device, a recovery code, a new password.
      throw tooManyTries(refusal.msBeforeNext > 0 ? Math.ceil(refusal.msBeforeNext / 1000) : HOUR_SECONDS);
    }
  }
}

/** One household of IPv6 is a /64 and can change its address at will. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? `${parsed.parts.slice(0, 4).join(':')}/64` : parsed.toString();
}

function keyOf(factor: Factor, account: string, device: string | undefined): string {
  return device === undefined ? `${factor}:${account}` : `${factor}:${account}:${device}`;
}
