import type { TlpLabel } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { isUuid } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import type { PublisherNames } from './advisory-card.js';
import type { AdvisoryContent, Indicator, Kind, Language, LocalisedText, Severity } from './content.js';
import { forWholeAudience } from './narrow-parts.js';
import { INDICATORS_FOR_ALL, severityAt, withIndicators } from './revision-row.js';

/**
 * One published revision with all that a renderer needs: the AdvisoryView of libs/renditions. What is rendered once goes to many, so it
 * holds only the parts that are for every reader of the revision.
 */
export interface RevisionView {
  readonly trackingId: string;
  readonly revision: number;
  readonly event: 'advisory.published' | 'advisory.updated' | 'advisory.withdrawn';
  readonly kind: Kind;
  readonly severity: Severity;
  readonly label: TlpLabel;
  readonly publisher: PublisherNames;
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly content: AdvisoryContent;
  readonly withdrawalNotice?: LocalisedText;
  readonly exploited: boolean;
  readonly summaryOfChanges?: LocalisedText;
  readonly url: string;
}

interface ViewRow {
  readonly wanted: string;
  readonly tracking_id: string;
  readonly is_withdrawn: boolean;
  readonly publisher: PublisherNames;
  readonly first_published_at: string;
  readonly changed_at: string;
  readonly exploited: boolean;
  readonly withdrawal_notice: LocalisedText | null;
  readonly title: LocalisedText;
  readonly source_language: Language;
  readonly number: number;
  readonly kind: Kind;
  readonly severity: number;
  readonly label: TlpLabel;
  readonly summary_of_changes: LocalisedText | null;
  readonly content: AdvisoryContent | null;
  readonly indicators: Indicator[] | null;
}

/** Reads revisions for the renderers, under the keys of whoever the rendition is for. */
@Injectable()
export class AdvisoryViews {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * A published revision that the context may see; undefined where it may not, or there is none. Of a withdrawn advisory any of its
   * revisions that was the last gives the notice, and no content but the title.
   */
  async forRevision(tx: Transaction, revisionId: string): Promise<RevisionView | undefined> {
    return (await this.forRevisions(tx, [revisionId]))[0];
  }

  /** The same of many, in one statement and in the order of the ids. */
  async forRevisions(tx: Transaction, revisionIds: readonly string[]): Promise<(RevisionView | undefined)[]> {
    const rows = await tx.prepared<ViewRow>(
      'advisories.views',
      `SELECT w.id AS wanted, a.tracking_id, a.state = 'withdrawn' AS is_withdrawn, a.publisher, a.published_at AS first_published_at, a.exploited,
         coalesce(a.withdrawn_at, r.published_at) AS changed_at, a.withdrawal_notice, a.title, a.source_language,
         coalesce(r.number, a.revision) AS number, coalesce(r.kind, a.kind) AS kind, coalesce(r.severity, a.severity) AS severity,
         coalesce(r.label, a.label) AS label, r.summary_of_changes, r.content, ${INDICATORS_FOR_ALL}
       FROM unnest($1::uuid[]) AS w(id)
       JOIN advisories.advisory a ON a.published_at IS NOT NULL AND a.id = (
         SELECT advisory_id FROM advisories.revision WHERE id = w.id AND state = 'published' UNION SELECT id FROM advisories.advisory WHERE revision_id = w.id)
       LEFT JOIN advisories.revision r ON r.advisory_id = a.id AND r.id = w.id AND r.state = 'published'
       WHERE r.id IS NOT NULL OR a.state = 'withdrawn'`,
      [revisionIds.filter(isUuid)],
    );
    const views = new Map(rows.map((row) => [row.wanted, this.viewFrom(row)]));
    return revisionIds.map((id) => views.get(id.toLowerCase()));
  }

  /** Where a reader who signs in finds an advisory. */
  urlOf(trackingId: string): string {
    return `${this.config.publicWebUrl}/advisories/${trackingId}`;
  }

  private viewFrom(row: ViewRow): RevisionView {
    const notice = row.withdrawal_notice ?? undefined;
    return {
      trackingId: row.tracking_id,
      revision: row.number,
      event: row.is_withdrawn ? 'advisory.withdrawn' : row.number === 1 ? 'advisory.published' : 'advisory.updated',
      kind: row.kind,
      severity: severityAt(row.severity),
      label: row.label,
      publisher: row.publisher,
      publishedAt: row.first_published_at,
      updatedAt: row.changed_at,
      content: row.content === null ? withoutContent(row, notice ?? {}) : forWholeAudience(withIndicators(row.content, row.indicators)),
      withdrawalNotice: notice,
      exploited: row.exploited,
      summaryOfChanges: row.summary_of_changes ?? undefined,
      url: this.urlOf(row.tracking_id),
    };
  }
}

/** The content has given way to the notice. */
function withoutContent({ title, source_language: sourceLanguage }: ViewRow, notice: LocalisedText): AdvisoryContent {
  return {
    sourceLanguage,
    title,
    summary: notice,
    description: notice,
    affectedProducts: [],
    vulnerabilities: [],
    references: [],
    tags: [],
    sectors: [],
  };
}
