import { CHANNELS, systemActor } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { SEVERITIES } from '#libs/advisories';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import type { AdvisoryEvent } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import { UrgentFallbacks } from '../sending/urgent-fallbacks.js';
import { batchesStatement, planStatement, WAIT_FOR_CLAIMS } from './plan-statement.js';

/** The fact that is fanned out, as it stands in the outbox. */
export interface AdvisoryChange {
  readonly type: AdvisoryEvent;
  readonly advisoryId: string;
  readonly revisionId: string;
  /** An editorial change: it asks nothing new of the reader and alerts nobody. */
  readonly isSilent?: boolean;
}

export interface PlanReport {
  /** Endpoints that are told at once, and how many of their rows are new. */
  readonly alerts: number;
  readonly written: number;
  /** Endpoints that are told in a digest, and how many of their items are new. */
  readonly items: number;
  readonly collected: number;
  /** Older alerts that were not sent yet and no longer need to be. */
  readonly superseded: number;
}

interface Standing {
  readonly revision: number;
  readonly kind: string;
  readonly severity: number;
  readonly label: TlpLabel;
  readonly readers: string[];
  readonly published_at: string;
  readonly current_label: TlpLabel;
  readonly current_readers: string[];
  readonly withdrawn_at: string | null;
}

/** A part of the event's wishes: whose they are, with the numbers of their matching subscriptions as text of a bigint[]. */
interface Batch {
  readonly batch: number;
  readonly numbers: string;
}

interface BatchReport extends PlanReport {
  readonly writtenBefore: number;
  readonly collectedBefore: number;
}

const FAN_OUT = systemActor('fan-out');
/** Wishes in one transaction: the first alerts leave while the rest is still being planned. */
const BATCH_SIZE = 20_000;
/** An urgent alert that no webhook has taken after this time also goes by email to the organisation. */
const FALLBACK_SECONDS = 600;

const NOTHING: PlanReport = { alerts: 0, written: 0, items: 0, collected: 0, superseded: 0 };

/**
 * Turns one event of an advisory into one delivery row for each endpoint that wants it and may have it. Can run any number of times, and
 * several at once, for the same event: a row is written once.
 */
@Injectable()
export class PlanDeliveries {
  constructor(
    private readonly database: Database,
    private readonly fallbacks: UrgentFallbacks,
  ) {}

  async execute(change: AdvisoryChange, batchSize = BATCH_SIZE): Promise<PlanReport> {
    if (change.isSilent === true) return NOTHING;
    const batches = await this.database.as(FAN_OUT, async (tx) => this.batchesOf(tx, change, batchSize));
    let report = NOTHING;
    for (const batch of batches) {
      const part = await this.database.as(FAN_OUT, async (tx) => this.planBatch(tx, change, batch, batches.length));
      report = sum(report, part);
    }
    return report;
  }

  private async batchesOf(tx: Transaction, change: AdvisoryChange, batchSize: number): Promise<readonly Batch[]> {
    const standing = await standingOf(tx, change.revisionId);
    if (standing === undefined) return [];
    const parameters = [change.revisionId, change.advisoryId, change.type, standing.revision, batchSize];
    return tx.query<Batch & Record<string, unknown>>(batchesStatement(change.type), parameters);
  }

  private async planBatch(tx: Transaction, change: AdvisoryChange, { batch, numbers }: Batch, batches: number): Promise<PlanReport> {
    // Events of one advisory are planned one after the other, so that each sees what the one before has written.
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 20))', [change.advisoryId]);
    if (change.type !== 'advisory.published') await tx.execute(WAIT_FOR_CLAIMS, [change.advisoryId]);
    const standing = await standingOf(tx, change.revisionId);
    if (standing === undefined) return NOTHING;
    const report = await tx.find<BatchReport>(planStatement(change.type), [
      change.revisionId,
      change.advisoryId,
      change.type,
      standing.revision,
      standing.readers,
      standing.current_readers,
      channelsFor(standing),
      isUrgent(standing),
      change.type === 'advisory.withdrawn' ? (standing.withdrawn_at ?? standing.published_at) : standing.published_at,
      FALLBACK_SECONDS,
      batches,
      batch,
      // What was withdrawn since the match is for none of them any more.
      standing.withdrawn_at === null ? numbers : '{}',
    ]);
    if (report === undefined) throw new Error('the plan reported nothing');
    assertEveryRecipientHasARow(report);
    if (isUrgent(standing)) await this.fallbacks.forDisabled(tx, change.advisoryId, change.type);
    return report;
  }
}

/** Of the recipients that the match found, each has a row now: from this time, or from an earlier one. */
function assertEveryRecipientHasARow(report: BatchReport): void {
  if (report.alerts !== report.written + report.writtenBefore || report.items !== report.collected + report.collectedBefore) {
    throw new Error(
      `recipients and rows differ: ${report.alerts} alerts, ${report.written} + ${report.writtenBefore} rows; ` +
        `${report.items} items, ${report.collected} + ${report.collectedBefore} rows`,
    );
  }
}

async function standingOf(tx: Transaction, revisionId: string): Promise<Standing | undefined> {
  return tx.find<Standing & Record<string, unknown>>('SELECT * FROM deliveries.standing($1)', [revisionId]);
}

/** Both labels are asked: the revision's, and that of what is published today, which may have been narrowed since. */
function channelsFor({ label, current_label }: Standing): string[] {
  return (['email', 'webhook'] as const).filter(
    (channel) => CHANNELS[channel][label] !== 'never' && CHANNELS[channel][current_label] !== 'never',
  );
}

function isUrgent({ kind, severity }: Standing): boolean {
  return kind === 'high_threat_alert' || SEVERITIES[severity] === 'critical';
}

function sum(a: PlanReport, b: PlanReport): PlanReport {
  return {
    alerts: a.alerts + b.alerts,
    written: a.written + b.written,
    items: a.items + b.items,
    collected: a.collected + b.collected,
    superseded: a.superseded + b.superseded,
  };
}
