import type { Config } from '#libs/config';
import { runMigrations } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

/** The queue cannot be trusted with what it is given, as it is set up. */
export class QueueNotFit extends Error {}

/** Makes the queue ready: its tables in the database, or a look at how Redis is set up. Answers with warnings. Throws `QueueNotFit`. */
export async function prepareQueue(config: Config): Promise<string[]> {
  if (config.redisUrl === undefined) {
    await prepareTables(config.databaseUrl);
    return [];
  }
  const wrong = await whatIsWrongWith(config.redisUrl);
  if (wrong.length > 0 && config.environment === 'production') throw new QueueNotFit(wrong.join('\n'));
  return wrong;
}

/**
 * The library's own migrations, as the worker: it may create tables in the schema that is there (migration 0008), and no schemas. Its first
 * statement would make the schema, which needs that right even where the schema exists; so it is left out.
 */
async function prepareTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations({
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the library's own signature.
      query: async <Row>(text: string, values: readonly unknown[] = []) => {
        const { rows, rowCount } = await client.query(/^\s*CREATE SCHEMA IF NOT EXISTS/i.test(text) ? 'SELECT 1' : text, [...values]);
        return { rows: rows as Row[], rowCount };
      },
    });
  } finally {
    await client.end();
  }
}

const NEEDED: readonly { readonly setting: string; readonly value: string; readonly why: string }[] = [
  { setting: 'maxmemory-policy', value: 'noeviction', why: 'jobs would be thrown away when memory is short' },
  { setting: 'appendonly', value: 'yes', why: 'jobs would be lost when Redis is killed' },
];

async function whatIsWrongWith(url: string): Promise<string[]> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  redis.on('error', () => undefined); // The command below says the same.
  try {
    await redis.connect();
    const found = await Promise.all(NEEDED.map(async (needed) => ({ ...needed, found: await settingOf(redis, needed.setting) })));
    return found
      .filter(({ value, found: is }) => is !== undefined && is !== value)
      .map(({ setting, value, why, found: is }) => `Redis: "${setting}" is "${is ?? ''}"; set it to "${value}", or ${why}.`);
  } catch {
    return ['Redis cannot be reached. Alerts wait in the database until it can.'];
  } finally {
    redis.disconnect();
  }
}

/** Undefined where the provider does not let settings be read. */
async function settingOf(redis: Redis, setting: string): Promise<string | undefined> {
  try {
    const answer: unknown = await redis.config('GET', setting);
    return Array.isArray(answer) && typeof answer[1] === 'string' ? answer[1] : undefined;
  } catch {
    return undefined;
  }
}
