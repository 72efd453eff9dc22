/**
 * The whole way of an alert, on the embedded database as `npm start` runs it.
 * (a) 1,000 healthy webhooks: from the commit of the publication to the first attempt at the last of them, with a worker of its own.
 * (b) 10,000 webhooks that are due, sent with claims, attempts and states written, against a bare undici loop that posts the same signed bodies to
 *     the same receiver (another process) in the same run; interleaved rounds, median of the ratios.
 *     Beside the wall clock, which tells little on a machine that others use, the CPU time of this process and of PostgreSQL (Linux).
 * Run: `npm run bench -- fan-out`. ENDPOINTS, SENDS and ROUNDS change the size; ENDPOINTS=0 leaves (a) out.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { SendWebhooks, signWebhook } from '#libs/deliveries';
import type { FanOut } from '../test/support/fan-out.js';
import type { SavedEndpoint } from '../test/support/fan-out.js';
import { startSending } from '../test/support/sending.js';
import type { TestDatabase } from '../test/support/test-database.js';
import { startWorkerProcess } from '../test/support/worker-process.js';
import { postgresCpuMs, residentMb } from './support/cpu-time.js';
import { median, report } from './support/report.js';
import { onStage } from './support/stage.js';

const ENDPOINTS = Number(process.env['ENDPOINTS'] ?? 1_000);
const SENDS = Number(process.env['SENDS'] ?? 10_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const IN_FLIGHT = 50;

/** The receiver: reads the body, answers 204 and, asked for it, tells how many came and when the last did. */
function serve(): void {
  let count = 0;
  let lastAtMs = 0;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    request.resume().on('end', () => {
      count += 1;
      lastAtMs = Date.now();
      response.writeHead(204).end();
    });
  });
  process.on('message', (question) => {
    if (question === 'reset') count = 0;
    process.send?.({ count, lastAtMs });
  });
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
}

interface Told {
  readonly port?: number;
  readonly count?: number;
  readonly lastAtMs?: number;
}

class Receiver {
  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
  ) {}

  static async start(): Promise<Receiver> {
    const child = fork(fileURLToPath(import.meta.url), ['receiver']);
    const { port = 0 } = await new Promise<Told>((resolve) => child.once('message', resolve));
    return new Receiver(child, `http://127.0.0.1:${port}`);
  }

  async ask(question: 'reset' | 'count'): Promise<{ count: number; lastAtMs: number }> {
    const answer = new Promise<Told>((resolve) => this.child.once('message', resolve));
    this.child.send(question);
    const { count = 0, lastAtMs = 0 } = await answer;
    return { count, lastAtMs };
  }

  async untilReceived(count: number): Promise<number> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const told = await this.ask('count');
      if (told.count >= count) return told.lastAtMs;
      if (Date.now() > deadline) throw new Error(`${told.count} of ${count} after a minute`);
      await pause(5);
    }
  }

  stop(): void {
    this.child.kill();
  }
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

async function fanOut(database: TestDatabase, world: FanOut, receiver: Receiver, organisations: readonly string[]): Promise<void> {
  const specs = Array.from({ length: ENDPOINTS }, (_, n) => ({
    organisationId: organisations[n % organisations.length] ?? '',
    vendors: ['many'],
  }));
  await world.endpoints(specs, (id) => `${receiver.origin}/hooks/${id}`);
  const worker = await startWorkerProcess(database);
  const times: number[] = [];
  try {
    for (let round = 0; round < ROUNDS + 1; round += 1) {
      await receiver.ask('reset');
      await world.publish({ vendors: ['many'] });
      const committedAtMs = Date.now();
      times.push((await receiver.untilReceived(ENDPOINTS)) - committedAtMs);
    }
  } finally {
    await worker.stop();
  }
  const [cold = 0, ...warm] = times;
  report({ operation: `publish to the last of ${ENDPOINTS} first attempts`, unit: 'ms', ours: median(warm), aim: '2,000 ms or less' });
  report({ operation: 'the same, the very first time of a worker', unit: 'ms', ours: cold });
}

/** What the deliveries will post: the same bodies for the bare loop, signed there too. */
async function bareLoop(receiver: Receiver, endpoints: readonly SavedEndpoint[], body: Buffer): Promise<number> {
  await receiver.ask('reset');
  const pool = new Pool(receiver.origin, { connections: IN_FLIGHT, pipelining: 1, allowH2: false });
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

async function makeDue(world: FanOut, receiver: Receiver, vendor: string): Promise<void> {
  await receiver.ask('reset');
  await world.rows(
    `WITH again AS (UPDATE deliveries.delivery d SET status = 'pending', finished_at = NULL FROM subscriptions.subscription s
       WHERE s.number = d.subscriptions[1] AND s.vendors = $1 RETURNING d.id, d.endpoint_id)
     INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent)
     SELECT id, endpoint_id, $2, 'webhook', false FROM again ORDER BY id`,
    [[`vendor:${vendor}`], receiver.origin],
  );
  await world.rows('VACUUM ANALYZE deliveries.due');
  await world.rows('VACUUM ANALYZE deliveries.delivery');
}

async function sendAll(receiver: Receiver, sender: SendWebhooks): Promise<number> {
  const startedAt = Date.now();
  sender.start();
  const lastAtMs = await receiver.untilReceived(SENDS);
  await sender.stop(10_000);
  return lastAtMs - startedAt;
}

async function compare(database: TestDatabase, world: FanOut, receiver: Receiver, postgresFolder: string): Promise<void> {
  const organisations = await world.organisations(200);
  const sending = await startSending(database, world);
  const specs = Array.from({ length: SENDS }, (_, n) => ({
    organisationId: organisations[n % organisations.length] ?? '',
    vendors: ['most'],
  }));
  const endpoints = await world.endpoints(specs, (id) => `${receiver.origin}/hooks/${id}`);
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
  const receiver = await Receiver.start();
  try {
    await onStage(async ({ database, world, postgresFolder }) => {
      if (ENDPOINTS > 0) await fanOut(database, world, receiver, await world.organisations(200));
      await compare(database, world, receiver, postgresFolder);
    });
  } finally {
    receiver.stop();
  }
}

if (process.argv[2] === 'receiver') serve();
else await run();
