import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FanOut } from '../support/fan-out.js';
import type { SavedEndpoint } from '../support/fan-out.js';
import { Journey } from '../support/journey.js';
import type { Written } from '../support/journey.js';
import * as documents from '../support/journey-documents.js';
import { until } from '../support/journey-visitor.js';
import type { Visitor } from '../support/journey-visitor.js';
import type { ProcessName } from '../support/product.js';
import { fewAtATime } from '../support/surfaces.js';
import { checkTotalQueue } from '../support/total-queue.js';
import type { DeliveryRow, ExpectedAlert, ReceivedAlert } from '../support/total-queue.js';
import { startWebhookSink } from '../support/webhook-sink.js';
import type { WebhookSink } from '../support/webhook-sink.js';

/** Industry gets the large one; government, who may not, has its own small ones. */
const ENDPOINTS = { industry: 5_000, government: 40 };
const SMALL_ADVISORIES = 20;
/** Receipts at which something is killed in the middle of the fan-out. */
const KILLS_AT: readonly (readonly [receipts: number, name: ProcessName])[] = [
  [300, 'worker'],
  [1_200, 'api'],
  [2_000, 'worker'],
];
/** A worker that was killed held alerts: nobody sends them before its lease has ended. */
const DRAINED_WITHIN_MS = 120_000;

const STATE = `query ($trackingId: String!) { advisory(trackingId: $trackingId) { state text { description { en } } inWork { state } } }`;

describe('kill -9 of the whole product', () => {
  let journey: Journey;
  let world: FanOut;
  let sink: WebhookSink;
  let analyst: Visitor;
  let reviewer: Visitor;
  let industry: SavedEndpoint[];
  let government: SavedEndpoint[];
  let large: Written;
  const small: Written[] = [];
  const acknowledged = new Set<string>();
  let kills = 0;
  let startedMs = 0;

  beforeAll(async () => {
    sink = await startWebhookSink();
    journey = await Journey.begin();
    world = await FanOut.in(journey.product.database);
    industry = await webhooksOf('industry', 50);
    government = await webhooksOf('government', 4);
    analyst = await journey.signedIn('analyst@cert.example');
    reviewer = await journey.signedIn('reviewer@cert.example');
    large = await journey.draft(analyst, { title: 'For all of industry', label: 'GREEN', audience: { tiers: ['INDUSTRY'] } });
    await journey.submit(analyst, large);
    for (let count = 0; count < SMALL_ADVISORIES; count++) {
      const written = await journey.draft(analyst, {
        title: `For government ${count}`,
        label: 'GREEN',
        audience: { tiers: ['GOVERNMENT'] },
      });
      await journey.submit(analyst, written);
      small.push(written);
    }
    startedMs = performance.now();
    await killInTheMiddle();
    await killWhilePublishing();
    await journey.untilQuiet(DRAINED_WITHIN_MS);
  }, 240_000);

  afterAll(async () => {
    process.stdout.write(
      `fan-out: ${sink.receipts.length} calls, ${kills} kills, drained after ${Math.round(performance.now() - startedMs)} ms\n`,
    );
    await world.close();
    await journey.end();
    await sink.stop();
  });

  async function webhooksOf(tier: 'industry' | 'government', organisations: number): Promise<SavedEndpoint[]> {
    const owners = await world.organisations(organisations, tier);
    const specs = Array.from({ length: ENDPOINTS[tier] }, (_, at) => ({ organisationId: owners[at % owners.length] ?? '' }));
    const endpoints = await world.endpoints(
      specs.map((spec) => ({ ...spec, vendors: [] })),
      sink.urlOf,
    );
    for (const { id, secret } of endpoints) sink.expect(id, secret);
    return endpoints;
  }

  async function kill(name: ProcessName): Promise<void> {
    await journey.product.kill(name);
    kills += 1;
    await journey.product.run(name);
  }

  async function killInTheMiddle(): Promise<void> {
    await journey.publish(reviewer, large);
    acknowledged.add(large.trackingId);
    for (const [receipts, name] of KILLS_AT) {
      await until(`${receipts} calls have come`, () => sink.receipts.length >= receipts, DRAINED_WITHIN_MS);
      await kill(name);
    }
  }

  /** Publishes one after the other, a few at a time, while the api is killed under the requests. */
  async function killWhilePublishing(): Promise<void> {
    const waiting = [...small];
    while (waiting.length > 0) {
      const now = waiting.splice(0, 7);
      const publishing = fewAtATime(
        now.map((written) => async () => {
          const answer = await reviewer.answerTo(documents.PUBLISH_ADVISORY, { input: { id: written.id } }).catch(() => undefined);
          if (answer?.data !== undefined && answer.errors.length === 0) acknowledged.add(written.trackingId);
        }),
        2,
      );
      // Once some have been acknowledged, others are on their way.
      await until('two of them are published', () => now.filter(({ trackingId }) => acknowledged.has(trackingId)).length >= 2);
      await kill('api');
      await publishing;
    }
  }

  it('killed what it says, in the middle, and came back each time', () => {
    expect(kills).toBeGreaterThanOrEqual(KILLS_AT.length + 3);
    expect(industry).toHaveLength(ENDPOINTS.industry);
    expect(acknowledged.size).toBeGreaterThanOrEqual(7);
    // At least one of the requests was cut off; else nothing was shown about them.
    expect(acknowledged.size).toBeLessThan(SMALL_ADVISORIES + 1);
  });

  it('kept every publication that it had acknowledged, and of the others all or nothing', async () => {
    const member = await journey.signedIn('member@treasury.example');
    for (const { trackingId } of small) {
      const { advisory: asReviewer } = await reviewer.ask<{ advisory: { state: string; inWork: { state: string } | null } | null }>(STATE, {
        trackingId,
      });
      const { advisory: asReader } = await member.ask<{ advisory: { text: { description: { en: string } } } | null }>(STATE, {
        trackingId,
      });
      const isPublished = asReviewer?.state === 'PUBLISHED';
      if (acknowledged.has(trackingId)) expect([trackingId, isPublished]).toEqual([trackingId, true]);
      if (isPublished) {
        expect(asReader?.text.description.en).toContain('at length');
        expect(asReviewer.inWork).toBeNull();
      } else {
        expect(asReader).toBeNull();
        expect(asReviewer?.inWork?.state).toBe('IN_REVIEW');
      }
    }
  });

  it('lost no alert, gave none two ids, and sent none to a wrong receiver', async () => {
    const published = new Map(
      (
        await world.rows<{ id: string; tracking_id: string }>("SELECT id, tracking_id FROM advisories.advisory WHERE state = 'published'")
      ).map((row) => [row.tracking_id, row.id]),
    );
    const expected = (written: Written, endpoints: readonly SavedEndpoint[]): ExpectedAlert[] => {
      const advisoryId = published.get(written.trackingId);
      return advisoryId === undefined ? [] : endpoints.map(({ id }) => ({ advisoryId, revision: 1, endpointId: id }));
    };
    const all = [...expected(large, industry), ...small.flatMap((written) => expected(written, government))];
    const rows = await world.rows<DeliveryRow>(
      `SELECT message_id AS "messageId", advisory_id AS "advisoryId", revision, endpoint_id AS "endpointId", status FROM deliveries.delivery`,
    );
    const verdict = checkTotalQueue(all, rows, sink.receipts.map(received));
    expect(all.length).toBeGreaterThanOrEqual(ENDPOINTS.industry + 6 * ENDPOINTS.government);
    expect({ ...verdict, repeated: 0 }).toEqual({
      lost: [],
      ghosts: [],
      wrong: [],
      falseDone: [],
      unrecognisable: [],
      unsigned: [],
      stuck: [],
      received: all.length,
      repeated: 0,
    });
    // The kills bit: something had been sent whose result was never written.
    expect(verdict.repeated).toBeGreaterThan(0);
    expect(verdict.repeated).toBeLessThan(all.length);
  });
});

function received({ messageId, endpoint, body, bodyHash, isValid }: WebhookSink['receipts'][number]): ReceivedAlert {
  const { data } = JSON.parse(body) as { data: { id: string; revision: number } };
  return { messageId, endpointId: endpoint, advisoryId: data.id, revision: data.revision, bodyHash, isValid };
}
