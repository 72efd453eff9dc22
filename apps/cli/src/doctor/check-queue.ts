import type { Config } from '#libs/config';
import { Redis } from 'ioredis';
import { asWorker } from '../installation.js';
import { askDatabase } from './ask-database.js';
import type { Finding } from './finding.js';

const SUBJECT = 'queue';
const WITHIN_MS = 5_000;
/** What BullMQ asks for. */
const OLDEST_REDIS = [6, 2] as const;

/** Redis where REDIS_URL is set, and PostgreSQL otherwise. */
export async function checkQueue(config: Config): Promise<Finding[]> {
  return config.redisUrl === undefined ? checkQueueInDatabase(config) : checkRedis(config.redisUrl);
}

async function checkQueueInDatabase(config: Config): Promise<Finding[]> {
  const isThere = await askDatabase(asWorker(config).databaseUrl, async (client) => {
    const { rows } = await client.query<{ is_there: boolean | null }>(
      `SELECT has_schema_privilege(to_regnamespace('bullmq'), 'USAGE, CREATE') AS is_there`,
    );
    return rows[0]?.is_there ?? false;
  });
  if (isThere) return [{ status: 'ok', subject: SUBJECT, text: 'lives in PostgreSQL (REDIS_URL is not set)' }];
  return [
    {
      status: 'fail',
      subject: SUBJECT,
      text: 'has no place in the database',
      advice: 'Run "npm run cli -- migrate" with the owner\'s DATABASE_URL.',
    },
  ];
}

async function checkRedis(url: string): Promise<Finding[]> {
  let lastError = '';
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: WITHIN_MS,
    commandTimeout: WITHIN_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', (error: Error) => (lastError = error.message));
  try {
    await redis.connect();
    return judge(await redis.info());
  } catch (error) {
    const reason = lastError || (error instanceof Error ? error.message : String(error));
    return [
      {
        status: 'fail',
        subject: SUBJECT,
        text: `Redis does not answer (${reason})`,
        advice: 'Is it running, and does REDIS_URL name it, with its password? Alerts wait in the database meanwhile.',
      },
    ];
  } finally {
    redis.disconnect();
  }
}

/** What `INFO` says of the settings on which it depends whether Redis forgets. */
function judge(info: string): Finding[] {
  const value = (key: string) => new RegExp(`^${key}:(.*)$`, 'm').exec(info)?.[1]?.trim();
  const version = value('redis_version') ?? 'unknown';
  const found: Finding[] = [{ status: 'ok', subject: SUBJECT, text: `Redis ${version} answers` }];
  const say = (status: 'warn' | 'fail', text: string, advice: string) => found.push({ status, subject: SUBJECT, text, advice });
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST_REDIS[0] || (major === OLDEST_REDIS[0] && minor < OLDEST_REDIS[1]))
    say('fail', 'it is older than Redis 6.2', 'Upgrade it.');
  const policy = value('maxmemory_policy');
  if (policy !== 'noeviction')
    say('fail', `its maxmemory-policy is ${policy ?? 'not told'}: it may forget jobs`, 'Set maxmemory-policy noeviction.');
  if (value('aof_enabled') !== '1') say('fail', 'it keeps no append-only file: killed, it forgets all jobs', 'Set appendonly yes.');
  if (value('role') === 'slave') say('fail', 'it is a replica', 'Let REDIS_URL name the primary.');
  return found;
}
