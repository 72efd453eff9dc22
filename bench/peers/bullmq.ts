/**
 * What users would pick instead for a fan-out: BullMQ with one job for each recipient, 200 at once, on a Redis of its own, posting the same bodies with
 * undici; and the row that each of them would read and update is left out, in the peer's favour. Beside a bare undici loop to the same receiver; interleaved
 * rounds. BullMQ and ioredis are taken from a folder of their own (installed on demand), not from the product. Run: `npm run bench -- peers/bullmq`.
 */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { Pool } from 'undici';
import type { Child } from '../support/child.js';
import { PeakMemory } from '../support/cpu-time.js';
import { startReceiver } from '../support/http-receiver.js';
import type { ReceivedCount } from '../support/http-receiver.js';
import { installPeer } from '../support/peer-packages.js';
import { startRedis } from '../support/redis.js';
import { leaveOut, median, report, scaled } from '../support/report.js';

const SENDS = Number(process.env['SENDS'] ?? scaled(5_000, 20_000));
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const IN_FLIGHT = 50;
const BODY = JSON.stringify({ type: 'advisory.published', timestamp: '2026-11-22T10:00:00Z', data: { text: 'x'.repeat(500) } });

/** As much of BullMQ as is used here. */
interface BullMq {
  readonly Queue: new (
    name: string,
    options: object,
  ) => {
    addBulk(jobs: readonly { name: string; data: object; opts?: object }[]): Promise<unknown>;
    obliterate(options: object): Promise<void>;
    close(): Promise<void>;
  };
  readonly Worker: new (
    name: string,
    work: (job: { data: { path: string } }) => Promise<void>,
    options: object,
  ) => { close(): Promise<void> };
}

type Post = (path: string) => Promise<void>;

function poster(port: number, connections: number): { post: Post; close: () => Promise<void> } {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 });
  const post = async (path: string) => {
    const answer = await pool.request({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body: BODY });
    await answer.body.dump();
    if (answer.statusCode !== 204) throw new Error(`answered ${answer.statusCode}`);
  };
  return { post, close: () => pool.close() };
}

/** How many a second arrive of what `work` sends, each once. */
async function rate(receiver: Child, work: () => Promise<unknown>): Promise<number> {
  await receiver.ask({ reset: true });
  const startedAt = Date.now();
  await work();
  const { count, paths, lastAtMs } = await receiver.until<ReceivedCount>({}, (told) => told.paths >= SENDS, 120_000);
  if (count !== SENDS || paths !== SENDS) throw new Error(`${count} posts for ${paths} of ${SENDS} recipients`);
  return (SENDS * 1_000) / (lastAtMs - startedAt);
}

async function compare({ Queue, Worker }: BullMq, url: string, receiver: Child): Promise<void> {
  const connection = { url, maxRetriesPerRequest: null };
  const queue = new Queue('recipients', { connection });
  const peer = poster(receiver.port, 200);
  const bare = poster(receiver.port, IN_FLIGHT);
  const worker = new Worker('recipients', ({ data }) => peer.post(data.path), { connection, concurrency: 200 });
  const memory = new PeakMemory();
  const jobs = Array.from({ length: SENDS }, (_, n) => ({
    name: 'send',
    data: { path: `/${n}` },
    opts: { attempts: 3, removeOnComplete: true },
  }));
  const rounds: { peer: number; bare: number; cpuUs: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    let next = 0;
    const loop = () =>
      Promise.all(
        Array.from({ length: IN_FLIGHT }, async () => {
          while (next < SENDS) await bare.post(`/${next++}`);
        }),
      );
    const bareRate = await rate(receiver, loop);
    const cpu = process.cpuUsage();
    const peerRate = await rate(receiver, () => queue.addBulk(jobs));
    const { user, system } = process.cpuUsage(cpu);
    // The first round is for warming up.
    if (round > 0) rounds.push({ peer: peerRate, bare: bareRate, cpuUs: (user + system) / SENDS });
  }
  await worker.close();
  await queue.close();
  await Promise.all([peer.close(), bare.close()]);
  const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
  report({
    operation: `peer: BullMQ, one job for each of ${SENDS.toLocaleString('en')} webhooks`,
    unit: '/s',
    ours: of((each) => each.peer),
    limit: { name: 'bare undici loop', value: of((each) => each.bare) },
    ratio: of((each) => each.peer / each.bare),
    cpuUs: of(({ cpuUs }) => cpuUs),
    peakMb: memory.stop(),
  });
}

const installed = installPeer('bullmq', { bullmq: '6.7.0', ioredis: '5.11.1' });
const redis = await startRedis();
const reason = 'reason' in installed ? installed.reason : redis === undefined ? 'there is no redis-server on this machine' : undefined;
if (reason !== undefined || 'reason' in installed || redis === undefined) {
  leaveOut('peer: BullMQ', reason ?? '');
  redis?.stop();
} else {
  const receiver = await startReceiver();
  try {
    const entry = pathToFileURL(join(installed.folder, 'node_modules', 'bullmq', 'dist', 'cjs', 'index.js')).href;
    const { default: bullMq } = (await import(entry)) as { default: BullMq };
    await compare(bullMq, redis.url, receiver);
  } finally {
    receiver.stop();
    redis.stop();
  }
}
