import { COMMON_SENTENCES, COMMON_WALKS, COMMON_WORDS } from './common-words.js';

const MAX_COMMON_WORDS = 2;
const WORDS = new Set([...COMMON_WORDS, ...COMMON_SENTENCES]);
const LONGEST_WORD = Math.max(...[...WORDS].map((word) => word.length));
const MIN_WALK = 4;
const WALKS = new Set(COMMON_WALKS.flatMap((walk) => [walk, Array.from(walk).reverse().join('')]).flatMap(partsOf));
/** What repeats itself within so few letters is no longer than they are. */
const MIN_PERIOD = 8;

/** Letters that are written as digits and signs; `1` and `!` are read both ways. */
const DISGUISES: readonly Readonly<Record<string, string>>[] = [
  {},
  { '0': 'o', '1': 'i', '!': 'i', '3': 'e', '4': 'a', '@': 'a', '5': 's', $: 's', '7': 't', '8': 'b', '9': 'g' },
  { '0': 'o', '1': 'l', '!': 'l', '3': 'e', '4': 'a', '@': 'a', '5': 's', $: 's', '7': 't', '8': 'b', '9': 'g' },
];

/**
 * Whether the password is at most two common words, walks or repetitions, however disguised, repeated, numbered and punctuated. This is the
 * list of some 10⁶ common passwords of 15 characters and more, written as the rule that makes it.
 */
export function isCommonPassword(password: string): boolean {
  const text = password
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');
  if (shortestPeriod(text).length < MIN_PERIOD) return true;
  return DISGUISES.some((disguise) => {
    const plain = Array.from(text, (letter) => disguise[letter] ?? letter).join('');
    // Blanks and signs between words hide nothing; digits stay, for walks such as 1q2w3e4r.
    return wordsIn(shortestPeriod(plain.replaceAll(/[\s\p{P}$+<=>^`|~]/gu, ''))) <= MAX_COMMON_WORDS;
  });
}

/** The part that the text repeats (the last time perhaps cut off), or the text. */
function shortestPeriod(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    const part = text.slice(0, length);
    if (part.repeat(Math.ceil(text.length / length)).startsWith(text)) return part;
  }
  return text;
}

/** The fewest common parts that make up the text; digits count for nothing. Infinity where it holds anything uncommon. */
function wordsIn(text: string): number {
  const fewest = [0];
  for (let end = 1; end <= text.length; end++) {
    let best = /\d/.test(text.charAt(end - 1)) ? (fewest[end - 1] ?? Infinity) : Infinity;
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start++) {
      if ((fewest[start] ?? Infinity) + 1 < best && isCommonPart(text.slice(start, end))) best = (fewest[start] ?? 0) + 1;
    }
    fewest.push(best);
  }
  return fewest[text.length] ?? 0;
}

function isCommonPart(part: string): boolean {
  return WORDS.has(part) || WALKS.has(part) || (part.length > 2 && part === part.charAt(0).repeat(part.length));
}

function partsOf(walk: string): string[] {
  return Array.from(walk, (_, start) =>
    Array.from({ length: Math.max(0, walk.length - start - MIN_WALK + 1) }, (__, more) => walk.slice(start, start + MIN_WALK + more)),
  ).flat();
}
