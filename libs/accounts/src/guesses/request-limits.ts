import { systemActor } from '#libs/access';
import { SecretBox } from '#libs/config';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { tooManyTries } from '../account.errors.js';
import { accountKey } from './known-device.js';
import { GuessLimits, networkOf } from './guess-limits.js';

const HOUR_SECONDS = 3600;
const SYSTEM = systemActor('request-limits');

/** What anybody may ask for without an account, and how often from one network. */
const REQUESTS = {
  incident: { points: 10, duration: HOUR_SECONDS },
  feedback: { points: 30, duration: HOUR_SECONDS },
} as const;
export type PublicRequestKind = keyof typeof REQUESTS;

/** Counts public requests in the database, for all processes together, before they are served. Networks are kept as a MAC only, for an hour. */
@Injectable()
export class RequestLimits {
  private readonly limiters: Readonly<Record<PublicRequestKind, RateLimiterPostgres>>;

  constructor(
    database: Database,
    private readonly box: SecretBox,
    private readonly guesses: GuessLimits,
  ) {
    const client = {
      query: ({ text, values }: { text: string; values: readonly unknown[] }) =>
        database.as(SYSTEM, async (tx) => {
          const rows = await tx.query(text, values);
          return { rows, rowCount: rows.length };
        }),
    };
    const limiter = (kind: PublicRequestKind) =>
      new RateLimiterPostgres({
        ...REQUESTS[kind],
        keyPrefix: kind,
        storeClient: client,
        storeType: 'client',
        schemaName: 'accounts',
        tableName: 'guess_count',
        tableCreated: true,
        clearExpiredByTimeout: false,
      });
    this.limiters = { incident: limiter('incident'), feedback: limiter('feedback') };
  }

  /** Throws TOO_MANY_TRIES. A caller whose address is not known is counted with all others like it. */
  async count(kind: PublicRequestKind, address: string | undefined): Promise<void> {
    try {
      await this.limiters[kind].consume(this.box.sign('public-request', `${kind} ${networkOf(address ?? 'unknown')}`));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooManyTries(Math.ceil(refusal.msBeforeNext / 1000));
    }
  }

  /** Whether a mail that anybody can ask for may be sent to this address once more: three an hour, whoever asks. */
  async mayMail(email: string): Promise<boolean> {
    return this.guesses.mayRequestMail(accountKey(email), undefined);
  }
}
