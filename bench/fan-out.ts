/**
 * The whole way of an alert, on the embedded database as `npm start` runs it.
 * (a) 1,000 healthy webhooks: from the commit of the publication to the first attempt at the last of them, with a worker of its own.
 * (b) 10,000 webhooks that are due, sent with claims, attempts and states written, against a bare undici loop that posts the same signed bodies to
 *     the same receiver (another process) in the same run; interleaved rounds, median of the ratios.
 *     Beside the wall clock, which tells little on a machine that others use, the CPU time of this process and of PostgreSQL (Linux).
 * Run: `npm run bench -- fan-out`. ENDPOINTS, SENDS and ROUNDS change the size; ENDPOINTS=0 leaves (a) out.
 */
import { Pool } from 'undici';
import { SendWebhooks, signWebhook } from '#libs/deliveries';
import type { FanOut } from '../test/support/fan-out.js';
import type { SavedEndpoint } from '../test/support/fan-out.js';
import { startSending } from '../test/support/sending.js';
import type { TestDatabase } from '../test/support/test-database.js';
import { startWorkerProcess } from '../test/support/worker-process.js';
import type { Child } from './support/child.js';
import { postgresCpuMs, residentMb } from './support/cpu-time.js';
import { startReceiver } from './support/http-receiver.js';
import type { ReceivedCount } from './support/http-receiver.js';
import { median, report } from './support/report.js';
import { onStage } from './support/stage.js';

const ENDPOINTS = Number(process.env['ENDPOINTS'] ?? 1_000);
const SENDS = Number(process.env['SENDS'] ?? 10_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const IN_FLIGHT = 50;

const originOf = (receiver: Child) => `http://127.0.0.1:${receiver.port}`;

/** Until `count` different endpoints were told; which instant that was. An endpoint that was told twice fails the measurement. */
async function untilReceived(receiver: Child, expected: number): Promise<number> {
  const { count, paths, lastAtMs } = await receiver.until<ReceivedCount>({}, (told) => told.paths >= expected);
  if (count !== expected || paths !== expected) throw new Error(`${count} webhooks came to ${paths} endpoints, not ${expected}`);
  return lastAtMs;
}

function cpuMs(postgresFolder: string): { readonly own: number; readonly postgres: number } {
  const { user, system } = process.cpuUsage();
  return { own: (user + system) / 1_000, postgres: postgresCpuMs(postgresFolder) };
}

interface Round {
  readonly wallMs: number;
  readonly ownUs: number;
  readonly postgresUs: number;
}

/** Runs a round and tells what each of its sends cost. */
async function measured(postgresFolder: string, work: () => Promise<number>): Promise<Round> {
  const before = cpuMs(postgresFolder);
  const wallMs = await work();
  const after = cpuMs(postgresFolder);
  const each = (ms: number) => (ms * 1_000) / SENDS;
  return { wallMs, ownUs: each(after.own - before.own), postgresUs: each(after.postgres - before.postgres) };
}

async function fanOut(database: TestDatabase, world: FanOut, receiver: Child, organisations: readonly string[]): Promise<void> {
  const specs = Array.from({ length: ENDPOINTS }, (_, n) => ({
    organisationId: organisations[n % organisations.length] ?? '',
    vendors: ['many'],
  }));
  await world.endpoints(specs, (id) => `${originOf(receiver)}/hooks/${id}`);
  const worker = await startWorkerProcess(database);
  const times: number[] = [];
  try {
    for (let round = 0; round < ROUNDS + 1; round += 1) {
      await receiver.ask({ reset: true });
      await world.publish({ vendors: ['many'] });
      const committedAtMs = Date.now();
      times.push((await untilReceived(receiver, ENDPOINTS)) - committedAtMs);
    }
  } finally {
    await worker.stop();
  }
  const [cold = 0, ...warm] = times;
  report({ operation: `publish to the last of ${ENDPOINTS} first attempts`, unit: 'ms', ours: median(warm), aim: '2,000 ms or less' });
  report({ operation: 'the same, the very first time of a worker', unit: 'ms', ours: cold });
}

/** What the deliveries will post: the same bodies for the bare loop, signed there too. */
async function bareLoop(receiver: Child, endpoints: readonly SavedEndpoint[], body: Buffer): Promise<number> {
  await receiver.ask({ reset: true });
  const pool = new Pool(originOf(receiver), { connections: IN_FLIGHT, pipelining: 1, allowH2: false });
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (let endpoint = endpoints[next++]; endpoint !== undefined; endpoint = endpoints[next++]) {
        const id = `msg_${endpoint.id.replaceAll('-', '')}`;
        const timestampSeconds = Math.floor(Date.now() / 1_000);
        const headers = {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(timestampSeconds),
          'webhook-signature': signWebhook({ id, timestampSeconds, body, secrets: [endpoint.secret] }),
        };
        const answer = await pool.request({ method: 'POST', path: `/hooks/${endpoint.id}`, headers, body });
        await answer.body.dump();
        if (answer.statusCode !== 204) throw new Error(`answered ${answer.statusCode}`);
      }
    }),
  );
  const took = performance.now() - startedAt;
  await pool.close();
  return took;
}

async function makeDue(world: FanOut, receiver: Child, vendor: string): Promise<void> {
  await receiver.ask({ reset: true });
  await world.rows(
    `WITH again AS (UPDATE deliveries.delivery d SET status = 'pending', finished_at = NULL FROM subscriptions.subscription s
       WHERE s.number = d.subscriptions[1] AND s.vendors = $1 RETURNING d.id, d.endpoint_id)
     INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent)
     SELECT id, endpoint_id, $2, 'webhook', false FROM again ORDER BY id`,
    [[`vendor:${vendor}`], originOf(receiver)],
  );
  await world.rows('VACUUM ANALYZE deliveries.due');
  await world.rows('VACUUM ANALYZE deliveries.delivery');
}

async function sendAll(receiver: Child, sender: SendWebhooks): Promise<number> {
  const startedAt = Date.now();
  sender.start();
  const lastAtMs = await untilReceived(receiver, SENDS);
  await sender.stop(10_000);
  // Once more, now that nothing is under way: nobody was told twice after the last was told.
  await untilReceived(receiver, SENDS);
  return lastAtMs - startedAt;
}

async function compare(database: TestDatabase, world: FanOut, receiver: Child, postgresFolder: string): Promise<void> {
  const organisations = await world.organisations(200);
  const sending = await startSending(database, world);
  const specs = Array.from({ length: SENDS }, (_, n) => ({
    organisationId: organisations[n % organisations.length] ?? '',
    vendors: ['most'],
  }));
  const endpoints = await world.endpoints(specs, (id) => `${originOf(receiver)}/hooks/${id}`);
  await world.rows('ANALYZE');
  const plannedFrom = performance.now();
  await sending.plan(await world.publish({ vendors: ['most'] }));
  console.log(`planning ${SENDS} deliveries: ${Math.round(performance.now() - plannedFrom)} ms`);
  await world.rows('DELETE FROM deliveries.due');
  await world.rows("UPDATE deliveries.delivery SET status = 'sent', finished_at = now() WHERE status = 'pending'");
  const sender = sending.get(SendWebhooks);
  const body = Buffer.from(
    JSON.stringify({ type: 'advisory.published', timestamp: '2026-11-22T10:00:00Z', data: { text: 'x'.repeat(500) } }),
  );
  await bareLoop(receiver, endpoints, body);
  await makeDue(world, receiver, 'most');
  await sendAll(receiver, sender);
  const rounds: { bare: Round; ours: Round }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await measured(postgresFolder, () => bareLoop(receiver, endpoints, body));
    await makeDue(world, receiver, 'most');
    const ours = await measured(postgresFolder, () => sendAll(receiver, sender));
    rounds.push({ bare, ours });
    console.log(
      `  bare ${bare.wallMs.toFixed(0)} ms, ${bare.ownUs.toFixed(1)} us CPU each; ours ${ours.wallMs.toFixed(0)} ms, ` +
        `${ours.ownUs.toFixed(1)} us CPU each and ${ours.postgresUs.toFixed(1)} of PostgreSQL`,
    );
  }
  await sending.stop();
  const perSecond = (ms: number) => (SENDS * 1_000) / ms;
  const of = (pick: (round: { bare: Round; ours: Round }) => number) => median(rounds.map(pick));
  report({
    operation: `${SENDS.toLocaleString('en')} webhooks with claims, attempts and states`,
    unit: '/s',
    ours: perSecond(of(({ ours }) => ours.wallMs)),
    limit: { name: 'bare undici loop', value: perSecond(of(({ bare }) => bare.wallMs)) },
    ratio: of(({ bare, ours }) => bare.wallMs / ours.wallMs),
    aim: 'ratio 0.75 or more',
    cpuUs: of(({ ours }) => ours.ownUs),
    postgresUs: of(({ ours }) => ours.postgresUs),
    peakMb: residentMb(process.pid),
  });
}

async function run(): Promise<void> {
  const receiver = await startReceiver();
  try {
    await onStage(async ({ database, world, postgresFolder }) => {
      if (ENDPOINTS > 0) await fanOut(database, world, receiver, await world.organisations(200));
      await compare(database, world, receiver, postgresFolder);
    });
  } finally {
    receiver.stop();
  }
}

await run();
