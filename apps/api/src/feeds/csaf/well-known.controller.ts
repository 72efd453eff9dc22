import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { notFound } from '#libs/core';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FeedLists } from '../feed-lists.js';
import { FeedReader } from '../feed-reader.js';
import { csafList } from './csaf-lists.js';
import { CsafProvider } from './csaf-provider.js';

/** Where programs look first: CSAF 2.0 sections 7.1.8 to 7.1.10, RFC 8322 section 5.1.3, RFC 9116. */
@Controller()
export class WellKnownController {
  constructor(
    private readonly provider: CsafProvider,
    private readonly lists: FeedLists,
    private readonly reader: FeedReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('.well-known/csaf/provider-metadata.json')
  async metadata(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.provider.metadata(request, reply);
  }

  /** The addresses of one version during the change from one to the other (section 7.4 of the draft of CSAF 2.1). */
  @Get('.well-known/csaf/v2.1/provider-metadata.json')
  async metadata21(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.provider.metadata21(request, reply);
  }

  @Get(['.well-known/security.txt', 'security.txt'])
  async securityTxt(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.provider.securityTxt(request, reply);
  }

  @Get('.well-known/rolie/servicedocument')
  async service(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.lists.send(request, reply, this.reader.visitor(), csafList('white', 'service', this.config.publicApiUrl));
  }

  /** The host name that stands for the provider metadata itself (CSAF 2.0 section 7.1.10). */
  @Get()
  async byHost(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!/^csaf\.data\.security\./i.test(request.host)) throw notFound();
    await this.provider.metadata(request, reply);
  }
}
