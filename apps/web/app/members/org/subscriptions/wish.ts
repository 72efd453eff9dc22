import type { AdvisoryKind, CriteriaInput, Frequency, Sector, Severity } from '../../../api/gql/graphql';

/** What stands in the form: each list as it was typed, one value a line. */
export interface Wish {
  readonly name: string;
  readonly minSeverity: Severity;
  readonly kinds: readonly AdvisoryKind[];
  readonly sectors: readonly Sector[];
  readonly tags: string;
  readonly vendors: string;
  readonly products: string;
  readonly cves: string;
  readonly keywords: string;
  readonly exploitedOnly: boolean;
  readonly frequency: Frequency;
  readonly timeZone: string;
  readonly endpointIds: readonly string[];
  readonly isShared: boolean;
}

export const NEW_WISH: Wish = {
  name: '',
  minSeverity: 'LOW',
  kinds: [],
  sectors: [],
  tags: '',
  vendors: '',
  products: '',
  cves: '',
  keywords: '',
  exploitedOnly: false,
  frequency: 'IMMEDIATE',
  timeZone: 'Asia/Hong_Kong',
  endpointIds: [],
  isShared: false,
};

/** One value a line; also what was pasted with tabs or semicolons between. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\r\n\t;]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function criteriaOf(wish: Wish): CriteriaInput {
  return {
    minSeverity: wish.minSeverity,
    kinds: [...wish.kinds],
    sectors: [...wish.sectors],
    tags: linesOf(wish.tags),
    vendors: linesOf(wish.vendors),
    products: linesOf(wish.products),
    cves: linesOf(wish.cves),
    keywords: linesOf(wish.keywords),
    exploitedOnly: wish.exploitedOnly,
  };
}
