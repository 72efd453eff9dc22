import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { DeliveryQueries } from '#libs/deliveries';
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
    const events = finding(`${waiting} events wait to be turned into alerts`, oldestSeconds);
    return [
      events,
      ...channels.map(({ channel, pending, retries, oldestDueSeconds }) =>
        finding(`${pending} alerts by ${channel} wait, ${retries} of them after a failure`, oldestDueSeconds),
      ),
    ];
  } finally {
    await database.close();
  }
}

function finding(text: string, oldestSeconds: number): Finding {
  if (oldestSeconds < LATE_SECONDS) return { status: 'ok', subject: 'work', text };
  const late = `${text}; the oldest has been due for ${Math.round(oldestSeconds / 60)} minutes`;
  return { status: 'warn', subject: 'work', text: late, advice: 'Is a worker running? Its log and the delivery log tell more.' };
}
