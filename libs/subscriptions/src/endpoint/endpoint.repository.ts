import { newId, notFound } from '#libs/core';
import type { Language } from '#libs/advisories';
import type { Transaction } from '#libs/database';
import type { AdvisoryEvent } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import { ownerFrom } from '../owner.js';
import type { Owner, OwnerColumns } from '../owner.js';
import { knownForm } from '../read-input.js';
import { alreadyThere, rateLimited, tooMany } from '../subscription.errors.js';
import { ENDPOINT_LIMITS } from './endpoint.js';
import type { Endpoint, EndpointChannel, EndpointStatus } from './endpoint.js';

export const ENDPOINT_COLUMNS = `e.id, e.person_id, e.organisation_id, e.channel, e.name, e.address, e.language, e.status, e.status_reason, e.allow_amber,
  e.event_types, e.openpgp_fingerprint, e.openpgp_expires_at, e.openpgp_usable_at, e.confirmed_at, e.failing_since, e.created_at`;

export interface EndpointRow extends OwnerColumns, Record<string, unknown> {
  readonly id: string;
  readonly channel: EndpointChannel;
  readonly name: string;
  readonly address: string;
  readonly language: Language;
  readonly status: EndpointStatus;
  readonly status_reason: string | null;
  readonly allow_amber: boolean;
  readonly event_types: readonly AdvisoryEvent[];
  readonly openpgp_fingerprint: string | null;
  readonly openpgp_expires_at: string | null;
  readonly openpgp_usable_at: string | null;
  readonly confirmed_at: string | null;
  readonly failing_since: string | null;
  readonly created_at: string;
}

export function endpointFrom(row: EndpointRow): Endpoint {
  const { id, channel, name, address, language, status } = row;
  const openPgp = row.openpgp_fingerprint && {
    fingerprint: row.openpgp_fingerprint,
    ...(row.openpgp_expires_at ? { expiresAt: row.openpgp_expires_at } : {}),
    ...(row.openpgp_usable_at ? { usableAt: row.openpgp_usable_at } : {}),
  };
  return {
    id,
    ...ownerFrom(row),
    channel,
    name,
    address,
    language,
    status,
    ...(row.status_reason ? { statusReason: row.status_reason } : {}),
    allowAmber: row.allow_amber,
    eventTypes: row.event_types,
    ...(openPgp ? { openPgp } : {}),
    ...(row.confirmed_at ? { confirmedAt: row.confirmed_at } : {}),
    ...(row.failing_since ? { failingSince: row.failing_since } : {}),
    createdAt: row.created_at,
  };
}

export interface EndpointDraft {
  readonly owner: Owner;
  readonly channel: EndpointChannel;
  readonly address: string;
  readonly name: string;
  readonly language: Language;
  readonly eventTypes?: readonly AdvisoryEvent[];
}

/** Columns that change in the life of an endpoint. */
export interface EndpointPatch {
  readonly status?: EndpointStatus;
  readonly status_reason?: string | null;
  readonly allow_amber?: boolean;
  readonly openpgp_key?: string | null;
  readonly openpgp_fingerprint?: string | null;
  readonly openpgp_expires_at?: string | null;
  readonly openpgp_usable_at?: string | null;
  readonly failing_since?: null;
  readonly notice_step?: 0;
  readonly deleted_at?: string;
}

@Injectable()
export class EndpointRepository {
  async find(tx: Transaction, id: unknown): Promise<Endpoint | undefined> {
    const row = await tx.find<EndpointRow>(
      `SELECT ${ENDPOINT_COLUMNS} FROM subscriptions.endpoint e WHERE e.id = $1 AND e.deleted_at IS NULL`,
      [knownForm(id)],
    );
    return row && endpointFrom(row);
  }

  /** Locked for the rest of the transaction where it may be written. Throws NOT_FOUND for what is absent, hidden, deleted or no id. */
  async getForUpdate(tx: Transaction, id: unknown): Promise<Endpoint> {
    await tx.execute('SELECT FROM subscriptions.endpoint WHERE id = $1 FOR UPDATE', [knownForm(id)]);
    const endpoint = await this.find(tx, id);
    if (endpoint === undefined) throw notFound();
    return endpoint;
  }

  /** Throws ENDPOINT_EXISTS, TOO_MANY or RATE_LIMITED. Two transactions of one owner count one after the other. */
  async insert(tx: Transaction, draft: EndpointDraft): Promise<Endpoint> {
    await this.checkLimits(tx, draft.owner);
    const [row] = await tx.query<EndpointRow>(
      `INSERT INTO subscriptions.endpoint AS e (id, person_id, organisation_id, channel, address, name, language, event_types)
       SELECT $1, $2, $3, $4, $5, $6, $7, coalesce($8::text[], '{advisory.published,advisory.updated,advisory.withdrawn}')
       ON CONFLICT DO NOTHING RETURNING ${ENDPOINT_COLUMNS}`,
      [
        newId(),
        draft.owner.personId ?? null,
        draft.owner.organisationId ?? null,
        draft.channel,
        draft.address,
        draft.name,
        draft.language,
        draft.eventTypes ?? null,
      ],
    );
    if (row === undefined) throw alreadyThere();
    return endpointFrom(row);
  }

  /** Throws NOT_FOUND where the row may not be written. */
  async update(tx: Transaction, id: string, patch: EndpointPatch): Promise<Endpoint> {
    const columns: [string, unknown][] = Object.entries(patch).filter(([, value]) => value !== undefined);
    const row = await tx.find<EndpointRow>(
      `UPDATE subscriptions.endpoint e SET ${columns.map(([column], at) => `${column} = $${at + 2}`).join(', ')}
       WHERE e.id = $1 RETURNING ${ENDPOINT_COLUMNS}`,
      [id, ...columns.map(([, value]) => value)],
    );
    if (row === undefined) throw notFound();
    return endpointFrom(row);
  }

  /** Of these ids those that the owner has, confirmed or not. */
  async ownedAmong(tx: Transaction, ids: readonly string[], { personId, organisationId }: Owner): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM subscriptions.endpoint WHERE id = ANY ($1) AND deleted_at IS NULL
         AND person_id IS NOT DISTINCT FROM $2 AND organisation_id IS NOT DISTINCT FROM $3`,
      [ids, personId ?? null, organisationId ?? null],
    );
    return new Set(rows.map(({ id }) => id));
  }

  private async checkLimits(tx: Transaction, { personId, organisationId }: Owner): Promise<void> {
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 62))', [personId ?? organisationId ?? '']);
    const row = await tx.find<{ kept: number; fresh: number }>(
      `SELECT count(*) FILTER (WHERE deleted_at IS NULL)::int AS kept, count(*) FILTER (WHERE created_at > now() - interval '1 hour')::int AS fresh
       FROM subscriptions.endpoint WHERE ${personId === undefined ? 'organisation_id' : 'person_id'} = $1`,
      [personId ?? organisationId],
    );
    const most = personId === undefined ? ENDPOINT_LIMITS.perOrganisation : ENDPOINT_LIMITS.perPerson;
    if ((row?.kept ?? 0) >= most) throw tooMany('endpoints', most);
    if ((row?.fresh ?? 0) >= ENDPOINT_LIMITS.newPerHour) throw rateLimited(3_600, 'owner');
  }
}
