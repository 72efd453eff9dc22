import type { Language } from '#libs/advisories';
import type { AdvisoryView } from '../advisory-view.js';
import { distinct } from './csaf-values.js';
import type { VulnerabilityContext } from './csaf-vulnerabilities.js';

/** An earlier revision, as its history tells it. */
export interface PastRevision {
  readonly number: number;
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly summary?: string;
}

interface TrackingContext extends VulnerabilityContext {
  readonly language: Language;
  readonly history: readonly PastRevision[];
}

/** CSAF 2.0 section 5.1: lower case first, then one `_` for each run of other characters. */
export function csafFileName(trackingId: string): string {
  return `${trackingId.toLowerCase().replace(/[^+\-a-z0-9]+/g, '_')}.json`;
}

/** A translation is a document of its own, whose id begins with the original's (CSAF 2.0 section 9.1.9). */
export function trackingIdOf({ trackingId, content }: AdvisoryView, language: Language): string {
  return language === content.sourceLanguage ? trackingId : `${trackingId}-${language}`;
}

/** CSAF 2.0 section 3.2.1.12, with integer versions. A withdrawal says something new, so it has a number of its own. */
export function csafTracking(view: AdvisoryView, context: TrackingContext): object {
  const isWithdrawn = view.event === 'advisory.withdrawn';
  const version = isWithdrawn ? view.revision + 1 : view.revision;
  const { source } = context.content;
  const id = trackingIdOf(view, context.language);
  return {
    id,
    aliases: distinct([source?.trackingId ?? '', ...(source?.aliases ?? [])].filter((alias) => alias !== id)),
    initial_release_date: view.publishedAt,
    current_release_date: view.updatedAt,
    status: source?.status === 'interim' ? 'interim' : 'final',
    version: String(version),
    generator: { engine: { name: 'Harbourlight' } },
    revision_history: history(view, version, context),
  };
}

/** Every number from 1 (test 6.1.21), each no earlier than the one before it (test 6.1.14). */
function history(view: AdvisoryView, version: number, { words, inLanguage, history: past }: TrackingContext): object[] {
  const entries: object[] = [];
  let date = view.publishedAt;
  for (let number = 1; number <= version; number += 1) {
    const known = past.find((revision) => revision.number === number);
    if (known !== undefined) date = known.publishedAt;
    const isLast = number === version;
    if (isLast && number > 1) date = view.updatedAt;
    const changes = isLast ? (inLanguage(view.summaryOfChanges) ?? known?.summary) : known?.summary;
    const isWithdrawal = isLast && view.event === 'advisory.withdrawn';
    const standing = number === 1 ? words.firstPublished : words.revision(number);
    entries.push({ number: String(number), date, summary: isWithdrawal ? words.withdrawn(view.trackingId) : (changes ?? standing) });
  }
  return entries;
}
