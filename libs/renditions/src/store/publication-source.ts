import type { TlpLabel } from '#libs/access';
import { SEVERITIES } from '#libs/advisories';
import type { AdvisoryContent, Indicator, Kind, Language, LocalisedText } from '#libs/advisories';
import type { Config } from '#libs/config';
import type { Transaction } from '#libs/database';
import type { AdvisoryView, PublisherNames } from '../advisory-view.js';
import type { PastRevision } from '../csaf/csaf-tracking.js';
import type { FeedPublisher } from '../feed-publisher.js';
import { chooseText } from '../localised-text.js';

/** What `renditions.source_of` answers. */
interface SourceRow {
  readonly trackingId: string;
  readonly isWithdrawn: boolean;
  readonly revision: number;
  readonly kind: Kind;
  readonly severity: number;
  readonly label: TlpLabel;
  readonly publisher: PublisherNames;
  readonly firstPublishedAt: string;
  readonly changedAt: string;
  readonly exploited: boolean;
  readonly title: LocalisedText;
  readonly sourceLanguage: Language;
  readonly withdrawalNotice?: LocalisedText;
  readonly summaryOfChanges?: LocalisedText;
  readonly operator?: PublisherNames & { readonly contact?: string };
  readonly content?: AdvisoryContent;
  readonly indicators?: readonly Indicator[] | null;
  readonly history?: readonly { readonly number: number; readonly publishedAt: string; readonly summary: LocalisedText | null }[];
  readonly sourceFindings?: readonly { readonly test: string; readonly title: string; readonly count: number }[] | null;
}

/** All that the renditions of one revision are made of. */
export interface PublicationSource {
  readonly view: AdvisoryView;
  readonly publisher: FeedPublisher;
  readonly history: (language: Language) => readonly PastRevision[];
  /** The schema and mandatory tests that the imported document failed. */
  readonly sourceFindings: readonly string[];
}

/** Reads it for whoever publishes it in this transaction, or for the worker that makes up for it; undefined for everybody else. */
export async function readSource(tx: Transaction, revisionId: string, config: Config): Promise<PublicationSource | undefined> {
  const row = await tx.find<{ source: SourceRow | null }>('SELECT renditions.source_of($1) AS source', [revisionId]);
  return row?.source ? sourceFrom(row.source, config) : undefined;
}

function sourceFrom(row: SourceRow, config: Config): PublicationSource {
  return {
    view: viewFrom(row, config),
    publisher: {
      names: row.operator ?? { en: 'Harbourlight' },
      namespace: config.publisherNamespace,
      contactDetails: row.operator?.contact,
      issuingAuthority: config.publisherAuthority,
    },
    history: (language) =>
      (row.history ?? []).map(({ number, publishedAt, summary }) => ({
        number,
        publishedAt,
        summary: chooseText(summary ?? undefined, language, row.sourceLanguage)?.text,
      })),
    sourceFindings: (row.sourceFindings ?? []).map(({ test, title, count }) => `${test} ${title} (${count})`),
  };
}

function viewFrom(row: SourceRow, config: Config): AdvisoryView {
  const severity = SEVERITIES[row.severity];
  if (severity === undefined) throw new Error(`there is no severity ${row.severity}`);
  const { trackingId, revision, kind, label, publisher, exploited, withdrawalNotice, summaryOfChanges, isWithdrawn } = row;
  return {
    ...{ trackingId, revision, kind, severity, label, publisher, exploited, withdrawalNotice, summaryOfChanges },
    event: isWithdrawn ? 'advisory.withdrawn' : revision === 1 ? 'advisory.published' : 'advisory.updated',
    publishedAt: row.firstPublishedAt,
    updatedAt: row.changedAt,
    content: contentOf(row),
    url: `${config.publicWebUrl}/advisories/${trackingId}`,
  };
}

function contentOf({ content, indicators, title, sourceLanguage, withdrawalNotice = {} }: SourceRow): AdvisoryContent {
  if (content !== undefined) return indicators ? { ...content, indicators } : content;
  const lists = { affectedProducts: [], vulnerabilities: [], references: [], tags: [], sectors: [] };
  return { sourceLanguage, title, summary: withdrawalNotice, description: withdrawalNotice, ...lists };
}
