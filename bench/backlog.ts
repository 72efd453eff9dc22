/**
 * A new alert beside a backlog: from the commit of a publication to the first attempt at the last of 1,000 healthy endpoints, with a worker of its own,
 * while nothing else waits and while 100,000 retries (20,000 in the quick pass) that are due wait for receivers that are slow to fail. Interleaved is
 * not possible here; the two are medians of their own rounds. Every endpoint must get the alert, and once. Run: `npm run bench -- backlog`.
 */
import type { FanOut } from '../test/support/fan-out.js';
import { startWorkerProcess } from '../test/support/worker-process.js';
import type { Child } from './support/child.js';
import { cpuMsOf, PeakMemory } from './support/cpu-time.js';
import { startReceiver } from './support/http-receiver.js';
import type { ReceivedCount } from './support/http-receiver.js';
import { median, report, scaled } from './support/report.js';
import { onStage } from './support/stage.js';
import type { Stage } from './support/stage.js';

const ENDPOINTS = Number(process.env['ENDPOINTS'] ?? 1_000);
const BACKLOG = Number(process.env['BACKLOG'] ?? scaled(20_000, 100_000));
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
/** Endpoints that the backlog is spread over. */
const SLOW_ENDPOINTS = 500;
const SLOW_MS = 2_000;

/** Where the time of the last round went, by the database's clock. */
async function tellPhases(world: FanOut, advisoryId: string): Promise<void> {
  const [row] = await world.rows<{ planned: number; first: number; last: number }>(
    `SELECT extract(epoch FROM max(d.created_at) - e.created_at)::float AS planned, extract(epoch FROM min(d.first_attempt_at) - e.created_at)::float AS first,
       extract(epoch FROM max(d.first_attempt_at) - e.created_at)::float AS last
     FROM deliveries.delivery d, outbox.event e WHERE d.advisory_id = $1 AND e.payload->>'advisoryId' = $1::text GROUP BY e.created_at`,
    [advisoryId],
  );
  const ms = (seconds: number | undefined) => ((seconds ?? Number.NaN) * 1_000).toFixed(0);
  process.stdout.write(`  planned after ${ms(row?.planned)} ms, first attempts from ${ms(row?.first)} to ${ms(row?.last)} ms\n`);
}

async function publishTo(world: FanOut, receiver: Child, isTold = false): Promise<number> {
  await receiver.ask({ reset: true });
  const { id } = await world.publish({ vendors: ['healthy'] });
  const committedAtMs = Date.now();
  const { lastAtMs, count, paths } = await receiver.until<ReceivedCount>({}, (told) => told.paths >= ENDPOINTS);
  if (count !== ENDPOINTS || paths !== ENDPOINTS) throw new Error(`${count} alerts for ${paths} of ${ENDPOINTS} endpoints`);
  if (isTold) await tellPhases(world, id);
  return lastAtMs - committedAtMs;
}

/** Retries of alerts that failed before, all of them due. */
async function fillBacklog(world: FanOut, slow: Child, organisations: readonly string[]): Promise<void> {
  const specs = Array.from({ length: SLOW_ENDPOINTS }, (_, n) => ({
    organisationId: organisations[n % organisations.length] ?? '',
    vendors: ['slow'],
  }));
  await world.endpoints(specs, (id) => `http://127.0.0.1:${slow.port}/slow/${id}`);
  const { id, revisionId } = await world.publish({ vendors: ['another'], isSilent: true });
  await world.rows(
    `INSERT INTO deliveries.delivery (id, event, occasion, channel, endpoint_id, organisation_id, advisory_id, revision_id, revision, subscriptions, event_at, attempts)
     SELECT gen_random_uuid(), 'advisory.published', 'backlog ' || n, 'webhook', e.id, e.organisation_id, $1, $2, 1, ARRAY[s.number], now(), 1
     FROM subscriptions.endpoint e JOIN subscriptions.subscription_endpoint l ON l.endpoint_id = e.id JOIN subscriptions.subscription s ON s.id = l.subscription_id,
       generate_series(1, $3::int) n WHERE e.address LIKE '%/slow/%'`,
    [id, revisionId, BACKLOG / SLOW_ENDPOINTS],
  );
  await world.rows(
    `INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent, tries)
     SELECT d.id, d.endpoint_id, $1, 'webhook', false, 1 FROM deliveries.delivery d WHERE d.occasion LIKE 'backlog %'`,
    [`http://127.0.0.1:${slow.port}`],
  );
  await world.rows('ANALYZE');
}

async function rounds({ world }: Stage, receiver: Child): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await publishTo(world, receiver, round === ROUNDS - 1));
  return median(times);
}

await onStage(async (stage) => {
  const { world, database } = stage;
  const [receiver, slow] = await Promise.all([startReceiver(), startReceiver({ delayMs: SLOW_MS })]);
  const worker = await startWorkerProcess(database);
  const memory = new PeakMemory(worker.pid);
  try {
    const organisations = await world.organisations(200);
    const specs = Array.from({ length: ENDPOINTS }, (_, n) => ({
      organisationId: organisations[n % organisations.length] ?? '',
      vendors: ['healthy'],
    }));
    await world.endpoints(specs, (id) => `http://127.0.0.1:${receiver.port}/hooks/${id}`);
    await publishTo(world, receiver);
    const alone = await rounds(stage, receiver);
    await fillBacklog(world, slow, organisations);
    await publishTo(world, receiver);
    const cpu = cpuMsOf(worker.pid);
    const beside = await rounds(stage, receiver);
    const [left] = await world.rows<{ count: number }>(`SELECT count(*)::int AS count FROM deliveries.due WHERE is_retry`);
    if ((left?.count ?? 0) < BACKLOG / 2) throw new Error(`only ${left?.count ?? 0} of the backlog still waited in the end`);
    report({
      operation: `publish to the last of ${ENDPOINTS.toLocaleString('en')} first attempts beside ${BACKLOG.toLocaleString('en')} retries`,
      unit: 'ms',
      ours: beside,
      limit: { name: 'the same with nothing waiting', value: alone },
      ratio: beside / alone,
      aim: '2,000 ms or less',
      cpuUs: ((cpuMsOf(worker.pid) - cpu) * 1_000) / (ROUNDS * ENDPOINTS),
      peakMb: memory.stop(),
    });
  } finally {
    await worker.kill();
    receiver.stop();
    slow.stop();
  }
});
