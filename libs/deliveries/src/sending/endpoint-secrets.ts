import { systemActor } from '#libs/access';
import { SecretBox } from '#libs/config';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import { ENDPOINT_SECRET_PURPOSE } from '#libs/subscriptions';
import { Injectable } from '@nestjs/common';

/** Endpoints whose opened secrets are kept in memory. */
const MAX_KEPT = 50_000;
const SENDER = systemActor('send-deliveries');
/** The newest first; two during a rotation. */
const READ = `
SELECT e.id AS endpoint_id, e.secrets_version, x.secret_encrypted, x.expires_at
FROM subscriptions.endpoint e LEFT JOIN subscriptions.endpoint_secret x ON x.endpoint_id = e.id AND (x.expires_at IS NULL OR x.expires_at > now())
WHERE e.id = ANY ($1) ORDER BY e.id, x.created_at DESC, x.id`;

interface Opened {
  readonly version: number;
  /** In the order in which they sign. */
  readonly secrets: readonly { readonly text: string; readonly untilMs: number }[];
}

interface Row extends Record<string, unknown> {
  readonly endpoint_id: string;
  readonly secrets_version: number;
  readonly secret_encrypted: Buffer | null;
  readonly expires_at: string | null;
}

/** The signing secrets of endpoints, read again where their version has changed. Many are asked for at once and read in one statement. */
@Injectable()
export class EndpointSecrets {
  private readonly opened = new Map<string, Opened>();
  private wanted = new Set<string>();
  private reading: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** `whsec_…`, the newest first. Empty where the endpoint has none any more. */
  open(endpointId: string, version: number): readonly string[] | Promise<readonly string[]> {
    const known = this.opened.get(endpointId);
    return known !== undefined && known.version >= version ? this.inForce(known) : this.read(endpointId);
  }

  private async read(endpointId: string): Promise<readonly string[]> {
    this.wanted.add(endpointId);
    await (this.reading ??= this.readWanted());
    const known = this.opened.get(endpointId);
    return known === undefined ? [] : this.inForce(known);
  }

  /** Waits until the alerts that were claimed together have all asked. */
  private async readWanted(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const ids = [...this.wanted];
    this.wanted = new Set();
    this.reading = undefined;
    const rows = await this.database.as(SENDER, (tx) => tx.query<Row>(READ, [ids]));
    for (const [endpointId, theirs] of Map.groupBy(rows, (row) => row.endpoint_id)) {
      this.opened.delete(endpointId);
      this.opened.set(endpointId, this.openAll(theirs));
    }
    for (const id of this.opened.keys()) {
      if (this.opened.size <= Math.max(MAX_KEPT, ids.length)) break;
      this.opened.delete(id);
    }
  }

  private openAll(rows: readonly Row[]): Opened {
    const secrets = rows.flatMap(({ secret_encrypted, expires_at }) =>
      secret_encrypted === null
        ? []
        : [
            {
              text: this.secretBox.open(ENDPOINT_SECRET_PURPOSE, secret_encrypted),
              untilMs: expires_at === null ? Infinity : Date.parse(expires_at),
            },
          ],
    );
    return { version: rows[0]?.secrets_version ?? 0, secrets };
  }

  private inForce({ secrets }: Opened): readonly string[] {
    const nowMs = this.clock.nowMs();
    return secrets.flatMap(({ text, untilMs }) => (untilMs > nowMs ? [text] : []));
  }
}
