import type { Audience } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock, isUuid, newId, notFound } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import { revisionInWork, wrongState } from './advisory.errors.js';
import type { Draft, RevisionInWork, StateInWork } from './advisory.js';
import { stepsFrom } from './advisory-workflow.js';
import type { AdvisoryState, Step } from './advisory-state.js';
import { SEVERITIES } from './content.js';
import { INDICATORS, REVISION_COLUMNS, revisionFrom, withIndicators } from './revision-row.js';
import { withoutNarrowValues } from './source-notes.js';
import type { RevisionRow } from './revision-row.js';
import { readersWhenPublished } from './sharing.js';
import type { Sharing } from './sharing.js';
import { MAX_TRIES, newTrackingId } from './tracking-id.js';

/** The lists of an audience that hold ids. */
const NAMING_LISTS = ['groups', 'organisations', 'persons'] as const;
type NamingList = (typeof NAMING_LISTS)[number];

/** What a first text or a new revision begins with. */
export interface NewRevision {
  readonly draft: Draft;
  readonly advisoryId: string;
  readonly trackingId: string;
  readonly organisationId: string;
  readonly authorId: string;
  readonly editors: readonly string[];
  readonly number: number;
  readonly state: 'draft' | 'in_review';
  readonly base?: Sharing;
}

/** What is published of an advisory now, as those who read it see it. */
export interface PublishedAdvisory extends Draft {
  readonly advisoryId: string;
  readonly trackingId: string;
  readonly organisationId: string;
  readonly authorId: string;
  readonly revisionId: string;
  readonly number: number;
  readonly readers: readonly string[];
}

/** The writes of advisories, and the reads that writes begin with. What the caller does not see is not found. */
@Injectable()
export class AdvisoryRepository {
  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The advisory without any text, under a new tracking id. */
  async insertAdvisory(tx: Transaction, of: { organisationId: string; authorId: string }, readerSet: number) {
    const id = newId();
    const year = this.clock.now().getUTCFullYear();
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const trackingId = newTrackingId(this.config.trackingPrefix, year, attempt);
      const inserted = await tx.execute(
        `INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set)
         VALUES ($1, $2, $3, $4, 'draft', $5) ON CONFLICT (tracking_id) DO NOTHING`,
        [id, trackingId, of.organisationId, of.authorId, readerSet],
      );
      if (inserted === 1) return { advisoryId: id, trackingId };
    }
    throw new Error(`no tracking id is free after ${MAX_TRIES} tries`);
  }

  /** Throws the conflict REVISION_IN_WORK where there is one already. */
  async insertRevision(tx: Transaction, revision: NewRevision, readerSet: number): Promise<RevisionInWork> {
    const { draft, base } = revision;
    const [row] = await tx.prepared<RevisionRow>(
      'advisories.insert-revision',
      `INSERT INTO advisories.revision AS r (id, advisory_id, organisation_id, tracking_id, author_id, editors, number, state, reader_set,
         kind, severity, severity_reason, label, audience, content, update_class, summary_of_changes, permission, base_label, base_readers)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
       ON CONFLICT DO NOTHING RETURNING ${REVISION_COLUMNS}`,
      [
        newId(),
        revision.advisoryId,
        revision.organisationId,
        revision.trackingId,
        revision.authorId,
        revision.editors,
        revision.number,
        revision.state,
        readerSet,
        ...draftValues(draft),
        base?.label ?? null,
        base?.readers ?? null,
      ],
    );
    if (row === undefined) throw revisionInWork();
    return revisionFrom(row);
  }

  /**
   * The text in work, locked until the end of the transaction. Where there is none, what is published decides: WRONG_STATE with what is
   * possible now for those who see it, NOT_FOUND for everyone else.
   */
  async inWorkForUpdate(tx: Transaction, advisoryId: string, step: Step): Promise<RevisionInWork> {
    const found = await this.findInWork(tx, advisoryId);
    if (found) return found;
    const advisory = await tx.find<{ state: AdvisoryState }>('SELECT state FROM advisories.advisory WHERE id = $1', [advisoryId]);
    if (advisory === undefined || advisory.state === 'discarded') throw notFound();
    throw wrongState(step, advisory.state, stepsFrom(advisory.state));
  }

  async findInWork(tx: Transaction, advisoryId: string): Promise<RevisionInWork | undefined> {
    const [row] = await tx.prepared<RevisionRow>(
      'advisories.find-in-work',
      `SELECT ${REVISION_COLUMNS} FROM advisories.revision r
       WHERE r.advisory_id = $1 AND r.state IN ('draft', 'in_review', 'scheduled') FOR UPDATE`,
      [advisoryId],
    );
    return row && revisionFrom(row);
  }

  /** What is published, with its indicators. Throws NOT_FOUND where the caller sees nothing published, WRONG_STATE where it was withdrawn. */
  async published(tx: Transaction, advisoryId: string, step: Step): Promise<PublishedAdvisory> {
    const [row] = await tx.prepared<RevisionRow & { indicators: object[] | null }>(
      'advisories.published-revision',
      `SELECT ${REVISION_COLUMNS}, ${INDICATORS} FROM advisories.advisory a JOIN advisories.revision r ON r.id = a.revision_id WHERE a.id = $1`,
      [advisoryId],
    );
    if (row !== undefined) {
      const { id, number, ...revision } = revisionFrom({ ...row, content: withIndicators(row.content, row.indicators) });
      return { ...revision, revisionId: id, number, readers: readersWhenPublished(revision) };
    }
    const hidden = await tx.find<{ state: AdvisoryState }>('SELECT state FROM advisories.advisory WHERE id = $1', [advisoryId]);
    if (hidden === undefined || hidden.state === 'discarded') throw notFound();
    throw wrongState(step, hidden.state, stepsFrom(hidden.state));
  }

  /** The state of an advisory as far as the caller sees it; undefined for what is hidden or absent. */
  async findState(tx: Transaction, { advisoryId, trackingId }: { advisoryId?: string; trackingId?: string }) {
    return tx.find<{ state: AdvisoryState }>('SELECT state FROM advisories.advisory WHERE id = $1 OR tracking_id = $2', [
      advisoryId ?? null,
      trackingId ?? null,
    ]);
  }

  /** Undefined where nothing is published under that name. The caller need not see it. */
  async withdraw(tx: Transaction, { advisoryId, trackingId }: { advisoryId?: string; trackingId?: string }, notice: object) {
    return tx.find<{ advisoryId: string; trackingId: string; revisionId: string; organisationId: string; withdrawnAt: string }>(
      `SELECT advisory_id AS "advisoryId", tracking_id AS "trackingId", revision_id AS "revisionId", organisation_id AS "organisationId",
         withdrawn_at AS "withdrawnAt" FROM advisories.withdraw_advisory($1, $2, $3)`,
      [advisoryId ?? null, trackingId ?? null, JSON.stringify(notice)],
    );
  }

  /** Writes what an editor changed; the editor joins those who may not approve it. */
  async saveDraft(tx: Transaction, revision: RevisionInWork, draft: Draft, editorId: string | undefined): Promise<RevisionInWork> {
    const row = await tx.find<RevisionRow>(
      `UPDATE advisories.revision r SET kind = $2, severity = $3, severity_reason = $4, label = $5, audience = $6, content = $7, update_class = $8,
         summary_of_changes = $9, permission = $10, saved_at = clock_timestamp(),
         editors = CASE WHEN $11::uuid IS NULL OR $11 = ANY (r.editors) THEN r.editors ELSE r.editors || $11 END
       WHERE r.id = $1 RETURNING ${REVISION_COLUMNS}`,
      [revision.id, ...draftValues(draft), editorId ?? null],
    );
    if (row === undefined) throw notFound();
    return revisionFrom(row);
  }

  /** A newer version of its source allows less than the one before. */
  async narrowBase(tx: Transaction, { id }: RevisionInWork, { label, readers }: Sharing): Promise<void> {
    await tx.execute('UPDATE advisories.revision SET base_label = $2, base_readers = $3 WHERE id = $1', [id, label, readers ?? null]);
  }

  /** Moves a text on where its readers stay among those whom the caller sees; the other steps are functions of the database. */
  async moveTo(tx: Transaction, revision: RevisionInWork, state: StateInWork | 'discarded', readerSet?: number): Promise<void> {
    await tx.execute(
      `UPDATE advisories.revision SET state = $2, reader_set = coalesce($3, reader_set),
         submitted_at = CASE WHEN $2 = 'in_review' AND state = 'draft' THEN clock_timestamp() ELSE submitted_at END,
         return_reason = CASE WHEN $2 = 'in_review' AND state = 'draft' THEN NULL ELSE return_reason END,
         scheduled_for = NULL, scheduled_zone = NULL, scheduled_by = NULL
       WHERE id = $1`,
      [revision.id, state, readerSet ?? null],
    );
  }

  async schedule(tx: Transaction, revision: RevisionInWork, release: { at: string; zone: string; by: string }): Promise<void> {
    await tx.execute(
      `UPDATE advisories.revision SET state = 'scheduled', scheduled_for = $2, scheduled_zone = $3, scheduled_by = $4, return_reason = NULL
       WHERE id = $1`,
      [revision.id, release.at, release.zone, release.by],
    );
  }

  /** The number of a set of readers, made where it is new. */
  async internReaders(tx: Transaction, readers: readonly string[]): Promise<number> {
    const row = await tx.find<{ id: number }>('SELECT access.intern_readers($1) AS id', [readers]);
    if (row === undefined) throw new Error('a set of readers has no number');
    return row.id;
  }

  /** The ids of an audience that the author cannot see, malformed, hidden and absent alike, by the list that they stand in. */
  async unknownInAudience(tx: Transaction, audience: Audience): Promise<{ list: NamingList; id: string }[]> {
    const known = await tx.query<{ list: NamingList; id: string }>(
      `SELECT 'groups' AS list, id::text FROM accounts.closed_group WHERE id = ANY ($1::uuid[])
       UNION ALL SELECT 'organisations', id::text FROM accounts.organisation WHERE id = ANY ($2::uuid[]) AND status = 'active'
       UNION ALL SELECT 'persons', id::text FROM accounts.person WHERE id = ANY ($3::uuid[]) AND status = 'active'`,
      NAMING_LISTS.map((list) => audience[list].filter(isUuid)),
    );
    const seen = new Set(known.map(({ list, id }) => `${list} ${id}`));
    const named = NAMING_LISTS.flatMap((list) => audience[list].map((id) => ({ list, id })));
    return named.filter(({ list, id }) => !seen.has(`${list} ${id}`));
  }
}

function draftValues(draft: Draft): unknown[] {
  return [
    draft.kind,
    SEVERITIES.indexOf(draft.severity),
    draft.severityReason ?? null,
    draft.label ?? null,
    JSON.stringify(draft.audience),
    JSON.stringify(withoutNarrowValues(draft.content)),
    draft.updateClass,
    draft.summaryOfChanges ? JSON.stringify(draft.summaryOfChanges) : null,
    draft.permission ? JSON.stringify(draft.permission) : null,
  ];
}
