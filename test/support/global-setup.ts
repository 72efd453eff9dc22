import './typescript-hooks.mjs';
import type { TestCluster } from './test-cluster.js';

/** Where the teardown, a module of its own, finds what the setup started. */
export interface TestRun {
  harbourlightTestCluster?: TestCluster;
}

/** Jest asks for a default export. It calls it once a run, however many projects name this file; workers inherit the environment. */
export default async function setUp(): Promise<void> {
  const { startTestCluster } = await import('./test-cluster.js');
  const cluster = await startTestCluster();
  (globalThis as TestRun).harbourlightTestCluster = cluster;
  process.env['TEST_CLUSTER_URL'] = cluster.adminUrl;
  process.env['TEST_KEY_FILE'] = cluster.keyFile;
}
