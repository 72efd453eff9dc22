import { Database } from '#libs/database';
import { ShipGuidance } from '#libs/guidance';
import type { TestDatabase } from './test-database.js';

/** What a worker does at its start: publishes the articles that come with the platform. */
export async function shipGuidance({ workerUrl }: Pick<TestDatabase, 'workerUrl'>): Promise<number> {
  const database = new Database({ url: workerUrl, applicationName: 'test-shipping' });
  try {
    return await new ShipGuidance(database).execute();
  } finally {
    await database.close();
  }
}
