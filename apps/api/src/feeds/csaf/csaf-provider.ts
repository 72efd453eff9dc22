import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock, notFound } from '#libs/core';
import { providerMetadata, ProviderStore, securityTxt } from '#libs/renditions';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendText } from '../send-text.js';

const DAY_MS = 86_400_000;
/** RFC 9116 section 2.5.5 advises less than a year. It moves once a day, so that the entity tag does not change with every request. */
const SECURITY_TXT_DAYS = 180;

/** The documents that say who publishes and with which keys: public, and served directly at every address (CSAF 2.0 section 7.1.6). */
@Injectable()
export class CsafProvider {
  constructor(
    private readonly provider: ProviderStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async metadata(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const text = providerMetadata(await this.provider.read(), this.config.publicApiUrl);
    await sendText(request, reply, 'application/json', text);
  }

  async key(request: FastifyRequest, reply: FastifyReply, fingerprint: string): Promise<void> {
    const { keys } = await this.provider.read();
    const key = keys.find((known) => known.fingerprint === fingerprint);
    if (key === undefined) throw notFound();
    await sendText(request, reply, 'application/pgp-keys', key.publicKey);
  }

  async securityTxt(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const day = Math.floor(this.clock.now().getTime() / DAY_MS);
    const expiresAt = new Date((day + SECURITY_TXT_DAYS) * DAY_MS).toISOString();
    const text = securityTxt(await this.provider.read(), this.config.publicApiUrl, expiresAt);
    await sendText(request, reply, 'text/plain; charset=utf-8', text);
  }
}
