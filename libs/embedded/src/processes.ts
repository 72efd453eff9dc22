import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process, told apart from a later one with the same number where the system says when it started (Linux). */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot, from /proc. */
  readonly startedTicks?: string;
}

export function identityOf(pid: number): ProcessIdentity {
  const startedTicks = ticksOf(pid);
  return startedTicks === undefined ? { pid } : { pid, startedTicks };
}

export function isRunning(identity: ProcessIdentity): boolean {
  if (!isAlive(identity.pid)) return false;
  return identity.startedTicks === undefined || identity.startedTicks === ticksOf(identity.pid);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Ended, but not yet buried: in a container whose first process reaps nobody it stays so for ever.
    return statFields(pid)?.[0] !== 'Z';
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** `undefined` where the system has no /proc or the process is gone. */
export function commandLineOf(pid: number): string | undefined {
  return readProc(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ');
}

/** `true` once the process is gone, `false` when it is still there after `timeoutMs`. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}

function ticksOf(pid: number): string | undefined {
  return statFields(pid)?.[19];
}

/** The fields of /proc/<pid>/stat from the third, the state, on: the second, a name, may hold blanks and brackets (proc(5)). */
function statFields(pid: number): string[] | undefined {
  return readProc(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /su, '')
    .split(' ');
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
