import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { RenditionQueries } from '#libs/renditions';
import type { StoredFormat } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FeedCache } from './feed-cache.js';
import { sendFeed } from './send-feed.js';

/** One list: what it is of, and how its text is made where it has to be. */
export interface FeedList {
  /** Names it among all lists; whoever opens the same sets of readers is given the same one. */
  readonly name: string;
  readonly format: StoredFormat;
  readonly mediaType: string;
  readonly isPublic: boolean;
  readonly write: (tx: Transaction, queries: RenditionQueries) => AsyncIterable<string>;
}

/** Lists are made when they are asked for and something has been published since, and kept as they are served. */
@Injectable()
export class FeedLists {
  constructor(
    private readonly database: Database,
    private readonly queries: RenditionQueries,
    private readonly cache: FeedCache,
  ) {}

  async send(request: FastifyRequest, reply: FastifyReply, actor: Actor, feed: FeedList): Promise<void> {
    const { etag, changedAt, gzip } = await this.database.as(actor, async (tx) => {
      const version = await this.queries.version(tx, feed.format);
      return this.cache.list(feed.name, version, () => feed.write(tx, this.queries));
    });
    const { mediaType, isPublic } = feed;
    await sendFeed(request, reply, { mediaType, isPublic, etag, changedAt, gzip });
  }
}
