import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#libs/core';
import { Logger } from '@nestjs/common';
import type { ClaimedAlert, SendResult } from './claimed-alert.js';
import type { DeliveryClaims } from './delivery-claims.js';
import type { DeliveryResults } from './delivery-results.js';
import { FAULT } from './endpoint-health.js';
import { HeldAlerts } from './held-alerts.js';
import { CLAIM_BESIDE_SLOW_MS, CLAIM_IN_VAIN_MS, CLAIM_SIZE, LOW_WATER, MAX_UNWRITTEN, MAX_WRITES, RESULT_SIZE } from './lanes.js';
import type { Lane } from './lanes.js';
import { afterFailedTry } from './next-try.js';
import { OpenClaims } from './open-claims.js';
import type { SendCounters } from './send-counters.js';

export interface SendLaneParts {
  readonly lane: Lane;
  readonly claims: DeliveryClaims;
  readonly results: DeliveryResults;
  readonly counters: SendCounters;
  readonly clock: Clock;
  /** Sends one alert. A throw is a fault of ours: the alert is tried again on schedule. */
  readonly send: (alert: ClaimedAlert) => Promise<SendResult>;
}

/** Results wait this long for others to be written with. */
const FLUSH_AFTER_MS = 50;
/** Due times pass without a sound: they are asked for in this rhythm. What is planned wakes the lane at once. */
const POLL_MS = 1_000;
/** A database that is away for a moment must not make us send again what was sent. */
const WRITE_TRIES = 5;

/**
 * Claims and sends without end, never waiting for the slowest of a batch: whenever slots are free, more is claimed. No transaction is open
 * while something is being sent.
 */
export class SendLane {
  private readonly logger: Logger;
  private readonly held: HeldAlerts;
  private readonly open = new OpenClaims();
  private finished: SendResult[] = [];
  /** Something may be due that is not claimed. */
  private isWanted = false;
  private isClaiming = false;
  /** When the last claim ended, and whether it found nothing although something is due. */
  private claimedAtMs = -Infinity;
  private wasInVain = false;
  /** Of whom enough was held then. */
  private readonly saturated = new Set<string>();
  private writes = 0;
  private unwritten = 0;
  private isStopped = true;
  private isAbandoned = false;
  private poll: NodeJS.Timeout | undefined;
  private nextClaim: NodeJS.Timeout | undefined;
  private flushTimer: NodeJS.Timeout | undefined;
  private isFlushingNow = false;

  constructor(private readonly parts: SendLaneParts) {
    this.held = new HeldAlerts(parts.lane);
    this.logger = new Logger(`send-${parts.lane.channel}${parts.lane.isRetry ? '-retry' : ''}`);
  }

  /** Claimed alerts whose result is not written yet. */
  get heldCount(): number {
    return this.held.size + this.unwritten;
  }

  start(): void {
    this.isStopped = false;
    this.isAbandoned = false;
    this.poll = setInterval(() => {
      this.wake();
    }, POLL_MS);
    this.wake();
  }

  /** Something may be due. Cheap, and harmless when nothing is. */
  wake(): void {
    this.isWanted = true;
    this.wasInVain = false;
    this.claimMore();
  }

  /** Claims no more; resolves when what is under way has come to an end and is written, or after `withinMs`. */
  async stop(withinMs: number): Promise<void> {
    this.isStopped = true;
    clearInterval(this.poll);
    clearTimeout(this.nextClaim);
    const deadline = this.parts.clock.nowMs() + withinMs;
    while ((this.heldCount > 0 || this.isClaiming) && this.parts.clock.nowMs() < deadline) {
      this.flushSoon(0);
      await pause(20);
    }
    this.isAbandoned = true;
    clearTimeout(this.flushTimer);
  }

  private claimMore(): void {
    if (!this.isWanted || this.isStopped || this.isClaiming) return;
    const waitMs = this.claimedAtMs + this.pauseMs - performance.now();
    if (waitMs > 0) {
      this.claimLater(waitMs);
      return;
    }
    const limit = Math.min(CLAIM_SIZE, this.held.room, MAX_UNWRITTEN - this.unwritten);
    // Full: whatever is sent or written asks again.
    if (limit <= 0) return;
    this.isWanted = false;
    this.isClaiming = true;
    void this.claim(limit).finally(() => {
      this.isClaiming = false;
      this.claimedAtMs = performance.now();
      this.claimMore();
    });
  }

  /** A lane that holds few claims half of them at once: one by one, a claim would cost more than a send. */
  private get lowWater(): number {
    return Math.min(LOW_WATER, this.parts.lane.maxHeld / 2);
  }

  /** From the last claim to the next. */
  private get pauseMs(): number {
    if (this.wasInVain) return CLAIM_IN_VAIN_MS;
    return this.held.size > this.lowWater ? CLAIM_BESIDE_SLOW_MS : 0;
  }

  private claimLater(waitMs: number): void {
    this.nextClaim ??= setTimeout(() => {
      this.nextClaim = undefined;
      this.claimMore();
    }, waitMs);
  }

  private async claim(limit: number): Promise<void> {
    try {
      const { saturated } = this.held;
      const { alerts, ended } = await this.parts.claims.claim(this.parts.lane, saturated, limit);
      this.parts.counters.noteEnded(this.parts.lane, ended);
      this.open.add(alerts);
      for (const alert of alerts) this.begin(alert);
      const count = alerts.length + ended.length;
      this.wasInVain = count === 0 && saturated.destinations.length + saturated.endpoints.length > 0;
      this.saturated.clear();
      if (this.wasInVain) for (const name of [...saturated.destinations, ...saturated.endpoints]) this.saturated.add(name);
      // Never unset here: somebody may have woken the lane since the claim looked.
      if (count > 0 || this.wasInVain) this.isWanted = true;
    } catch (error) {
      // The rows wait; the next poll asks again.
      this.logger.warn('claim failed', { code: codeOf(error) });
    }
  }

  private begin(alert: ClaimedAlert): void {
    this.held.add(alert);
    const startedAtMs = this.parts.clock.nowMs();
    this.parts.send(alert).then(
      (result) => {
        this.end(result);
      },
      (error: unknown) => {
        this.logger.error(`delivery ${alert.id} could not be made`, { code: codeOf(error) });
        this.end(afterFailedTry({ alert, startedAtMs, durationMs: 0, error: FAULT }, Math.random));
      },
    );
  }

  private end(result: SendResult): void {
    this.held.remove(result.alert);
    this.held.learn(result);
    this.noteRoom(result.alert);
    this.unwritten += 1;
    this.finished.push(result);
    // The next are claimed while the last of these are still being sent.
    if (this.held.size <= this.lowWater) this.claimMore();
    this.flushSoon(this.finished.length >= RESULT_SIZE ? 0 : FLUSH_AFTER_MS);
  }

  /** What was claimed in vain, because of enough held for this receiver, is claimed again when there is room for it. */
  private noteRoom(alert: ClaimedAlert): void {
    if (!this.wasInVain || !(this.saturated.has(alert.destination) || this.saturated.has(alert.endpointId))) return;
    if (!this.held.hasRoomFor(alert)) return;
    this.wasInVain = false;
    this.claimMore();
  }

  private flushSoon(afterMs: number): void {
    if (this.writes === MAX_WRITES || this.isAbandoned) return;
    // A time that is set is only ever brought forward, or a steady stream of results would put it off without end.
    if (this.flushTimer !== undefined && (afterMs > 0 || this.isFlushingNow)) return;
    clearTimeout(this.flushTimer);
    this.isFlushingNow = afterMs === 0;
    this.flushTimer = setTimeout(() => {
      this.flushTimer = undefined;
      this.writes += 1;
      void this.flush().finally(() => {
        this.writes -= 1;
        if (this.finished.length > 0) this.flushSoon(this.finished.length >= RESULT_SIZE ? 0 : FLUSH_AFTER_MS);
      });
    }, afterMs);
  }

  private async flush(): Promise<void> {
    const batch = this.finished.splice(0, 2 * RESULT_SIZE);
    if (batch.length === 0) return;
    await this.write(batch);
    this.unwritten -= batch.length;
    this.claimMore();
  }

  private async write(batch: readonly SendResult[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        const counted = await this.parts.results.write(batch);
        this.parts.counters.noteResults(this.parts.lane, counted);
        await this.endClaims(batch);
        return;
      } catch (error) {
        this.logger.error(`${batch.length} results could not be written`, { code: codeOf(error) });
        // The leases run out and the alerts are sent again, with the same ids: twice is better than never.
        if (attempt === WRITE_TRIES || this.isAbandoned) return;
        await pause(500 * attempt);
      }
    }
  }

  private async endClaims(written: readonly SendResult[]): Promise<void> {
    const ended = this.open.written(written);
    if (ended.length === 0) return;
    await this.parts.results.end(ended).catch((error: unknown) => {
      this.logger.warn('claims end with their leases', { code: codeOf(error) });
    });
  }
}

/** Never the text of an error, which may quote what was sent. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
