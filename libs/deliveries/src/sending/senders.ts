import { Clock } from '#libs/core';
import { Injectable } from '@nestjs/common';
import type { ClaimedAlert, SendResult } from './claimed-alert.js';
import { DeliveryClaims } from './delivery-claims.js';
import { DeliveryResults } from './delivery-results.js';
import { EmailAlerts } from './email-alerts.js';
import { LANES } from './lanes.js';
import type { Lane } from './lanes.js';
import { SendCounters } from './send-counters.js';
import { SendLane } from './send-lane.js';
import { WebhookAlerts } from './webhook-alerts.js';

/** How soon another worker takes over what one held that was killed, once its lease is over. */
const REOPEN_EVERY_MS = 1_000;

/** What every lane needs. */
@Injectable()
export class LaneMaker {
  constructor(
    private readonly claims: DeliveryClaims,
    private readonly results: DeliveryResults,
    private readonly counters: SendCounters,
    private readonly clock: Clock,
  ) {}

  make(lane: Lane, send: (alert: ClaimedAlert) => Promise<SendResult>): SendLane {
    const { claims, results, counters, clock } = this;
    return new SendLane({ lane, claims, results, counters, clock, send });
  }

  /** Puts back what others held whose leases are over. */
  async reopenExpired(): Promise<void> {
    // The next round asks again; nothing is lost by one that failed.
    await this.claims.reopenExpired().catch(() => undefined);
  }
}

/** The lanes of one channel in this process: first tries and retries. */
abstract class Senders {
  protected abstract readonly lanes: readonly SendLane[];
  private reopening: NodeJS.Timeout | undefined;

  constructor(private readonly maker: LaneMaker) {}

  start(): void {
    for (const lane of this.lanes) lane.start();
    this.reopening = setInterval(() => {
      void this.maker.reopenExpired();
    }, REOPEN_EVERY_MS);
  }

  /** Something may be due. Costs one small query, and nothing while one is under way. */
  wake(): void {
    for (const lane of this.lanes) lane.wake();
  }

  /** Claims no more, and waits at most `withinMs` for what is under way. What is not finished then is sent again when its lease is over. */
  async stop(withinMs: number): Promise<void> {
    clearInterval(this.reopening);
    await Promise.all(this.lanes.map((lane) => lane.stop(withinMs)));
  }

  /** Alerts claimed by this process whose result is not written yet. */
  get heldCount(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.heldCount, 0);
  }
}

/** Sends webhooks, from start to stop. */
@Injectable()
export class SendWebhooks extends Senders {
  protected readonly lanes: readonly SendLane[];

  constructor(maker: LaneMaker, alerts: WebhookAlerts) {
    super(maker);
    this.lanes = [LANES['webhook-first'], LANES['webhook-retry']].map((lane) => maker.make(lane, (alert) => alerts.send(alert)));
  }
}

/** Sends mails about advisories, digests and tests, from start to stop. */
@Injectable()
export class SendEmails extends Senders {
  protected readonly lanes: readonly SendLane[];

  constructor(maker: LaneMaker, alerts: EmailAlerts) {
    super(maker);
    this.lanes = [LANES['email-first'], LANES['email-retry']].map((lane) => maker.make(lane, (alert) => alerts.send(alert)));
  }
}
