import type { TestRun } from './global-setup.js';

export default async function tearDown(): Promise<void> {
  await (globalThis as TestRun).harbourlightTestCluster?.stop();
}
