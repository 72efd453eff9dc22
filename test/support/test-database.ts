import { Client, escapeIdentifier } from 'pg';
import { randomSecret } from '#libs/core';
import { SERVICE_ROLES, serviceUrl } from '#libs/database';
import { disconnectSuperusers } from './superusers.js';
import { TEMPLATE_DATABASE, TEST_SECRET_KEY } from './test-cluster.js';

export interface TestDatabase {
  /** As the api connects: owns nothing, bound by row-level security. */
  readonly apiUrl: string;
  readonly workerUrl: string;
  /** As a superuser: to look behind the curtain, never to do what the product does. */
  readonly adminUrl: string;
  readonly secretKey: string;
  /** For OPENPGP_KEY_FILE: one key for all tests of a run. */
  readonly keyFile: string;
  /** Ends every connection to it. */
  drop(): Promise<void>;
}

/** A fresh, migrated, empty database for one test file, in some 20 ms. Ask in `beforeAll`, drop in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const clusterUrl = process.env['TEST_CLUSTER_URL'];
  if (clusterUrl === undefined)
    throw new Error('This test needs a database: put it in a project of jest.config.mjs that has the global setup.');
  const name = `test_${randomSecret(9)
    .replaceAll(/[^a-z0-9]/gi, '_')
    .toLowerCase()}`;
  const database = escapeIdentifier(name);
  await atCluster(clusterUrl, [
    `CREATE DATABASE ${database} TEMPLATE ${TEMPLATE_DATABASE} STRATEGY file_copy`,
    // A copy has the template's tables and not its rights.
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
    `GRANT CONNECT, CREATE ON DATABASE ${database} TO harbourlight_owner`,
    `GRANT CONNECT ON DATABASE ${database} TO ${SERVICE_ROLES.join(', ')}`,
  ]);
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  const adminUrl = url.toString();
  return {
    apiUrl: serviceUrl(adminUrl, 'harbourlight_api', TEST_SECRET_KEY),
    workerUrl: serviceUrl(adminUrl, 'harbourlight_worker', TEST_SECRET_KEY),
    adminUrl,
    secretKey: TEST_SECRET_KEY,
    keyFile: process.env['TEST_KEY_FILE'] ?? '',
    drop: async () => {
      await disconnectSuperusers(adminUrl);
      await atCluster(clusterUrl, [`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`]);
    },
  };
}

async function atCluster(clusterUrl: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
