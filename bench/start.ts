/**
 * From the start of the API's process to its first right answer (an advisory through GraphQL), its resident memory 5 s later, and the same of the
 * worker until it is ready; against a bare `pg` + `node:http` server that answers with the same advisory. Interleaved rounds, medians. A machine that
 * does other work doubles these times: the CPU time beside them is what a process itself took. Run: `npm run bench -- start`.
 */
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '#libs/embedded';
import type { PublishedAdvisory } from '../test/support/fan-out.js';
import { startWorkerProcess } from '../test/support/worker-process.js';
import { startApiProcess } from './support/api-process.js';
import { cpuMsOf, residentMb } from './support/cpu-time.js';
import { median, report, scaled } from './support/report.js';
import { onStage } from './support/stage.js';
import type { Stage } from './support/stage.js';

const ROUNDS = Number(process.env['ROUNDS'] ?? scaled(3, 5));
const IDLE_MS = scaled(2_000, 5_000);
const POLL_MS = 5;
const QUERY = 'query One($id: String!){advisory(trackingId: $id){id trackingId title{en} summary{en} severity label publishedAt}}';

interface Started {
  readonly firstMs: number;
  readonly cpuMs: number;
  readonly idleMb: number;
}

/** Whether the server answers with the advisory itself, and not with an error or nothing. */
function asks({ trackingId }: PublishedAdvisory): (origin: string) => Promise<boolean> {
  const body = JSON.stringify({ query: QUERY, variables: { id: trackingId } });
  return async (origin) => {
    const answer = await fetch(`${origin}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const text = await answer.text();
    if (text.includes('"errors"')) throw new Error(text);
    return text.includes(`"trackingId":"${trackingId}"`);
  };
}

async function idle(pid: number, firstMs: number, stop: () => unknown): Promise<Started> {
  const cpuMs = cpuMsOf(pid);
  await pause(IDLE_MS);
  const idleMb = residentMb(pid);
  await stop();
  return { firstMs, cpuMs, idleMb };
}

async function startApi({ database, dataDir }: Stage, isRight: (origin: string) => Promise<boolean>): Promise<Started> {
  const api = await startApiProcess({ adminUrl: database.adminUrl, dataDir }, isRight, POLL_MS);
  return idle(api.pid, api.startedInMs, api.stop);
}

async function startWorker({ database }: Stage): Promise<Started> {
  const startedAt = performance.now();
  const worker = await startWorkerProcess(database);
  return idle(worker.pid, performance.now() - startedAt, () => worker.stop());
}

async function startBare({ database }: Stage, isRight: (origin: string) => Promise<boolean>): Promise<Started> {
  const port = await freePort();
  const startedAt = performance.now();
  const file = fileURLToPath(new URL('support/bare-server.mjs', import.meta.url));
  const child = spawn(process.execPath, [file, database.adminUrl, String(port)], { stdio: 'inherit' });
  while (!(await isRight(`http://127.0.0.1:${port}`).catch(() => false))) {
    if (child.exitCode !== null || performance.now() - startedAt > 30_000) throw new Error('the bare server did not start');
    await pause(POLL_MS);
  }
  return idle(child.pid ?? 0, performance.now() - startedAt, () => child.kill());
}

function tell(name: string, ours: readonly Started[], bare: readonly Started[], aims: readonly [string, string]): void {
  const of = (rounds: readonly Started[], pick: (round: Started) => number) => median(rounds.map(pick));
  const first = { ours: of(ours, ({ firstMs }) => firstMs), bare: of(bare, ({ firstMs }) => firstMs) };
  const memory = { ours: of(ours, ({ idleMb }) => idleMb), bare: of(bare, ({ idleMb }) => idleMb) };
  const limit = 'bare pg + node:http';
  report({
    operation: `${name}: start to first answer`,
    unit: 'ms',
    ours: first.ours,
    limit: { name: limit, value: first.bare },
    ratio: first.ours / first.bare,
    aim: aims[0],
    cpuUs: of(ours, ({ cpuMs }) => cpuMs) * 1_000,
  });
  report({
    operation: `${name}: memory after ${IDLE_MS / 1_000} s without work`,
    unit: 'MB',
    ours: memory.ours,
    limit: { name: limit, value: memory.bare },
    ratio: memory.ours / memory.bare,
    aim: aims[1],
  });
}

async function compare(stage: Stage): Promise<void> {
  const isRight = asks(await stage.world.publish({ title: 'The first answer' }));
  const rounds: { api: Started; worker: Started; bare: Started }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ bare: await startBare(stage, isRight), api: await startApi(stage, isRight), worker: await startWorker(stage) });
  const bare = rounds.map((round) => round.bare);
  tell('API', rounds.map(({ api }) => api), bare, ['1,500 ms or less', '200 MB or less']); // prettier-ignore
  tell('worker', rounds.map(({ worker }) => worker), bare, ['', '']); // prettier-ignore
}

await onStage(compare);
