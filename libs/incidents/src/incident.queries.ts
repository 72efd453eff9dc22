import { isUuid } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { IncidentNote, IncidentReport, IncidentState } from './incident.js';

const REPORT = `i.id, i.reference, i.state, i.class, i.reporter, i.content, i.happened_at AS "happenedAt", i.aware_at AS "awareAt",
  i.disrupts_core_function AS "disruptsCoreFunction", i.may_share AS "mayShare", i.language, i.received_at AS "receivedAt", i.changed_at AS "changedAt",
  i.closed_at AS "closedAt"`;

export interface IncidentPageRequest {
  /** 1 to 100. */
  readonly first: number;
  readonly after?: { readonly at: string; readonly id: string };
  readonly states?: readonly IncidentState[];
}

/** Reads of reports, under the keys of the transaction's own context: the desk of the operating CERT sees them, nobody else does. */
@Injectable()
export class IncidentQueries {
  /** Newest first. */
  async list(tx: Transaction, { first, after, states }: IncidentPageRequest): Promise<{ reports: IncidentReport[]; hasMore: boolean }> {
    const rows = await tx.query<IncidentReport & Record<string, unknown>>(
      `SELECT ${REPORT} FROM incidents.report i
       WHERE ($1::text[] IS NULL OR i.state = ANY ($1)) AND ($2::timestamptz IS NULL OR (i.received_at, i.id) < ($2, $3::uuid))
       ORDER BY i.received_at DESC, i.id DESC LIMIT $4`,
      [states ?? null, after?.at ?? null, after?.id ?? null, first + 1],
    );
    return { reports: rows.slice(0, first), hasMore: rows.length > first };
  }

  /** By its reference, as people write it. */
  async byReference(tx: Transaction, reference: string): Promise<IncidentReport | undefined> {
    return tx.find<IncidentReport & Record<string, unknown>>(`SELECT ${REPORT} FROM incidents.report i WHERE i.reference = $1`, [
      reference.trim().toUpperCase().slice(0, 100),
    ]);
  }

  async byId(tx: Transaction, id: string): Promise<IncidentReport | undefined> {
    if (!isUuid(id)) return undefined;
    return tx.find<IncidentReport & Record<string, unknown>>(`SELECT ${REPORT} FROM incidents.report i WHERE i.id = $1`, [id]);
  }

  async forUpdate(tx: Transaction, id: string): Promise<IncidentReport | undefined> {
    return tx.find<IncidentReport & Record<string, unknown>>(`SELECT ${REPORT} FROM incidents.report i WHERE i.id = $1 FOR UPDATE`, [id]);
  }

  /** Oldest first. */
  async notes(tx: Transaction, reportId: string): Promise<IncidentNote[]> {
    return tx.query<IncidentNote & Record<string, unknown>>(
      `SELECT id, report_id AS "reportId", author_id AS "authorId", body, state, written_at AS "writtenAt" FROM incidents.note
       WHERE report_id = $1 ORDER BY written_at, id`,
      [reportId],
    );
  }
}
