/**
 * TLS to hosts that are cold: each webhook is a handshake (the receivers, 100 hosts on loopback addresses, end every connection and resume no session). One
 * worker process against two that share the queue, on PostgreSQL and, where a redis-server is found, on Redis; interleaved rounds. Two cores
 * cannot show more than they have: workers, receivers and PostgreSQL share them, so beside the ratio stands the bound, which is both cores'
 * time by what an alert takes of all processes. Every endpoint must get its alert, and once. Run: `npm run bench -- several-workers`.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { FanOut } from '../test/support/fan-out.js';
import { startWorkerProcess } from '../test/support/worker-process.js';
import type { WorkerProcess } from '../test/support/worker-process.js';
import type { Child } from './support/child.js';
import { cpuMsOf, postgresCpuMs, residentMb } from './support/cpu-time.js';
import { startReceiver } from './support/http-receiver.js';
import type { ReceivedCount } from './support/http-receiver.js';
import { startRedis } from './support/redis.js';
import { leaveOut, median, report, scaled } from './support/report.js';
import { onStage } from './support/stage.js';
import type { Stage } from './support/stage.js';

const SENDS = Number(process.env['SENDS'] ?? scaled(1_000, 10_000));
const ROUNDS = Number(process.env['ROUNDS'] ?? scaled(2, 3));
const HOSTS = 100;

interface Round {
  readonly perSecond: number;
  readonly workerUs: number;
  readonly postgresUs: number;
  /** What both cores could reach, with all that an alert takes of every process. */
  readonly bound: number;
  readonly peakMb: number;
}

function makeCertificate(folder: string): { keyFile: string; certificateFile: string } | undefined {
  const [keyFile, certificateFile] = [join(folder, 'bench.key'), join(folder, 'bench.crt')];
  const names = Array.from({ length: HOSTS }, (_, n) => `IP:127.0.0.${n + 1}`).join(',');
  const words = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=bench',
    '-addext',
    `subjectAltName=${names}`,
  ];
  const { status } = spawnSync('openssl', [...words, '-keyout', keyFile, '-out', certificateFile], { stdio: 'ignore' });
  return status === 0 ? { keyFile, certificateFile } : undefined;
}

async function sendAll({ world, postgresFolder }: Stage, receiver: Child, workers: readonly WorkerProcess[]): Promise<Round> {
  await receiver.ask({ reset: true });
  const cpu = () => ({
    workers: workers.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0),
    postgres: postgresCpuMs(postgresFolder),
    receiver: cpuMsOf(receiver.pid),
  });
  const before = cpu();
  await world.publish({ vendors: ['cold'] });
  const startedAtMs = Date.now();
  const { count, paths, lastAtMs } = await receiver.until<ReceivedCount>({}, (told) => told.paths >= SENDS, 180_000);
  if (count !== SENDS || paths !== SENDS) throw new Error(`${count} alerts for ${paths} of ${SENDS} endpoints`);
  const after = cpu();
  const each = (now: number, then: number) => ((now - then) * 1_000) / SENDS;
  const all = each(after.workers, before.workers) + each(after.postgres, before.postgres) + each(after.receiver, before.receiver);
  return {
    perSecond: (SENDS * 1_000) / (lastAtMs - startedAtMs),
    workerUs: each(after.workers, before.workers),
    postgresUs: each(after.postgres, before.postgres),
    bound: (availableParallelism() * 1_000_000) / all,
    peakMb: Math.max(...workers.map(({ pid }) => residentMb(pid))),
  };
}

async function withWorkers(
  stage: Stage,
  count: number,
  settings: Parameters<typeof startWorkerProcess>[1],
  receiver: Child,
): Promise<Round> {
  const workers = await Promise.all(Array.from({ length: count }, () => startWorkerProcess(stage.database, settings)));
  try {
    return await sendAll(stage, receiver, workers);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

async function compare(stage: Stage, receiver: Child, backend: string, settings: Parameters<typeof startWorkerProcess>[1]): Promise<void> {
  const rounds: { one: Round; two: Round }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ one: await withWorkers(stage, 1, settings, receiver), two: await withWorkers(stage, 2, settings, receiver) });
  const of = (pick: (round: { one: Round; two: Round }) => number) => median(rounds.map(pick));
  report({
    operation: `TLS to cold hosts, two workers, queue on ${backend}`,
    unit: '/s',
    ours: of(({ two }) => two.perSecond),
    limit: { name: 'one worker', value: of(({ one }) => one.perSecond) },
    ratio: of(({ one, two }) => two.perSecond / one.perSecond),
    aim: 'nearly 2, or what the cores have',
    cpuUs: of(({ two }) => two.workerUs),
    postgresUs: of(({ two }) => two.postgresUs),
    peakMb: of(({ two }) => two.peakMb),
  });
  process.stdout.write(
    `  one worker takes ${of(({ one }) => one.workerUs).toFixed(0)} us CPU an alert; ${availableParallelism()} cores, receivers on them too, can show ` +
      `${of(({ two }) => two.bound).toFixed(0)} a second: at most ${of(({ one, two }) => two.bound / one.perSecond).toFixed(2)} times one worker\n`,
  );
}

async function makeEndpoints(world: FanOut, port: number): Promise<void> {
  const organisations = await world.organisations(200);
  const specs = Array.from({ length: SENDS }, (_, n) => ({
    organisationId: organisations[n % organisations.length] ?? '',
    vendors: ['cold'],
  }));
  let made = 0;
  await world.endpoints(specs, (id) => `https://127.0.0.${1 + (made++ % HOSTS)}:${port}/hooks/${id}`);
  await world.rows('ANALYZE');
}

await onStage(async (stage) => {
  const tls = makeCertificate(stage.dataDir);
  if (tls === undefined) {
    leaveOut('TLS to cold hosts', 'there is no openssl to make a certificate with');
    return;
  }
  const receiver = await startReceiver({ tls, addresses: HOSTS });
  const redis = await startRedis();
  const environment = { NODE_EXTRA_CA_CERTS: tls.certificateFile };
  try {
    await makeEndpoints(stage.world, receiver.port);
    await compare(stage, receiver, 'PostgreSQL', { environment });
    if (redis === undefined) leaveOut('TLS to cold hosts, two workers, queue on Redis', 'there is no redis-server on this machine');
    else await compare(stage, receiver, 'Redis', { environment, redisUrl: redis.url });
  } finally {
    receiver.stop();
    redis?.stop();
  }
});
