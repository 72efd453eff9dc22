/**
 * Planning: one event of an advisory becomes 100,000 delivery rows (30,000 in the quick pass), with the match, the keys of each owner and what is due, against
 * a bare `INSERT … SELECT` of as many rows into two tables with the same indexes; interleaved rounds, median of the ratios. Before anything is timed each
 * endpoint must have one row, and what is for members must have none for a reader of no organisation. Run: `npm run bench -- planning`.
 */
import { SendWebhooks } from '#libs/deliveries';
import type { FanOut } from '../test/support/fan-out.js';
import { startSending } from '../test/support/sending.js';
import type { Sending } from '../test/support/sending.js';
import { postgresCpuMs } from './support/cpu-time.js';
import { median, report, scaled } from './support/report.js';
import { onStage } from './support/stage.js';
import type { Stage } from './support/stage.js';

const DELIVERIES = Number(process.env['DELIVERIES'] ?? scaled(30_000, 100_000));
const ROUNDS = Number(process.env['ROUNDS'] ?? scaled(3, 5));
const PER_ORGANISATION = 50;

/** Set-based: endpoints and subscriptions of organisations, 50 each, and of one reader who is no member. */
const WORLD = [
  `CREATE TEMP TABLE made AS SELECT gen_random_uuid() AS endpoint_id, gen_random_uuid() AS subscription_id, o.id AS organisation_id
     FROM (SELECT id, row_number() OVER () AS position FROM accounts.organisation WHERE tier = 'industry') o, generate_series(1, ${PER_ORGANISATION}) n
     WHERE (o.position - 1) * ${PER_ORGANISATION} + n <= ${DELIVERIES}`,
  `INSERT INTO subscriptions.endpoint (id, organisation_id, channel, address, language, status, event_types, confirmed_at)
     SELECT endpoint_id, organisation_id, 'webhook', 'https://' || endpoint_id || '.example/hook', 'en', 'active', '{advisory.published,advisory.updated}', now() FROM made`,
  `INSERT INTO subscriptions.subscription (id, organisation_id, frequency, vendors) SELECT subscription_id, organisation_id, 'immediate', '{vendor:planned}' FROM made`,
  `INSERT INTO subscriptions.subscription_endpoint (subscription_id, endpoint_id) SELECT subscription_id, endpoint_id FROM made`,
  `CREATE TABLE public.bare_delivery (LIKE deliveries.delivery INCLUDING ALL) WITH (fillfactor = 50)`,
  `CREATE TABLE public.bare_due (LIKE deliveries.due INCLUDING ALL) WITH (fillfactor = 50)`,
  'ANALYZE',
];

const BARE = `WITH written AS (
    INSERT INTO public.bare_delivery (id, event, occasion, channel, endpoint_id, person_id, organisation_id, advisory_id, revision_id, revision, subscriptions, event_at)
    SELECT d.id, d.event, d.occasion, d.channel, d.endpoint_id, d.person_id, d.organisation_id, d.advisory_id, d.revision_id, d.revision, d.subscriptions, d.event_at
    FROM public.planned d RETURNING id, endpoint_id, channel)
  INSERT INTO public.bare_due (delivery_id, endpoint_id, destination, channel, is_urgent) SELECT id, endpoint_id, 'https://x.example', channel, false FROM written`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function empty(world: FanOut): Promise<void> {
  await world.rows('TRUNCATE deliveries.delivery, deliveries.due, public.bare_delivery, public.bare_due');
}

async function plan(world: FanOut, sending: Sending): Promise<number> {
  const advisory = await world.publish({ vendors: ['planned'], label: 'GREEN' });
  return timed(async () => {
    const { alerts, written } = await sending.plan(advisory);
    if (alerts !== DELIVERIES || written !== DELIVERIES) throw new Error(`${alerts} alerts, ${written} rows, and not ${DELIVERIES}`);
  });
}

async function refuseIfPlannedWrongly(world: FanOut, sending: Sending): Promise<void> {
  const personId = await world.person(undefined, ['reader']);
  await world.endpoints([{ personId, vendors: ['planned'] }]);
  await plan(world, sending);
  const [row] = await world.rows<{ endpoints: number; strangers: number; due: number }>(
    `SELECT count(DISTINCT endpoint_id)::int AS endpoints, count(person_id)::int AS strangers, (SELECT count(*)::int FROM deliveries.due) AS due FROM deliveries.delivery`,
  );
  if (row?.endpoints !== DELIVERIES || row.due !== DELIVERIES || row.strangers !== 0)
    throw new Error(`planned wrongly: ${JSON.stringify(row)}`);
}

await onStage(async (stage: Stage) => {
  const { world, database, postgresFolder } = stage;
  await world.organisations(Math.ceil(DELIVERIES / PER_ORGANISATION));
  for (const sql of WORLD) await world.rows(sql);
  const sending = await startSending(database, world);
  try {
    // Only planned here: nothing is sent.
    await sending.get(SendWebhooks).stop(0);
    await refuseIfPlannedWrongly(world, sending);
    await world.rows('CREATE TABLE public.planned AS SELECT * FROM deliveries.delivery');
    await world.rows('ANALYZE public.planned');
    const rounds: { bare: number; ours: number; cpuUs: number; bareUs: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await empty(world);
      const each = (ms: number) => (ms * 1_000) / DELIVERIES;
      const before = postgresCpuMs(postgresFolder);
      const bare = await timed(() => world.rows(BARE));
      const between = postgresCpuMs(postgresFolder);
      const ours = await plan(world, sending);
      rounds.push({ bare, ours, bareUs: each(between - before), cpuUs: each(postgresCpuMs(postgresFolder) - between) });
    }
    const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
    report({
      operation: `planning ${DELIVERIES.toLocaleString('en')} deliveries`,
      unit: 'ms',
      ours: of(({ ours }) => ours),
      limit: { name: 'bare INSERT … SELECT of deliveries and what is due', value: of(({ bare }) => bare) },
      ratio: of(({ ours, bare }) => ours / bare),
      aim: 'ratio 2 or less',
      postgresUs: of(({ cpuUs }) => cpuUs),
    });
    process.stdout.write(`  bare: ${of(({ bareUs }) => bareUs).toFixed(0)} us of PostgreSQL each\n`);
  } finally {
    await sending.stop();
  }
});
