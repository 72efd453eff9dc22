import { invalid } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';

/** Of each product, for its versions. */
const LOOKED_THROUGH = 10;

/** A product as advisories name it, with what they say. All that the reader may see count. */
export interface NamedProduct {
  /** As most advisories spell it, of equally many the newest. */
  readonly vendor: string;
  readonly product: string;
  readonly advisories: number;
  readonly exploited: number;
  /** Of the newest one; an instant in ISO 8601. */
  readonly lastPublishedAt: string;
  /** Versions and ranges as the newest 10 advisories write them, with their product status; at most 50. Empty where they are not asked for. */
  readonly versions: readonly { readonly version: string; readonly status: string }[];
}

export interface ProductsRequest {
  /** By name, as `product`; case and blanks do not matter. */
  readonly vendor: string;
  /** One of the vendor's; all where none is given. */
  readonly product?: string | undefined;
  readonly first: number;
  /** A cursor of this list. */
  readonly after?: string | undefined;
  readonly withVersions?: boolean;
}

export interface ProductsPage {
  readonly items: readonly NamedProduct[];
  /** One for each item. */
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
}

interface ProductRow extends Omit<NamedProduct, 'vendor'>, Record<string, unknown> {
  readonly key: string;
  readonly group_id: string;
}

/** What visible advisories say of a vendor's products. */
@Injectable()
export class ProductCatalogue {
  /** The products of a vendor, or one of them: the most frequent first, then by name. Throws INVALID_INPUT for a cursor that this list never gave. */
  async productsOf(tx: Transaction, { vendor, product, first, after, withVersions = false }: ProductsRequest): Promise<ProductsPage> {
    const place = after === undefined ? undefined : placeOf(after);
    const rows = await tx.query<ProductRow>(
      `SELECT product, advisories, exploited, published_at AS "lastPublishedAt", versions, key, group_id
       FROM advisories.visible_products($1, $2, $3, $4, $5, $6, $7)`,
      [
        textOf(vendor),
        product === undefined ? null : textOf(product),
        ...(place ?? [null, null, null]),
        first + 1,
        withVersions ? LOOKED_THROUGH : 0,
      ],
    );
    const shown = rows.length === 0 ? vendor : await this.vendorAsShown(tx, vendor);
    const page = rows.slice(0, first);
    return {
      items: page.map(({ product: name, advisories, exploited, lastPublishedAt, versions }) => ({
        ...{ vendor: shown, product: name, advisories, exploited, lastPublishedAt, versions },
      })),
      cursors: page.map(cursorOf),
      hasNextPage: rows.length > first,
    };
  }

  private async vendorAsShown(tx: Transaction, vendor: string): Promise<string> {
    const row = await tx.find<{ shown: string }>(`SELECT shown FROM advisories.visible_spellings('vendor', $1)`, [[textOf(vendor)]]);
    return row?.shown ?? vendor;
  }
}

/** PostgreSQL takes neither half a character nor NUL. */
function textOf(name: string): string {
  return name.toWellFormed().replaceAll('\0', ' ');
}

/** A digest that PostgreSQL keeps as a uuid. */
const GROUP = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Number, key and group: counts that change between two pages move a product, and end no list. */
type Place = readonly [count: number, key: string, group: string];

function cursorOf({ advisories, key, group_id }: ProductRow): string {
  return Buffer.from(JSON.stringify([advisories, key, group_id] satisfies Place)).toString('base64url');
}

function placeOf(cursor: string): Place {
  const given = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (Array.isArray(given) && given.length === 3) {
    const [count, key, group] = given as readonly unknown[];
    if (Number.isInteger(count) && Number(count) > 0 && Number(count) < 2 ** 31 && typeof key === 'string' && typeof group === 'string')
      if (GROUP.test(group) && textOf(key) === key) return [Number(count), key, group];
  }
  throw invalid([{ path: 'after', expected: 'a cursor that this list gave', received: 'another text' }]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
