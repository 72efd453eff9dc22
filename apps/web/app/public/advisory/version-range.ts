/** One end of a range of versions. */
export interface VersionBound {
  readonly kind: 'before' | 'upTo' | 'after' | 'from' | 'not' | 'all' | 'exactly';
  readonly version: string;
}

const KINDS = { '<': 'before', '<=': 'upTo', '>': 'after', '>=': 'from', '!=': 'not', '=': 'exactly', '': 'exactly' } as const;
const CONSTRAINT = /^(<=|>=|!=|<|>|=|)(.+)$/u;

/** What a range in the vers notation asks for, in its order (ECMA-427, VERS); undefined where a version is no such range, and is its own name. */
export function readVersionRange(version: string): VersionBound[] | undefined {
  const range = /^vers:[a-z][a-z0-9.+-]*\/(.+)$/u.exec(version.trim())?.[1];
  if (range === undefined) return undefined;
  return range.split('|').flatMap((each): VersionBound[] => {
    if (each === '*') return [{ kind: 'all', version: '' }];
    const [, sign = '', name = ''] = CONSTRAINT.exec(each.trim()) ?? [];
    return name === '' ? [] : [{ kind: KINDS[sign as keyof typeof KINDS], version: decoded(name) }];
  });
}

/** Versions are percent-encoded; what is not, is shown as it stands. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
