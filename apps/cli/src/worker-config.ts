import type { Config } from '#libs/config';
import { serviceUrl } from '#libs/database';

/** Whatever DATABASE_URL names (the owner, a service role, nobody), commands act in the worker's role: row-level security binds it. */
export function asWorker(config: Config): Config {
  return { ...config, databaseUrl: serviceUrl(config.databaseUrl, 'harbourlight_worker', config.secretKey) };
}
