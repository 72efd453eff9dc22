import type { AffectedProduct, ProductStatus } from '#libs/advisories';

export const PRODUCT_GROUPS = ['affected', 'underInvestigation', 'fixed', 'notAffected'] as const;
export type ProductGroup = (typeof PRODUCT_GROUPS)[number];

/** The eight statuses of CSAF 2.0 section 3.2.3.9 as the four things that a reader asks. */
const GROUP_OF: Readonly<Record<ProductStatus, ProductGroup>> = {
  first_affected: 'affected',
  known_affected: 'affected',
  last_affected: 'affected',
  under_investigation: 'underInvestigation',
  first_fixed: 'fixed',
  fixed: 'fixed',
  recommended: 'fixed',
  known_not_affected: 'notAffected',
};

/** The products as lines by group; one that several CVEs name with the same status stands once. */
export function productLines(products: readonly AffectedProduct[], allVersions: string): Readonly<Record<ProductGroup, readonly string[]>> {
  const groups = {
    affected: new Set<string>(),
    underInvestigation: new Set<string>(),
    fixed: new Set<string>(),
    notAffected: new Set<string>(),
  };
  for (const product of products) groups[GROUP_OF[product.status]].add(productLine(product, allVersions));
  return {
    affected: [...groups.affected],
    underInvestigation: [...groups.underInvestigation],
    fixed: [...groups.fixed],
    notAffected: [...groups.notAffected],
  };
}

/** `vers:all/*` is the vers notation of "all versions"; other ranges are shown as the source wrote them. */
function productLine({ vendor, product, version, platform }: AffectedProduct, allVersions: string): string {
  const versioned = version === undefined || version === 'vers:all/*' ? `(${allVersions})` : version;
  const name = `${fullName(vendor, product)} ${versioned}`;
  if (platform === undefined) return name;
  return `${name} / ${[fullName(platform.vendor, platform.product), platform.version].filter(Boolean).join(' ')}`;
}

function fullName(vendor: string, product: string): string {
  return product.toLowerCase().startsWith(vendor.toLowerCase()) ? product : `${vendor} ${product}`;
}
