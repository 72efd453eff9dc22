import { systemActor } from '#libs/access';
import { SecretBox } from '#libs/config';
import { Database } from '#libs/database';
import { ENDPOINT_SECRET_PURPOSE } from '#libs/subscriptions';
import { Injectable } from '@nestjs/common';

/** Opened secrets that are kept in memory; a stored secret never changes, so its id is enough. */
const MAX_KEPT = 50_000;
const SENDER = systemActor('send-deliveries');

/** The signing secrets of endpoints. Many are asked for at once and read in one statement. */
@Injectable()
export class EndpointSecrets {
  private readonly opened = new Map<string, string>();
  private wanted = new Set<string>();
  private reading: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly secretBox: SecretBox,
  ) {}

  /** `whsec_…`, in the order of the ids. A secret that is gone meanwhile is left out. */
  async open(ids: readonly string[]): Promise<readonly string[]> {
    if (ids.some((id) => !this.opened.has(id))) {
      for (const id of ids) this.wanted.add(id);
      await (this.reading ??= this.readWanted());
    }
    return ids.flatMap((id) => this.opened.get(id) ?? []);
  }

  /** Waits until the alerts that were claimed together have all asked. */
  private async readWanted(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const ids = [...this.wanted];
    this.wanted = new Set();
    this.reading = undefined;
    const rows = await this.database.as(SENDER, (tx) =>
      tx.query<{ id: string; secret_encrypted: Buffer }>(
        'SELECT id, secret_encrypted FROM subscriptions.endpoint_secret WHERE id = ANY ($1)',
        [ids],
      ),
    );
    for (const { id, secret_encrypted } of rows) this.opened.set(id, this.secretBox.open(ENDPOINT_SECRET_PURPOSE, secret_encrypted));
    for (const id of this.opened.keys()) {
      if (this.opened.size <= MAX_KEPT) break;
      this.opened.delete(id);
    }
  }
}
