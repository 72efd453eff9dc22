import type { TlpLabel } from '#libs/access';
import type { AdvisoryContent, Kind, Language, LocalisedText, Severity } from '#libs/advisories';

/** What happened to the advisory; the type of the webhook event (Standard Webhooks 1.0.0, dot-delimited). */
export const ADVISORY_EVENTS = ['advisory.published', 'advisory.updated', 'advisory.withdrawn'] as const;
export type AdvisoryEvent = (typeof ADVISORY_EVENTS)[number];

/** A publisher's name; the English one is always there. */
export interface PublisherNames {
  readonly en: string;
  readonly zhHant?: string;
  readonly zhHans?: string;
}

/** One published revision as a renderer needs it, and nothing else: renderers ask no database and know no reader. */
export interface AdvisoryView {
  readonly trackingId: string;
  readonly revision: number;
  readonly event: AdvisoryEvent;
  readonly kind: Kind;
  readonly severity: Severity;
  readonly label: TlpLabel;
  readonly publisher: PublisherNames;
  /** ISO 8601 instants: of the first publication, and of the event. */
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly content: AdvisoryContent;
  /** Shown instead of the content once the advisory is withdrawn. */
  readonly withdrawalNotice?: LocalisedText;
  /** Whether one of its CVEs is in the KEV catalogue. */
  readonly exploited: boolean;
  readonly summaryOfChanges?: LocalisedText;
  /** Where a reader who signs in finds it. */
  readonly url: string;
}

export function publisherName(names: PublisherNames, language: Language): string {
  if (language === 'zh-Hant') return names.zhHant ?? names.en;
  if (language === 'zh-Hans') return names.zhHans ?? names.en;
  return names.en;
}
