import { isAnswerLetter } from '../vocabulary';

/** Answers are nobody's business: no copy of a page that shows them is kept anywhere. */
export const NOT_KEPT = { 'cache-control': 'no-store' };

const LONGEST = 200;

/** The letters of `a` in the address; the first that is none ends them. */
export function answersIn(url: string, most: number): string {
  const given = Array.from((new URL(url).searchParams.get('a') ?? '').slice(0, LONGEST));
  const end = given.findIndex((letter) => !isAnswerLetter(letter));
  return given.slice(0, Math.min(end === -1 ? given.length : end, most)).join('');
}
