import type { Actor } from '#libs/access';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';

/** What was done, to what. `detail` holds ids, names of fields and states; never content and never a secret. */
export interface AuditRecord {
  /** `noun:verb`, as in GRANTS. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** The organisation whose administrator may read the entry, where it is not the actor's own. */
  readonly organisationId?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The append-only record. An entry is written in the transaction of the act. */
@Injectable()
export class AuditLog {
  async append(tx: Transaction, actor: Actor, record: AuditRecord): Promise<void> {
    await tx.prepared(
      'audit.append',
      `INSERT INTO audit.entry (actor_person_id, actor_organisation_id, actor_kind, action, subject_type, subject_id, organisation_id, detail)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        tx.actor.personId ?? null,
        tx.actor.organisationId ?? null,
        actor.kind,
        record.action,
        record.subjectType,
        record.subjectId,
        record.organisationId ?? tx.actor.organisationId ?? null,
        JSON.stringify(record.detail ?? {}),
      ],
    );
  }
}
