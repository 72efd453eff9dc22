import type { TlpLabel } from '#libs/access';
import type { Kind, Language, LocalisedText, Severity } from './content.js';
import { severityAt } from './revision-row.js';

/** A publisher's names when it published; the English one is always there. */
export interface PublisherNames {
  readonly en: string;
  readonly zhHant?: string;
  readonly zhHans?: string;
}

/** What a list shows of a published advisory. Of a withdrawn one only what it was, and the notice. Instants are ISO 8601 with microseconds. */
export interface AdvisoryCard {
  readonly id: string;
  readonly trackingId: string;
  readonly organisationId: string;
  readonly publisher: PublisherNames;
  readonly state: 'published' | 'withdrawn';
  readonly revisionId: string;
  readonly revision: number;
  readonly kind: Kind;
  readonly severity: Severity;
  readonly label: TlpLabel;
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly withdrawnAt?: string;
  readonly withdrawalNotice?: LocalisedText;
  /** Whether one of its CVEs is in the KEV catalogue. */
  readonly exploited: boolean;
  readonly sourceLanguage: Language;
  readonly title: LocalisedText;
  /** Absent once it is withdrawn. */
  readonly summary?: LocalisedText;
  readonly cves: readonly string[];
  readonly tags: readonly string[];
  readonly sectors: readonly string[];
  readonly vendors: readonly string[];
  readonly products: readonly string[];
}

/** The columns of an advisory `a` that a card is made of. */
export const CARD_COLUMNS = `a.id, a.tracking_id, a.organisation_id, a.publisher, a.state, a.revision_id, a.revision, a.kind, a.severity, a.label,
  a.published_at, a.updated_at, a.withdrawn_at, a.withdrawal_notice, a.exploited, a.source_language, a.title, a.summary, a.cves, a.tags,
  a.sectors, a.vendors, a.products`;

export interface CardRow {
  readonly id: string;
  readonly tracking_id: string;
  readonly organisation_id: string;
  readonly publisher: PublisherNames;
  readonly state: 'published' | 'withdrawn';
  readonly revision_id: string;
  readonly revision: number;
  readonly kind: Kind;
  readonly severity: number;
  readonly label: TlpLabel;
  readonly published_at: string;
  readonly updated_at: string;
  readonly withdrawn_at: string | null;
  readonly withdrawal_notice: LocalisedText | null;
  readonly exploited: boolean;
  readonly source_language: Language;
  readonly title: LocalisedText;
  readonly summary: LocalisedText | null;
  readonly cves: string[];
  readonly tags: string[];
  readonly sectors: string[];
  readonly vendors: string[];
  readonly products: string[];
}

export function cardFrom(row: CardRow): AdvisoryCard {
  return {
    id: row.id,
    trackingId: row.tracking_id,
    organisationId: row.organisation_id,
    publisher: row.publisher,
    state: row.state,
    revisionId: row.revision_id,
    revision: row.revision,
    kind: row.kind,
    severity: severityAt(row.severity),
    label: row.label,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    withdrawnAt: row.withdrawn_at ?? undefined,
    withdrawalNotice: row.withdrawal_notice ?? undefined,
    exploited: row.exploited,
    sourceLanguage: row.source_language,
    title: row.title,
    summary: row.summary ?? undefined,
    cves: row.cves,
    tags: row.tags,
    sectors: row.sectors,
    vendors: row.vendors,
    products: row.products,
  };
}
