import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { AccountsModule, CreatePersonByOperator, OPERATOR } from '#libs/accounts';
import { readConfig, SecretBox } from '#libs/config';
import { PlatformModule } from '#libs/database';
import { anOrganisation, asSuperuser } from '../../support/builders/organisation.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

export const PASSWORD = 'forty slow herons over a quiet quay';
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** The accounts as the api and as the command line have them. */
export type AccountsStage = Awaited<ReturnType<typeof accountsStage>>;

export async function accountsStage() {
  const database = await testDatabase();
  const cert = await anOrganisation().named('CERT').operator().savedIn(database);
  const bank = await anOrganisation().named('Bank').ofSectors('finance').savedIn(database);
  const api = await appOn(database.apiUrl, database);
  const worker = await appOn(database.workerUrl, database);
  const box = new SecretBox(database.secretKey);
  /** An account with a password, and with an authenticator where asked for. */
  const account = async (email: string, more: object = {}) => {
    const asked = { email, name: 'Somebody Else', password: PASSWORD, organisation: bank.name, ...more };
    return (await worker.get(CreatePersonByOperator).execute(OPERATOR, asked)).personId;
  };
  const rows = <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
    asSuperuser(database, async (client) => (await client.query<Row & Record<string, unknown>>(sql, [...parameters])).rows);
  /** The tokens of mails that were asked for, the newest last. */
  const mailedTokens = async () => {
    const events = await rows<{ sealed: string }>(
      "SELECT payload->>'sealedToken' AS sealed FROM outbox.event WHERE type = 'account.mail_requested' ORDER BY position",
    );
    return events.map(({ sealed }) => box.open('mailed-token', Buffer.from(sealed, 'base64url')));
  };
  const end = async () => {
    await Promise.all([api.close(), worker.close()]);
    await database.drop();
  };
  return { database, cert, bank, api, worker, account, rows, mailedTokens, end };
}

async function appOn(url: string, { secretKey }: TestDatabase): Promise<TestingModule> {
  const config = readConfig({ DATABASE_URL: url, SECRET_KEY: secretKey, NODE_ENV: 'test', DATABASE_POOL: '4' });
  const app = await Test.createTestingModule({ imports: [PlatformModule.forRoot(config, 'attacks'), AccountsModule] }).compile();
  app.enableShutdownHooks();
  return app;
}
