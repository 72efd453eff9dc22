import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomSecret } from '#libs/core';
import { checkCatalogue } from '#libs/database';
import { asSuperuser } from '../../support/builders/organisation.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let test: TestDatabase;
const suffix = randomSecret(6)
  .toLowerCase()
  .replaceAll(/[^a-z0-9]/g, 'x');
const roles: string[] = [];

beforeAll(async () => {
  test = await testDatabase();
});

afterAll(async () => {
  await asSuperuser(test, async (client) => {
    for (const role of roles) await client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
  await test.drop();
});

async function inDatabase(sql: string): Promise<void> {
  await asSuperuser(test, (client) => client.query(sql));
}

/** A service role of its own, because roles belong to the whole cluster and other tests run beside this one. */
async function aRole(options: string): Promise<{ name: string; url: string }> {
  const name = `harbourlight_fault_${roles.length}_${suffix}`;
  roles.push(name);
  await inDatabase(`CREATE ROLE ${name} LOGIN PASSWORD 'fault' ${options}`);
  const url = new URL(test.adminUrl);
  await inDatabase(`GRANT CONNECT ON DATABASE ${url.pathname.slice(1)} TO ${name}`);
  url.username = name;
  url.password = 'fault';
  return { name, url: url.toString() };
}

/** The fault, how it is taken away, and what is said of it. */
const FAULTS: readonly [fault: string, cure: string, finding: RegExp][] = [
  [
    'ALTER TABLE advisories.advisory NO FORCE ROW LEVEL SECURITY',
    'ALTER TABLE advisories.advisory FORCE ROW LEVEL SECURITY',
    /advisories\.advisory has no forced row-level security/,
  ],
  [
    'ALTER TABLE advisories.comment DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE advisories.comment ENABLE ROW LEVEL SECURITY',
    /advisories\.comment has no forced row-level security/,
  ],
  ['CREATE TABLE advisories.attachment (body text)', 'DROP TABLE advisories.attachment', /advisories\.attachment has no forced/],
  [
    `CREATE FUNCTION advisories.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT count(*) FROM advisories.advisory';
     REVOKE EXECUTE ON FUNCTION advisories.peek() FROM PUBLIC`,
    'DROP FUNCTION advisories.peek()',
    /advisories\.peek runs with the owner's rights and is not on the list/,
  ],
  [
    'ALTER FUNCTION access.enter_anonymous() RESET search_path',
    'ALTER FUNCTION access.enter_anonymous() SET search_path = pg_catalog',
    /access\.enter_anonymous runs .* no fixed search_path/,
  ],
  [
    'GRANT EXECUTE ON FUNCTION access.enter_anonymous() TO PUBLIC',
    'REVOKE EXECUTE ON FUNCTION access.enter_anonymous() FROM PUBLIC',
    /access\.enter_anonymous may be run by everyone/,
  ],
  [
    `CREATE FUNCTION access.sure() RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true'`,
    'DROP FUNCTION access.sure()',
    /access\.sure is marked leakproof/,
  ],
  [
    'CREATE VIEW advisories.everything AS SELECT * FROM advisories.advisory',
    'DROP VIEW advisories.everything',
    /advisories\.everything is a view without security_invoker/,
  ],
  [
    'CREATE MATERIALIZED VIEW advisories.copy AS SELECT 1 AS one',
    'DROP MATERIALIZED VIEW advisories.copy',
    /advisories\.copy is a view .* materialized/,
  ],
  [
    'CREATE POLICY open ON advisories.revision FOR SELECT TO harbourlight_api USING (true)',
    'DROP POLICY open ON advisories.revision',
    /advisories\.revision has the policy open that lets the role harbourlight_api see every row/,
  ],
  [
    'CREATE POLICY open ON accounts.password USING (true)',
    'DROP POLICY open ON accounts.password',
    /accounts\.password has the policy open/,
  ],
  [
    'ALTER TABLE audit.entry DISABLE TRIGGER append_only',
    'ALTER TABLE audit.entry ENABLE TRIGGER append_only',
    /the trigger append_only on audit\.entry is switched off/,
  ],
  [
    'GRANT TRUNCATE ON outbox.event TO harbourlight_api',
    'REVOKE TRUNCATE ON outbox.event FROM harbourlight_api',
    /harbourlight_api may truncate outbox\.event/,
  ],
  [
    'GRANT SELECT (inner_pad) ON access.context_secret TO harbourlight_api',
    'REVOKE SELECT (inner_pad) ON access.context_secret FROM harbourlight_api',
    /harbourlight_api may touch access\.context_secret/,
  ],
  [
    'GRANT EXECUTE ON FUNCTION access.set_context(uuid, uuid, text[], text[], text, int) TO harbourlight_api',
    'REVOKE EXECUTE ON FUNCTION access.set_context(uuid, uuid, text[], text[], text, int) FROM harbourlight_api',
    /harbourlight_api may call access\.set_context/,
  ],
  [
    'GRANT EXECUTE ON FUNCTION access.enter_person(uuid) TO harbourlight_api',
    'REVOKE EXECUTE ON FUNCTION access.enter_person(uuid) FROM harbourlight_api',
    /harbourlight_api may call access\.enter_person\(uuid\)/,
  ],
  [
    'GRANT CREATE ON SCHEMA advisories TO harbourlight_api',
    'REVOKE CREATE ON SCHEMA advisories FROM harbourlight_api',
    /harbourlight_api may create objects in the schema advisories/,
  ],
  [
    'GRANT CREATE ON SCHEMA public TO harbourlight_api',
    'REVOKE CREATE ON SCHEMA public FROM harbourlight_api',
    /harbourlight_api may create objects in the schema public/,
  ],
  [
    "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO harbourlight_api', current_database()); END $$",
    "DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM harbourlight_api', current_database()); END $$",
    /harbourlight_api may make temporary tables/,
  ],
  [
    'ALTER TABLE advisories.exploit_prediction OWNER TO harbourlight_api',
    'ALTER TABLE advisories.exploit_prediction OWNER TO harbourlight_owner',
    /harbourlight_api owns advisories\.exploit_prediction/,
  ],
];

describe('the check of the catalogue', () => {
  it('finds nothing wrong with what the migrations made, for both service roles', async () => {
    expect(await checkCatalogue(test.apiUrl)).toEqual([]);
    expect(await checkCatalogue(test.workerUrl)).toEqual([]);
  });

  it.each(FAULTS)('refuses: %s', async (fault, cure, finding) => {
    await inDatabase(fault);
    try {
      expect((await checkCatalogue(test.apiUrl)).join('\n')).toMatch(finding);
    } finally {
      await inDatabase(cure);
    }
    expect(await checkCatalogue(test.apiUrl)).toEqual([]);
  });

  it.each(['BYPASSRLS', 'CREATEROLE', 'CREATEDB', 'SUPERUSER'])('refuses a role with %s', async (option) => {
    const role = await aRole(option);
    expect(await checkCatalogue(role.url)).toContain(`the role ${role.name} may bypass row-level security`);
  });

  it('refuses a role that can become another', async () => {
    const role = await aRole('NOINHERIT');
    await inDatabase(`GRANT harbourlight_owner TO ${role.name}`);
    expect(await checkCatalogue(role.url)).toContain(`the role ${role.name} is a member of harbourlight_owner`);
  });
});
