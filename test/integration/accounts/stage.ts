import { AccountMails, AccountsModule, DomainResolver } from '#libs/accounts';
import type { AccountMail } from '#libs/accounts';
import { AuditModule } from '#libs/audit';
import { readConfig } from '#libs/config';
import { Clock, DomainError, FixedClock } from '#libs/core';
import { PlatformModule } from '#libs/database';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import type { Type } from '@nestjs/common';
import { asSuperuser } from '../../support/builders/organisation.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

/** What DNS answers in these tests. */
export class RecordedDns extends DomainResolver {
  readonly records = new Map<string, string[]>();

  txt(name: string): Promise<string[]> {
    return Promise.resolve(this.records.get(name) ?? []);
  }
}

/** The libs as the api and the worker have them, on a database of their own, with a clock and a DNS that the test holds. */
export interface Stage {
  readonly database: TestDatabase;
  readonly clock: FixedClock;
  readonly dns: RecordedDns;
  /** A use case as the api has it. */
  api<Thing>(type: Type<Thing>): Thing;
  worker<Thing>(type: Type<Thing>): Thing;
  /** The mails that are due to an address, the oldest first. */
  mailsTo(address: string): Promise<AccountMail[]>;
  /** The token in the newest mail to an address. */
  tokenTo(address: string): Promise<string>;
  /** The rows that a statement gives, behind the curtain. */
  rows<Row extends object>(sql: string, ...parameters: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

async function processOn(url: string, database: TestDatabase, doubles: { clock: Clock; dns: DomainResolver }): Promise<TestingModule> {
  const config = readConfig({ DATABASE_URL: url, SECRET_KEY: database.secretKey, NODE_ENV: 'test' });
  const module = await Test.createTestingModule({ imports: [PlatformModule.forRoot(config, 'accounts test'), AccountsModule, AuditModule] })
    .overrideProvider(Clock)
    .useValue(doubles.clock)
    .overrideProvider(DomainResolver)
    .useValue(doubles.dns)
    .compile();
  module.enableShutdownHooks([]);
  return module;
}

export async function openStage(): Promise<Stage> {
  const database = await testDatabase();
  const clock = new FixedClock(new Date());
  const dns = new RecordedDns();
  const api = await processOn(database.apiUrl, database, { clock, dns });
  const worker = await processOn(database.workerUrl, database, { clock, dns });
  const rows = async <Row extends object>(sql: string, ...parameters: readonly unknown[]): Promise<Row[]> =>
    asSuperuser(database, async (client) => (await client.query<Row & Record<string, unknown>>(sql, [...parameters])).rows);
  const mailsTo = async (address: string): Promise<AccountMail[]> => {
    const events = await rows<{ token: string }>(
      `SELECT payload->>'sealedToken' AS token FROM outbox.event WHERE type = 'account.mail_requested' AND payload ? 'sealedToken' ORDER BY position`,
    );
    const mails = await Promise.all(events.map((event) => worker.get(AccountMails).find(event.token)));
    return mails.filter((mail) => mail !== undefined).filter((mail) => mail.to.toLowerCase() === address.toLowerCase());
  };
  return {
    database,
    clock,
    dns,
    api: (type) => api.get(type),
    worker: (type) => worker.get(type),
    mailsTo,
    tokenTo: async (address) => (await mailsTo(address)).at(-1)?.params.url.split('?')[0]?.split('/').at(-1) ?? '',
    rows,
    close: async () => {
      await api.close();
      await worker.close();
      await database.drop();
    },
  };
}

/** The code of a refusal, or what else came. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no refusal';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code;
  }
}
