import type { TlpLabel } from '#libs/access';
import { SEVERITIES } from '#libs/advisories';
import type { AdvisoryContent, Kind, Language, LocalisedText } from '#libs/advisories';
import type { AdvisoryView, PublisherNames } from '#libs/renditions';

/** The answer of taxii.publication_view. */
export interface PublicationRow {
  readonly trackingId: string;
  readonly revision: number;
  readonly isWithdrawn: boolean;
  readonly kind: Kind;
  readonly severity: number;
  readonly label: TlpLabel;
  readonly publisher: PublisherNames;
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly exploited: boolean;
  readonly title: LocalisedText;
  readonly sourceLanguage: Language;
  readonly withdrawalNotice: LocalisedText | null;
  readonly summaryOfChanges: LocalisedText | null;
  readonly content: AdvisoryContent | null;
}

/** What the renderer is given; `urlBase` is where advisories are found, without a final slash. */
export function publicationView(row: PublicationRow, urlBase: string): AdvisoryView {
  const severity = SEVERITIES[row.severity];
  if (severity === undefined) throw new Error(`there is no severity ${row.severity}`);
  const { trackingId, revision, kind, label, publisher, publishedAt, updatedAt, exploited, isWithdrawn } = row;
  return {
    ...{ trackingId, revision, kind, severity, label, publisher, publishedAt, updatedAt, exploited },
    event: isWithdrawn ? 'advisory.withdrawn' : revision === 1 ? 'advisory.published' : 'advisory.updated',
    content: row.content ?? withoutContent(row),
    withdrawalNotice: row.withdrawalNotice ?? undefined,
    summaryOfChanges: row.summaryOfChanges ?? undefined,
    url: `${urlBase}/${trackingId}`,
  };
}

function withoutContent({ title, sourceLanguage, withdrawalNotice }: PublicationRow): AdvisoryContent {
  const notice = withdrawalNotice ?? {};
  const lists = { affectedProducts: [], vulnerabilities: [], references: [], tags: [], sectors: [] };
  return { sourceLanguage, title, summary: notice, description: notice, ...lists };
}
