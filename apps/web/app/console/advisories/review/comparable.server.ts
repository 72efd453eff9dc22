import type { ReviewTextFragment } from '../../../api/gql/graphql';
import type { Block } from '../block-name';

/** One part of a text as lines that can be compared, in one language or in none. */
export interface Part {
  readonly block: Block;
  readonly key: 'en' | 'zhHant' | 'zhHans' | undefined;
  readonly text: string;
}

export interface Comparable {
  readonly text: ReviewTextFragment;
  readonly kind: string | null;
  readonly severity: string | null;
  readonly labelText: string | null;
  readonly indicators: readonly {
    readonly type: string;
    readonly value: string;
    readonly comment: string | null;
    readonly label: string | null;
  }[];
}

const KEYS = ['en', 'zhHant', 'zhHans'] as const;
/** Beyond this a list is compared by its first lines: nobody reads more, and a comparison of two long texts takes seconds. */
const MAX_LINES = 2_000;

/** Everything that a reader may see of a text, part by part, as plain lines. */
export function partsOf({ text, kind, severity, labelText, indicators }: Comparable): Part[] {
  const localised = (['title', 'summary', 'description', 'impact'] as const).flatMap((block) =>
    KEYS.map((key) => ({ block, key, text: text[block]?.[key] ?? '' })),
  );
  const steps = (['recommendation', 'workarounds'] as const).flatMap((block) =>
    KEYS.map((key) => ({ block, key, text: lines(text[block].map((step) => step[key] ?? '')) })),
  );
  const plain = (block: Block, rows: readonly string[]): Part => ({ block, key: undefined, text: lines(rows) });
  return [
    plain('kind', [kind ?? '']),
    plain('severity', [severity ?? '']),
    plain('label', [labelText ?? '']),
    ...localised,
    ...steps,
    plain('affectedProducts', text.affectedProducts.map((each) => [each.vendor, each.product, each.version ?? '', each.status, ...each.cves].join(' | '))), // prettier-ignore
    plain('vulnerabilities', text.vulnerabilities.map(({ cve, title, cwes, cvss }) => [cve ?? '', title ?? '', ...cwes, ...cvss.map(({ vector, score }) => `${vector} (${score.toFixed(1)})`)].filter((each) => each !== '').join(' | '))), // prettier-ignore
    plain('indicators', indicators.map(({ type, value, comment, label }) => [type, value, comment ?? '', label === null ? '' : `TLP:${label.replace('_', '+')}`].filter((each) => each !== '').join(' | '))), // prettier-ignore
    plain('references', text.references.map(({ url, summary }) => `${url} ${summary}`)), // prettier-ignore
    ...(['tags', 'sectors', 'techniques', 'cnvd', 'credits'] as const).map((block) => plain(block, text[block])),
    plain('restrictions', [text.restrictions ?? '']),
  ];
}

function lines(rows: readonly string[]): string {
  return rows
    .filter((row) => row !== '')
    .slice(0, MAX_LINES)
    .join('\n');
}
