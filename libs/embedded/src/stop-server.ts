import { setTimeout as sleep } from 'node:timers/promises';
import { embeddedUnavailable } from './embedded.errors.js';
import { isAlive, waitForEnd } from './processes.js';

const POLL_MS = 250;

/** SIGINT rolls open transactions back and writes a checkpoint; SIGQUIT leaves the rest to the recovery of the next start. */
const STEPS = [
  { signal: 'SIGINT', waitMs: 30_000 },
  { signal: 'SIGQUIT', waitMs: 10_000 },
] as const;

export async function stopServer(pid: number): Promise<void> {
  for (const { signal, waitMs } of STEPS) {
    if (!isAlive(pid)) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw embeddedUnavailable('EMBEDDED_STOP_REFUSED', `Process ${pid} belongs to another user: stop it as that user.`, error);
    }
    if (await waitForEnd(pid, waitMs)) return;
  }
  throw embeddedUnavailable(
    'EMBEDDED_STOP_FAILED',
    `The embedded PostgreSQL (process ${pid}) does not end. Stop it with: kill -QUIT ${pid}`,
  );
}

/** Settles when the process is gone; keeps no program alive for it. */
export async function whenEnded(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(POLL_MS, undefined, { ref: false });
}
