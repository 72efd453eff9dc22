import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let one: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  [one, other] = await Promise.all([testDatabase(), testDatabase()]);
});

afterAll(async () => {
  await Promise.all([one.drop(), other.drop()]);
});

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

describe('the database of a test file', () => {
  it('is migrated', async () => {
    expect(await ask(one.adminUrl, 'SELECT count(*)::int AS answer FROM migrations.applied')).toBeGreaterThan(0);
  });

  it('is nobody else’s', async () => {
    await ask(one.adminUrl, 'CREATE TABLE mine AS SELECT 1 AS answer');
    await expect(ask(other.adminUrl, 'SELECT answer FROM mine')).rejects.toThrow('does not exist');
  });

  it('is reached by the service roles, which are no superusers and cannot pass row-level security by', async () => {
    for (const [url, role] of [
      [one.apiUrl, 'harbourlight_api'],
      [one.workerUrl, 'harbourlight_worker'],
    ] as const) {
      expect(await ask(url, 'SELECT current_user AS answer')).toBe(role);
      expect(await ask(url, 'SELECT rolsuper OR rolbypassrls AS answer FROM pg_roles WHERE rolname = current_user')).toBe(false);
    }
  });
});
