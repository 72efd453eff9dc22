import type { ScoredVector } from '#libs/advisories';
import { distinct } from './csaf-values.js';

export interface CsafScores {
  readonly scores: readonly object[];
  /** What CSAF 2.0 cannot hold: vectors of 4.0, without a product, or a second one of a version for the same product (test 6.1.7). */
  readonly others: readonly ScoredVector[];
}

/** CSAF 2.0 section 3.2.3.13. `concerned` are the products of a vector that names none. */
export function scoresOf(vectors: readonly ScoredVector[], concerned: readonly string[]): CsafScores {
  const scores: object[] = [];
  const others: ScoredVector[] = [];
  const taken = new Set<string>();
  for (const vector of vectors) {
    const wanted = distinct(vector.products ?? concerned) ?? [];
    const free = wanted.filter((id) => !taken.has(`${vector.version} ${id}`));
    if (vector.version === '4.0' || free.length === 0) {
      others.push(vector);
      continue;
    }
    if (free.length < wanted.length) others.push(vector);
    for (const id of free) taken.add(`${vector.version} ${id}`);
    scores.push({ products: free, ...cvssOf(vector, vector.version) });
  }
  return { scores, others };
}

function cvssOf({ vector, score, severity }: ScoredVector, version: string): object {
  // The schema of 2.0 takes the vector without the brackets in which it may be written.
  if (version === '2.0') return { cvss_v2: { version, vectorString: vector.replace(/^\((.*)\)$/, '$1'), baseScore: score } };
  return { cvss_v3: { version, vectorString: vector, baseScore: score, baseSeverity: severity.toUpperCase() } };
}
