import { SystemClock } from '#libs/core';
import type { Config } from '#libs/config';
import { explainError } from '../explain-error.js';
import { checkClock } from './check-clock.js';
import { checkConfiguration } from './check-configuration.js';
import { checkDataFolder } from './check-data-folder.js';
import { checkDatabase } from './check-database.js';
import { checkMail } from './check-mail.js';
import { checkMigrations } from './check-migrations.js';
import { checkQueue } from './check-queue.js';
import { checkWork } from './check-work.js';
import type { Finding } from './finding.js';

type Check = (config: Config) => Finding[] | Promise<Finding[]>;

const BEFORE_THE_DATABASE: readonly Check[] = [checkConfiguration, checkDataFolder];
/** These ask the database, and say nothing where it cannot be asked. */
const OF_THE_DATABASE: readonly Check[] = [checkMigrations, (config) => checkClock(config, new SystemClock()), checkWork];

/** Looks at everything, one thing after the other; a check that breaks is a finding like any other. */
export async function* examine(config: Config): AsyncGenerator<Finding, void, undefined> {
  for (const check of BEFORE_THE_DATABASE) yield* await check(config);
  yield* examineDatabase(config);
  yield* await attempt('queue', () => checkQueue(config));
  yield* await attempt('mail', () => checkMail(config));
}

async function* examineDatabase(config: Config): AsyncGenerator<Finding, void, undefined> {
  try {
    yield* await checkDatabase(config);
  } catch (error) {
    yield broken('database', error);
    return;
  }
  for (const check of OF_THE_DATABASE) yield* await attempt('database', () => check(config));
}

async function attempt(subject: Finding['subject'], check: () => Finding[] | Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [broken(subject, error)];
  }
}

function broken(subject: Finding['subject'], error: unknown): Finding {
  const [text = '', ...advice] = explainError(error, { isDebugging: false });
  return { status: 'fail', subject, text, advice: advice.map((line) => line.trim()).join(' ') };
}
