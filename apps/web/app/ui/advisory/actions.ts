interface Marked {
  readonly html: string | null;
}

interface Remediation {
  readonly category: string;
  readonly details: string;
  readonly url: string | null;
  readonly products: readonly string[];
}

interface Told<Text extends Marked, Remedy extends Remediation> {
  readonly recommendation: readonly Text[];
  readonly workarounds: readonly Text[];
  readonly remediations: readonly Remedy[];
}

export interface Actions<Text, Remedy> {
  /** What the vendor says fixes it; each once. */
  readonly fixes: readonly Remedy[];
  /** What the publisher recommends, without what a fix says already. */
  readonly steps: readonly Text[];
  /** What else the source says can or cannot be done, without what a step or a workaround says already. */
  readonly others: readonly Remedy[];
}

/** What to do, in the order in which it helps: first what fixes it, then what is recommended. Nothing is said twice. */
export function actionsOf<Text extends Marked, Remedy extends Remediation>(text: Told<Text, Remedy>): Actions<Text, Remedy> {
  const remediations = distinct(text.remediations);
  const fixes = remediations.filter(({ category }) => category === 'vendor_fix');
  const fixed = new Set(fixes.map(({ details }) => same(details)));
  const steps = text.recommendation.filter(({ html }) => html !== null && !fixed.has(sameHtml(html)));
  const said = new Set([...fixed, ...[...steps, ...text.workarounds].map(({ html }) => sameHtml(html ?? ''))]);
  const others = remediations.filter(({ category, details }) => category !== 'vendor_fix' && !said.has(same(details)));
  return { fixes, steps, others };
}

/** A source repeats a remediation for each group of products; the one that is kept speaks of all of them. */
function distinct<Remedy extends Remediation>(remediations: readonly Remedy[]): readonly Remedy[] {
  const known = new Map<string, Remedy>();
  for (const each of remediations) {
    const key = JSON.stringify([each.category, same(each.details), each.url]);
    const before = known.get(key);
    // No product means every product.
    const isOfAll = each.products.length === 0 || before?.products.length === 0;
    const products = isOfAll ? [] : [...new Set([...(before?.products ?? []), ...each.products])];
    known.set(key, before === undefined ? each : { ...before, products });
  }
  return [...known.values()];
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

function sameHtml(html: string): string {
  return same(html.replaceAll(/<[^>]*>/gu, '').replaceAll(/&(?:amp|lt|gt|quot|#39);/gu, (entity) => ENTITIES[entity] ?? entity));
}

/** A text without what makes no difference to a reader. */
function same(text: string): string {
  return text
    .replaceAll(/\s+/gu, '')
    .replace(/[.。]$/u, '')
    .toLowerCase();
}
