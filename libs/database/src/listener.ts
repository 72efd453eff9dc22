import pg from 'pg';

/** One connection that listens. Notifications carry ids only; what was missed while disconnected is for `onReconnect` to make up. */
export class Listener {
  private client: pg.Client | undefined;
  private isClosed = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly handlers = new Map<string, (payload: string) => void>();
  private readonly reconnectHandlers: (() => void)[] = [];
  private readonly lossHandlers: (() => void)[] = [];

  constructor(private readonly url: string) {}

  /** Calls `handle` for each notification on the channel. Register before `start`. */
  on(channel: string, handle: (payload: string) => void): void {
    this.handlers.set(channel, handle);
  }

  /** Called after each connection but the first: notifications sent in between were not heard. */
  onReconnect(handle: () => void): void {
    this.reconnectHandlers.push(handle);
  }

  /** Called when the connection is lost: what is published from now on is not heard. */
  onLoss(handle: () => void): void {
    this.lossHandlers.push(handle);
  }

  async start(): Promise<void> {
    await this.connect();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'harbourlight-listen', keepAlive: true });
    client.on('error', () => {
      this.reconnectSoon(client);
    });
    client.on('end', () => {
      this.reconnectSoon(client);
    });
    client.on('notification', (message) => this.handlers.get(message.channel)?.(message.payload ?? ''));
    await client.connect();
    for (const channel of this.handlers.keys()) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    this.client = client;
  }

  private reconnectSoon(lost: pg.Client): void {
    if (this.isClosed || (this.client !== lost && this.client !== undefined)) return;
    this.client = undefined;
    for (const handle of this.lossHandlers) handle();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.reconnect(), 500);
  }

  private async reconnect(): Promise<void> {
    try {
      await this.connect();
      for (const handle of this.reconnectHandlers) handle();
    } catch {
      // The server is still away; the next try follows in the same rhythm.
      this.client = undefined;
      clearTimeout(this.timer);
      if (!this.isClosed) this.timer = setTimeout(() => void this.reconnect(), 500);
    }
  }
}
