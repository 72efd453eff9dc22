import { loadWebConfig } from '#libs/config';
import { pino } from 'pino';
import { createWeb } from './create-web.js';
import { loadPages } from './pages.js';
import { followPublications } from './publications.js';

const BUILT = new URL('../pages/', import.meta.url);

const config = loadWebConfig();
const { apiUrl, publicApiUrl, publicWebUrl, isDemo, contact } = config;
const log = pino({ name: 'web', level: config.logLevel, base: { process: 'web' } });
const pages = await loadPages(BUILT, { apiUrl, publicApiUrl, publicWebUrl, isDemo, contact });
const { web, cache } = await createWeb({ config, log, pages });

const stopping = new AbortController();
void followPublications(
  apiUrl,
  () => {
    cache.clear();
  },
  stopping.signal,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopping.abort();
    void web.close().then(() => process.exit(0));
  });
}
await web.listen({ host: config.webHost, port: config.webPort });
