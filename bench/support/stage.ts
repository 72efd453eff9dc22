import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, serviceUrl } from '#libs/database';
import { createDatabase, startEmbedded } from '#libs/embedded';
import { FanOut } from '../../test/support/fan-out.js';
import type { TestDatabase } from '../../test/support/test-database.js';

export const SECRET_KEY = 'a-secret-key-for-the-bench-alone-0123456789';

/** A fresh embedded PostgreSQL as `npm start` runs it (fsync on), migrated, with a world to fill. */
export interface Stage {
  readonly database: TestDatabase;
  readonly world: FanOut;
  readonly dataDir: string;
  /** For `postgresCpuMs`. */
  readonly postgresFolder: string;
}

/** Runs `work` on a stage and takes it down, whatever comes of it. */
export async function onStage(work: (stage: Stage) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-bench-'));
  const server = await startEmbedded({ dataDir, mode: 'durable' });
  try {
    const adminUrl = await createDatabase(server.adminUrl, 'bench');
    await migrate({ adminUrl, secretKey: SECRET_KEY });
    const database: TestDatabase = {
      adminUrl,
      apiUrl: serviceUrl(adminUrl, 'harbourlight_api', SECRET_KEY),
      workerUrl: serviceUrl(adminUrl, 'harbourlight_worker', SECRET_KEY),
      secretKey: SECRET_KEY,
      keyFile: join(dataDir, 'openpgp.asc'),
      drop: () => Promise.resolve(),
    };
    const world = await FanOut.in(database);
    try {
      await work({ database, world, dataDir, postgresFolder: join(dataDir, 'postgres') });
    } finally {
      await world.close();
    }
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
