/**
 * The embedded PostgreSQL: what `npm start` without DATABASE_URL and every test that needs a database run on.
 * Not for production: a real installation is given a DATABASE_URL.
 */
export { createDatabase } from './create-database.js';
export { freePort } from './free-port.js';
export { startEmbedded } from './start-embedded.js';
export type { EmbeddedOptions, EmbeddedPostgres } from './start-embedded.js';
