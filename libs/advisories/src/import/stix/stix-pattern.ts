import { isIPv4, isIPv6 } from 'node:net';
import { INDICATOR_GRAMMARS } from '../../content-grammars.js';
import type { IndicatorType } from '../../content.js';

export interface TypedValue {
  readonly type: IndicatorType;
  readonly value: string;
}

export interface PatternReading {
  /** Values of which each alone is what the pattern looks for. */
  readonly values: readonly TypedValue[];
  /** Whether the values say all that the pattern says; otherwise it is kept beside them. */
  readonly isWhole: boolean;
}

const NOTHING: PatternReading = { values: [], isWhole: false };
/** A pattern of more comparisons is kept as it is and not taken apart. */
const MAX_COMPARISONS = 1_000;

const SPACE = /\s*/y;
const PATH = /[a-z][a-z0-9-]*:(?:[A-Za-z0-9_-]+|'[^'\\]*')(?:\.(?:[A-Za-z0-9_-]+|'[^'\\]*'))*/y;
const OPERATOR = /(?:=|ISSUBSET\b|IN\b)/y;
const LITERAL = /'((?:[^'\\]|\\.)*)'/y;

interface Comparison {
  readonly path: string;
  readonly operator: string;
  readonly literals: readonly string[];
}

/**
 * Takes a STIX pattern (2.1 section 9) apart where it is a choice of plain comparisons, or names one file by several hashes. Everything else
 * is kept verbatim by whoever calls.
 */
export function readPattern(pattern: string): PatternReading {
  const observations = new PatternScanner(pattern).observations();
  if (observations === undefined) return NOTHING;
  const comparisons = observations.flatMap((observation) => observation.comparisons);
  if (comparisons.length > MAX_COMPARISONS) return NOTHING;
  const isChoice = observations.every(({ joinedBy }) => joinedBy !== 'AND');
  const told = isChoice ? comparisons : observations.length === 1 ? comparisons.filter(isHash) : [];
  const values = told.map(typedValues);
  const isPlain = comparisons.length === 1 && comparisons[0]?.literals.length === 1 && isCanonical(comparisons[0]);
  return { values: values.flatMap((each) => each ?? []), isWhole: isPlain && values.every((each) => each !== undefined) };
}

class PatternScanner {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Observations joined by OR; undefined where the pattern is of another form. */
  observations(): { comparisons: Comparison[]; joinedBy: 'AND' | 'OR' | undefined }[] | undefined {
    const found: { comparisons: Comparison[]; joinedBy: 'AND' | 'OR' | undefined }[] = [];
    do {
      if (this.take('[') === undefined) return undefined;
      const inside = this.comparisons();
      if (inside === undefined || this.take(']') === undefined) return undefined;
      found.push(inside);
    } while (this.take(/OR\b/y) !== undefined);
    this.take(SPACE);
    return this.at === this.text.length ? found : undefined;
  }

  private comparisons(): { comparisons: Comparison[]; joinedBy: 'AND' | 'OR' | undefined } | undefined {
    const comparisons: Comparison[] = [];
    let joinedBy: 'AND' | 'OR' | undefined;
    for (;;) {
      const comparison = this.comparison();
      if (comparison === undefined) return undefined;
      comparisons.push(comparison);
      const word = this.take(/(?:AND|OR)\b/y) as 'AND' | 'OR' | undefined;
      if (word === undefined) return { comparisons, joinedBy };
      if (joinedBy !== undefined && joinedBy !== word) return undefined;
      joinedBy = word;
    }
  }

  private comparison(): Comparison | undefined {
    const path = this.take(PATH);
    const operator = path === undefined ? undefined : this.take(OPERATOR);
    if (path === undefined || operator === undefined) return undefined;
    if (operator !== 'IN') {
      const literal = this.literal();
      return literal === undefined ? undefined : { path, operator, literals: [literal] };
    }
    const literals: string[] = [];
    if (this.take('(') === undefined) return undefined;
    do {
      const literal = this.literal();
      if (literal === undefined) return undefined;
      literals.push(literal);
    } while (this.take(',') !== undefined);
    return this.take(')') === undefined ? undefined : { path, operator, literals };
  }

  private literal(): string | undefined {
    return this.take(LITERAL)?.slice(1, -1).replaceAll(/\\(.)/gs, '$1');
  }

  private take(what: RegExp | string): string | undefined {
    SPACE.lastIndex = this.at;
    const from = this.at + (SPACE.exec(this.text)?.[0].length ?? 0);
    if (typeof what === 'string') {
      if (!this.text.startsWith(what, from)) return undefined;
      this.at = from + what.length;
      return what;
    }
    what.lastIndex = from;
    const found = what.exec(this.text)?.[0];
    if (found !== undefined) this.at = from + found.length;
    return found;
  }
}

/** The paths that say the whole of a type of ours. */
const CANONICAL: ReadonlyMap<string, IndicatorType> = new Map(
  Object.entries({
    'ipv4-addr:value': 'ipv4',
    'ipv6-addr:value': 'ipv6',
    'domain-name:value': 'domain',
    'url:value': 'url',
    'email-addr:value': 'email',
    'file:hashes.md5': 'md5',
    'file:hashes.sha1': 'sha1',
    'file:hashes.sha256': 'sha256',
    'file:hashes.sha512': 'sha512',
    'file:name': 'filename',
  } as const),
);

/** Paths that say more than the value, which a reader still wants to search for. */
const RELATED: readonly (readonly [RegExp, readonly IndicatorType[]])[] = [
  [/^network-traffic:(src|dst)_ref\.value$/, ['ipv4', 'ipv6', 'domain']],
  [/^email-message:(from|sender)_ref\.value$/, ['email']],
  [/^artifact:hashes\.md5$/, ['md5']],
  [/^artifact:hashes\.sha1$/, ['sha1']],
  [/^artifact:hashes\.sha256$/, ['sha256']],
];

/** `file:hashes.'SHA-256'` and its many spellings → `file:hashes.sha256`. */
function evened(path: string): string {
  const plain = path.replaceAll("'", '');
  return /:hashes\./.test(plain) ? plain.toLowerCase().replace(/sha-(\d)/, 'sha$1') : plain;
}

function isHash({ path, operator }: Comparison): boolean {
  return operator === '=' && /^file:hashes\.(md5|sha1|sha256|sha512)$/.test(evened(path));
}

function isCanonical({ path }: Comparison): boolean {
  return CANONICAL.has(evened(path));
}

/** The values of a comparison; undefined where any of them is of none of our types. */
function typedValues({ path, operator, literals }: Comparison): readonly TypedValue[] | undefined {
  const plain = evened(path);
  const canonical = CANONICAL.get(plain);
  const types = canonical === undefined ? (RELATED.find(([form]) => form.test(plain))?.[1] ?? []) : [canonical];
  const found = literals.map((value) => {
    const type = types.find((each) => INDICATOR_GRAMMARS[each](value));
    const isNetwork = operator === 'ISSUBSET';
    if (type === undefined || value === '' || (isNetwork && type !== 'ipv4' && type !== 'ipv6')) return undefined;
    // One address is a network of itself; `=` with a network is not what it says.
    if (!isNetwork && value.includes('/') && (type === 'ipv4' || type === 'ipv6')) return undefined;
    if (isNetwork && !value.includes('/') && (isIPv4(value) || isIPv6(value))) return undefined;
    return { type, value };
  });
  return found.every((each) => each !== undefined) ? found : undefined;
}
