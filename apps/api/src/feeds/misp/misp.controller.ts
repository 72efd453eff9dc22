import { notFound } from '#libs/core';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FeedDocuments } from '../feed-documents.js';
import { FeedLists } from '../feed-lists.js';
import { FeedReader } from '../feed-reader.js';
import { MISP_LABELS, mispList } from './misp-lists.js';

const EVENT = /^([0-9a-f-]{36}\.json)(\.asc|\.sha256|\.sha512)?$/;

/** A feed that a MISP instance pulls as it is: `manifest.json`, `hashes.csv` and one file an event. */
@Controller('misp')
export class MispController {
  constructor(
    private readonly reader: FeedReader,
    private readonly lists: FeedLists,
    private readonly documents: FeedDocuments,
  ) {}

  @Get('*')
  async serve(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [, folder, file = ''] = /^\/misp\/(members\/)?([^/?]+)/.exec(request.url) ?? [];
    const audience = folder === undefined ? 'public' : 'members';
    const isPublic = audience === 'public';
    const actor = isPublic ? this.reader.visitor() : await this.reader.member(request, reply);
    if (file === 'manifest.json' || file === 'hashes.csv') return this.lists.send(request, reply, actor, mispList(audience, file));
    const [, fileName, companion] = EVENT.exec(file) ?? [];
    if (fileName === undefined) throw notFound();
    const beside = companion as '.asc' | '.sha256' | '.sha512' | undefined;
    await this.documents.send(request, reply, actor, {
      ...{ format: 'misp', fileName, labels: MISP_LABELS[audience], isPublic },
      companion: beside,
    });
  }
}
