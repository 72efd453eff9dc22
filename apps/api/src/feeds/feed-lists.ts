import { createHash } from 'node:crypto';
import { createGzip } from 'node:zlib';
import type { Actor } from '#libs/access';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { RenditionQueries } from '#libs/renditions';
import type { StoredFormat } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FeedCache } from './feed-cache.js';
import type { PackedList } from './feed-cache.js';
import { chunkedList } from './list-chunks.js';
import type { RowList } from './list-chunks.js';
import { sendFeed } from './send-feed.js';

/** A list whose text is made as a whole, in pieces. */
export type Writer = (tx: Transaction, queries: RenditionQueries) => AsyncIterable<string>;

/** One list: what it is of, and how its text is made where it has to be. */
export interface FeedList {
  /** Names it among all lists; whoever opens the same sets of readers is given the same one. */
  readonly name: string;
  readonly format: StoredFormat;
  readonly mediaType: string;
  readonly isPublic: boolean;
  readonly content: RowList | Writer;
  /** Whether its address is one of none, like any that is not ours, while the asker sees no document in it. */
  readonly isAbsentWhenEmpty?: boolean;
}

/** Of a year: this one is there before its first document. */
export function isPastYear(year: string): boolean {
  return year !== String(new Date().getUTCFullYear());
}

/** Lists are large and alike line by line: the fast level already takes nine tenths. */
const GZIP_LEVEL = 5;

/** Lists are made when they are asked for and something has been published since, and kept as they are served. */
@Injectable()
export class FeedLists {
  constructor(
    private readonly database: Database,
    private readonly queries: RenditionQueries,
    private readonly cache: FeedCache,
  ) {}

  /** Throws NOT_FOUND for a list that is absent when it is empty: what is hidden is as what is not there. */
  async send(request: FastifyRequest, reply: FastifyReply, actor: Actor, feed: FeedList): Promise<void> {
    const { name, content, mediaType, isPublic, format } = feed;
    const { etag, changedAt, gzip } = await this.database.as(actor, async (tx) => {
      const version = await this.queries.version(tx, format);
      return this.cache.list(name, version, async (before): Promise<PackedList> => {
        const list =
          typeof content === 'function'
            ? await pack(content(tx, this.queries))
            : await chunkedList({ tx, queries: this.queries }, name, content, before?.chunks);
        if (feed.isAbsentWhenEmpty === true && list.chunks?.chunks.size === 0) throw notFound();
        return { ...list, changedAt: version.newestAt };
      });
    });
    await sendFeed(request, reply, { mediaType, isPublic, etag, changedAt, gzip });
  }
}

async function pack(pieces: AsyncIterable<string>): Promise<Omit<PackedList, 'changedAt'>> {
  const digest = createHash('sha256');
  const gzip = createGzip({ level: GZIP_LEVEL });
  const packed: Buffer[] = [];
  const isPacked = new Promise<void>((resolve, reject) => {
    gzip.on('data', (chunk: Buffer) => packed.push(chunk));
    gzip.once('end', resolve);
    gzip.once('error', reject);
  });
  for await (const piece of pieces) {
    digest.update(piece);
    if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await isPacked;
  return { gzip: Buffer.concat(packed), etag: `"${digest.digest('hex')}"` };
}
