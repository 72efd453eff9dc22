import { Client, escapeIdentifier } from 'pg';
import { randomSecret } from '#libs/core';
import { SERVICE_ROLES, serviceUrl } from '#libs/database';
import { asSuperuser } from '../support/builders/organisation.js';
import { disconnectSuperusers } from '../support/superusers.js';
import type { TestDatabase } from '../support/test-database.js';

/** The same database once more, ids and instants and all. Nobody may be connected to the original. */
export async function copyOf({ adminUrl, secretKey, keyFile }: TestDatabase): Promise<TestDatabase> {
  const url = new URL(adminUrl);
  const original = escapeIdentifier(url.pathname.slice(1));
  const name = `twin_${randomSecret(9)
    .replaceAll(/[^a-z0-9]/gi, '_')
    .toLowerCase()}`;
  const copy = escapeIdentifier(name);
  await disconnectSuperusers(adminUrl);
  url.pathname = '/postgres';
  await atCluster(url.toString(), [
    `CREATE DATABASE ${copy} TEMPLATE ${original} STRATEGY file_copy`,
    `REVOKE ALL ON DATABASE ${copy} FROM PUBLIC`,
    `GRANT CONNECT, CREATE ON DATABASE ${copy} TO harbourlight_owner`,
    `GRANT CONNECT ON DATABASE ${copy} TO ${SERVICE_ROLES.join(', ')}`,
  ]);
  const clusterUrl = url.toString();
  url.pathname = `/${name}`;
  const copyUrl = url.toString();
  return {
    adminUrl: copyUrl,
    apiUrl: serviceUrl(copyUrl, 'harbourlight_api', secretKey),
    workerUrl: serviceUrl(copyUrl, 'harbourlight_worker', secretKey),
    secretKey,
    keyFile,
    drop: async () => {
      await disconnectSuperusers(copyUrl);
      await atCluster(clusterUrl, [`DROP DATABASE IF EXISTS ${copy} WITH (FORCE)`]);
    },
  };
}

/** What stays for a reader: rows whose set of readers their keys open, and what is their own or their organisation's. */
const FORGET: readonly string[] = [
  // Without triggers and foreign keys: what is hidden goes without a trace, whatever hangs on it.
  'SET LOCAL session_replication_role = replica',
  'DELETE FROM renditions.rendition WHERE reader_set NOT IN (SELECT id FROM open_set)',
  'DELETE FROM advisories.comment WHERE reader_set NOT IN (SELECT id FROM open_set)',
  'DELETE FROM advisories.indicator WHERE reader_set NOT IN (SELECT id FROM open_set)',
  'DELETE FROM advisories.original WHERE reader_set NOT IN (SELECT id FROM open_set)',
  'DELETE FROM advisories.revision WHERE reader_set NOT IN (SELECT id FROM open_set)',
  `DELETE FROM advisories.advisory a WHERE reader_set NOT IN (SELECT id FROM open_set)
     AND NOT EXISTS (SELECT FROM advisories.revision r WHERE r.advisory_id = a.id)`,
  'DELETE FROM advisories.revision r WHERE NOT EXISTS (SELECT FROM advisories.advisory a WHERE a.id = r.advisory_id)',
  'DELETE FROM advisories.comment c WHERE NOT EXISTS (SELECT FROM advisories.revision r WHERE r.id = c.revision_id)',
  'DELETE FROM advisories.indicator i WHERE NOT EXISTS (SELECT FROM advisories.revision r WHERE r.id = i.revision_id)',
  `DELETE FROM deliveries.delivery d WHERE NOT EXISTS (SELECT FROM viewer v WHERE v.person = d.person_id OR v.organisation = d.organisation_id)
     OR d.advisory_id IS NOT NULL AND NOT EXISTS (SELECT FROM advisories.advisory a WHERE a.id = d.advisory_id)`,
  'DELETE FROM deliveries.attempt t WHERE NOT EXISTS (SELECT FROM deliveries.delivery d WHERE d.id = t.delivery_id)',
  'DELETE FROM deliveries.due q WHERE NOT EXISTS (SELECT FROM deliveries.delivery d WHERE d.id = q.delivery_id)',
  'DELETE FROM deliveries.claim',
  'DELETE FROM deliveries.digest_item',
  'DELETE FROM subscriptions.endpoint e WHERE NOT EXISTS (SELECT FROM viewer v WHERE v.person = e.person_id OR v.organisation = e.organisation_id)',
  'DELETE FROM subscriptions.subscription s WHERE NOT EXISTS (SELECT FROM viewer v WHERE v.person = s.person_id OR v.organisation = s.organisation_id)',
  `DELETE FROM subscriptions.subscription_endpoint l WHERE NOT EXISTS (SELECT FROM subscriptions.subscription s WHERE s.id = l.subscription_id)`,
  'DELETE FROM subscriptions.term t WHERE NOT EXISTS (SELECT FROM subscriptions.subscription s WHERE s.number = t.subscription_number)',
  'DELETE FROM advisories.acknowledgement k WHERE NOT EXISTS (SELECT FROM viewer v WHERE v.organisation = k.organisation_id)',
  'DELETE FROM guidance.revision WHERE reader_set NOT IN (SELECT id FROM open_set)',
  'DELETE FROM guidance.article a WHERE NOT EXISTS (SELECT FROM guidance.revision r WHERE r.article_id = a.id)',
  'DELETE FROM incidents.note WHERE reader_set NOT IN (SELECT id FROM open_set)',
  'DELETE FROM incidents.report WHERE reader_set NOT IN (SELECT id FROM open_set)',
  'DELETE FROM accounts.saved_filter f WHERE NOT EXISTS (SELECT FROM viewer v WHERE v.person = f.person_id)',
  // From the rows that are left, as if the others had never been.
  'SELECT advisories.count_anew()',
  'DELETE FROM outbox.event',
  'DELETE FROM access.reader_set WHERE id NOT IN (SELECT id FROM open_set)',
];

/** Takes everything out of a database that a reader may not see, and answers how many advisories that were. */
export async function forgetWhatIsHidden(
  database: TestDatabase,
  keys: readonly string[],
  personId: string | undefined,
  organisationId: string | undefined,
): Promise<number> {
  return asSuperuser(database, async (client) => {
    const before = await countOf(client);
    await client.query('BEGIN');
    await client.query('CREATE TEMP TABLE open_set ON COMMIT DROP AS SELECT id FROM access.reader_set WHERE keys && $1::text[]', [keys]);
    await client.query('CREATE TEMP TABLE viewer ON COMMIT DROP AS SELECT $1::uuid AS person, $2::uuid AS organisation', [
      personId ?? null,
      organisationId ?? null,
    ]);
    for (const statement of FORGET) await client.query(statement);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return before - (await countOf(client));
  });
}

async function countOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM advisories.advisory');
  return rows[0]?.count ?? 0;
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
