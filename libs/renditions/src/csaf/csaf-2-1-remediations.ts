import type { CsafProductStatus, CsafProductTree, CsafStatement } from './csaf-shapes.js';

const AFFECTED = ['first_affected', 'known_affected', 'last_affected'] as const;
const FIXED = ['first_fixed', 'fixed'] as const;
const UNHARMED = ['known_not_affected', ...FIXED] as const;

/** Which statuses of a product forbid a remediation (CSAF 2.1 test 6.1.36). */
const FORBIDDEN_STATUSES: Readonly<Record<string, readonly (keyof CsafProductStatus)[]>> = {
  workaround: UNHARMED,
  mitigation: UNHARMED,
  vendor_fix: UNHARMED,
  optional_patch: AFFECTED,
  none_available: UNHARMED,
  no_fix_planned: FIXED,
};

/** Which remediations may not stand beside one another for one product (test 6.1.35): whichever is said first stands. */
const CONTRADICTIONS: Readonly<Record<string, readonly string[]>> = {
  workaround: ['optional_patch', 'none_available'],
  mitigation: ['optional_patch', 'none_available'],
  vendor_fix: ['optional_patch', 'none_available', 'no_fix_planned'],
  optional_patch: ['workaround', 'mitigation', 'vendor_fix', 'none_available', 'no_fix_planned'],
  none_available: ['workaround', 'mitigation', 'vendor_fix', 'optional_patch', 'no_fix_planned'],
  no_fix_planned: ['vendor_fix', 'optional_patch', 'none_available'],
};

export interface PlacedRemediations {
  readonly remediations: readonly CsafStatement[];
  /** What CSAF 2.1 has no place for beside the rest, as words. */
  readonly others: readonly string[];
}

/**
 * Remediations as CSAF 2.1 allows them: a fix for what is fixed or not affected is an optional patch (conformance clause 18), and a product
 * that a statement contradicts is left out of it. What is left without products stands in a note.
 */
export function placeRemediations(
  remediations: readonly CsafStatement[],
  status: CsafProductStatus,
  groups: CsafProductTree['product_groups'],
): PlacedRemediations {
  const members = new Map((groups ?? []).map((group) => Object.values(group) as [string, readonly string[]]));
  const said = new Map<string, Set<string>>();
  const placed: CsafStatement[] = [];
  const others: string[] = [];
  const isFree = (id: string, category: string): boolean =>
    !(FORBIDDEN_STATUSES[category] ?? []).some((name) => status[name]?.includes(id)) &&
    !(CONTRADICTIONS[category] ?? []).some((other) => said.get(id)?.has(other));
  const place = (statement: CsafStatement, ids: readonly string[]): readonly string[] => {
    const free = ids.filter((id) => isFree(id, statement.category));
    for (const id of free) said.set(id, (said.get(id) ?? new Set()).add(statement.category));
    const isWhole = free.length === ids.length;
    if (free.length > 0) placed.push(isWhole ? statement : { ...statement, product_ids: free, group_ids: undefined });
    return ids.filter((id) => !free.includes(id));
  };
  for (const statement of remediations) {
    const { product_ids: products = [], group_ids: named = [], category, details, url } = statement;
    const ids = [...new Set([...products, ...named.flatMap((group) => members.get(group) ?? [])])];
    let left = place(statement, ids);
    if (category === 'vendor_fix' && left.length > 0) {
      const patch = { ...statement, category: 'optional_patch', product_ids: left, group_ids: undefined };
      left = place(patch, left);
    }
    if (left.length > 0) others.push(`${category}: ${[details, url].filter(Boolean).join(' ')} (${left.join(', ')})`);
  }
  return { remediations: placed, others };
}
