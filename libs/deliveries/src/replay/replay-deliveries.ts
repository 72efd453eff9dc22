import { authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { invalid, notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { instant, readId, readInput } from '../input.js';
import { sendAgain } from './send-again.js';

export interface ReplayInput {
  readonly endpointId: string;
  /** ISO 8601 instants with an offset: alerts that were written from the first and before the second. At most 31 days apart. */
  readonly from: string;
  readonly to: string;
  /** `unsent` leaves out what the other server has accepted; `all` (as when not told) sends that again too. */
  readonly include?: 'all' | 'unsent';
  /** Only counts. */
  readonly isDryRun?: boolean;
}

const INPUT = z.object({
  endpointId: z.string(),
  from: instant,
  to: instant,
  include: z.enum(['all', 'unsent'], 'all or unsent').default('all'),
  isDryRun: z.boolean().default(false),
});

const MAX_DAYS = 31;
/** In one transaction; more is asked for in smaller ranges. */
const MAX_DELIVERIES = 10_000;

/** Sends the alerts of one endpoint in a range of time again, with the same message ids. Superseded ones and challenges stay as they are. */
@Injectable()
export class ReplayDeliveries {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: ReplayInput): Promise<{ readonly deliveries: number }> {
    const { endpointId: given, from, to, include, isDryRun } = readInput(INPUT, input);
    const endpointId = readId(given);
    refuseWrongRange(from, to);
    return this.database.as(actor, async (tx) => {
      await mayReplay(tx, actor, endpointId);
      const ids = await chosen(tx, [endpointId, from, to, include === 'all', MAX_DELIVERIES + 1]);
      if (ids.length > MAX_DELIVERIES) {
        throw invalid([{ path: 'to', expected: `a range with at most ${MAX_DELIVERIES} alerts`, received: `more than ${MAX_DELIVERIES}` }]);
      }
      if (!isDryRun) {
        await sendAgain(tx, ids);
        const detail = { from, to, include, deliveries: ids.length };
        await this.audit.append(tx, actor, { action: 'delivery:replay', subjectType: 'endpoint', subjectId: endpointId, detail });
      }
      return { deliveries: ids.length };
    });
  }
}

/** An operator at the command line may for every endpoint; others for their own. */
async function mayReplay(tx: Transaction, actor: Actor, endpointId: string): Promise<void> {
  const endpoint = await tx.find<{ id: string }>(
    `SELECT id FROM subscriptions.endpoint
     WHERE id = $1 AND deleted_at IS NULL AND (access.is_system() OR person_id = access.person_id() OR organisation_id = access.organisation_id())`,
    [endpointId],
  );
  if (endpoint === undefined) throw notFound();
  if (actor.kind !== 'system') authorize(actor, 'delivery:resend');
}

async function chosen(tx: Transaction, parameters: readonly unknown[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM deliveries.delivery
     WHERE endpoint_id = $1 AND created_at >= $2 AND created_at < $3 AND event NOT LIKE 'endpoint.%' AND status NOT IN ('pending', 'superseded')
       AND reason IS DISTINCT FROM 'empty_digest' AND ($4 OR status <> 'sent')
     ORDER BY created_at, id LIMIT $5 FOR UPDATE`,
    parameters,
  );
  return rows.map(({ id }) => id);
}

function refuseWrongRange(from: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (days <= 0) throw invalid([{ path: 'to', expected: 'an instant after "from"', received: to }]);
  if (days > MAX_DAYS) throw invalid([{ path: 'to', expected: `at most ${MAX_DAYS} days after "from"`, received: to }]);
}
