import type { Audience, TlpLabel } from '#libs/access';
import type { RevisionInWork, SharingPermission, StateInWork, UpdateClass } from './advisory.js';
import { SEVERITIES } from './content.js';
import type { AdvisoryContent, Kind, LocalisedText, Severity } from './content.js';

/** The columns of a revision `r` that a RevisionInWork is made of. */
export const REVISION_COLUMNS = `r.id, r.advisory_id, r.tracking_id, r.organisation_id, r.number, r.state, r.author_id, r.editors, r.kind,
  r.severity, r.severity_reason, r.label, r.audience, r.content, r.update_class, r.summary_of_changes, r.permission, r.base_label,
  r.base_readers, r.created_at, r.saved_at, r.submitted_at, r.scheduled_for, r.scheduled_zone, r.scheduled_by, r.return_reason`;

const INDICATOR = `jsonb_strip_nulls(jsonb_build_object('type', i.type, 'value', i.value, 'comment', i.comment, 'label', i.label, 'audience', i.audience))`;

/** The indicators of a published revision `r` that the reader may see, as `indicators`; null where there are none. */
export const INDICATORS = `(SELECT jsonb_agg(${INDICATOR} ORDER BY i.position) FROM advisories.indicator i WHERE i.revision_id = r.id) AS indicators`;

/** Of those, what is for everyone who reads the revision: see `forWholeAudience`. */
export const INDICATORS_FOR_ALL = `(SELECT jsonb_agg(${INDICATOR} ORDER BY i.position) FROM advisories.indicator i
    WHERE i.revision_id = r.id AND i.label IS NULL AND i.audience IS NULL AND i.reader_set = r.reader_set) AS indicators`;

export interface RevisionRow {
  readonly id: string;
  readonly advisory_id: string;
  readonly tracking_id: string;
  readonly organisation_id: string;
  readonly number: number;
  readonly state: StateInWork;
  readonly author_id: string;
  readonly editors: string[];
  readonly kind: Kind;
  readonly severity: number;
  readonly severity_reason: string | null;
  readonly label: TlpLabel | null;
  readonly audience: Audience;
  readonly content: AdvisoryContent;
  readonly update_class: UpdateClass;
  readonly summary_of_changes: LocalisedText | null;
  readonly permission: SharingPermission | null;
  readonly base_label: TlpLabel | null;
  readonly base_readers: string[] | null;
  readonly created_at: string;
  readonly saved_at: string;
  readonly submitted_at: string | null;
  readonly scheduled_for: string | null;
  readonly scheduled_zone: string | null;
  readonly scheduled_by: string | null;
  readonly return_reason: string | null;
}

export function revisionFrom(row: RevisionRow): RevisionInWork {
  return {
    id: row.id,
    advisoryId: row.advisory_id,
    trackingId: row.tracking_id,
    organisationId: row.organisation_id,
    number: row.number,
    state: row.state,
    authorId: row.author_id,
    editors: row.editors,
    kind: row.kind,
    severity: severityAt(row.severity),
    severityReason: row.severity_reason ?? undefined,
    label: row.label ?? undefined,
    audience: row.audience,
    content: row.content,
    updateClass: row.update_class,
    summaryOfChanges: row.summary_of_changes ?? undefined,
    permission: row.permission ?? undefined,
    baseLabel: row.base_label ?? undefined,
    baseReaders: row.base_readers ?? undefined,
    createdAt: row.created_at,
    savedAt: row.saved_at,
    submittedAt: row.submitted_at ?? undefined,
    scheduledFor: row.scheduled_for ?? undefined,
    scheduledZone: row.scheduled_zone ?? undefined,
    scheduledBy: row.scheduled_by ?? undefined,
    returnReason: row.return_reason ?? undefined,
  };
}

/** A severity is stored as its position in SEVERITIES, so that "at least" is a comparison. */
export function severityAt(position: number): Severity {
  const severity = SEVERITIES[position];
  if (severity === undefined) throw new Error(`there is no severity ${position}`);
  return severity;
}

/** Published indicators are rows of their own, because they may have narrower readers than their revision. */
export function withIndicators<Content extends object>(content: Content, indicators: object[] | null): Content {
  return indicators === null ? content : { ...content, indicators };
}
