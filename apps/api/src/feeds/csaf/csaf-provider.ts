import { ANONYMOUS } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock, notFound } from '#libs/core';
import { Database } from '#libs/database';
import { providerMetadata, providerMetadata21, ProviderStore, RenditionQueries, securityTxt } from '#libs/renditions';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendText } from '../send-text.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** RFC 9116 section 2.5.5 advises less than a year. It moves once a day, so that the entity tag does not change with every request. */
const SECURITY_TXT_DAYS = 180;

/** The documents that say who publishes and with which keys: public, and served directly at every address (CSAF 2.0 section 7.1.6). */
@Injectable()
export class CsafProvider implements OnApplicationBootstrap {
  constructor(
    private readonly provider: ProviderStore,
    private readonly database: Database,
    private readonly queries: RenditionQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async metadata(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const text = providerMetadata(await this.provider.read(), this.config.publicApiUrl);
    await sendText(request, reply, 'application/json', text);
  }

  /** The worker makes up for documents of an earlier time where this process serves them. */
  async onApplicationBootstrap(): Promise<void> {
    await this.provider.wantCsaf21();
  }

  /** Throws NOT_FOUND where CSAF 2.1 is not served. Feeds of members are said to have changed within the hour, whether they have or not. */
  async metadata21(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!this.config.isCsaf21Served) throw notFound();
    const { newestAt: open } = await this.database.as(ANONYMOUS, (tx) => this.queries.version(tx, 'csaf_2_1'));
    const closed = new Date(Math.floor(this.clock.nowMs() / HOUR_MS) * HOUR_MS).toISOString();
    const text = providerMetadata21(await this.provider.read(), this.config.publicApiUrl, { open, closed });
    await sendText(request, reply, 'application/json', text);
  }

  async key(request: FastifyRequest, reply: FastifyReply, fingerprint: string): Promise<void> {
    const { keys } = await this.provider.read();
    const key = keys.find((known) => known.fingerprint === fingerprint);
    if (key === undefined) throw notFound();
    await sendText(request, reply, 'application/pgp-keys', key.publicKey);
  }

  async securityTxt(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const day = Math.floor(this.clock.nowMs() / DAY_MS);
    const expiresAt = new Date((day + SECURITY_TXT_DAYS) * DAY_MS).toISOString();
    const text = securityTxt(await this.provider.read(), this.config.publicApiUrl, expiresAt, this.config.isCsaf21Served);
    await sendText(request, reply, 'text/plain; charset=utf-8', text);
  }
}
