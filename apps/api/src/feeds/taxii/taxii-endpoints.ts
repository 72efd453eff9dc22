import { createHash } from 'node:crypto';
import type { Actor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { notFound } from '#libs/core';
import { RemoveObjects, SubmitObjects, TaxiiQueries } from '#libs/taxii';
import type { ApiRoot, CollectionAddress, ObjectPage, PagePart } from '#libs/taxii';
import { Inject, Injectable } from '@nestjs/common';
import { NextCursors } from './next-cursors.js';
import { readQuery } from './read-query.js';
import type { Endpoint, RawQuery } from './read-query.js';
import { apiRootResource, collectionResource, collectionsResource, discoveryResource, pageResource, statusResource } from './resources.js';
import type { TaxiiAnswer } from './send.js';

/** What a request asks for, once it is known who asks. */
export interface TaxiiRequest {
  readonly actor: Actor;
  readonly apiRoot: ApiRoot;
  readonly params: Readonly<Partial<Record<'collection' | 'object' | 'status', string>>>;
  readonly query: RawQuery;
  readonly body: Uint8Array;
  /** Entity tags of what the client has. */
  readonly knownEtags: readonly string[];
}

/** The endpoints of TAXII 2.1 sections 4 and 5: each takes a request and answers with a resource. */
@Injectable()
export class TaxiiEndpoints {
  constructor(
    private readonly queries: TaxiiQueries,
    private readonly submit: SubmitObjects,
    private readonly remove: RemoveObjects,
    private readonly cursors: NextCursors,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  discovery(): TaxiiAnswer {
    return json(discoveryResource(this.config));
  }

  apiRoot({ apiRoot }: TaxiiRequest): TaxiiAnswer {
    return json(apiRootResource(apiRoot));
  }

  async status({ actor, apiRoot, params }: TaxiiRequest): Promise<TaxiiAnswer> {
    // Only the members' root has collections that are written to.
    if (apiRoot === 'public') throw notFound();
    return json(statusResource(await this.queries.status(actor, params.status ?? '')));
  }

  async collections({ actor, apiRoot }: TaxiiRequest): Promise<TaxiiAnswer> {
    return json(collectionsResource(actor, await this.queries.collections(actor, apiRoot)));
  }

  async collection(request: TaxiiRequest): Promise<TaxiiAnswer> {
    return json(collectionResource(request.actor, await this.queries.collection(request.actor, addressOf(request))));
  }

  async objects(request: TaxiiRequest): Promise<TaxiiAnswer> {
    return this.page(request, 'objects', 'objects');
  }

  async manifest(request: TaxiiRequest): Promise<TaxiiAnswer> {
    return this.page(request, 'manifest', 'manifest');
  }

  async object(request: TaxiiRequest): Promise<TaxiiAnswer> {
    return this.page(request, 'object', 'objects');
  }

  async versions(request: TaxiiRequest): Promise<TaxiiAnswer> {
    return this.page(request, 'versions', 'versions');
  }

  async addObjects(request: TaxiiRequest): Promise<TaxiiAnswer> {
    return { ...json(statusResource(await this.submit.execute(request.actor, addressOf(request), request.body))), status: 202 };
  }

  /** Section 5.7: 200 without a body. */
  async deleteObject(request: TaxiiRequest): Promise<TaxiiAnswer> {
    const { versions, specVersions } = readQuery(request.query, 'deletion').filter;
    await this.remove.execute(request.actor, addressOf(request), { stixId: storable(request.params.object), versions, specVersions });
    return { status: 200 };
  }

  private async page(request: TaxiiRequest, endpoint: Endpoint, part: PagePart): Promise<TaxiiAnswer> {
    const { actor, params } = request;
    const { filter: asked, limit, next } = readQuery(request.query, endpoint);
    const filter = params.object === undefined ? asked : { ...asked, ids: [storable(params.object)] };
    const address = addressOf(request);
    // A cursor names its collection by the address that it was given for; rights are asked again by the page itself.
    const place = { actor, collectionId: `${address.apiRoot}/${address.idOrAlias.toLowerCase()}`, endpoint, filter };
    const after = next === undefined ? undefined : this.cursors.open(place, next);
    const read = (what: PagePart | 'none') => this.queries.page(actor, address, { part: what, filter, after, limit });
    const etagOf = ({ fingerprint }: ObjectPage) => pageEtag([actor.personId ?? '', part, fingerprint]);
    if (request.knownEtags.length > 0) {
      const page = await read('none');
      const etag = etagOf(page);
      if (isKnownHere(page, params.object) && request.knownEtags.includes(etag)) return { status: 304, etag, headers: dateHeaders(page) };
    }
    const page = await read(part);
    if (!isKnownHere(page, params.object)) throw notFound();
    const cursor = page.hasMore && page.last !== undefined ? this.cursors.make(place, page.last) : undefined;
    const body = pageResource(page, part === 'versions' ? 'versions' : 'objects', cursor);
    return { body, etag: etagOf(page), headers: dateHeaders(page) };
  }
}

function json(resource: object): TaxiiAnswer {
  return { body: JSON.stringify(resource) };
}

function addressOf({ apiRoot, params }: TaxiiRequest): CollectionAddress {
  return { apiRoot, idOrAlias: storable(params.collection) };
}

/** A name that the database can be asked for; one that it cannot hold is not there. */
function storable(name: string | undefined): string {
  if (name === undefined || name.includes('\0') || !name.isWellFormed()) throw notFound();
  return name;
}

/** An object that is asked for by its id must be there in some version. */
function isKnownHere({ isKnown }: ObjectPage, object: string | undefined): boolean {
  return isKnown || object === undefined;
}

/** Cursors are of one reader, so a page is too. */
function pageEtag(parts: readonly string[]): string {
  return `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}"`;
}

/** Section 3.2. An empty page has no first and no last object. */
function dateHeaders({ first, last }: ObjectPage): Record<string, string> {
  return first === undefined || last === undefined ? {} : { 'x-taxii-date-added-first': first, 'x-taxii-date-added-last': last };
}
