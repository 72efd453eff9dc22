import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { readFilter } from '../advisory-filter.js';
import { TERM } from '../advisory-terms.js';

/** How many of the newest advisories about a vendor are looked through for its products. */
const MAX_ADVISORIES = 200;
const MAX_PRODUCTS = 100;

/** A product as advisories name it, with what the newest of them say. */
export interface NamedProduct {
  readonly vendor: string;
  readonly product: string;
  readonly advisories: number;
  readonly exploited: number;
  /** Of the newest one; an instant in ISO 8601. */
  readonly lastPublishedAt: string;
  /** Versions and ranges as the newest advisories write them, with their product status; at most 50. */
  readonly versions: readonly { readonly version: string; readonly status: string }[];
}

/** What visible advisories say of a vendor's products. */
@Injectable()
export class ProductCatalogue {
  /** The products of a vendor, or one of them, by name; case and blanks do not matter. Among the newest 200 visible advisories that name it. */
  async productsOf(tx: Transaction, vendor: string, product?: string): Promise<NamedProduct[]> {
    const filter = readFilter(product === undefined ? { vendors: [vendor] } : { products: [`${vendor}/${product}`] });
    return tx.query<NamedProduct & Record<string, unknown>>(PRODUCTS, [
      filter,
      MAX_ADVISORIES,
      TERM.vendor(vendor),
      product === undefined ? null : TERM.product(product, vendor),
      MAX_PRODUCTS,
    ]);
  }
}

/** Rows are read by id under row-level security; names are compared as terms are made. */
const PRODUCTS = `
WITH newest AS (
  SELECT a.id, a.published_at, a.exploited, p.value AS product,
    'vendor:' || advisories.name_key(p.value->>'vendor') AS vendor_term,
    'product:' || advisories.name_key(p.value->>'vendor') || '/' || advisories.name_key(p.value->>'product') AS product_term
  FROM advisories.visible_ids(NULL, $1, NULL, NULL, $2) v
  JOIN advisories.advisory a ON a.id = v.id JOIN advisories.revision r ON r.id = a.revision_id,
    LATERAL (SELECT value FROM jsonb_array_elements(r.content->'affectedProducts') LIMIT 2000) p
), own AS (
  SELECT * FROM newest WHERE vendor_term = $3 AND ($4::text IS NULL OR product_term = $4)
)
SELECT min(o.product->>'vendor') AS vendor, min(o.product->>'product') AS product, count(DISTINCT o.id)::int AS advisories,
  count(DISTINCT o.id) FILTER (WHERE o.exploited)::int AS exploited, max(o.published_at) AS "lastPublishedAt",
  coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('version', w.product->>'version', 'status', w.product->>'status'))
    FROM (SELECT i.product FROM own i WHERE i.product_term = o.product_term AND i.product->>'version' IS NOT NULL
      ORDER BY i.published_at DESC LIMIT 50) w), '[]') AS versions
FROM own o GROUP BY o.product_term ORDER BY count(DISTINCT o.id) DESC, o.product_term LIMIT $5`;
