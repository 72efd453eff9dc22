/**
 * How much of a bare undici loop the webhook sender keeps: the same signed bodies, the same receiver in a process of its own, interleaved
 * rounds, median of the ratios. Run: `npm run build`, then `npm run bench -- webhook-sender`. SENDS and ROUNDS change the size.
 */
import { Pool } from 'undici';
import { SystemClock } from '#libs/core';
import { signWebhook, UndiciWebhookSender } from '#libs/deliveries';
import { newWebhookSecret } from '#libs/subscriptions';
import { PeakMemory } from './support/cpu-time.js';
import { startReceiver } from './support/http-receiver.js';
import { median, report } from './support/report.js';

const SENDS = Number(process.env['SENDS'] ?? 10_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 7);
const IN_FLIGHT = 50;
const BODY = Buffer.from(
  JSON.stringify({ type: 'advisory.published', timestamp: '2026-11-22T10:00:00Z', data: { text: 'x'.repeat(1_100) } }),
);

/** Runs `one` for each index with IN_FLIGHT at a time; answers how many a second. */
async function rate(one: (index: number) => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next < SENDS) await one(next++);
    }),
  );
  return (SENDS * 1_000) / (performance.now() - startedAt);
}

async function bareLoop(origin: string, secret: string): Promise<number> {
  const pool = new Pool(origin, { connections: IN_FLIGHT, pipelining: 1, allowH2: false });
  const perSecond = await rate(async (index) => {
    const id = `msg_${index}`;
    const timestampSeconds = Math.floor(Date.now() / 1_000);
    const signature = signWebhook({ id, timestampSeconds, body: BODY, secrets: [secret] });
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestampSeconds),
      'webhook-signature': signature,
    };
    const { statusCode, body } = await pool.request({ method: 'POST', path: '/hook', headers, body: BODY });
    await body.dump();
    if (statusCode !== 204) throw new Error(`answered ${statusCode}`);
  });
  await pool.close();
  return perSecond;
}

async function ourSender(origin: string, secret: string): Promise<number> {
  const sender = new UndiciWebhookSender({
    clock: new SystemClock(),
    userAgent: 'Harbourlight/0.1.0 (+https://example.org)',
    allowLoopback: true,
  });
  const perSecond = await rate(async (index) => {
    const request = {
      endpointId: `endpoint-${index % 1_000}`,
      url: `${origin}/hook`,
      messageId: `msg_${index}`,
      body: BODY,
      secrets: [secret],
    };
    const { kind } = await sender.send(request);
    if (kind !== 'sent') throw new Error(kind);
  });
  await sender.close();
  return perSecond;
}

interface Rate {
  readonly perSecond: number;
  readonly cpuUs: number;
}

async function measured(work: () => Promise<number>): Promise<Rate> {
  const cpu = process.cpuUsage();
  const perSecond = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond, cpuUs: (user + system) / SENDS };
}

async function compare(): Promise<void> {
  const receiver = await startReceiver();
  const origin = `http://127.0.0.1:${receiver.port}`;
  const secret = newWebhookSecret();
  const rounds: { readonly bare: Rate; readonly ours: Rate }[] = [];
  await bareLoop(origin, secret);
  await ourSender(origin, secret);
  const memory = new PeakMemory();
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await measured(() => bareLoop(origin, secret));
    rounds.push({ bare, ours: await measured(() => ourSender(origin, secret)) });
  }
  receiver.stop();
  const of = (pick: (round: { readonly bare: Rate; readonly ours: Rate }) => number) => median(rounds.map(pick));
  report({
    operation: `${SENDS.toLocaleString('en')} webhooks by the sender alone`,
    unit: '/s',
    ours: of(({ ours }) => ours.perSecond),
    limit: { name: 'bare undici loop', value: of(({ bare }) => bare.perSecond) },
    ratio: of(({ ours, bare }) => ours.perSecond / bare.perSecond),
    aim: 'ratio 0.75 or more',
    cpuUs: of(({ ours }) => ours.cpuUs),
    peakMb: memory.stop(),
  });
}

await compare();
