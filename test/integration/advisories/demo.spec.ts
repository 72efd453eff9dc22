import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AccountsModule, OPERATOR, SeedDemoAccounts } from '#libs/accounts';
import { ANONYMOUS, TLP_LABELS, workerFor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AdvisoriesModule, AdvisoryQueries, KINDS, SeedDemoAdvisories } from '#libs/advisories';
import { readConfig } from '#libs/config';
import { Database, PlatformModule } from '#libs/database';
import { RenditionsModule } from '#libs/renditions';
import { SeedDemoSubscription, SubscriptionsModule } from '#libs/subscriptions';
import { asSuperuser } from '../../support/builders/organisation.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let database: TestDatabase;
let app: Awaited<ReturnType<typeof started>>;
const FOLDER = { folder: 'apps/cli/demo-data' };

const started = () => {
  const config = readConfig({
    ...{ DATABASE_URL: database.workerUrl, SECRET_KEY: database.secretKey, NODE_ENV: 'test', DEMO: 'true' },
    OPENPGP_KEY_FILE: database.keyFile,
  });
  return Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, 'test'), AccountsModule, AdvisoriesModule, RenditionsModule.forRoot(), SubscriptionsModule],
  }).compile();
};

beforeAll(async () => {
  database = await testDatabase();
  app = await started();
  await app.get(SeedDemoAccounts).execute(OPERATOR);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const cardsOf = async (actor: Actor) =>
  app.get(Database).as(actor, async (tx) => (await app.get(AdvisoryQueries).newest(tx, { first: 50 })).cards);

async function demoPerson(email: string): Promise<Actor> {
  const rows = await asSuperuser(database, async (client) => {
    return (await client.query<{ id: string }>('SELECT id FROM accounts.person WHERE email = $1', [email])).rows;
  });
  return workerFor({ kind: 'person', id: rows[0]?.id ?? '' });
}

it('a demonstration has advisories of every label and kind, in three languages, and something left to do', async () => {
  const report = await app.get(SeedDemoAdvisories).execute(FOLDER);
  expect(report).toEqual({ imported: 5, written: 10, alreadyThere: 0 });
  const member = await cardsOf(await demoPerson('member@bank.example'));
  expect([...new Set(member.map(({ label }) => label))].sort()).toEqual([...TLP_LABELS].sort());
  expect([...new Set(member.map(({ kind }) => kind))].sort()).toEqual([...KINDS].sort());
  expect(member.filter(({ title }) => title['zh-Hant'] !== undefined).length).toBeGreaterThanOrEqual(5);
  expect(member.filter(({ title }) => title['zh-Hans'] !== undefined).length).toBeGreaterThanOrEqual(2);
  const visitor = await cardsOf(ANONYMOUS);
  expect(visitor.map(({ label }) => label)).toEqual(visitor.map(() => 'CLEAR'));
  expect(visitor.length).toBeGreaterThanOrEqual(8);
  const analyst = await demoPerson('analyst@cert.example');
  const { revisions } = await app.get(Database).as(analyst, (tx) => app.get(AdvisoryQueries).inWork(tx, { first: 10 }));
  expect(revisions.map(({ state }) => state).sort()).toEqual(['draft', 'in_review']);
});

it('a second start leaves it as it is', async () => {
  expect(await app.get(SeedDemoAdvisories).execute(FOLDER)).toEqual({ imported: 0, written: 0, alreadyThere: 15 });
});

it('its member is subscribed once, to a mailbox that counts as confirmed; the question to it is on its way too', async () => {
  const member = await demoPerson('member@bank.example');
  const seed = () => app.get(SeedDemoSubscription).execute(member, { address: 'member@bank.example' });
  expect([await seed(), await seed()]).toEqual([true, false]);
  const rows = await asSuperuser(database, async (client) => {
    const { rows: found } = await client.query<Record<string, string>>(
      `SELECT e.address, e.status AS endpoint, s.status AS subscription, s.frequency FROM subscriptions.subscription s
       JOIN subscriptions.subscription_endpoint l ON l.subscription_id = s.id JOIN subscriptions.endpoint e ON e.id = l.endpoint_id`,
    );
    return found;
  });
  expect(rows).toEqual([{ address: 'member@bank.example', endpoint: 'active', subscription: 'active', frequency: 'immediate' }]);
});
