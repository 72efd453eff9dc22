/**
 * Receivers that answer after 50 ms: how many a second are sent, with claims, attempts and states, against 50 connections that each wait for their
 * answer (a bare undici loop to the same receiver in the same run); interleaved rounds, median of the ratios. Receivers of 100 origins, as they are in life: one host
 * is never given more than its share. Every endpoint must get its alert, and once. Run: `npm run bench -- slow-receivers`.
 */
import { Pool } from 'undici';
import { SendWebhooks } from '#libs/deliveries';
import type { FanOut } from '../test/support/fan-out.js';
import { startSending } from '../test/support/sending.js';
import type { Child } from './support/child.js';
import { PeakMemory, postgresCpuMs } from './support/cpu-time.js';
import { startReceiver } from './support/http-receiver.js';
import type { ReceivedCount } from './support/http-receiver.js';
import { median, report, scaled } from './support/report.js';
import { onStage } from './support/stage.js';

const SENDS = Number(process.env['SENDS'] ?? scaled(10_000, 20_000));
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const DELAY_MS = 50;
const IN_FLIGHT = 50;
/** 127.0.0.1 to 127.0.0.100 are one receiver here and a hundred to the sender. */
const ORIGINS = 100;

const originOf = (index: number, port: number) => `http://127.0.0.${1 + (index % ORIGINS)}:${port}`;

/** A tenth of the sends tells the rate: each slot waits most of the time. */
async function bareLoop(receiver: Child): Promise<number> {
  const sends = Math.max(IN_FLIGHT * 4, SENDS / 10);
  const pool = new Pool(`http://127.0.0.1:${receiver.port}`, { connections: IN_FLIGHT, pipelining: 1 });
  const body = JSON.stringify({ type: 'advisory.published', data: { text: 'x'.repeat(500) } });
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next++ < sends) {
        const answer = await pool.request({ method: 'POST', path: '/bare', headers: { 'content-type': 'application/json' }, body });
        await answer.body.dump();
      }
    }),
  );
  const perSecond = (sends * 1_000) / (performance.now() - startedAt);
  await pool.close();
  return perSecond;
}

async function makeDue(world: FanOut): Promise<void> {
  await world.rows(
    `WITH again AS (UPDATE deliveries.delivery SET status = 'pending', finished_at = NULL RETURNING id, endpoint_id)
     INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent)
     SELECT a.id, a.endpoint_id, deliveries.destination_of('webhook', e.address), 'webhook', false FROM again a JOIN subscriptions.endpoint e ON e.id = a.endpoint_id`,
  );
  await world.rows('VACUUM ANALYZE deliveries.due');
}

async function sendAll(receiver: Child, sender: SendWebhooks): Promise<number> {
  await receiver.ask({ reset: true });
  const startedAt = Date.now();
  sender.start();
  const { count, paths, lastAtMs } = await receiver.until<ReceivedCount>({}, (told) => told.paths >= SENDS, 120_000);
  await sender.stop(10_000);
  if (count !== SENDS || paths !== SENDS) throw new Error(`${count} alerts for ${paths} of ${SENDS} endpoints`);
  return (SENDS * 1_000) / (lastAtMs - startedAt);
}

await onStage(async ({ database, world, postgresFolder }) => {
  const receiver = await startReceiver({ delayMs: DELAY_MS, addresses: ORIGINS });
  const sending = await startSending(database, world);
  try {
    const organisations = await world.organisations(200);
    const specs = Array.from({ length: SENDS }, (_, n) => ({
      organisationId: organisations[n % organisations.length] ?? '',
      vendors: ['slow'],
    }));
    let made = 0;
    await world.endpoints(specs, (id) => `${originOf(made++, receiver.port)}/hooks/${id}`);
    await world.rows('ANALYZE');
    await sending.plan(await world.publish({ vendors: ['slow'] }));
    await world.rows('DELETE FROM deliveries.due');
    const sender = sending.get(SendWebhooks);
    await makeDue(world);
    await sendAll(receiver, sender);
    const memory = new PeakMemory();
    const rounds: { bare: number; ours: number; cpuUs: number; postgresUs: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const bare = await bareLoop(receiver);
      await makeDue(world);
      const [cpu, postgres] = [process.cpuUsage(), postgresCpuMs(postgresFolder)];
      const ours = await sendAll(receiver, sender);
      const { user, system } = process.cpuUsage(cpu);
      rounds.push({ bare, ours, cpuUs: (user + system) / SENDS, postgresUs: ((postgresCpuMs(postgresFolder) - postgres) * 1_000) / SENDS });
    }
    const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
    report({
      operation: `webhooks to receivers that answer after ${DELAY_MS} ms`,
      unit: '/s',
      ours: of(({ ours }) => ours),
      limit: { name: `${IN_FLIGHT} in flight`, value: of(({ bare }) => bare) },
      ratio: of(({ ours, bare }) => ours / bare),
      aim: 'ratio 10 or more',
      cpuUs: of(({ cpuUs }) => cpuUs),
      postgresUs: of(({ postgresUs }) => postgresUs),
      peakMb: memory.stop(),
    });
  } finally {
    await sending.stop();
    receiver.stop();
  }
});
