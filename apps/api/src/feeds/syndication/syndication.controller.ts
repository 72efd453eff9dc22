import type { Actor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { notFound } from '#libs/core';
import { ProviderStore } from '#libs/renditions';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FeedLists } from '../feed-lists.js';
import { FeedReader } from '../feed-reader.js';
import { syndicationList } from './syndication-list.js';
import { syndicationPath } from './syndication-path.js';
import type { SyndicationReader } from './syndication-path.js';

/** Atom, RSS 2.0 and JSON Feed 1.1. One route, so that no log holds the token of a personal address: logs name routes. */
@Controller('feeds')
export class SyndicationController {
  constructor(
    private readonly provider: ProviderStore,
    private readonly reader: FeedReader,
    private readonly lists: FeedLists,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('*')
  async serve(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const path = syndicationPath((request.url.split('?')[0] ?? '').replace(/^\/feeds\//, ''));
    if (path === undefined) throw notFound();
    const actor = await this.actorOf(path.reader, request, reply);
    const publisher = await this.provider.publisher();
    await this.lists.send(request, reply, actor, syndicationList(path, publisher, this.config));
  }

  private async actorOf(reader: SyndicationReader, request: FastifyRequest, reply: FastifyReply): Promise<Actor> {
    if (reader.by === 'public') return this.reader.visitor();
    return reader.by === 'header' ? this.reader.member(request, reply) : this.reader.byAddress(reader.token);
  }
}
