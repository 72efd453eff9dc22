import type { Config } from '#libs/config';
import { MIGRATIONS } from '../../../../migrations/index.js';
import { askDatabase } from './ask-database.js';
import type { Finding } from './finding.js';

const SUBJECT = 'database';
/** No such schema or table; not allowed; no or a wrong password. */
const NEVER_MIGRATED = new Set(['3F000', '42P01']);
const NOT_FOR_US = new Set(['42501', '28P01', '28000']);

/** Whether the database is as new as the program. Only its owner may look: the service roles see no migrations. */
export async function checkMigrations({ databaseUrl }: Config): Promise<Finding[]> {
  const names: string[] = MIGRATIONS.map((Migration) => new Migration().name);
  const migrate = 'Run "npm run cli -- migrate" with the owner\'s DATABASE_URL.';
  let applied: string[];
  try {
    applied = await askDatabase(databaseUrl, async (client) =>
      (await client.query<{ name: string }>('SELECT name FROM migrations.applied')).rows.map(({ name }) => name),
    );
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (NEVER_MIGRATED.has(code)) return [{ status: 'fail', subject: SUBJECT, text: 'it is not migrated', advice: migrate }];
    // A driver that is asked for a password and has none says so without a code.
    if (!NOT_FOR_US.has(code) && !(error instanceof Error && /password/i.test(error.message))) throw error;
    return [
      {
        status: 'warn',
        subject: SUBJECT,
        text: 'its migrations cannot be seen with this DATABASE_URL',
        advice: "Run the doctor with the owner's DATABASE_URL to compare them.",
      },
    ];
  }
  const missing = names.filter((name) => !applied.includes(name));
  const unknown = applied.filter((name) => !names.includes(name));
  if (missing.length > 0)
    return [{ status: 'fail', subject: SUBJECT, text: `${missing.length} migrations are missing: ${missing.join(', ')}`, advice: migrate }];
  if (unknown.length > 0)
    return [
      {
        status: 'fail',
        subject: SUBJECT,
        text: `it is newer than this program: ${unknown.join(', ')}`,
        advice: 'Start the newer version of Harbourlight.',
      },
    ];
  return [{ status: 'ok', subject: SUBJECT, text: `all ${names.length} migrations are there` }];
}
