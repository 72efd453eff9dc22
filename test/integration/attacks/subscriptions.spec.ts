import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { readConfig } from '#libs/config';
import { PlatformModule } from '#libs/database';
import { CreateEmailEndpoint, CreateWebhookEndpoint, SubscriptionsModule } from '#libs/subscriptions';
import { aGroupOf, anOrganisation } from '../../support/builders/organisation.js';
import { aPerson, refreshed } from '../../support/builders/person.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let database: TestDatabase;
let api: TestingModule;

beforeAll(async () => {
  database = await testDatabase();
  const config = readConfig({ DATABASE_URL: database.apiUrl, SECRET_KEY: database.secretKey, NODE_ENV: 'test', DATABASE_POOL: '4' });
  api = await Test.createTestingModule({ imports: [PlatformModule.forRoot(config, 'attacks'), SubscriptionsModule] }).compile();
  api.enableShutdownHooks();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

describe('a member who has passed no second factor', () => {
  // What goes to an endpoint is read with all keys of its person: narrow GREEN in clear, AMBER encrypted to the key that was set there.
  it('opens no place to which narrow content would go', async () => {
    const bank = await anOrganisation().ofSectors('finance').savedIn(database);
    const { actorWithoutSecondFactor: thief } = await aPerson().of(bank).savedIn(database);
    const refused = { code: 'SECOND_FACTOR_REQUIRED' };
    await expect(api.get(CreateEmailEndpoint).execute(thief, { address: 'thief@evil.example' })).rejects.toMatchObject(refused);
    await expect(api.get(CreateWebhookEndpoint).execute(thief, { url: 'https://evil.example/hook' })).rejects.toMatchObject(refused);
  });

  it('is asked for it by what they may read, and not by being a member', async () => {
    const { actorWithoutSecondFactor: reader } = await aPerson().savedIn(database);
    await expect(api.get(CreateEmailEndpoint).execute(reader, { address: 'reader@home.example' })).resolves.toMatchObject({
      channel: 'email',
    });
    const bank = await anOrganisation().savedIn(database);
    const invited = await aPerson().savedIn(database);
    await aGroupOf(database, bank, { persons: [invited.id] });
    const weak = await refreshed(database, invited.actorWithoutSecondFactor);
    await expect(api.get(CreateEmailEndpoint).execute(weak, { address: 'invited@home.example' })).rejects.toMatchObject({
      code: 'SECOND_FACTOR_REQUIRED',
    });
  });
});
