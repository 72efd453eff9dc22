import { authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Inject, Injectable } from '@nestjs/common';
import type { Setting } from './desk.types.js';

/** What is shown of each setting, by its key in the environment. A secret, or what holds one, is named and not shown. */
const SHOWN: Readonly<Record<string, (config: Config) => string | undefined>> = {
  NODE_ENV: ({ environment }) => environment,
  LOG_LEVEL: ({ logLevel }) => logLevel,
  PUBLIC_API_URL: ({ publicApiUrl }) => publicApiUrl,
  PUBLIC_WEB_URL: ({ publicWebUrl }) => publicWebUrl,
  TRACKING_PREFIX: ({ trackingPrefix }) => trackingPrefix,
  DATABASE_POOL: ({ databasePool }) => String(databasePool),
  MAIL_FROM: ({ mailFrom }) => mailFrom,
  MAIL_DOMAIN: ({ mailDomain }) => mailDomain,
  DKIM_SELECTOR: ({ dkimSelector }) => dkimSelector,
  KEV_URL: ({ kevUrl }) => kevUrl,
  EPSS_URL: ({ epssUrl }) => epssUrl,
  REFRESH_CATALOGUES: ({ refreshCatalogues }) => String(refreshCatalogues),
  ALLOW_LOOPBACK_WEBHOOKS: ({ allowLoopbackWebhooks }) => String(allowLoopbackWebhooks),
  TRUST_PROXY: ({ trustProxy }) => String(trustProxy),
  DEMO: ({ isDemo }) => String(isDemo),
};
const SECRET: Readonly<Record<string, (config: Config) => string | undefined>> = {
  DATABASE_URL: ({ databaseUrl }) => databaseUrl,
  DKIM_KEY_FILE: ({ dkimKeyFile }) => dkimKeyFile,
  REDIS_URL: ({ redisUrl }) => redisUrl,
  SECRET_KEY: ({ secretKey }) => secretKey,
  SMTP_URL: ({ smtpUrl }) => smtpUrl,
};

@Injectable()
export class ReadSettings {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** By key. Throws NOT_ALLOWED for who may not read them. */
  for(actor: Actor): Setting[] {
    authorize(actor, 'settings:read');
    const shown = Object.entries(SHOWN).map(([key, read]): Setting => ({ key, value: read(this.config) ?? null, isSecret: false }));
    const named = Object.entries(SECRET).map(([key, read]): Setting => ({
      key,
      value: read(this.config) === undefined ? null : 'set',
      isSecret: true,
    }));
    return [...shown, ...named].sort((one, other) => one.key.localeCompare(other.key));
  }
}
