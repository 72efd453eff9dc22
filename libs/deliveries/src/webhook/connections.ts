import { Client } from 'undici';

/**
 * The connections of one origin, one for each call under way: what was used last is used first, so that those nobody needs fall silent and are closed
 * after their time. How many there may be is decided by who starts calls. A pool of undici's decides the same once more, looks through its
 * connections for each call, and waits for word of each before it takes it again.
 */
export class Connections {
  private readonly all = new Set<Client>();
  private readonly free: Client[] = [];

  constructor(
    private readonly origin: string,
    private readonly options: Client.Options,
  ) {}

  take(): Client {
    return this.free.pop() ?? this.open();
  }

  giveBack(connection: Client): void {
    if (this.all.has(connection)) this.free.push(connection);
  }

  /** A call on it failed or was cut off: nobody uses it again, and what it still holds ends. */
  discard(connection: Client): void {
    this.all.delete(connection);
    void connection.destroy();
  }

  /** Takes nothing away from calls that are under way: it waits for their end. */
  async close(): Promise<void> {
    const connections = [...this.all];
    this.all.clear();
    this.free.length = 0;
    await Promise.all(connections.map((connection) => connection.close()));
  }

  private open(): Client {
    const connection = new Client(this.origin, this.options);
    this.all.add(connection);
    return connection;
  }
}
