import { ORGANISATION_BESIDE, organisationBeside } from '#libs/accounts';
import type { Organisation } from '#libs/accounts';
import { isUuid } from '#libs/core';
import { whereIdIn } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { CARD_COLUMNS, cardFrom } from './advisory-card.js';
import type { AdvisoryCard, CardRow } from './advisory-card.js';
import { detailFrom, detailStatement } from './advisory-detail.js';
import type { AdvisoryDetail, DetailRow, OriginalDocument, PublishedRevisionEntry, ReviewComment } from './advisory-detail.js';
import { checkPage, readFilter, readSearch } from './advisory-filter.js';
import type { AdvisoryFilter, ListPosition, PageRequest } from './advisory-filter.js';
import { STATES_IN_WORK } from './advisory.js';
import type { RevisionInWork, StateInWork } from './advisory.js';
import { CatalogueRepository } from './catalogue.repository.js';
import type { CatalogueState } from './catalogue.repository.js';
import type { CvssVector, Indicator } from './content.js';
import { REVISION_COLUMNS, revisionFrom } from './revision-row.js';
import type { RevisionRow } from './revision-row.js';
import { inWorkList } from './in-work-list.js';
import type { InWorkRequest } from './in-work-list.js';
import type { ProposedSeverity } from './severity/propose-severity.js';

/** More are not counted: a number beyond says no more than "many". */
export const COUNT_CAP = 1_000;
const SUGGESTED_FROM = 200;
const MAX_SUGGESTIONS = 10;

export interface ListRequest extends PageRequest {
  readonly filter?: AdvisoryFilter;
  /** Words, "quoted phrases", ids in any notation, Chinese. A search without a word in it finds nothing. */
  readonly search?: string;
}

export interface AdvisoryPage {
  readonly cards: readonly AdvisoryCard[];
  readonly hasMore: boolean;
}

export interface PageWithOrganisations extends AdvisoryPage {
  /** By their ids; undefined for one that the reader does not see. */
  readonly organisations: ReadonlyMap<string, Organisation | undefined>;
}

export interface RevisionsPage {
  readonly revisions: readonly RevisionInWork[];
  readonly hasMore: boolean;
}

export interface StateCount {
  readonly state: StateInWork | 'published' | 'withdrawn';
  readonly count: number;
  /** There are more than are counted. */
  readonly isMore: boolean;
}

export interface Suggestion {
  readonly kind: 'cve' | 'vendor' | 'product' | 'tag';
  readonly text: string;
}

/**
 * The lists. Each is one statement: ids come from a function that applies the reader sets of the transaction's own context, the rows are
 * read by id under row-level security. What is hidden changes no answer, no count and no suggestion.
 */
@Injectable()
export class AdvisoryQueries {
  constructor(private readonly catalogues: CatalogueRepository) {}

  /** Published and withdrawn advisories, newest first. Throws INVALID_INPUT for a filter, page size or cursor that is none. */
  async newest(tx: Transaction, request: ListRequest): Promise<AdvisoryPage> {
    const sql = `SELECT ${CARD_COLUMNS} FROM ${FOUND} ORDER BY v.published_at DESC, v.id DESC`;
    return pageFrom(request, await tx.prepared<CardRow>('advisories.newest', sql, listParameters(request)));
  }

  /** The same with the organisations that publish them, as far as the reader sees any, in the same statement. */
  async newestWithOrganisations(tx: Transaction, request: ListRequest): Promise<PageWithOrganisations> {
    const sql = `SELECT ${CARD_COLUMNS}, ${ORGANISATION_BESIDE} FROM ${FOUND} LEFT JOIN accounts.organisation o ON o.id = a.organisation_id
      ORDER BY v.published_at DESC, v.id DESC`;
    const rows = await tx.prepared<CardRow & Record<string, unknown>>('advisories.newest.organisations', sql, listParameters(request));
    const organisations = new Map(rows.map((row) => [row.organisation_id, organisationBeside(row)]));
    return { ...pageFrom(request, rows), organisations };
  }

  /** How many there are, at most COUNT_CAP; `isMore` where there are more. */
  async count(tx: Transaction, { filter, search }: Pick<ListRequest, 'filter' | 'search'>): Promise<{ count: number; isMore: boolean }> {
    const parameters = [readSearch(search) ?? null, readFilter(filter), COUNT_CAP];
    const row = await tx.find<{ count: number }>('SELECT advisories.visible_count($1, $2, $3) AS count', parameters);
    const count = row?.count ?? 0;
    return { count: Math.min(count, COUNT_CAP), isMore: count > COUNT_CAP };
  }

  /** How many the reader may see of each state, as texts in work and as what was published; at most COUNT_CAP of each. */
  async countByState(tx: Transaction): Promise<StateCount[]> {
    const inWork = await tx.query<{ state: StateInWork; count: number }>(
      `SELECT s.state, (SELECT count(*)::int FROM (SELECT FROM advisories.revision r
         WHERE r.reader_set = ANY (access.visible_sets()) AND r.state = s.state LIMIT $2) x) AS count
       FROM unnest($1::text[]) AS s(state)`,
      [STATES_IN_WORK, COUNT_CAP + 1],
    );
    const out: StateCount[] = inWork.map(({ state, count }) => ({ state, count: Math.min(count, COUNT_CAP), isMore: count > COUNT_CAP }));
    for (const state of ['published', 'withdrawn'] as const)
      out.push({ state, ...(await this.count(tx, { filter: { states: [state] } })) });
    return out;
  }

  /** What the last word may become: CVE ids, vendors, products and tags of the newest advisories that are found, the most frequent first. */
  async suggest(tx: Transaction, typed: string): Promise<Suggestion[]> {
    const search = readSearch(typed)?.trim() ?? '';
    const word = /[^\s"]+$/.exec(search)?.[0] ?? '';
    if (word === '') return [];
    const found = await tx.query<Suggestion>(
      `WITH said AS (
         SELECT s.kind, s.text, v.id FROM advisories.visible_ids($1, NULL, NULL, NULL, $3) v
         JOIN advisories.advisory a ON a.id = v.id,
         LATERAL (SELECT 'cve', unnest(a.cves) UNION ALL SELECT 'vendor', unnest(a.vendors)
           UNION ALL SELECT 'product', unnest(a.products) UNION ALL SELECT 'tag', unnest(a.tags)) AS s(kind, text)
         WHERE CASE WHEN octet_length(s.text) = length(s.text) THEN strpos(lower(s.text), advisories.normalised($2)) > 0
           ELSE strpos(advisories.normalised(s.text), advisories.normalised($2)) > 0 END
       )
       SELECT s.kind, min(s.text) AS text FROM said s GROUP BY s.kind, lower(s.text)
       ORDER BY count(DISTINCT s.id) DESC, lower(s.text), s.kind LIMIT $4`,
      [search, word, SUGGESTED_FROM, MAX_SUGGESTIONS],
    );
    return asShown(tx, found);
  }

  /** In the order of the ids; undefined for what is hidden or absent. */
  async cards(tx: Transaction, ids: readonly string[]): Promise<(AdvisoryCard | undefined)[]> {
    const { name, condition, values } = whereIdIn('a.id', 'uuid', ids.filter(isUuid));
    const sql = `SELECT ${CARD_COLUMNS} FROM advisories.advisory a WHERE ${condition} AND a.published_at IS NOT NULL`;
    const rows = await tx.prepared<CardRow>(`advisories.cards.${name}`, sql, values);
    const byId = new Map(rows.map((row) => [row.id, cardFrom(row)]));
    return ids.map((id) => byId.get(id.toLowerCase()));
  }

  /** What was published, updated or withdrawn after a place in time, oldest first: to catch up with what a listener missed. */
  async changedAfter(tx: Transaction, after: ListPosition, limit: number): Promise<AdvisoryCard[]> {
    checkPage({ first: limit, after });
    const rows = await tx.query<CardRow>(
      `SELECT ${CARD_COLUMNS} FROM advisories.visible_changes($1, $2, $3) v JOIN advisories.advisory a ON a.id = v.id ORDER BY v.updated_at, v.id`,
      [after.at, after.id, limit],
    );
    return rows.map(cardFrom);
  }

  /** What the reader may see of it: the published text, a draft, or both. Undefined where it is hidden or absent. */
  async byTrackingId(tx: Transaction, trackingId: string): Promise<AdvisoryDetail | undefined> {
    return this.detail(tx, 'tracking_id', trackingId);
  }

  async byId(tx: Transaction, id: string): Promise<AdvisoryDetail | undefined> {
    return isUuid(id) ? this.detail(tx, 'id', id) : undefined;
  }

  /** Texts in work that the reader may see, the last saved first. */
  async inWork(tx: Transaction, request: InWorkRequest): Promise<RevisionsPage> {
    return inWorkList(tx, request);
  }

  /** The published revisions that the reader may see, oldest first; none of a withdrawn advisory. */
  async history(tx: Transaction, advisoryId: string): Promise<PublishedRevisionEntry[]> {
    return (await this.histories(tx, [advisoryId]))[0] ?? [];
  }

  /** Of many advisories, in the order of the ids. */
  async histories(tx: Transaction, advisoryIds: readonly string[]): Promise<PublishedRevisionEntry[][]> {
    const rows = await tx.query<Owned<PublishedRevisionEntry>>(
      `SELECT advisory_id AS "ownerId", id AS "revisionId", number AS revision, published_at AS "publishedAt", label,
         update_class AS "updateClass", summary_of_changes AS "summaryOfChanges"
       FROM advisories.revision WHERE advisory_id = ANY ($1::uuid[]) AND state = 'published' ORDER BY number`,
      [advisoryIds.filter(isUuid)],
    );
    return ofOwners(advisoryIds, rows);
  }

  /** What the desks said about the texts of an advisory, oldest first. */
  async comments(tx: Transaction, advisoryId: string): Promise<ReviewComment[]> {
    return (await this.commentsOf(tx, [advisoryId]))[0] ?? [];
  }

  /** Of many advisories, in the order of the ids. */
  async commentsOf(tx: Transaction, advisoryIds: readonly string[]): Promise<ReviewComment[][]> {
    const rows = await tx.query<Owned<ReviewComment>>(
      `SELECT r.advisory_id AS "ownerId", c.id, c.revision_id AS "revisionId", c.author_id AS "authorId", c.block, c.body, c.readers,
         c.written_at AS "writtenAt"
       FROM advisories.comment c JOIN advisories.revision r ON r.id = c.revision_id
       WHERE r.advisory_id = ANY ($1::uuid[]) ORDER BY c.written_at, c.id`,
      [advisoryIds.filter(isUuid)],
    );
    return ofOwners(advisoryIds, rows);
  }

  /** The indicators of what is published that the reader may see. */
  async indicators(tx: Transaction, advisoryId: string): Promise<Indicator[]> {
    if (!isUuid(advisoryId)) return [];
    return tx.query<Indicator>(
      `SELECT i.type, i.value, i.comment FROM advisories.advisory a JOIN advisories.indicator i ON i.revision_id = a.revision_id
       WHERE a.id = $1 ORDER BY i.position`,
      [advisoryId],
    );
  }

  /** The documents that an advisory was imported from, newest first, without their bytes. */
  async originals(tx: Transaction, advisoryId: string): Promise<OriginalDocument[]> {
    return (await this.originalsOf(tx, [advisoryId]))[0] ?? [];
  }

  /** Of many advisories, in the order of the ids. */
  async originalsOf(tx: Transaction, advisoryIds: readonly string[]): Promise<OriginalDocument[][]> {
    const rows = await tx.query<Owned<OriginalDocument>>(
      `SELECT advisory_id AS "ownerId", id, revision_id AS "revisionId", format, place, source_version AS "sourceVersion",
         encode(sha256, 'hex') AS sha256, is_valid AS "isValid", findings, imported_at AS "importedAt"
       FROM advisories.original WHERE advisory_id = ANY ($1::uuid[]) ORDER BY imported_at DESC, id`,
      [advisoryIds.filter(isUuid)],
    );
    return ofOwners(advisoryIds, rows);
  }

  /** One of them, byte for byte. */
  async originalBytes(tx: Transaction, originalId: string): Promise<Uint8Array | undefined> {
    if (!isUuid(originalId)) return undefined;
    const row = await tx.find<{ bytes: Buffer }>(
      `SELECT coalesce(o.bytes, f.bytes) AS bytes FROM advisories.original o LEFT JOIN advisories.original_file f ON f.id = o.file_id WHERE o.id = $1`,
      [originalId],
    );
    return row?.bytes;
  }

  /** The severity that CVSS, KEV and EPSS suggest, with what it rests on. The catalogues are open to everyone. */
  async proposeSeverity(tx: Transaction, of: { cves: readonly string[]; vectors: readonly CvssVector[] }): Promise<ProposedSeverity> {
    return this.catalogues.proposeFor(tx, of);
  }

  /** When the catalogues were last refreshed. */
  async catalogueStates(tx: Transaction): Promise<CatalogueState[]> {
    return this.catalogues.states(tx);
  }

  /** Of many, in the order of the ids; undefined for what is hidden or absent. */
  async byIds(tx: Transaction, ids: readonly string[]): Promise<(AdvisoryDetail | undefined)[]> {
    const details = new Map((await this.details(tx, 'id', ids.filter(isUuid))).map((detail) => [detail.id, detail]));
    return ids.map((id) => details.get(id.toLowerCase()));
  }

  private async detail(tx: Transaction, column: 'id' | 'tracking_id', value: string): Promise<AdvisoryDetail | undefined> {
    return (await this.details(tx, column, [value]))[0];
  }

  /** A text in work is asked for where there is one, and where nothing is published: most readers ask for what is published and nothing else. */
  private async details(tx: Transaction, column: 'id' | 'tracking_id', values: readonly string[]): Promise<AdvisoryDetail[]> {
    const type = column === 'id' ? 'uuid' : 'text';
    const where = whereIdIn(`a.${column}`, type, values);
    const rows = await tx.prepared<DetailRow>(`advisories.details.${where.name}`, detailStatement(where.condition), where.values);
    const details = new Map(rows.map(detailFrom).map((detail) => [detail.id, detail]));
    const isPublishedAlone = new Set(rows.filter((row) => !row.is_in_work).map((row) => row[column]));
    const others = values.filter((value) => !isPublishedAlone.has(value));
    if (others.length > 0 && maySeeWork(tx))
      for (const inWork of await this.textsInWork(tx, column, others)) {
        const { advisoryId: id, trackingId, organisationId } = inWork;
        details.set(id, { id, trackingId, organisationId, ...details.get(id), inWork });
      }
    return [...details.values()];
  }

  private async textsInWork(tx: Transaction, column: 'id' | 'tracking_id', values: readonly string[]): Promise<RevisionInWork[]> {
    const of = column === 'id' ? whereIdIn('r.advisory_id', 'uuid', values) : whereIdIn('r.tracking_id', 'text', values);
    const rows = await tx.prepared<RevisionRow>(
      `advisories.drafts.${of.name}`,
      `SELECT ${REVISION_COLUMNS} FROM advisories.revision r WHERE ${of.condition} AND r.state IN ('draft', 'in_review', 'scheduled')`,
      of.values,
    );
    return rows.map(revisionFrom);
  }
}

/** Vendors and products in the spelling that stands for all. */
async function asShown(tx: Transaction, found: readonly Suggestion[]): Promise<Suggestion[]> {
  const namesOf = (sort: Suggestion['kind']) => found.flatMap(({ kind, text }) => (kind === sort ? [text] : []));
  const shown = await tx.query<{ kind: string; name: string; shown: string }>(
    `SELECT 'vendor' AS kind, * FROM advisories.visible_spellings('vendor', $1)
     UNION ALL SELECT 'product', * FROM advisories.visible_spellings('product', $2)`,
    [namesOf('vendor'), namesOf('product')],
  );
  const spelling = new Map(shown.map(({ kind, name, shown: text }) => [`${kind} ${name}`, text]));
  return found.map(({ kind, text }) => ({ kind, text: spelling.get(`${kind} ${text}`) ?? text }));
}

/** Desks and authors: nobody else has a key to a text in work. */
function maySeeWork({ actor }: Transaction): boolean {
  return actor.keys.some((key) => key.startsWith('desk:') || key.startsWith('user:'));
}

const FOUND = 'advisories.visible_ids($1, $2, $3, $4, $5) v JOIN advisories.advisory a ON a.id = v.id';

function listParameters(request: ListRequest): readonly unknown[] {
  checkPage(request);
  const { first, after, filter, search } = request;
  return [readSearch(search) ?? null, readFilter(filter), after?.at ?? null, after?.id ?? null, first + 1];
}

function pageFrom({ first }: ListRequest, rows: readonly CardRow[]): AdvisoryPage {
  return { cards: rows.slice(0, first).map(cardFrom), hasMore: rows.length > first };
}

type Owned<Row> = Row & { readonly ownerId: string } & Record<string, unknown>;

/** The rows of each owner, in the order of the ids. */
function ofOwners<Row>(ids: readonly string[], rows: readonly Owned<Row>[]): Row[][] {
  const byOwner = Map.groupBy(rows, ({ ownerId }) => ownerId);
  return ids.map((id) => (byOwner.get(id.toLowerCase()) ?? []).map(withoutOwner));
}

function withoutOwner<Row>(row: Owned<Row>): Row {
  const own: Record<string, unknown> = { ...row };
  delete own['ownerId'];
  return own as Row;
}
