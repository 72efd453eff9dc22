import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from '#libs/access';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { RenditionQueries } from '#libs/renditions';
import type { DocumentRequest, Part, StoredDocument } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedEncoding } from './accepted-encoding.js';
import { isNotModified, knownEtags, lastModified } from './conditions.js';
import { HotDocuments } from './hot-documents.js';
import { sendFeed } from './send-feed.js';

/** What lies beside a document: its hashes and its signature. */
export const COMPANIONS = ['.sha256', '.sha512', '.asc'] as const;
export type Companion = (typeof COMPANIONS)[number];

export interface FeedDocument extends Omit<DocumentRequest, 'part' | 'knownEtags'> {
  readonly isPublic: boolean;
  readonly companion?: Companion | undefined;
}

/** Stored documents: one indexed read, and none of the body where the client has it. */
@Injectable()
export class FeedDocuments {
  constructor(
    private readonly database: Database,
    private readonly queries: RenditionQueries,
    private readonly hot: HotDocuments,
  ) {}

  /** Throws NOT_FOUND for what is hidden or absent. */
  async send(request: FastifyRequest, reply: FastifyReply, actor: Actor, wanted: FeedDocument): Promise<void> {
    const document = await this.document(request, actor, wanted);
    if (document === undefined) throw notFound();
    const { isPublic, companion, fileName } = wanted;
    const { etag, mediaType, recordedAt: changedAt, body, isPacked } = document;
    if (companion !== undefined) {
      const text = companionOf(document, fileName, companion);
      if (text === undefined) throw notFound();
      const own = `${etag.slice(0, -1)}${companion}"`;
      await sendFeed(request, reply, { mediaType: 'text/plain; charset=utf-8', etag: own, changedAt, isPublic, bytes: Buffer.from(text) });
      return;
    }
    const bytes = body ?? Buffer.alloc(0);
    await sendFeed(request, reply, { mediaType, etag, changedAt, isPublic, ...(isPacked ? { gzip: bytes } : { bytes }) });
  }

  /** From memory where it is public and many ask for it at this moment; then with its body, whatever the client has of it. */
  private async document(request: FastifyRequest, actor: Actor, wanted: FeedDocument): Promise<StoredDocument | undefined> {
    const { headers } = request;
    const { format, fileName, year = '', labels, companion } = wanted;
    const part = acceptedEncoding(headers['accept-encoding']) === 'gzip' ? 'gzip' : 'bytes';
    const read = (): Promise<StoredDocument | undefined> => this.read(headers, actor, wanted, part);
    if (!wanted.isPublic || companion !== undefined) return read();
    const key = [format, fileName, year, ...labels, part].join(' ');
    return this.hot.get(key, read, () => this.read({}, actor, wanted, part));
  }

  private async read(headers: IncomingHttpHeaders, actor: Actor, wanted: FeedDocument, part: Part): Promise<StoredDocument | undefined> {
    const { format, fileName, labels, companion } = wanted;
    const about = { format, fileName, labels, ...(wanted.year === undefined ? {} : { year: wanted.year }) };
    const tags = knownEtags(headers['if-none-match']);
    return this.database.as(actor, async (tx) => {
      if (companion !== undefined || tags.includes('*')) return this.queries.document(tx, { ...about, part: 'none' });
      if (tags.length > 0 || headers['if-modified-since'] === undefined)
        return this.queries.document(tx, { ...about, part, knownEtags: tags });
      const known = await this.queries.document(tx, { ...about, part: 'none' });
      if (known === undefined || isNotModified(headers, known.etag, lastModified(known.recordedAt, new Date()))) return known;
      return this.queries.document(tx, { ...about, part });
    });
  }
}

/** CSAF 2.0 sections 7.1.18 and 7.1.19: the digest first, then the name; an armored signature. */
function companionOf({ sha256, sha512, signature }: StoredDocument, fileName: string, companion: Companion): string | undefined {
  if (companion === '.asc') return signature ?? undefined;
  return `${companion === '.sha256' ? sha256 : sha512}  ${fileName}\n`;
}
