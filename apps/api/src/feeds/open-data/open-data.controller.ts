import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { notFound } from '#libs/core';
import { ProviderStore } from '#libs/renditions';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FeedLists } from '../feed-lists.js';
import { FeedReader } from '../feed-reader.js';
import { sendText } from '../send-text.js';
import { openDataList } from './open-data-lists.js';
import { openDataSchema } from './open-data-schema.js';

/** What is TLP:CLEAR, for whoever wants to count and compare: all of it, or by year of first publication. */
@Controller('open-data')
export class OpenDataController {
  constructor(
    private readonly provider: ProviderStore,
    private readonly reader: FeedReader,
    private readonly lists: FeedLists,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('schema.json')
  async schema(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const text = JSON.stringify(openDataSchema(this.config.publicApiUrl), undefined, 2);
    await sendText(request, reply, 'application/schema+json', text);
  }

  @Get(':file')
  async serve(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { year, format } = /^advisories(?:-(?<year>\d{4}))?\.(?<format>csv|json)$/.exec(file)?.groups ?? {};
    if (format !== 'csv' && format !== 'json') throw notFound();
    const { names } = await this.provider.publisher();
    const { openDataLicence: licence, publicApiUrl } = this.config;
    const list = openDataList(format, year, { licence, publicApiUrl, publisher: names.en });
    await this.lists.send(request, reply, this.reader.visitor(), list);
  }
}
