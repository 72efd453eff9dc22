import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { SYSTEM_PURPOSES } from '#libs/access';
import { asSuperuser } from '../../support/builders/organisation.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

const ROLES = ['api', 'worker'] as const;
const PURPOSES = [...new Set<string>(ROLES.flatMap((role) => SYSTEM_PURPOSES[role]))].sort();
const CELLS = ROLES.flatMap((role) =>
  PURPOSES.map((purpose) => [role, purpose, (SYSTEM_PURPOSES[role] as readonly string[]).includes(purpose)] as const),
);

describe('what the platform itself does', () => {
  let test: TestDatabase;
  const clients: Partial<Record<(typeof ROLES)[number], Client>> = {};

  beforeAll(async () => {
    test = await testDatabase();
    for (const role of ROLES) {
      const client = new Client({ connectionString: role === 'api' ? test.apiUrl : test.workerUrl });
      clients[role] = client;
      await client.connect();
    }
  });

  afterAll(async () => {
    for (const role of ROLES) await clients[role]?.end();
    await test.drop();
  });

  async function enters(role: (typeof ROLES)[number], purpose: string): Promise<boolean> {
    try {
      const answer = await clients[role]?.query<{ actor: { purpose: string } }>('SELECT access.enter_system($1) AS actor', [purpose]);
      return answer?.rows[0]?.actor.purpose === purpose;
    } catch (error) {
      expect(error).toMatchObject({ code: '42501', message: 'this is no purpose of this role' });
      return false;
    }
  }

  it('has a table that names every purpose and both roles', () => {
    expect(CELLS.length).toBeGreaterThan(50);
    expect(CELLS.filter(([, , may]) => may).length).toBeGreaterThan(25);
  });

  it.each(CELLS)('the %s entering the purpose "%s" is answered %s', async (role, purpose, may) => {
    expect(await enters(role, purpose)).toBe(may);
  });

  it.each(ROLES)('the %s enters nothing that is not in the table, whoever it says that it is', async (role) => {
    for (const purpose of ['anything', '', "x'); SELECT ('", 'SIGN-IN']) expect(await enters(role, purpose)).toBe(false);
    const client = clients[role];
    await expect(client?.query(`SET ROLE harbourlight_${role === 'api' ? 'worker' : 'api'}`)).rejects.toThrow('permission denied');
    await expect(client?.query('SELECT * FROM access.system_purpose')).rejects.toThrow('permission denied');
    await expect(client?.query(`SELECT access.set_context(NULL, NULL, '{}', '{}', 'operator', 0)`)).rejects.toThrow('permission denied');
  });

  it('is the same table in the database and in libs/access', async () => {
    const rows = await asSuperuser(
      test,
      async (client) =>
        (await client.query<{ role: string; purpose: string }>('SELECT role, purpose FROM access.system_purpose ORDER BY role, purpose'))
          .rows,
    );
    const ours = ROLES.flatMap((role) => [...SYSTEM_PURPOSES[role]].sort().map((purpose) => ({ role: `harbourlight_${role}`, purpose })));
    expect(rows).toEqual(ours);
  });
});
