/**
 * 5,000 alerts by mail, that are due, through the worker's own sending path (claim, the recipient's own part, the mail, SMTP, attempts and
 * states) to an SMTP server in a process of its own, against a bare pipelined SMTP sender that sends the very same messages; interleaved rounds, median
 * of the ratios. Three times: unsigned (as an installation without a DKIM key sends), signed with ed25519, and with RSA of 2,048 bits. Before anything is timed each
 * recipient must have got one mail, with its own address in it and a signature where one is due. Run: `npm run bench -- email`. MAILS and ROUNDS
 * change the size.
 */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendEmails } from '#libs/deliveries';
import type { FanOut } from '../test/support/fan-out.js';
import { startSending } from '../test/support/sending.js';
import type { Sending } from '../test/support/sending.js';
import { sendBare } from './support/bare-smtp.js';
import type { Child } from './support/child.js';
import { postgresCpuMs, PeakMemory } from './support/cpu-time.js';
import { median, report, scaled } from './support/report.js';
import { startSmtpSink } from './support/smtp-sink.js';
import type { KeptMail, SinkCount } from './support/smtp-sink.js';
import { onStage } from './support/stage.js';
import type { Stage } from './support/stage.js';

const MAILS = Number(process.env['MAILS'] ?? 5_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? scaled(3, 5));
const CONNECTIONS = 10;
const SIGNATURES = ['none', 'ed25519', 'rsa'] as const;
type Signature = (typeof SIGNATURES)[number];

interface Round {
  readonly wallMs: number;
  readonly ownUs: number;
  readonly postgresUs: number;
}

async function measured({ postgresFolder }: Stage, work: () => Promise<number>): Promise<Round> {
  const [cpu, postgres] = [process.cpuUsage(), postgresCpuMs(postgresFolder)];
  const wallMs = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, ownUs: (user + system) / MAILS, postgresUs: ((postgresCpuMs(postgresFolder) - postgres) * 1_000) / MAILS };
}

async function makeDue(world: FanOut): Promise<void> {
  await world.rows(
    `WITH again AS (UPDATE deliveries.delivery SET status = 'pending', finished_at = NULL RETURNING id, endpoint_id)
     INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent)
     SELECT a.id, a.endpoint_id, split_part(e.address, '@', 2), 'email', false FROM again a JOIN subscriptions.endpoint e ON e.id = a.endpoint_id`,
  );
  await world.rows('VACUUM ANALYZE deliveries.due');
  await world.rows('VACUUM ANALYZE deliveries.delivery');
}

async function sendOurs(sink: Child, sender: SendEmails, keep = false): Promise<number> {
  await sink.ask({ reset: true, keep });
  const startedAt = Date.now();
  sender.start();
  const { lastAtMs } = await sink.until<SinkCount>({ count: true }, ({ count }) => count >= MAILS);
  await sender.stop(10_000);
  return lastAtMs - startedAt;
}

async function sendBarely(sink: Child, mails: readonly KeptMail[]): Promise<number> {
  await sink.ask({ reset: true, keep: false });
  const startedAt = Date.now();
  await sendBare(sink.port, mails, CONNECTIONS);
  const { count, lastAtMs } = await sink.ask<SinkCount>({ count: true });
  if (count !== mails.length) throw new Error(`the bare sender brought ${count} of ${mails.length}`);
  return lastAtMs - startedAt;
}

/** The mails of one round, checked: everybody got one and no other. */
async function checkedMails({ world, dataDir }: Stage, sink: Child, sender: SendEmails, signature: Signature): Promise<KeptMail[]> {
  await sendOurs(sink, sender, true);
  const file = join(dataDir, 'mails.json');
  await sink.ask({ writeTo: file });
  const mails = JSON.parse(readFileSync(file, 'utf8')) as KeptMail[];
  const addresses = await world.rows<{ address: string }>(`SELECT address FROM subscriptions.endpoint WHERE channel = 'email'`);
  const [states] = await world.rows<{ sent: number }>(`SELECT count(*)::int AS sent FROM deliveries.delivery WHERE status = 'sent'`);
  const wrong = mails.filter(
    ({ to, raw }) =>
      !raw.includes(`To: <${to}>`) || !raw.includes('Subject: [TLP:CLEAR]') || raw.startsWith('DKIM-Signature') !== (signature !== 'none'),
  );
  const isWhole = new Set(mails.map(({ to }) => to)).size === MAILS && mails.length === MAILS && addresses.length === MAILS;
  if (!isWhole || wrong.length > 0 || states?.sent !== MAILS)
    throw new Error(`${mails.length} mails, ${wrong.length} wrong, ${states?.sent} recorded\n${(wrong[0] ?? mails[0])?.raw.slice(0, 500)}`);
  return mails;
}

function dkimSettings({ dataDir }: Stage, signature: Signature): Record<string, string> {
  if (signature === 'none') return {};
  const { privateKey } = signature === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2_048 }) : generateKeyPairSync('ed25519');
  const file = join(dataDir, `${signature}.pem`);
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { DKIM_SELECTOR: 'bench', DKIM_KEY_FILE: file };
}

async function compare(stage: Stage, sink: Child, sending: Sending, signature: Signature): Promise<void> {
  const sender = sending.get(SendEmails);
  const memory = new PeakMemory();
  await makeDue(stage.world);
  const mails = await checkedMails(stage, sink, sender, signature);
  await sendBarely(sink, mails);
  const rounds: { bare: Round; ours: Round }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await measured(stage, () => sendBarely(sink, mails));
    await makeDue(stage.world);
    const ours = await measured(stage, () => sendOurs(sink, sender));
    rounds.push({ bare, ours });
  }
  const of = (pick: (round: { bare: Round; ours: Round }) => number) => median(rounds.map(pick));
  const perSecond = (ms: number) => (MAILS * 1_000) / ms;
  const signed = { none: 'not signed', ed25519: 'DKIM with ed25519', rsa: 'DKIM with RSA 2,048' }[signature];
  report({
    operation: `${MAILS.toLocaleString('en')} alerts by mail, ${signed}`,
    unit: '/s',
    ours: perSecond(of(({ ours }) => ours.wallMs)),
    limit: { name: 'bare pipelined SMTP', value: perSecond(of(({ bare }) => bare.wallMs)) },
    ratio: of(({ bare, ours }) => bare.wallMs / ours.wallMs),
    ...(signature === 'none' ? { aim: 'ratio 0.35 or more' } : {}),
    cpuUs: of(({ ours }) => ours.ownUs),
    postgresUs: of(({ ours }) => ours.postgresUs),
    peakMb: memory.stop(),
  });
  process.stdout.write(`  ${mails[0]?.raw.length} bytes each; bare CPU ${of(({ bare }) => bare.ownUs).toFixed(0)} us each\n`);
}

await onStage(async (stage) => {
  const sink = await startSmtpSink();
  try {
    const organisations = await stage.world.organisations(200);
    const specs = Array.from({ length: MAILS }, (_, n) => ({
      organisationId: organisations[n % organisations.length] ?? '',
      channel: 'email' as const,
      vendors: ['most'],
    }));
    await stage.world.endpoints(specs);
    await stage.world.rows('ANALYZE');
    const smtpUrl = `smtp://127.0.0.1:${sink.port}`;
    let isPlanned = false;
    const wanted = process.env['SIGNATURES']?.split(',') ?? SIGNATURES;
    for (const signature of SIGNATURES.filter((each) => wanted.includes(each))) {
      const sending = await startSending(stage.database, stage.world, { smtpUrl, environment: dkimSettings(stage, signature) });
      try {
        if (!isPlanned) await sending.plan(await stage.world.publish({ vendors: ['most'] }));
        await stage.world.rows('DELETE FROM deliveries.due');
        isPlanned = true;
        await compare(stage, sink, sending, signature);
      } finally {
        await sending.stop();
      }
    }
  } finally {
    sink.stop();
  }
});
