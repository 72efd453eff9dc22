import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, startEmbedded } from '#libs/embedded';
import { migrate } from '#libs/database';

/** Roles belong to the whole cluster and their passwords follow from this key, so all test databases share it. */
export const TEST_SECRET_KEY = 'a-secret-key-for-tests-alone-0123456789';
export const TEMPLATE_DATABASE = 'harbourlight_template';

export interface TestCluster {
  /** Superuser, database `postgres`. */
  readonly adminUrl: string;
  /** Of the OpenPGP key that all tests of the run sign with. */
  readonly keyFile: string;
  stop(): Promise<void>;
}

/** One cluster for a run of tests, with one migrated database that each test file copies. */
export async function startTestCluster(): Promise<TestCluster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-test-'));
  const server = await startEmbedded({ dataDir, mode: 'test' });
  const stop = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await migrate({ adminUrl: await createDatabase(server.adminUrl, TEMPLATE_DATABASE), secretKey: TEST_SECRET_KEY });
  } catch (error) {
    await stop();
    throw error;
  }
  return { adminUrl: server.adminUrl, keyFile: join(dataDir, 'openpgp.asc'), stop };
}
