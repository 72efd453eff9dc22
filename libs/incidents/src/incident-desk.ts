import { actorFrom, authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { forbidden, newId, notFound } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { IncidentQueries } from './incident.queries.js';
import type { IncidentReport, IncidentState } from './incident.js';

/** What every act of the desk on a report shares. */
@Injectable()
export class IncidentDesk {
  constructor(
    private readonly queries: IncidentQueries,
    private readonly audit: AuditLog,
  ) {}

  /** The report, locked, and who acts on it. Throws NOT_FOUND before it asks whether one may. */
  async open(tx: Transaction, actor: Actor, id: string): Promise<{ report: IncidentReport; personId: string }> {
    const report = await this.queries.forUpdate(tx, id);
    if (report === undefined) throw notFound();
    const live = actorFrom(actor.credential, tx.actor);
    authorize(live, 'incident:handle');
    if (live.personId === undefined) throw forbidden('NOT_ALLOWED', 'Only people may do this.');
    return { report, personId: live.personId };
  }

  /** Writes a line of the report's history, with the report's readers. */
  async write(
    tx: Transaction,
    reportId: string,
    authorId: string,
    line: { body?: string | undefined; state?: IncidentState },
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO incidents.note (id, report_id, reader_set, author_id, body, state)
       SELECT $1, i.id, i.reader_set, $3, $4, $5 FROM incidents.report i WHERE i.id = $2`,
      [newId(), reportId, authorId, line.body ?? null, line.state ?? null],
    );
  }

  async record(tx: Transaction, actor: Actor, action: string, reportId: string, state?: IncidentState): Promise<void> {
    await this.audit.append(tx, actor, {
      action,
      subjectType: 'incident',
      subjectId: reportId,
      detail: state === undefined ? {} : { state },
    });
  }
}
