import type {
  AdvisoryKind,
  AudienceNamesFragment,
  IndicatorType,
  LocalisedFragment,
  ReviewTextFragment,
  Severity,
} from '../../../api/gql/graphql';
import { namedLists } from '../audience-names';
import type { Block } from '../block-name';
import type { CodeWords } from './code-words.server';

/** One part of a text as lines that can be compared, in one language or in none. */
export interface Part {
  readonly block: Block;
  readonly key: 'en' | 'zhHant' | 'zhHans' | undefined;
  readonly text: string;
}

export interface Comparable {
  readonly text: ReviewTextFragment;
  readonly kind: AdvisoryKind | null;
  readonly severity: Severity | null;
  readonly labelText: string | null;
  /** Left out where it is not known of both. */
  readonly audience?: AudienceNamesFragment | null | undefined;
  readonly indicators: readonly {
    readonly type: IndicatorType;
    readonly value: string;
    readonly comment: string | null;
    readonly label: string | null;
  }[];
}

const KEYS = ['en', 'zhHant', 'zhHans'] as const;
/** Beyond this a list is compared by its first lines: nobody reads more, and a comparison of two long texts takes seconds. */
const MAX_LINES = 2_000;

/** Everything that a reader may see of a text, part by part, as plain lines in the words of the page. */
export function partsOf({ text, kind, severity, labelText, audience, indicators }: Comparable, words: CodeWords): Part[] {
  const plain = (block: Block, rows: readonly string[]): Part => ({ block, key: undefined, text: lines(rows) });
  return [
    plain('kind', [kind === null ? '' : words.kind(kind)]),
    plain('severity', [severity === null ? '' : words.severity(severity)]),
    plain('label', [labelText ?? '']),
    plain('audience', audience ? audienceLines(audience, words) : []),
    ...writtenParts(text),
    plain(
      'affectedProducts',
      text.affectedProducts.map((each) => productLine(each, words)),
    ),
    plain('vulnerabilities', text.vulnerabilities.map(vulnerabilityLine)),
    plain(
      'remediations',
      text.remediations.map(({ category, details, url }) => fields(words.remediation(category), details, url)),
    ),
    plain('indicators', indicators.map(({ type, value, comment, label }) => fields(words.indicator(type), value, comment, label === null ? '' : `TLP:${label.replace('_', '+')}`))), // prettier-ignore
    plain('references', text.references.map(({ url, summary }) => `${url} ${summary}`)), // prettier-ignore
    ...(['tags', 'techniques', 'cnvd', 'credits'] as const).map((block) => plain(block, text[block])),
    plain('sectors', text.sectors.map(words.sector)),
    plain('restrictions', [text.restrictions ?? '']),
  ];
}

/** What is written in several languages, one part for each. */
function writtenParts(text: ReviewTextFragment): Part[] {
  const steps = (each: readonly LocalisedFragment[], key: (typeof KEYS)[number]) => lines(each.map((step) => step[key] ?? ''));
  return [
    ...(['title', 'summary', 'description', 'impact'] as const).flatMap((block) =>
      KEYS.map((key) => ({ block, key, text: text[block]?.[key] ?? '' })),
    ),
    ...(['recommendation', 'workarounds'] as const).flatMap((block) => KEYS.map((key) => ({ block, key, text: steps(text[block], key) }))),
  ];
}

function audienceLines(audience: AudienceNamesFragment, words: CodeWords): string[] {
  return namedLists(audience, words, words.locale).flatMap(({ list, names, unseen }) =>
    [...names, ...(unseen === 0 ? [] : [words.unseen(unseen)])].map((name) => `${words.list(list)}: ${name}`),
  );
}

function productLine(product: ReviewTextFragment['affectedProducts'][number], words: CodeWords): string {
  const { vendor, product: name, version, status, cves, purl, cpe } = product;
  return fields(vendor, name, version, words.status(status), ...cves, purl, cpe);
}

function vulnerabilityLine({ cve, ids, title, cwes, cvss, notes }: ReviewTextFragment['vulnerabilities'][number]): string {
  const scores = cvss.map(({ vector, score }) => `${vector} (${score.toFixed(1)})`);
  return fields(cve, ...ids.map(({ system, value }) => `${system}: ${value}`), title, ...cwes, ...scores, ...notes);
}

function fields(...values: readonly (string | null)[]): string {
  return values.filter((each) => each !== null && each !== '').join(' | ');
}

function lines(rows: readonly string[]): string {
  return rows
    .filter((row) => row !== '')
    .slice(0, MAX_LINES)
    .join('\n');
}
