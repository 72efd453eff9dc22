import { createHash } from 'node:crypto';
import type { Actor } from '#libs/access';
import { isUuid, notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { ApiRoot, Collection, CollectionAddress } from '../collection.js';
import { pageStatement } from './page-statement.js';
import type { PageRequest } from './page-statement.js';

/** A page of a collection as it is sent. Instants have microseconds. */
export interface ObjectPage {
  /** The items as JSON, separated by commas; undefined where there is none. */
  readonly body?: string;
  readonly hasMore: boolean;
  /** Changes with the objects of the page and with whether there are more: an instant of a collection stands for one object for ever. */
  readonly fingerprint: string;
  readonly first?: string;
  readonly last?: string;
  /** Whether any version of an object that is asked for by id is there for the reader, whatever the filters leave of it. */
  readonly isKnown: boolean;
}

/** What became of a submission (TAXII 2.1 section 4.3.1). */
export interface SubmissionStatus {
  readonly id: string;
  readonly requestedAt: string;
  readonly successes: readonly StatusDetail[];
  readonly failures: readonly StatusDetail[];
}

export interface StatusDetail {
  readonly id: string;
  readonly version: string;
  readonly message?: string;
}

interface CollectionRow {
  readonly id: string;
  readonly kind: Collection['kind'];
  readonly title: string;
  readonly alias: string | null;
  readonly organisationId: string | null;
}

/** Without an instant where the collection is there and no object is found; without a body where none is asked for. */
interface PageRow {
  readonly body: string | null;
  /** As PostgreSQL writes it: of a thousand only the first and the last are told. */
  readonly addedAt: string | null;
  /** Absent where objects are not asked for by their id. */
  readonly isKnown?: boolean;
}

const COLLECTION = 'c.id, c.kind, c.title, c.alias, c.organisation_id AS "organisationId"';
const IN_ORDER = `ORDER BY array_position(ARRAY['clear', 'green', 'amber', 'group', 'inbox'], c.kind), c.created_at, c.id`;

/** What TAXII clients read, under their own keys. What a reader may not see is not found. One statement each. */
@Injectable()
export class TaxiiQueries {
  constructor(private readonly database: Database) {}

  /** The collections of an API root, always in the same order (section 3.3). */
  async collections(actor: Actor, apiRoot: ApiRoot): Promise<readonly Collection[]> {
    const sql = `SELECT ${COLLECTION} FROM taxii.collection c WHERE c.api_root = $1 ${IN_ORDER}`;
    const rows = await this.database.as(actor, (tx) => tx.prepared<CollectionRow>('taxii.collections', sql, [apiRoot]));
    return rows.map(collectionFrom);
  }

  async collection(actor: Actor, address: CollectionAddress): Promise<Collection> {
    const { id, alias, apiRoot } = namesOf(address);
    const sql = `SELECT ${COLLECTION} FROM taxii.collection c WHERE (c.id = $1::uuid OR c.alias = $2) AND c.api_root = $3`;
    const [row] = await this.database.as(actor, (tx) => tx.prepared<CollectionRow>('taxii.collection', sql, [id, alias, apiRoot]));
    if (row === undefined) throw notFound();
    return collectionFrom(row);
  }

  /** Throws NOT_FOUND where the reader knows of no such collection. */
  async page(actor: Actor, address: CollectionAddress, request: PageRequest): Promise<ObjectPage> {
    const { name, sql, parameters } = pageStatement(namesOf(address), request);
    const rows = await this.database.as(actor, (tx) => tx.prepared<PageRow & Record<string, unknown>>(name, sql, parameters));
    const [first] = rows;
    if (first === undefined) {
      await this.collection(actor, address);
      return { hasMore: false, isKnown: true, fingerprint: '' };
    }
    const { isKnown = true } = first;
    if (first.addedAt === null) return { hasMore: false, isKnown, fingerprint: String(isKnown) };
    const page = rows.slice(0, request.limit);
    const hasMore = rows.length > request.limit;
    const instants = createHash('sha256').update(page.map(({ addedAt }) => addedAt).join(' '));
    return {
      body: page.map(({ body }) => body).join(','),
      hasMore,
      isKnown,
      fingerprint: `${instants.digest('base64url')} ${String(hasMore)}`,
      first: withMicroseconds(first.addedAt),
      last: withMicroseconds(page.at(-1)?.addedAt),
    };
  }

  /** Throws NOT_FOUND where it is not the reader's, or no longer kept. */
  async status(actor: Actor, id: string): Promise<SubmissionStatus> {
    if (!isUuid(id)) throw notFound();
    const sql = `SELECT s.id, taxii.instant(s.requested_at) AS "requestedAt", s.successes, s.failures FROM taxii.status s WHERE s.id = $1`;
    const status = await this.database.as(actor, (tx) => tx.find<SubmissionStatus & Record<string, unknown>>(sql, [id]));
    if (status === undefined) throw notFound();
    return status;
  }
}

/** TAXII wants all six digits (section 2); PostgreSQL leaves zeros at the end away, and writes UTC as `+00`. */
function withMicroseconds(instant: string | null | undefined): string {
  const [, day = '', seconds = '', digits = ''] = /^(\S+) ([^.+]+)(?:\.(\d+))?\+00$/.exec(instant ?? '') ?? [];
  return `${day}T${seconds}.${digits.padEnd(6, '0')}Z`;
}

function namesOf({ apiRoot, idOrAlias }: CollectionAddress) {
  const isId = isUuid(idOrAlias);
  return { apiRoot, id: isId ? idOrAlias : null, alias: isId ? null : idOrAlias };
}

function collectionFrom({ id, kind, title, alias, organisationId }: CollectionRow): Collection {
  return { id, kind, title, alias: alias ?? undefined, organisationId: organisationId ?? undefined };
}
