/** What CSAF 2.0 section 3 says of the parts that we write. */
import type { ProductStatus } from '#libs/advisories';

export interface CsafNote {
  readonly category: string;
  readonly text: string;
  readonly title?: string;
  readonly audience?: string;
}

export interface CsafReference {
  readonly category: 'self' | 'external';
  readonly summary: string;
  readonly url: string;
}

export interface CsafProduct {
  readonly name: string;
  readonly product_id: string;
  readonly product_identification_helper?: CsafIdentification;
}

/** How a machine knows a product (CSAF 2.0 section 3.1.3.3). */
export interface CsafIdentification {
  readonly purl?: string;
  readonly model_numbers?: readonly string[];
  readonly serial_numbers?: readonly string[];
  readonly [field: string]: unknown;
}

export interface CsafRelationship {
  readonly category: string;
  readonly product_reference: string | undefined;
  readonly relates_to_product_reference: string | undefined;
  readonly full_product_name: CsafProduct;
}

export interface CsafProductGroup {
  readonly group_id: string;
  readonly product_ids: readonly string[];
  readonly summary?: string;
}

/** Products, and what CVSS says of them; `cvss_v4` in CSAF 2.1 alone. */
export interface CsafScore {
  readonly products: readonly string[];
  readonly cvss_v2?: object;
  readonly cvss_v3?: object;
  readonly cvss_v4?: object;
}

export interface CsafInvolvement {
  readonly party: string;
  readonly status: string;
  readonly date?: string;
  readonly summary?: string;
}

export interface CsafBranch {
  readonly category: string;
  readonly name: string;
  readonly product?: CsafProduct;
  readonly branches?: readonly CsafBranch[];
}

export interface CsafProductTree {
  readonly branches?: readonly CsafBranch[];
  readonly full_product_names?: readonly CsafProduct[];
  readonly relationships?: readonly CsafRelationship[];
  readonly product_groups?: readonly CsafProductGroup[];
}

/** Products or groups that a statement is about; CSAF asks for at least one of the two in flags and remediations. */
export interface CsafSubjects {
  readonly product_ids?: readonly string[];
  readonly group_ids?: readonly string[];
}

export interface CsafStatement extends CsafSubjects {
  readonly category: string;
  readonly details: string;
  readonly date?: string;
  readonly url?: string;
  readonly [field: string]: unknown;
}

export interface CsafFlag extends CsafSubjects {
  readonly label: string;
  readonly date?: string;
}

export interface CsafWeakness {
  readonly id: string;
  readonly name: string;
  /** Of the list of weaknesses; in CSAF 2.1. */
  readonly version?: string;
}

export type CsafProductStatus = Partial<Record<ProductStatus, readonly string[]>>;

export interface CsafVulnerability {
  readonly cve?: string;
  readonly ids?: readonly object[];
  readonly title?: string;
  readonly cwe?: CsafWeakness;
  /** In CSAF 2.1, which takes several; there `cwe` is not written. */
  readonly cwes?: readonly CsafWeakness[];
  readonly notes?: readonly CsafNote[];
  readonly product_status?: CsafProductStatus;
  readonly scores?: readonly CsafScore[];
  readonly remediations?: readonly CsafStatement[];
  readonly threats?: readonly CsafStatement[];
  readonly flags?: readonly CsafFlag[];
  readonly references?: readonly CsafReference[];
  readonly involvements?: readonly CsafInvolvement[];
  readonly acknowledgments?: readonly object[];
  readonly discovery_date?: string;
  readonly release_date?: string;
}
