import type { Config } from '#libs/config';
import { Redis } from 'ioredis';
import { asWorker } from '../worker-config.js';
import { askDatabase } from './ask-database.js';
import type { Finding } from './finding.js';
import { judgeRedis } from './judge-redis.js';

const SUBJECT = 'queue';
const WITHIN_MS = 5_000;

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
    disconnectTimeout: 100,
    retryStrategy: () => null,
  });
  redis.on('error', (error: Error) => (lastError = error.message));
  try {
    await redis.connect();
    return judgeRedis(await redis.info());
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
