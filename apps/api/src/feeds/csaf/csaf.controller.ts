import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { notFound } from '#libs/core';
import { listingFrame, listingLine, LISTED_FOLDERS } from '#libs/renditions';
import type { CsafFolder } from '#libs/renditions';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FeedDocuments } from '../feed-documents.js';
import { FeedLists } from '../feed-lists.js';
import { FeedReader } from '../feed-reader.js';
import { sendText } from '../send-text.js';
import { formatOf, isOpen, labelOf } from './csaf-folders.js';
import { csafListing } from './csaf-listings.js';
import { csafFeed, csafList } from './csaf-lists.js';
import { csafPath } from './csaf-path.js';
import type { CsafPath } from './csaf-path.js';
import { CsafProvider } from './csaf-provider.js';

/** The CSAF 2.0 trusted provider (sections 7.1 and 7.2.3). One route: what an address stands for says `csafPath`. */
@Controller('csaf')
export class CsafController {
  constructor(
    private readonly provider: CsafProvider,
    private readonly reader: FeedReader,
    private readonly lists: FeedLists,
    private readonly documents: FeedDocuments,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(['', '*'])
  async serve(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const path = csafPath(pathOf(request).replace(/^\/csaf\/?/, ''), this.config.isCsaf21Served);
    if (path === undefined) throw notFound();
    if (path.kind === 'metadata') return this.provider.metadata(request, reply);
    if (path.kind === 'metadata-2.1') return this.provider.metadata21(request, reply);
    if (path.kind === 'key') return this.provider.key(request, reply, path.fingerprint);
    if (path.kind === 'root') return this.root(request, reply);
    return this.below(path, request, reply);
  }

  private async below(path: Extract<CsafPath, { folder: CsafFolder }>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const isPublic = isOpen(path.folder);
    const actor = isPublic ? this.reader.visitor() : await this.reader.member(request, reply);
    const { publicApiUrl } = this.config;
    switch (path.kind) {
      case 'document':
      case 'source': {
        const { year, fileName, companion, folder } = path;
        const format = path.kind === 'source' ? 'csaf_source' : formatOf(folder);
        return this.documents.send(request, reply, actor, { format, fileName, year, labels: [labelOf(folder)], isPublic, companion });
      }
      case 'feed':
        return this.lists.send(request, reply, actor, csafFeed(path.folder, path.part, publicApiUrl));
      case 'folder':
      case 'sources': {
        const place = { folder: path.folder, isOfSources: path.kind === 'sources', year: path.year, base: baseOf(request) };
        return this.lists.send(request, reply, actor, csafListing(place));
      }
      default:
        return this.lists.send(request, reply, actor, csafList(path.folder, path.kind, publicApiUrl));
    }
  }

  private async root(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const [head, tail] = listingFrame('/csaf/');
    const folders = [...LISTED_FOLDERS['2.0'], ...(this.config.isCsaf21Served ? LISTED_FOLDERS['2.1'] : [])];
    const names = [...folders.map((folder) => `${folder}/`), 'provider-metadata.json'];
    await sendText(
      request,
      reply,
      'text/html; charset=utf-8',
      head + names.map((name) => listingLine(name, baseOf(request))).join('') + tail,
    );
  }
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? '';
}

/** What the links of a listing begin with: without a final slash in the address they are relative to the folder above. */
function baseOf(request: FastifyRequest): string {
  const path = pathOf(request);
  return path.endsWith('/') ? '' : `${decodeURIComponent(path.split('/').at(-1) ?? '')}/`;
}
