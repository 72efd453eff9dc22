import { CHANNELS, systemActor, TLP_LABELS } from '#libs/access';
import { Database } from '#libs/database';
import type { LocalSetting } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { CLAIM, EXPIRED_CLAIMS, REOPEN_CLAIMS } from './claim-statement.js';
import type { ClaimedAlert } from './claimed-alert.js';
import { LEASE_SECONDS } from './lanes.js';
import type { Lane } from './lanes.js';
import { UrgentFallbacks } from './urgent-fallbacks.js';

export interface Claim {
  readonly alerts: readonly ClaimedAlert[];
  /** Deliveries that ended with the claim, by status and reason: nothing is sent of them. */
  readonly ended: readonly string[];
}

/** What this process holds so much of already that it must not claim more. */
export interface Saturated {
  readonly endpoints: readonly string[];
  readonly destinations: readonly string[];
}

/** Lists come as one text: reading an array of the protocol costs more than all other columns together. */
interface Row extends Omit<ClaimedAlert, 'subscriptions'>, Record<string, unknown> {
  readonly verdict: string | null;
  readonly subscriptions: string | null;
}

const SENDER = systemActor('send-deliveries');
const NONE: readonly string[] = [];
/** Claims of workers that are gone, put back in one go. */
const REOPENED_AT_ONCE = 100;

/**
 * A batch is one or a thousand: a plan made for the one is a hundred times too slow for the other, and making it takes two milliseconds. So
 * these statements are never prepared; `plan_cache_mode` would do the same to every function of every policy, at ten milliseconds a claim.
 * Nobody waits for the disk: what a crash of the server takes of a claim or a result is sent again, with the same id.
 */
export const FOR_BATCHES: readonly LocalSetting[] = ['jit = off', 'synchronous_commit = off'];

@Injectable()
export class DeliveryClaims {
  constructor(
    private readonly database: Database,
    private readonly fallbacks: UrgentFallbacks,
  ) {}

  /** Puts back what workers held whose lease is over: they were killed, or hang. Answers with how many alerts are due again. */
  async reopenExpired(): Promise<number> {
    return this.database.as(SENDER, async (tx) => {
      const expired = await tx.prepared<{ id: string }>('expired-claims', EXPIRED_CLAIMS, [REOPENED_AT_ONCE]);
      return expired.length === 0 ? 0 : tx.execute(REOPEN_CLAIMS, [expired.map(({ id }) => id)]);
    });
  }

  /** Up to `limit` alerts of a lane that are due and may be sent. Empty, with nothing ended either, means that nothing is due. */
  async claim(lane: Lane, saturated: Saturated, limit: number): Promise<Claim> {
    const never = TLP_LABELS.filter((label) => CHANNELS[lane.channel][label] === 'never');
    const parameters = [
      lane.channel,
      lane.isRetry,
      saturated.endpoints,
      saturated.destinations,
      limit,
      lane.maxHeldPerEndpoint,
      LEASE_SECONDS,
      never,
    ];
    const rows = await this.database.as(
      SENDER,
      async (tx) => {
        const claimed = await tx.query<Row>(CLAIM, parameters);
        const untried = claimed.filter((row) => row.isUrgent && row.verdict === 'suppressed endpoint_disabled');
        await this.fallbacks.forEnded(tx, untried.map((row) => row.id)); // prettier-ignore
        return claimed;
      },
      FOR_BATCHES,
    );
    return {
      alerts: rows.filter((row) => row.verdict === null).map(toAlert),
      ended: rows.flatMap((row) => (row.verdict === null ? [] : [row.verdict])),
    };
  }
}

/** The row itself becomes the alert: thousands are held at once, and a copy of each would be the larger part of the memory. */
function toAlert(row: Row): ClaimedAlert {
  return Object.assign(row, { subscriptions: row.subscriptions ? row.subscriptions.split(' ') : NONE });
}
