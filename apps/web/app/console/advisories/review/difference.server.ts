import { diffLines, diffWordsWithSpace } from 'diff';
import type { Block } from '../block-name';
import type { CodeWords } from './code-words.server';
import { partsOf } from './comparable.server';
import type { Comparable, Part } from './comparable.server';

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface Difference {
  readonly block: Block;
  readonly key: Part['key'];
  readonly pieces: readonly Piece[];
}

const CHOSEN: readonly Block[] = ['kind', 'severity', 'label'];
/** A text so long is compared by lines instead of words. */
const MAX_CHARACTERS_BY_WORD = 20_000;
const TIMEOUT_MS = 1_000;
/** Of what is unchanged, so much is shown beside a change. */
const CONTEXT_CHARACTERS = 160;

/** What is different from one text to another, part by part; parts that are the same are left out. */
export function differencesBetween(before: Comparable, after: Comparable, words: CodeWords): Difference[] {
  const old = partsOf(before, words);
  return partsOf(after, words).flatMap(({ block, key, text }) => {
    const earlier = old.find((part) => part.block === block && part.key === key)?.text ?? '';
    return earlier === text ? [] : [{ block, key, pieces: CHOSEN.includes(block) ? replaced(earlier, text) : piecesOf(earlier, text) }];
  });
}

/** One word of a list was chosen instead of another: the two are told apart as wholes. */
function replaced(before: string, after: string): Piece[] {
  const pieces: Piece[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  return pieces.filter(({ text }) => text !== '');
}

function piecesOf(before: string, after: string): Piece[] {
  const isLong = before.length + after.length > MAX_CHARACTERS_BY_WORD;
  const changes = isLong
    ? diffLines(before, after, { timeout: TIMEOUT_MS })
    : diffWordsWithSpace(before, after, { timeout: TIMEOUT_MS, intlSegmenter: new Intl.Segmenter('zh', { granularity: 'word' }) });
  const found = changes ?? [
    { removed: true, added: false, value: before },
    { added: true, removed: false, value: after },
  ];
  return found.map(({ added, removed, value }) =>
    added ? { kind: 'added', text: value } : removed ? { kind: 'removed', text: value } : { kind: 'same', text: shortened(value) },
  );
}

function shortened(text: string): string {
  if (text.length <= 2 * CONTEXT_CHARACTERS) return text;
  return `${text.slice(0, CONTEXT_CHARACTERS)} … ${text.slice(-CONTEXT_CHARACTERS)}`;
}
