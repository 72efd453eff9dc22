/**
 * Live subscriptions: 10,000 graphql-transport-ws clients at one API process, half of them visitors and half members with 20 tokens, and one
 * publication; from its commit until the last client has it. Against a bare `ws` server (a process of its own) that sends the same bytes to as many clients;
 * interleaved rounds, median of the ratios. Before anything is timed, each client must have got one event, all visitors the same bytes and all members; and of what
 * members alone may read every member must have got it and no visitor. Run: `npm run bench -- live`. CLIENTS and ROUNDS change the size.
 */
import { newApiToken } from '../libs/accounts/src/tokens/api-token.js';
import type { FanOut, PublishedAdvisory } from '../test/support/fan-out.js';
import { startApiProcess } from './support/api-process.js';
import type { Child } from './support/child.js';
import { cpuMsOf, residentMb } from './support/cpu-time.js';
import { median, report } from './support/report.js';
import { startBroadcaster, startCrowd } from './support/socket-crowd.js';
import type { CrowdCount } from './support/socket-crowd.js';
import { onStage } from './support/stage.js';

const CLIENTS = Number(process.env['CLIENTS'] ?? 10_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 7);
const TOKENS = 20;
const MEMBERS = Math.floor(CLIENTS / 2);
const QUERY = `subscription { advisoryPublished { event advisory {
  id trackingId title { en } summary { en } severity label publishedAt updatedAt organisation { id name } tags cves } } }`;

async function tokens(world: FanOut): Promise<string[]> {
  const [organisation = ''] = await world.organisations(1);
  const made = Array.from({ length: TOKENS }, () => newApiToken());
  for (const { hash, hint } of made) {
    await world.rows(
      `INSERT INTO accounts.api_token (id, hash, hint, name, person_id, assurance, scopes, expires_at) VALUES (gen_random_uuid(), $1, $2, 'bench', $3, 2, '{read}', now() + interval '1 day')`,
      [hash, hint, await world.person(organisation)],
    );
  }
  return made.map(({ token }) => token);
}

/** Tells the processes as a publication does when it commits. */
async function notify(world: FanOut, { id }: PublishedAdvisory): Promise<number> {
  const startedAtMs = Date.now();
  await world.rows(`SELECT pg_notify('harbourlight_live', $1)`, [JSON.stringify({ advisoryId: id })]);
  return startedAtMs;
}

async function reached(crowd: Child, clients: number): Promise<CrowdCount> {
  return crowd.until<CrowdCount>({ count: true }, ({ count }) => count >= clients, 120_000);
}

async function publishLive(world: FanOut, crowd: Child): Promise<{ ms: number; text: string }> {
  await crowd.ask({ reset: true });
  const startedAtMs = await notify(world, await world.publish({ title: 'To all who listen' }));
  const { lastAtMs, count, clients, texts } = await reached(crowd, CLIENTS);
  const [[text] = ['']] = texts;
  // Members are shown the organisation too, so that there are two answers and no more.
  const isRight =
    texts.length <= 2 && texts.every(([each, times]) => each.includes('"title":{"en":"To all who listen"}') && times >= CLIENTS / 2);
  if (count !== CLIENTS || clients !== CLIENTS || !isRight)
    throw new Error(`${count} messages of ${texts.length} kinds for ${clients} clients: ${text.slice(0, 300)}`);
  return { ms: lastAtMs - startedAtMs, text };
}

async function broadcast(broadcaster: Child, crowd: Child, text: string): Promise<number> {
  await crowd.ask({ reset: true });
  const { startedAtMs, clients } = await broadcaster.ask<{ startedAtMs: number; clients: number }>({ text });
  const { lastAtMs } = await reached(crowd, CLIENTS);
  if (clients !== CLIENTS) throw new Error(`the bare server has ${clients} clients`);
  return lastAtMs - startedAtMs;
}

/** The narrow one first; a broad one after it shows that whatever was on its way has come. */
async function refuseIfVisitorsSeeMore(world: FanOut, crowd: Child): Promise<void> {
  await crowd.ask({ reset: true });
  await notify(world, await world.publish({ title: 'For members alone', label: 'GREEN' }));
  await notify(world, await world.publish({ title: 'To all who listen' }));
  const { texts, count } = await reached(crowd, CLIENTS + MEMBERS);
  const narrow = texts.filter(([text]) => text.includes('For members alone')).reduce((sum, [, times]) => sum + times, 0);
  if (narrow !== MEMBERS || count !== CLIENTS + MEMBERS) throw new Error(`${narrow} of ${MEMBERS} got what is for members`);
}

await onStage(async ({ database, world, dataDir }) => {
  const made = await tokens(world);
  const api = await startApiProcess({
    adminUrl: database.adminUrl,
    dataDir,
    environment: { LIVE_SUBSCRIPTIONS: String(2 * CLIENTS) },
  });
  const [crowd, bareCrowd, broadcaster] = await Promise.all([startCrowd(), startCrowd(), startBroadcaster()]);
  try {
    const before = residentMb(api.pid);
    const bareBefore = residentMb(broadcaster.pid);
    const url = `${api.origin.replace('http', 'ws')}/graphql`;
    await crowd.ask({ open: { url, clients: CLIENTS, tokens: made, withToken: MEMBERS, query: QUERY } });
    await bareCrowd.ask({ open: { url: `ws://127.0.0.1:${broadcaster.port}`, clients: CLIENTS, tokens: [], withToken: 0 } });
    await refuseIfVisitorsSeeMore(world, crowd);
    const { text } = await publishLive(world, crowd);
    await broadcast(broadcaster, bareCrowd, text);
    const rounds: { bare: number; ours: number; cpuUs: number; bareUs: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const bareCpu = cpuMsOf(broadcaster.pid);
      const bare = await broadcast(broadcaster, bareCrowd, text);
      const cpu = cpuMsOf(api.pid);
      const { ms } = await publishLive(world, crowd);
      const each = (ms: number) => (ms * 1_000) / CLIENTS;
      rounds.push({ bare, ours: ms, cpuUs: each(cpuMsOf(api.pid) - cpu), bareUs: each(cpu && cpuMsOf(broadcaster.pid) - bareCpu) });
    }
    const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
    report({
      operation: `live: last of ${CLIENTS.toLocaleString('en')} clients`,
      unit: 'ms',
      ours: of(({ ours }) => ours),
      limit: { name: 'bare ws broadcast', value: of(({ bare }) => bare) },
      ratio: of(({ bare, ours }) => ours / bare),
      aim: 'ratio 1.5 or less',
      cpuUs: of(({ cpuUs }) => cpuUs),
      peakMb: residentMb(api.pid),
    });
    const kilobytes = (now: number, then: number) => (((now - then) * 1_024) / CLIENTS).toFixed(0);
    process.stdout.write(
      `  ${text.length} bytes each; bare CPU ${of(({ bareUs }) => bareUs).toFixed(0)} us; memory a client ${kilobytes(residentMb(api.pid), before)} kB, ` +
        `bare ${kilobytes(residentMb(broadcaster.pid), bareBefore)} kB\n`,
    );
  } finally {
    for (const child of [crowd, bareCrowd, broadcaster]) child.stop();
    api.stop();
  }
});
