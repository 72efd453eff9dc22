import { setTimeout as pause } from 'node:timers/promises';
import { FanOut } from '../support/fan-out.js';
import type { PublishedAdvisory, SavedEndpoint } from '../support/fan-out.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { checkTotalQueue } from '../support/total-queue.js';
import type { DeliveryRow, ExpectedAlert, Verdict } from '../support/total-queue.js';
import { startWebhookSink } from '../support/webhook-sink.js';
import type { WebhookSink } from '../support/webhook-sink.js';

export const NOTHING_WRONG = { lost: [], ghosts: [], wrong: [], falseDone: [], unrecognisable: [], unsigned: [], stuck: [] };

/** Longer than any lease. */
const STANDSTILL_MS = 40_000;

/** A database, many receivers and the one who counts: what workers are killed in front of. */
export class KillingGround {
  private constructor(
    readonly database: TestDatabase,
    readonly world: FanOut,
    readonly sink: WebhookSink,
    private readonly organisations: readonly string[],
  ) {}

  static async prepared(): Promise<KillingGround> {
    const database = await testDatabase();
    const world = await FanOut.in(database);
    return new KillingGround(database, world, await startWebhookSink(), await world.organisations(50));
  }

  async end(): Promise<void> {
    await this.sink.stop();
    await this.world.close();
    await this.database.drop();
  }

  async webhooks(count: number, vendor: string): Promise<SavedEndpoint[]> {
    const specs = Array.from({ length: count }, (_, n) => ({
      organisationId: this.organisations[n % this.organisations.length] ?? '',
      vendors: [vendor],
    }));
    const endpoints = await this.world.endpoints(specs, this.sink.urlOf);
    for (const { id, secret } of endpoints) this.sink.expect(id, secret);
    return endpoints;
  }

  /** The time passes for which a worker held what it was about to send. To be said only while none lives: no lease of a living one may end. */
  async leasesEnd(): Promise<void> {
    await this.world.rows('UPDATE deliveries.claim SET lease_until = now() WHERE lease_until > now()');
  }

  /** Waits by progress and not by a fixed time: gives up only when nothing has moved for 40 s. */
  async drained(): Promise<void> {
    let last = '';
    let movedAt = performance.now();
    for (;;) {
      // Time passes: what waits for another try is due.
      await this.world.rows('UPDATE deliveries.due SET next_attempt_at = now() WHERE next_attempt_at > now()');
      const [state] = await this.world.rows<{ due: number; claims: number; events: number }>(
        `SELECT (SELECT count(*) FROM deliveries.due)::int AS due, (SELECT count(*) FROM deliveries.claim)::int AS claims,
           (SELECT count(*) FROM outbox.event WHERE done_at IS NULL)::int AS events`,
      );
      if (state?.due === 0 && state.claims === 0 && state.events === 0) return;
      const now = `${JSON.stringify(state)} ${this.sink.receipts.length}`;
      if (now !== last) movedAt = performance.now();
      if (performance.now() - movedAt > STANDSTILL_MS) throw new Error(`nothing moves any more: ${now}`);
      last = now;
      await pause(200);
    }
  }

  async verdictOn(advisories: readonly PublishedAdvisory[], endpoints: readonly SavedEndpoint[]): Promise<Verdict> {
    const ids = new Set(advisories.map(({ id }) => id));
    const rows = await this.world.rows<DeliveryRow>(
      `SELECT message_id AS "messageId", advisory_id AS "advisoryId", revision, endpoint_id AS "endpointId", status FROM deliveries.delivery WHERE advisory_id = ANY ($1)`,
      [[...ids]],
    );
    const receipts = this.sink.receipts.flatMap(({ messageId, endpoint, body, bodyHash, isValid }) => {
      const { data } = JSON.parse(body) as { data: { id: string; revision: number } };
      return ids.has(data.id) ? [{ messageId, endpointId: endpoint, advisoryId: data.id, revision: data.revision, bodyHash, isValid }] : [];
    });
    return checkTotalQueue(expectedOf(advisories, endpoints), rows, receipts);
  }
}

function expectedOf(advisories: readonly PublishedAdvisory[], endpoints: readonly SavedEndpoint[]): ExpectedAlert[] {
  return advisories.flatMap(({ id, revision }) => endpoints.map((endpoint) => ({ advisoryId: id, revision, endpointId: endpoint.id })));
}
