import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '#libs/database';
import { createDatabase, startEmbedded } from '#libs/embedded';
import pg from 'pg';
import { fillAdvisories } from './advisories-world.js';
import { SECRET_KEY } from './stage.js';

type Server = Awaited<ReturnType<typeof startEmbedded>>;

export interface FilledServer {
  readonly server: Server;
  /** Of the database with the advisories. */
  readonly adminUrl: string;
}

const NAME = 'bench';

/**
 * An embedded PostgreSQL in `dataDir` with `count` advisories of the common workload. Filling takes longer than most measurements: in a pass (BENCH_KEEP names
 * its folder) the first that asks for so many fills the tables, and the others start on a copy of them.
 */
export async function startFilled(dataDir: string, count: number, mode: 'durable' | 'test'): Promise<FilledServer> {
  const pass = process.env['BENCH_KEEP'];
  const kept = pass === undefined ? undefined : join(pass, `advisories-${count}`);
  if (kept === undefined || !existsSync(kept)) {
    const server = await filled(dataDir, count, mode);
    if (kept === undefined) return server;
    await server.server.stop();
    mkdirSync(pass ?? '', { recursive: true });
    copy(dataDir, kept);
  } else copy(kept, dataDir);
  const server = await startEmbedded({ dataDir, mode });
  const url = new URL(server.adminUrl);
  url.pathname = `/${NAME}`;
  return { server, adminUrl: url.toString() };
}

async function filled(dataDir: string, count: number, mode: 'durable' | 'test'): Promise<FilledServer> {
  const server = await startEmbedded({ dataDir, mode });
  const adminUrl = await createDatabase(server.adminUrl, NAME);
  await migrate({ adminUrl, secretKey: SECRET_KEY });
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await fillAdvisories(client, count);
  await client.end();
  return { server, adminUrl };
}

/** With the owners of its files: as root the server has an account of its own. */
function copy(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const { status, stderr } = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the filled tables could not be copied: ${stderr}`);
}
