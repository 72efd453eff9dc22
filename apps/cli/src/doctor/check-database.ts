import type { Config } from '#libs/config';
import { checkCatalogue, OLDEST_SERVER, SERVICE_ROLES, serviceUrl } from '#libs/database';
import { asWorker } from '../worker-config.js';
import { askDatabase } from './ask-database.js';
import type { Finding } from './finding.js';

const SUBJECT = 'database';

interface Server {
  readonly version: string;
  readonly number: number;
  readonly encoding: string;
  readonly ctype: string;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
  readonly is_replica: boolean;
}

const SERVER = `
SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number, pg_encoding_to_char(encoding) AS encoding,
  datctype AS ctype, current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
  current_setting('synchronous_commit') AS synchronous_commit, pg_is_in_recovery() AS is_replica
FROM pg_database WHERE datname = current_database()`;

/** Whether it answers, is set up so that nothing is lost and Chinese is found, and keeps readers apart (for both service roles). */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  const server = await askDatabase(asWorker(config).databaseUrl, async (client) => (await client.query<Server>(SERVER)).rows[0]);
  if (server === undefined) return [];
  const found: Finding[] = [{ status: 'ok', subject: SUBJECT, text: `PostgreSQL ${server.version} answers` }, ...settingsOf(server)];
  for (const role of SERVICE_ROLES) found.push(...(await catalogueOf(config, role)));
  return found;
}

function settingsOf(server: Server): Finding[] {
  const found: Finding[] = [];
  const say = (status: 'warn' | 'fail', text: string, advice: string) => found.push({ status, subject: SUBJECT, text, advice });
  if (server.number < OLDEST_SERVER)
    say('fail', 'it is older than PostgreSQL 18', 'Upgrade it: ids of deliveries are made by functions of 18.');
  if (server.encoding !== 'UTF8')
    say('fail', `its encoding is ${server.encoding}`, 'Make the cluster anew with the initdb flags of docs/operations.md.');
  if (/^(C|POSIX)$/i.test(server.ctype))
    say(
      'fail',
      `its LC_CTYPE is ${server.ctype}: words of Chinese are not found`,
      'Make the cluster anew with the initdb flags of docs/operations.md.',
    );
  if (server.is_replica) say('fail', 'it is a replica and takes no writes', 'Let DATABASE_URL name the primary.');
  if (server.fsync === 'off' || server.full_page_writes === 'off')
    say('fail', 'fsync or full_page_writes is off: a power cut loses what was acknowledged', 'Set both to on.');
  if (server.synchronous_commit === 'off') say('fail', 'synchronous_commit is off: a crash loses what was acknowledged', 'Set it to on.');
  return found;
}

async function catalogueOf(config: Config, role: (typeof SERVICE_ROLES)[number]): Promise<Finding[]> {
  const problems = await checkCatalogue(serviceUrl(config.databaseUrl, role, config.secretKey));
  if (problems.length === 0) return [{ status: 'ok', subject: SUBJECT, text: `keeps readers apart as ${role}` }];
  return problems.map((text) => ({
    status: 'fail',
    subject: SUBJECT,
    text,
    advice: 'Nothing starts like this. Undo what was changed by hand.',
  }));
}
