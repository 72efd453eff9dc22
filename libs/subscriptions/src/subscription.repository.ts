import { notFound } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { columnsOf } from './criteria/criteria-terms.js';
import { EVERYTHING } from './criteria/criteria.js';
import type { Criteria } from './criteria/criteria.js';
import { ownerFrom } from './owner.js';
import type { Owner, OwnerColumns } from './owner.js';
import { knownForm } from './read-input.js';
import type { Frequency, Subscription, SubscriptionStatus } from './subscription.js';

export const SUBSCRIPTION_COLUMNS =
  's.id, s.number, s.person_id, s.organisation_id, s.name, s.status, s.frequency, s.time_zone, s.criteria, s.created_at, s.updated_at';

export interface SubscriptionRow extends OwnerColumns, Record<string, unknown> {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly status: SubscriptionStatus;
  readonly frequency: Frequency;
  readonly time_zone: string;
  readonly criteria: Partial<Criteria>;
  readonly created_at: string;
  readonly updated_at: string;
}

export function subscriptionFrom(row: SubscriptionRow): Subscription {
  const { id, number, name, status, frequency } = row;
  const instants = { createdAt: row.created_at, updatedAt: row.updated_at };
  return {
    id,
    number,
    ...ownerFrom(row),
    name,
    status,
    frequency,
    timeZone: row.time_zone,
    criteria: { ...EVERYTHING, ...row.criteria },
    ...instants,
  };
}

/** What is written of a subscription; only what is given. */
export interface SubscriptionPatch {
  readonly name?: string;
  readonly status?: SubscriptionStatus;
  readonly frequency?: Frequency;
  readonly timeZone?: string;
  readonly criteria?: Criteria;
}

/** How a public subscription is confirmed: the hash of a token that was mailed, and for how long it is good. */
export interface Confirmation {
  readonly hash: Buffer;
  readonly hours: number;
}

export interface SubscriptionDraft extends Required<SubscriptionPatch> {
  readonly id: string;
  readonly owner: Owner;
  readonly confirmation?: Confirmation;
}

@Injectable()
export class SubscriptionRepository {
  /** Locked for the rest of the transaction. Throws NOT_FOUND for what is absent, hidden, cancelled or of an impossible form. */
  async getForUpdate(tx: Transaction, id: unknown): Promise<Subscription> {
    // Locking asks the policy of updates, so what an organisation shares is first read as its people see it.
    const seen = await this.find(tx, id);
    if (seen === undefined || seen.status === 'cancelled') throw notFound();
    await tx.execute('SELECT FROM subscriptions.subscription WHERE id = $1 FOR UPDATE', [seen.id]);
    return (await this.find(tx, id)) ?? seen;
  }

  async find(tx: Transaction, id: unknown): Promise<Subscription | undefined> {
    const row = await tx.find<SubscriptionRow>(`SELECT ${SUBSCRIPTION_COLUMNS} FROM subscriptions.subscription s WHERE s.id = $1`, [
      knownForm(id),
    ]);
    return row && subscriptionFrom(row);
  }

  async insert(tx: Transaction, draft: SubscriptionDraft): Promise<Subscription> {
    const { columns, values } = assignments(draft);
    const fixed = {
      id: draft.id,
      person_id: draft.owner.personId ?? null,
      organisation_id: draft.owner.organisationId ?? null,
      confirmation_hash: draft.confirmation?.hash ?? null,
    };
    const names = [...Object.keys(fixed), ...columns];
    const [row] = await tx.query<SubscriptionRow>(
      `INSERT INTO subscriptions.subscription AS s (confirmation_expires_at, ${names.join(', ')})
       VALUES (now() + $1 * interval '1 hour', ${names.map((_, at) => `$${at + 2}`).join(', ')}) RETURNING ${SUBSCRIPTION_COLUMNS}`,
      [draft.confirmation?.hours ?? null, ...Object.values(fixed), ...values],
    );
    if (row === undefined) throw new Error('an inserted subscription was not returned');
    return subscriptionFrom(row);
  }

  /** Throws NOT_FOUND where the row may not be written. */
  async update(tx: Transaction, id: string, patch: SubscriptionPatch): Promise<Subscription> {
    const { columns, values } = assignments(patch);
    const sets = [...columns.map((column, at) => `${column} = $${at + 2}`), 'updated_at = now()'];
    const row = await tx.find<SubscriptionRow>(
      `UPDATE subscriptions.subscription s SET ${sets.join(', ')} WHERE s.id = $1 RETURNING ${SUBSCRIPTION_COLUMNS}`,
      [id, ...values],
    );
    if (row === undefined) throw notFound();
    return subscriptionFrom(row);
  }

  async link(tx: Transaction, id: string, endpointIds: readonly string[]): Promise<void> {
    await tx.execute('DELETE FROM subscriptions.subscription_endpoint WHERE subscription_id = $1 AND endpoint_id <> ALL ($2::uuid[])', [
      id,
      endpointIds,
    ]);
    await tx.execute(
      `INSERT INTO subscriptions.subscription_endpoint (subscription_id, endpoint_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING`,
      [id, endpointIds],
    );
  }

  /** How many an owner has. Two transactions of one owner count one after the other. */
  async countOf(tx: Transaction, { personId, organisationId }: Owner): Promise<number> {
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 61))', [personId ?? organisationId ?? '']);
    const row = await tx.find<{ count: number }>(
      `SELECT count(*)::int AS count FROM subscriptions.subscription
       WHERE ${personId === undefined ? 'organisation_id' : 'person_id'} = $1 AND status <> 'cancelled'`,
      [personId ?? organisationId],
    );
    return row?.count ?? 0;
  }
}

function assignments(patch: SubscriptionPatch): { columns: string[]; values: unknown[] } {
  const { name, status, frequency, timeZone, criteria } = patch;
  const columns = {
    ...(name === undefined ? {} : { name }),
    ...(status === undefined ? {} : { status }),
    ...(frequency === undefined ? {} : { frequency }),
    ...(timeZone === undefined ? {} : { time_zone: timeZone }),
    ...(criteria === undefined ? {} : { criteria: JSON.stringify(criteria), ...columnsOf(criteria) }),
  };
  return { columns: Object.keys(columns), values: Object.values(columns) };
}
