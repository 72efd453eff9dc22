import { AuditLog } from '#libs/audit';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { DeliveryQueries, SendingPause } from '#libs/deliveries';
import type { PauseReason } from '#libs/deliveries';
import { OutboxEvents } from '#libs/outbox';
import { asWorker } from '../worker-config.js';
import type { Finding } from './finding.js';

const LATE_SECONDS = 300;

/** Whether what should have happened by now has happened: the surest sign that a worker runs. */
export async function checkWork(config: Config): Promise<Finding[]> {
  const database = new Database({ url: asWorker(config).databaseUrl, maxConnections: 2, applicationName: 'harbourlight-doctor' });
  try {
    const { waiting, oldestSeconds } = await new OutboxEvents(database).lag();
    const channels = await new DeliveryQueries(database).pendingInAll();
    const { pauseReason, pausedAt } = await new SendingPause(database, new AuditLog()).state();
    const events = finding(`${waiting} events wait to be turned into alerts`, oldestSeconds);
    return [
      ...(pauseReason === null ? [] : [paused(pauseReason, pausedAt)]),
      events,
      ...channels.map(({ channel, pending, retries, oldestDueSeconds }) =>
        finding(`${pending} alerts by ${channel} wait, ${retries} of them after a failure`, oldestDueSeconds),
      ),
    ];
  } finally {
    await database.close();
  }
}

const WHY: Readonly<Record<PauseReason, string>> = {
  by_hand: 'an operator paused it',
  restored: 'this database was restored from a backup',
  new_timeline: 'the database was recovered, or a replica was promoted',
};

function paused(reason: PauseReason, pausedAt: string | null): Finding {
  return {
    status: 'warn',
    subject: 'work',
    text: `no alert and no mail is sent${pausedAt === null ? '' : ` since ${pausedAt}`}: ${WHY[reason]}`,
    advice: 'When receivers may be written to again: npm run cli -- deliveries resume',
  };
}

function finding(text: string, oldestSeconds: number): Finding {
  if (oldestSeconds < LATE_SECONDS) return { status: 'ok', subject: 'work', text };
  const late = `${text}; the oldest has been due for ${Math.round(oldestSeconds / 60)} minutes`;
  return { status: 'warn', subject: 'work', text: late, advice: 'Is a worker running? Its log and the delivery log tell more.' };
}
