import { join, resolve } from 'node:path';
import { combinations, ENVIRONMENT, explain, WEB_ENVIRONMENT } from './env.js';
import type { Environment } from './env.js';

/** The validated configuration of one process. Durations and sizes carry their units in their names. */
export interface Config {
  readonly environment: Environment['NODE_ENV'];
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly apiHost: string;
  readonly apiPort: number;
  readonly webPort: number;
  readonly workerHost: string;
  readonly workerPort: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly redisUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly secretKey: string;
  /** Without a final slash, as is `publicWebUrl`. */
  readonly publicApiUrl: string;
  readonly publicWebUrl: string;
  readonly trackingPrefix: string;
  readonly allowLoopbackWebhooks: boolean;
  readonly isDemo: boolean;
  readonly mailFrom: string;
  readonly mailDomain: string;
  readonly dkimSelector: string | undefined;
  readonly dkimKeyFile: string | undefined;
  /** The private key that signs CSAF documents and MISP events; `openpgp.asc` in the data folder, made where it is missing, unless one is named. */
  readonly openPgpKeyFile: string;
  /** The address that stands for the publisher in machine formats and in the ids of their objects. It must never change. */
  readonly publisherNamespace: string;
  /** Under which authority the CERT issues advisories, for CSAF. */
  readonly publisherAuthority: string | undefined;
  /** Whether documents are made and served in the draft of CSAF 2.1 beside 2.0. */
  readonly isCsaf21Served: boolean;
  /** The licence of what is CLEAR, as an SPDX identifier or an address. */
  readonly openDataLicence: string;
  readonly kevUrl: string;
  readonly epssUrl: string;
  readonly refreshCatalogues: boolean;
  readonly trustProxy: boolean;
  /** In which header a proxy that ends TLS names the client certificate; undefined where none does. */
  readonly clientCertificateHeader: string | undefined;
  /** From which addresses or networks that header is believed. */
  readonly clientCertificateProxies: readonly string[];
  /** Whether sending is paused where the database goes on after point-in-time recovery or the promotion of a replica. */
  readonly pauseOnNewTimeline: boolean;
  readonly keepDeliveriesDays: number;
  readonly keepAttemptsDays: number;
  readonly keepPublicRequestsDays: number;
  /** How long a new OpenPGP key is not used, so that the owner of the mailbox can say that it is not theirs. */
  readonly openPgpKeyAgeHours: number;
  /** Live subscriptions that one API process takes; visitors take half of them at most. */
  readonly liveSubscriptions: number;
}

/** What the web process knows: where the API is, and how it is reached itself. */
export interface WebConfig {
  readonly environment: Environment['NODE_ENV'];
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly webHost: string;
  readonly webPort: number;
  /** Without a final slash; inside the installation where API_URL is set. */
  readonly apiUrl: string;
  readonly publicApiUrl: string;
  readonly publicWebUrl: string;
  readonly trustProxy: boolean;
  readonly isDemo: boolean;
  readonly contact: ContactFacts;
}

/** How the public reaches the CERT; what is undefined nobody has set. */
export interface ContactFacts {
  readonly email: string | undefined;
  readonly phone: string | undefined;
  /** When the telephone is answered, in words. */
  readonly hours: string | undefined;
  readonly address: string | undefined;
}

/** Everything that is wrong with an environment, one line per key. */
export class ConfigError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(`The configuration is not valid:\n${lines.map((line) => `  ${line}`).join('\n')}\nSee .env.example for every key.`);
    this.name = 'ConfigError';
  }
}

/** Reads and checks an environment; throws ConfigError with every wrong key. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const result = ENVIRONMENT.safeParse(environment);
  const lines = result.success ? combinations(result.data) : result.error.issues.map((issue) => explain(issue, environment));
  if (!result.success || lines.length > 0) throw new ConfigError(lines);
  return toConfig(result.data);
}

/** The configuration of this process. Prints every wrong key and exits with 1. */
export function loadConfig(): Config {
  return orExit(() => readConfig(process.env));
}

function orExit<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Reads and checks the environment of the web process; throws ConfigError with every wrong key. */
export function readWebConfig(environment: Readonly<Record<string, string | undefined>>): WebConfig {
  const result = WEB_ENVIRONMENT.safeParse(environment);
  if (!result.success) throw new ConfigError(result.error.issues.map((issue) => explain(issue, environment)));
  const env = result.data;
  return {
    environment: env.NODE_ENV,
    logLevel: env.LOG_LEVEL,
    webHost: env.WEB_HOST,
    webPort: env.WEB_PORT,
    apiUrl: env.API_URL ?? env.PUBLIC_API_URL,
    publicApiUrl: env.PUBLIC_API_URL,
    publicWebUrl: env.PUBLIC_WEB_URL,
    trustProxy: env.TRUST_PROXY,
    isDemo: env.DEMO,
    contact: { email: env.CONTACT_EMAIL, phone: env.CONTACT_PHONE, hours: env.CONTACT_HOURS, address: env.CONTACT_ADDRESS },
  };
}

/** As loadConfig, for the web process. */
export function loadWebConfig(): WebConfig {
  return orExit(() => readWebConfig(process.env));
}

function toConfig(env: Environment): Config {
  return {
    environment: env.NODE_ENV,
    logLevel: env.LOG_LEVEL,
    apiHost: env.API_HOST,
    apiPort: env.API_PORT,
    webPort: env.WEB_PORT,
    workerHost: env.WORKER_HOST,
    workerPort: env.WORKER_PORT,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    redisUrl: env.REDIS_URL,
    smtpUrl: env.SMTP_URL,
    secretKey: env.SECRET_KEY,
    publicApiUrl: env.PUBLIC_API_URL,
    publicWebUrl: env.PUBLIC_WEB_URL,
    trackingPrefix: env.TRACKING_PREFIX,
    allowLoopbackWebhooks: env.ALLOW_LOOPBACK_WEBHOOKS,
    isDemo: env.DEMO,
    mailFrom: env.MAIL_FROM,
    mailDomain: env.MAIL_DOMAIN,
    dkimSelector: env.DKIM_SELECTOR,
    dkimKeyFile: env.DKIM_KEY_FILE,
    openPgpKeyFile: resolve(env.OPENPGP_KEY_FILE ?? join(env.DATA_DIR, 'openpgp.asc')),
    publisherNamespace: env.PUBLISHER_NAMESPACE ?? env.PUBLIC_WEB_URL,
    publisherAuthority: env.PUBLISHER_AUTHORITY,
    isCsaf21Served: env.CSAF_2_1,
    openDataLicence: env.OPEN_DATA_LICENCE,
    kevUrl: env.KEV_URL,
    epssUrl: env.EPSS_URL,
    refreshCatalogues: env.REFRESH_CATALOGUES,
    trustProxy: env.TRUST_PROXY,
    clientCertificateHeader: env.CLIENT_CERTIFICATE_HEADER,
    clientCertificateProxies: env.CLIENT_CERTIFICATE_PROXIES,
    pauseOnNewTimeline: env.PAUSE_ON_NEW_TIMELINE,
    keepDeliveriesDays: env.KEEP_DELIVERIES_DAYS,
    keepAttemptsDays: env.KEEP_ATTEMPTS_DAYS,
    keepPublicRequestsDays: env.KEEP_PUBLIC_REQUESTS_DAYS,
    openPgpKeyAgeHours: env.OPENPGP_KEY_AGE_HOURS,
    liveSubscriptions: env.LIVE_SUBSCRIPTIONS,
  };
}
