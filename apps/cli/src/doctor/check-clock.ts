import type { Config } from '#libs/config';
import type { Clock } from '#libs/core';
import { asWorker } from '../worker-config.js';
import { askDatabase } from './ask-database.js';
import type { Finding } from './finding.js';

/** A code of an authenticator app is good for 30 s and its neighbours; receivers of webhooks allow five minutes. */
const NOTICEABLE_MS = 2_000;
const HARMFUL_MS = 20_000;

/** This machine's clock against that of the database, which decides when anything is due. */
export async function checkClock(config: Config, clock: Clock): Promise<Finding[]> {
  const offMs = await askDatabase(asWorker(config).databaseUrl, async (client) => {
    const beforeMs = clock.nowMs();
    const { rows } = await client.query<{ ms: number }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms');
    const afterMs = clock.nowMs();
    return (beforeMs + afterMs) / 2 - (rows[0]?.ms ?? 0);
  });
  const text = `${Math.abs(offMs) < 1_000 ? 'within a second of' : `${(Math.abs(offMs) / 1_000).toFixed(1)} s ${offMs < 0 ? 'behind' : 'ahead of'}`} the database's`;
  if (Math.abs(offMs) < NOTICEABLE_MS) return [{ status: 'ok', subject: 'clock', text }];
  return [
    {
      status: Math.abs(offMs) < HARMFUL_MS ? 'warn' : 'fail',
      subject: 'clock',
      text,
      advice: 'Let NTP keep both clocks: second factors and signatures of webhooks are refused when they drift.',
    },
  ];
}
