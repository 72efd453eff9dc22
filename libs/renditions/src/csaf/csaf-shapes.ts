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
  readonly product_identification_helper?: object;
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
  readonly relationships?: readonly object[];
  readonly product_groups?: readonly object[];
}

/** Products or groups that a statement is about; CSAF asks for at least one of the two in flags and remediations. */
export interface CsafSubjects {
  readonly product_ids?: readonly string[];
  readonly group_ids?: readonly string[];
}

export interface CsafStatement extends CsafSubjects {
  readonly category: string;
  readonly details: string;
  readonly [field: string]: unknown;
}

export interface CsafFlag extends CsafSubjects {
  readonly label: string;
  readonly date?: string;
}

export type CsafProductStatus = Partial<Record<ProductStatus, readonly string[]>>;

export interface CsafVulnerability {
  readonly cve?: string;
  readonly ids?: readonly object[];
  readonly title?: string;
  readonly cwe?: object;
  readonly notes?: readonly CsafNote[];
  readonly product_status?: CsafProductStatus;
  readonly scores?: readonly object[];
  readonly remediations?: readonly CsafStatement[];
  readonly threats?: readonly CsafStatement[];
  readonly flags?: readonly CsafFlag[];
  readonly references?: readonly CsafReference[];
  readonly involvements?: readonly object[];
  readonly acknowledgments?: readonly object[];
  readonly discovery_date?: string;
  readonly release_date?: string;
}
