import pg from 'pg';

const WITHIN_MS = 5_000;

/** One connection for the time of `work`; the message of what goes wrong never holds the address, which has a password in it. */
export async function askDatabase<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'harbourlight-doctor',
    connectionTimeoutMillis: WITHIN_MS,
    query_timeout: 2 * WITHIN_MS,
  });
  client.on('error', () => undefined); // What breaks between two questions is told by the next.
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
