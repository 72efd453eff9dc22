import { z } from 'zod';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a number from 1 to 65535')
  .transform(Number)
  .pipe(z.number().int().min(1).max(65535));
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const days = z.coerce.number().int().min(2).max(36_500);
const httpUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => !/[?#]/.test(url), 'an address without a query')
  .transform((url) => url.replace(/\/$/, ''));
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const domain = z
  .string()
  .max(253)
  .regex(new RegExp(`^${LABEL}(?:\\.${LABEL})*$`, 'i'), 'a domain, as in alerts.example.org');
/** RFC 5322's `name-addr` or `addr-spec`, on one line. */
const sender = z
  .string()
  .regex(/^(?:[^\p{Cc}<>]*<[^\s\p{Cc}<>@]+@[^\s\p{Cc}<>@]+>|[^\s\p{Cc}<>@]+@[^\s\p{Cc}<>@]+)$/u, 'Name <address>, or an address');
/** Addresses and networks, separated by commas. */
const addresses = z.string().transform((text, context) => {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const isNetwork = (part: string): boolean => z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).safeParse(part).success;
  if (!parts.every(isNetwork)) context.addIssue({ code: 'custom', message: 'IP addresses or networks, separated by commas' });
  return parts;
});
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Everything that can be configured. `.env.example` names the same keys; a test compares the two. */
export const ENVIRONMENT = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: port.default(4000),
  /** Where the web process asks the API, when not by its public address. */
  API_URL: optional(httpUrl),
  WEB_HOST: z.string().default('127.0.0.1'),
  WEB_PORT: port.default(3000),
  WORKER_HOST: z.string().default('127.0.0.1'),
  WORKER_PORT: port.default(4001),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(20),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  SECRET_KEY: z.string().min(32, 'at least 32 characters'),
  PUBLIC_API_URL: httpUrl.default('http://localhost:4000'),
  PUBLIC_WEB_URL: httpUrl.default('http://localhost:3000'),
  TRACKING_PREFIX: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{0,9}$/, 'one to ten capital letters and digits')
    .default('HL'),
  ALLOW_LOOPBACK_WEBHOOKS: flag.default(false),
  DEMO: flag.default(false),
  MAIL_FROM: sender.default('Harbourlight <alerts@harbourlight.example>'),
  MAIL_DOMAIN: domain.default('harbourlight.example'),
  DKIM_SELECTOR: optional(z.string().regex(/^[a-z0-9-]+$/i)),
  DKIM_KEY_FILE: optional(z.string()),
  OPENPGP_KEY_FILE: optional(z.string()),
  CSAF_2_1: flag.default(false),
  OPEN_DATA_LICENCE: z.string().min(1).max(200).default('CC-BY-4.0'),
  PUBLISHER_NAMESPACE: optional(httpUrl),
  PUBLISHER_AUTHORITY: optional(z.string().max(1_000)),
  KEV_URL: z.url({ protocol: /^https?$/ }).default('https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json'),
  EPSS_URL: z.url({ protocol: /^https?$/ }).default('https://epss.empiricalsecurity.com/epss_scores-current.csv.gz'),
  REFRESH_CATALOGUES: flag.default(false),
  CLIENT_CERTIFICATE_HEADER: optional(z.string().regex(/^[A-Za-z][A-Za-z0-9-]{2,60}$/, 'the name of a header')),
  CLIENT_CERTIFICATE_PROXIES: addresses.default([]),
  TRUST_PROXY: flag.default(false),
  PAUSE_ON_NEW_TIMELINE: flag.default(true),
  KEEP_DELIVERIES_DAYS: days.default(400),
  KEEP_ATTEMPTS_DAYS: days.default(90),
  KEEP_PUBLIC_REQUESTS_DAYS: days.default(2),
  OPENPGP_KEY_AGE_HOURS: z.coerce.number().int().min(0).max(720).default(24),
  LIVE_SUBSCRIPTIONS: z.coerce.number().int().min(2).max(1_000_000).default(5_000),
  CONTACT_EMAIL: optional(z.email()),
  CONTACT_PHONE: optional(z.string().max(100)),
  CONTACT_HOURS: optional(z.string().max(200)),
  CONTACT_ADDRESS: optional(z.string().max(500)),
});

/** What the web process is given: it holds neither the database's address nor the secret key. */
export const WEB_ENVIRONMENT = ENVIRONMENT.pick({
  NODE_ENV: true,
  LOG_LEVEL: true,
  API_URL: true,
  WEB_HOST: true,
  WEB_PORT: true,
  PUBLIC_API_URL: true,
  PUBLIC_WEB_URL: true,
  TRUST_PROXY: true,
  DEMO: true,
  CONTACT_EMAIL: true,
  CONTACT_PHONE: true,
  CONTACT_HOURS: true,
  CONTACT_ADDRESS: true,
});

export type Environment = z.infer<typeof ENVIRONMENT>;

const SECRET_KEYS = new Set(['SECRET_KEY', 'DATABASE_URL', 'REDIS_URL', 'SMTP_URL']);

/** One wrong setting in one line; what came is not shown where it may be a secret. */
export function explain(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string },
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const key = String(issue.path[0]);
  const value = environment[key];
  const came =
    value === undefined ? 'it is missing' : SECRET_KEYS.has(key) ? 'a value that is not (it is not shown)' : JSON.stringify(value);
  return `${key}: ${issue.message}; came: ${came}`;
}

/** Values that are right alone and wrong together, one line each. */
export function combinations(env: Environment): string[] {
  const lines: string[] = [];
  const isPublic = !/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(env.PUBLIC_API_URL);
  if (isPublic && env.ALLOW_LOOPBACK_WEBHOOKS) {
    lines.push('ALLOW_LOOPBACK_WEBHOOKS: expected false where PUBLIC_API_URL is not a loopback address; came: "true"');
  }
  if (isPublic && env.NODE_ENV === 'production' && env.SMTP_URL === undefined) {
    lines.push('SMTP_URL: expected an address of a mail server where PUBLIC_API_URL is not a loopback address; came: it is missing');
  }
  if (isPublic && !env.PUBLIC_API_URL.startsWith('https://')) lines.push(`PUBLIC_API_URL: expected https; came: "${env.PUBLIC_API_URL}"`);
  if ((env.CLIENT_CERTIFICATE_HEADER === undefined) !== (env.CLIENT_CERTIFICATE_PROXIES.length === 0)) {
    lines.push('CLIENT_CERTIFICATE_HEADER, CLIENT_CERTIFICATE_PROXIES: expected both or neither; came: one of them');
  }
  if ((env.DKIM_SELECTOR === undefined) !== (env.DKIM_KEY_FILE === undefined)) {
    lines.push('DKIM_SELECTOR, DKIM_KEY_FILE: expected both or neither; came: one of them');
  }
  return lines;
}
