import { actorFrom, authorize, can } from '#libs/access';
import type { Actor } from '#libs/access';
import { invalid } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** One thing that was done. Instants are ISO 8601. */
export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorPersonId: string | null;
  readonly actorOrganisationId: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly organisationId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly isSealed: boolean;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** To be given as `before` for the entries that were written earlier; undefined on the last page. */
  readonly next: string | undefined;
}

const text = z.string('a text').max(200, 'at most 200 characters').optional();
const instant = z.iso.datetime({ offset: true, error: 'an instant, as in 2026-11-23T08:00:00Z' }).optional();
const FILTER = z.strictObject({
  first: z.int('a number').min(1, '1 to 200').max(200, '1 to 200').default(50),
  before: z
    .string('a number')
    .regex(/^\d{1,18}$/, 'the number of an entry')
    .optional(),
  action: text,
  subjectType: text,
  subjectId: text,
  personId: z.uuid('an id').optional(),
  from: instant,
  to: instant,
});

/** Reads of the log: an auditor reads all of it, the administrator of an organisation what concerns it. */
@Injectable()
export class AuditQueries {
  constructor(private readonly database: Database) {}

  /** The newest first. Throws NOT_ALLOWED, SECOND_FACTOR_REQUIRED, INVALID_INPUT. */
  async list(actor: Actor, filter: unknown = {}): Promise<AuditPage> {
    const read = FILTER.safeParse(filter);
    if (!read.success)
      throw invalid(read.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), expected: issue.message })));
    const { first, before, action, subjectType, subjectId, personId, from, to } = read.data;
    return this.database.as(actor, async (tx) => {
      const live = actorFrom(actor.credential, tx.actor);
      if (!can(live, 'audit:read_own_organisation'))
        authorize(live, live.roles.includes('auditor') ? 'audit:read' : 'audit:read_own_organisation');
      const rows = await tx.query<AuditEntry & Record<string, unknown>>(
        `SELECT id, at, actor_kind AS "actorKind", actor_person_id AS "actorPersonId", actor_organisation_id AS "actorOrganisationId", action,
           subject_type AS "subjectType", subject_id AS "subjectId", organisation_id AS "organisationId", detail, seal_id IS NOT NULL AS "isSealed"
         FROM audit.entry
         WHERE ($2::bigint IS NULL OR id < $2) AND ($3::text IS NULL OR action = $3) AND ($4::text IS NULL OR subject_type = $4)
           AND ($5::text IS NULL OR subject_id = $5) AND ($6::uuid IS NULL OR actor_person_id = $6)
           AND ($7::timestamptz IS NULL OR at >= $7) AND ($8::timestamptz IS NULL OR at < $8)
         ORDER BY id DESC LIMIT $1`,
        [first + 1, before ?? null, action ?? null, subjectType ?? null, subjectId ?? null, personId ?? null, from ?? null, to ?? null],
      );
      const entries = rows.slice(0, first);
      return { entries, next: rows.length > first ? entries.at(-1)?.id : undefined };
    });
  }
}
