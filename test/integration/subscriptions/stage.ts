import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { systemActor } from '#libs/access';
import { readConfig } from '#libs/config';
import { Database, PlatformModule } from '#libs/database';
import { SubscriptionsModule } from '#libs/subscriptions';
import { aGroupOf, anOrganisation, asSuperuser } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedAdvisory } from '../../support/builders/advisory.js';
import type { SavedSubscription } from '../../support/builders/subscription.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

/** The people of these tests, and the lib as the api and as the worker have it. */
export type Stage = Awaited<ReturnType<typeof aStage>>;

export async function aStage() {
  const database = await testDatabase();
  const people = await cast(database);
  const api = await appOn(database.apiUrl, database);
  const worker = await appOn(database.workerUrl, database);
  const superuser = async <Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    asSuperuser(database, async (client) => (await client.query(sql, [...parameters])).rows as Row[]);
  /** The numbers of the subscriptions that the worker finds for what is published, in their order. */
  const matched = async ({ revisionId }: Pick<SavedAdvisory, 'revisionId'>): Promise<string[]> =>
    worker.get(Database).as(systemActor('fan-out'), async (tx) => {
      const rows = await tx.query<{ number: string }>('SELECT subscription_number AS number FROM subscriptions.match($1) ORDER BY 1', [
        revisionId,
      ]);
      return rows.map(({ number }) => number);
    });
  const matches = async (subscription: SavedSubscription, advisory: Pick<SavedAdvisory, 'revisionId'>): Promise<boolean> =>
    (await matched(advisory)).includes(subscription.number);
  const end = async () => {
    await Promise.all([api.close(), worker.close()]);
    await database.drop();
  };
  return { database, ...people, api, worker, superuser, matched, matches, end };
}

async function appOn(url: string, { secretKey }: TestDatabase): Promise<TestingModule> {
  const config = readConfig({ DATABASE_URL: url, SECRET_KEY: secretKey, NODE_ENV: 'test', DATABASE_POOL: '6' });
  const app = await Test.createTestingModule({ imports: [PlatformModule.forRoot(config, 'test'), SubscriptionsModule] }).compile();
  app.enableShutdownHooks();
  return app;
}

async function cast(database: TestDatabase) {
  const cert = await anOrganisation().named('Harbour City CERT').operator().savedIn(database);
  const bank = await anOrganisation().named('Bank').ofSectors('finance').savedIn(database);
  const water = await anOrganisation().named('Water').ofSectors('water').savedIn(database);
  const treasury = await anOrganisation().named('Treasury').government().ofSectors('finance').savedIn(database);
  const analyst = await aPerson().of(cert).withRoles('analyst').savedIn(database);
  const reviewer = await aPerson().of(cert).withRoles('reviewer').savedIn(database);
  const banker = await aPerson().of(bank).savedIn(database);
  const bankAdmin = await aPerson().of(bank).withRoles('member', 'organisation_admin').savedIn(database);
  const plumber = await aPerson().of(water).savedIn(database);
  const treasurer = await aPerson().of(treasury).savedIn(database);
  const reader = await aPerson().savedIn(database);
  const group = await aGroupOf(database, cert, { organisations: [water.id] });
  return { cert, bank, water, treasury, group, analyst, reviewer, banker, bankAdmin, plumber, treasurer, reader };
}
