import { canonicalJson } from '../canonical-json.js';
import type { AdvisoryView } from '../advisory-view.js';
import { cvesOf } from '../cves-of.js';

/** The columns of the CSV, in this order; the JSON has the same names. Lists are joined by a blank-free `|` in CSV. */
export const OPEN_DATA_COLUMNS = [
  'trackingId',
  'revision',
  'state',
  'kind',
  'severity',
  'label',
  'publishedAt',
  'updatedAt',
  'title',
  'titleZhHant',
  'titleZhHans',
  'summary',
  'cves',
  'vendors',
  'products',
  'tags',
  'sectors',
  'publisher',
  'url',
  'csafUrl',
  'licence',
] as const;
export type OpenDataColumn = (typeof OPEN_DATA_COLUMNS)[number];

/** One advisory as open data, without the licence, which the installation names; the text in full is in its CSAF document. */
export function openDataRow(view: AdvisoryView, csafUrl: string | undefined): string {
  const { content, trackingId, revision, kind, severity, label, publishedAt, updatedAt, publisher, url } = view;
  const isWithdrawn = view.event === 'advisory.withdrawn';
  const said = isWithdrawn ? undefined : content;
  const text = (localised: AdvisoryView['content']['title'] | undefined): string | undefined => localised?.[content.sourceLanguage];
  const distinct = (names: readonly (string | undefined)[]): readonly string[] =>
    [...new Set(names.filter((name) => name !== undefined && name !== ''))] as string[];
  return canonicalJson({
    ...{ trackingId, revision, kind, severity, label, publishedAt, updatedAt, url, csafUrl },
    state: isWithdrawn ? 'withdrawn' : 'published',
    title: text(said?.title) ?? trackingId,
    titleZhHant: said?.title['zh-Hant'],
    titleZhHans: said?.title['zh-Hans'],
    summary: text(isWithdrawn ? view.withdrawalNotice : content.summary) ?? '',
    cves: isWithdrawn ? [] : distinct(cvesOf(content)),
    vendors: distinct((said?.affectedProducts ?? []).map(({ vendor }) => vendor)),
    products: distinct((said?.affectedProducts ?? []).map(({ vendor, product }) => [vendor, product].filter(Boolean).join(' '))),
    tags: said?.tags ?? [],
    sectors: said?.sectors ?? [],
    publisher: publisher.en,
  });
}
