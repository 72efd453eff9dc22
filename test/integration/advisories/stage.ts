import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { ANONYMOUS } from '#libs/access';
import type { Actor } from '#libs/access';
import { AdvisoriesModule } from '#libs/advisories';
import { readConfig } from '#libs/config';
import { Database, PlatformModule } from '#libs/database';
import type { Transaction } from '#libs/database';
import { RenditionsModule } from '#libs/renditions';
import { aGroupOf, anOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

/** The people of these tests, and the lib as the api and as the worker have it. */
export type Stage = Awaited<ReturnType<typeof aStage>>;

export async function aStage() {
  const database = await testDatabase();
  const people = await cast(database);
  const api = await appOn(database.apiUrl, database);
  const worker = await appOn(database.workerUrl, database);
  /** The read of somebody, through the api's role. */
  const as = <Result>(actor: Actor, work: (tx: Transaction) => Promise<Result>) => api.get(Database).as(actor, work);
  const end = async () => {
    await Promise.all([api.close(), worker.close()]);
    await database.drop();
  };
  /** The worker of an installation that is configured otherwise; whoever asks for one closes it. */
  const workerWith = (environment: Readonly<Record<string, string>>) => appOn(database.workerUrl, database, environment);
  return { database, ...people, api, worker, workerWith, as, end, anonymous: ANONYMOUS };
}

async function appOn(
  url: string,
  { secretKey, keyFile }: TestDatabase,
  environment: Readonly<Record<string, string>> = {},
): Promise<TestingModule> {
  const config = readConfig({
    ...{ DATABASE_URL: url, SECRET_KEY: secretKey, NODE_ENV: 'test', DATABASE_POOL: '4', OPENPGP_KEY_FILE: keyFile, ...environment },
  });
  const app = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, 'test'), AdvisoriesModule, RenditionsModule.forRoot()],
  }).compile();
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
  const otherReviewer = await aPerson().of(cert).withRoles('analyst', 'reviewer').savedIn(database);
  const bankAnalyst = await aPerson().of(bank).withRoles('analyst').savedIn(database);
  const bankMember = await aPerson().of(bank).savedIn(database);
  const waterMember = await aPerson().of(water).savedIn(database);
  const treasuryMember = await aPerson().of(treasury).savedIn(database);
  const administrator = await aPerson().of(cert).withRoles('administrator').savedIn(database);
  const group = await aGroupOf(database, cert, { organisations: [water.id] });
  return {
    ...{ cert, bank, water, treasury, group },
    ...{ analyst, reviewer, otherReviewer, bankAnalyst, bankMember, waterMember, treasuryMember, administrator },
  };
}
