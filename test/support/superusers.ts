import { Client } from 'pg';

/** By address of the database: connections that wait for their next use, since a new one costs more than most of what it is asked. */
const waiting = new Map<string, Client[]>();

/** Works with a connection of a superuser that nobody else uses meanwhile, in UTC and without anything left of its last use. */
export async function withSuperuser<Result>(adminUrl: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = waiting.get(adminUrl)?.pop() ?? (await connected(adminUrl));
  try {
    const result = await work(client);
    await keep(adminUrl, client);
    return result;
  } catch (error) {
    // It may be in the middle of a transaction.
    await client.end();
    throw error;
  }
}

/** Before a database is dropped or copied: nobody is connected to it from here any more. */
export async function disconnectSuperusers(adminUrl: string): Promise<void> {
  const clients = waiting.get(adminUrl) ?? [];
  waiting.delete(adminUrl);
  await Promise.all(clients.map((client) => client.end()));
}

async function connected(adminUrl: string): Promise<Client> {
  const client = new Client({ connectionString: adminUrl, options: '-c timezone=UTC' });
  client.on('error', () => {
    // Ended by the server while it waited: it must not be used again.
    waiting.set(
      adminUrl,
      (waiting.get(adminUrl) ?? []).filter((other) => other !== client),
    );
  });
  await client.connect();
  return client;
}

async function keep(adminUrl: string, client: Client): Promise<void> {
  client.removeAllListeners('notification');
  await client.query('DISCARD ALL');
  waiting.set(adminUrl, [...(waiting.get(adminUrl) ?? []), client]);
}
