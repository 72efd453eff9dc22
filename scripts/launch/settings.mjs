// The environment of an installation: what the shell and .env say, and what follows where they are silent.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal, ROOT } from '../prepare.mjs';

const OWNER_ONLY = 0o600;
/** Stands for the address of a database that is not started yet, so that everything else can be checked first. */
export const NOT_YET = 'postgresql://127.0.0.1/not-yet';

/** `.env` in the root is read where it exists; the shell goes before it. */
export function readShell() {
  const file = join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}

export function dataFolder(shell) {
  return resolve(ROOT, shell.DATA_DIR || '.data');
}

/**
 * Every setting that the processes are given. All of it is checked before anything is written; only then the data folder is made, and the
 * keys in it if there are none. Refuses what is wrong.
 */
export async function settings(shell) {
  const environment = settled(shell);
  await check({ ...environment, SECRET_KEY: environment.SECRET_KEY || 'made-in-the-data-folder-afterwards' });
  const { openDataFolder } = await builtLib('core');
  openDataFolder(environment.DATA_DIR);
  const isLocal = !shell.DATABASE_URL && !shell.DKIM_SELECTOR && !shell.DKIM_KEY_FILE;
  return {
    ...environment,
    SECRET_KEY: environment.SECRET_KEY || keptSecretKey(environment.DATA_DIR),
    ...(isLocal ? { DKIM_SELECTOR: 'local', DKIM_KEY_FILE: keptDkimKey(environment.DATA_DIR) } : {}),
  };
}

/** Nobody's: a number of the range that Ofcom keeps free for fiction, and a name under `.example` (RFC 2606 section 2). */
const DEMO_CONTACT = {
  CONTACT_EMAIL: 'hotline@cert.example',
  CONTACT_PHONE: '+44 1632 960018',
  CONTACT_HOURS: 'Mon–Fri 09:00–18:00, UTC+08:00 (a demonstration: nobody answers)',
  CONTACT_ADDRESS: '1 Lantern Quay, Harbour Town (a demonstration: there is no such place)',
};
const CONTACT_KEYS = Object.keys(DEMO_CONTACT);

export function settled(shell) {
  const isEmbedded = !shell.DATABASE_URL;
  const apiPort = shell.API_PORT || '4000';
  const webPort = shell.WEB_PORT || '3000';
  const demo = shell.DEMO || String(isEmbedded);
  return {
    ...shell,
    DATA_DIR: dataFolder(shell),
    DATABASE_URL: shell.DATABASE_URL || NOT_YET,
    NODE_ENV: shell.NODE_ENV || 'production',
    API_PORT: apiPort,
    WEB_PORT: webPort,
    WORKER_PORT: shell.WORKER_PORT || '4001',
    API_URL: shell.API_URL || `http://127.0.0.1:${apiPort}`,
    PUBLIC_API_URL: shell.PUBLIC_API_URL || `http://localhost:${apiPort}`,
    PUBLIC_WEB_URL: shell.PUBLIC_WEB_URL || `http://localhost:${webPort}`,
    DEMO: demo,
    // A trial shows encrypted mail at once.
    OPENPGP_KEY_AGE_HOURS: shell.OPENPGP_KEY_AGE_HOURS || (demo === 'true' ? '0' : '24'),
    ALLOW_LOOPBACK_WEBHOOKS: shell.ALLOW_LOOPBACK_WEBHOOKS || String(isEmbedded && isLoopback(shell.PUBLIC_API_URL)),
    ...(demo === 'true' && !CONTACT_KEYS.some((key) => shell[key]) ? DEMO_CONTACT : {}),
  };
}

/** Data folders of an installation that already ran hold its key: everything sealed with it is lost with it. */
export function keptSecretKey(dataDir) {
  const file = join(dataDir, 'secret-key');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

/** Mail of a trial is signed like any other, with a key that no name server knows of. */
function keptDkimKey(dataDir) {
  const file = join(dataDir, 'dkim.pem');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: OWNER_ONLY, flag: 'wx' });
  }
  return file;
}

function isLoopback(url) {
  return !url || /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/u.test(url);
}

/** The built library `name`, as the apps use it. */
export async function builtLib(name) {
  return import(new URL(`../../dist/libs/${name}/src/index.js`, import.meta.url).href);
}

/** Refuses an environment with all that is wrong in it. */
async function check(environment) {
  const { readConfig } = await builtLib('config');
  try {
    readConfig(environment);
  } catch (error) {
    throw error.name === 'ConfigError' ? new Refusal(error.message) : error;
  }
}
