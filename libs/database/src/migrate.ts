import pg from 'pg';
import { SERVICE_ROLES, servicePassword } from './service-roles.js';

export interface MigrateOptions {
  /** A superuser's URL, or one of a role that may create roles and owns the database. */
  readonly adminUrl: string;
  readonly secretKey: string;
}

/** As PostgreSQL counts its versions: what the statements need and the tests run on. */
export const OLDEST_SERVER = 180_000;
/** Any number that no other program in this database uses. */
const MIGRATION_LOCK = 4_820_261_123;

/**
 * Brings the database to the newest state: makes the roles, then runs the migrations that are missing, one transaction each, as the owner.
 * Several processes may call it at once; they wait for one another. Throws before it changes anything where the server is too old.
 */
export async function migrate({ adminUrl, secretKey }: MigrateOptions): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await refuseOldServer(admin);
    await admin.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await prepareRoles(admin, secretKey);
    await runMigrations(adminUrl);
  } finally {
    await admin.end();
  }
}

async function refuseOldServer(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ number: number; version: string }>(
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version",
  );
  const [server] = rows;
  if (server !== undefined && server.number < OLDEST_SERVER)
    throw new Error(`Harbourlight needs PostgreSQL 18 or newer; the server of DATABASE_URL is ${server.version}.`);
}

async function prepareRoles(admin: pg.Client, secretKey: string): Promise<void> {
  await createRole(admin, 'harbourlight_owner', 'NOLOGIN');
  for (const role of SERVICE_ROLES) {
    await createRole(admin, role, 'LOGIN NOINHERIT');
    const password = admin.escapeLiteral(servicePassword(role, secretKey));
    await admin.query(`ALTER ROLE ${role} LOGIN NOCREATEDB NOCREATEROLE PASSWORD ${password}`);
  }
  const database = admin.escapeIdentifier(admin.database ?? '');
  await admin.query('GRANT harbourlight_owner TO CURRENT_USER');
  await admin.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT, CREATE ON DATABASE ${database} TO harbourlight_owner`);
  await admin.query(`GRANT CONNECT ON DATABASE ${database} TO ${SERVICE_ROLES.join(', ')}`);
  await admin.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
}

async function createRole(admin: pg.Client, role: string, options: string): Promise<void> {
  // Roles belong to the cluster: another database of it may be making the same one at this moment.
  await admin.query(`DO $$ BEGIN CREATE ROLE ${role} ${options}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
}

async function runMigrations(adminUrl: string): Promise<void> {
  // Three megabytes of code that processes which only use the database never need.
  const [{ DataSource }, { MIGRATIONS }] = await Promise.all([import('typeorm'), import('../../../migrations/index.js')]);
  const source = new DataSource({
    type: 'postgres',
    url: adminUrl,
    schema: 'migrations',
    installExtensions: false,
    migrations: [...MIGRATIONS],
    migrationsTableName: 'applied',
    extra: { options: '-c role=harbourlight_owner -c timezone=UTC' },
  });
  await source.initialize();
  try {
    await source.query('CREATE SCHEMA IF NOT EXISTS migrations');
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}
