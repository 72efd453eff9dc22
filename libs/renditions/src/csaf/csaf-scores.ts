import type { ScoredVector } from '#libs/advisories';
import type { CsafScore } from './csaf-shapes.js';
import { distinct } from './csaf-values.js';
import type { CsafVersion } from './csaf-version.js';

export interface CsafScores {
  readonly scores: readonly CsafScore[];
  /** What CSAF cannot hold: vectors of 4.0 in CSAF 2.0, without a product, or a second one of a version for the same product (test 6.1.7). */
  readonly others: readonly ScoredVector[];
}

/** CSAF 2.0 section 3.2.3.13; what CSAF 2.1 calls metrics. `concerned` are the products of a vector that names none. */
export function scoresOf(vectors: readonly ScoredVector[], concerned: readonly string[], csafVersion: CsafVersion): CsafScores {
  const scores: CsafScore[] = [];
  const others: ScoredVector[] = [];
  const taken = new Set<string>();
  for (const vector of vectors) {
    const wanted = distinct(vector.products ?? concerned) ?? [];
    const free = wanted.filter((id) => !taken.has(`${vector.version} ${id}`));
    if ((vector.version === '4.0' && csafVersion === '2.0') || free.length === 0) {
      others.push(vector);
      continue;
    }
    if (free.length < wanted.length) others.push(vector);
    for (const id of free) taken.add(`${vector.version} ${id}`);
    scores.push({ products: free, ...cvssOf(vector, vector.version) });
  }
  return { scores, others };
}

function cvssOf({ vector, score, severity }: ScoredVector, version: string): Omit<CsafScore, 'products'> {
  // The schema of 2.0 takes the vector without the brackets in which it may be written.
  if (version === '2.0') return { cvss_v2: { version, vectorString: vector.replace(/^\((.*)\)$/, '$1'), baseScore: score } };
  const rated = { version, vectorString: vector, baseScore: score, baseSeverity: severity.toUpperCase() };
  return version === '4.0' ? { cvss_v4: rated } : { cvss_v3: rated };
}
