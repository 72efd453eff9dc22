import type { AdvisoryContent } from '../../content.js';
import { compareVersions } from './csaf-identity.js';
import type { CsafDocument } from './read-csaf.js';

/**
 * What a step between two versions asks of a reader: `major` something new to do, `minor` something new to know, `editorial` nothing.
 * Undefined where the source's numbers do not say, as integers never do.
 */
export type UpdateClassHint = 'major' | 'minor' | 'editorial' | undefined;

const SEMANTIC = /^(\d+)\.(\d+)\.(\d+)/;

/** Reads the hint from the meaning that CSAF 2.0 section 3.1.11.2 gives to the three numbers of a semantic version. */
export function updateClassHint({ root, version }: CsafDocument): UpdateClassHint {
  const numbers = root
    .field('document')
    .field('tracking')
    .list('revision_history')
    .map((place) => place.text('number') ?? '');
  const earlier = numbers.filter((number) => SEMANTIC.test(number) && compareVersions(number, version) < 0);
  const before = SEMANTIC.exec(earlier.sort(compareVersions).at(-1) ?? '');
  const now = SEMANTIC.exec(version);
  if (!now || !before) return undefined;
  if (now[1] !== before[1]) return 'major';
  return now[2] === before[2] ? 'editorial' : 'minor';
}

/** What a reader acts on: another document with the same of these asks nothing new, whatever its version says. */
const ACTED_ON = [
  'title',
  'impact',
  'recommendation',
  'workarounds',
  'affectedProducts',
  'vulnerabilities',
  'remediations',
  'indicators',
] as const;

/**
 * Whether a reader of `before` must look again: products, vulnerabilities, scores or what to do have changed. Many publishers issue a new
 * version whenever they generate the document anew (CSAF 2.0 section 9.1.13: not a new match if the remediation is unchanged).
 */
export function asksSomethingNew(before: AdvisoryContent, after: AdvisoryContent): boolean {
  return ACTED_ON.some((field) => canonical(before[field]) !== canonical(after[field]));
}

/** JSON with sorted keys: stored content comes back from the database with its keys in another order. */
function canonical(value: unknown): string {
  return JSON.stringify([value], (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
