import { diffWordsWithSpace } from 'diff';
import type { RevisionTextsQuery } from '../../api/gql/graphql';

type Compared = NonNullable<NonNullable<RevisionTextsQuery['advisory']>['from']>;
type Text = NonNullable<Compared['text']>;

export const COMPARED = [
  'title',
  'severity',
  'summary',
  'impact',
  'recommendation',
  'workarounds',
  'products',
  'vulnerabilities',
  'description',
  'references',
] as const;
export type ComparedPart = (typeof COMPARED)[number];

export interface Piece {
  readonly text: string;
  readonly is: 'same' | 'added' | 'removed';
}

export interface Difference {
  readonly part: ComparedPart;
  readonly pieces: readonly Piece[];
}

/** A comparison that takes longer is shown as the whole old and the whole new text. */
const MAX_EDITS = 4_000;

/** The parts in which two revisions differ, word by word; Chinese, which has no spaces, as the Unicode rules divide it. */
export function differencesOf(from: Compared, to: Compared): Difference[] {
  return COMPARED.flatMap((part) => {
    const [before, after] = [textOf(part, from), textOf(part, to)];
    return before === after ? [] : [{ part, pieces: piecesOf(before, after) }];
  });
}

function piecesOf(before: string, after: string): readonly Piece[] {
  const intlSegmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const changes = diffWordsWithSpace(before, after, { intlSegmenter, maxEditLength: MAX_EDITS }) as
    readonly { readonly value: string; readonly added?: boolean; readonly removed?: boolean }[] | undefined;
  if (changes === undefined)
    return [
      { text: before, is: 'removed' as const },
      { text: after, is: 'added' as const },
    ];
  return changes.map(({ value, added, removed }) => ({ text: value, is: added ? 'added' : removed ? 'removed' : 'same' }));
}

function textOf(part: ComparedPart, { text, severity }: Compared): string {
  if (part === 'severity') return severity ?? '';
  return text === null ? '' : READ[part](text);
}

const lines = (texts: readonly (string | null)[]): string => texts.filter((each) => each !== null).join('\n');

const READ: Readonly<Record<Exclude<ComparedPart, 'severity'>, (text: Text) => string>> = {
  title: ({ title }) => title.text ?? '',
  summary: ({ summary }) => summary.text ?? '',
  impact: ({ impact }) => impact?.text ?? '',
  description: ({ description }) => description.text ?? '',
  recommendation: ({ recommendation }) => lines(recommendation.map(({ text }) => text)),
  workarounds: ({ workarounds }) => lines(workarounds.map(({ text }) => text)),
  products: ({ affectedProducts }) =>
    lines(affectedProducts.map(({ vendor, product, version, status }) => `${vendor} ${product} ${version ?? '*'}: ${status}`)),
  vulnerabilities: ({ vulnerabilities }) =>
    lines(vulnerabilities.map(({ cve, cvss }) => `${cve ?? '–'} ${cvss.map(({ score, vector }) => `${score} ${vector}`).join(' ')}`)),
  references: ({ references }) => lines(references.map(({ url, summary }) => `${summary} ${url}`)),
};
