import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A clock tick of /proc: 100 a second on every Linux that we know. */
const TICK_MS = 10;

/** CPU milliseconds of a process so far, its ended threads included; 0 where there is no /proc. */
export function cpuMsOf(pid: number): number {
  return ticksOf(String(pid), false).ticks * TICK_MS;
}

/** CPU milliseconds so far of an embedded PostgreSQL and all its connections; `folder` holds its data. */
export function postgresCpuMs(folder: string): number {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync('/proc/self/stat') || !existsSync(file)) return 0;
  const postmaster = readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid, ...ticksOf(pid, pid === postmaster) }))
    .filter(({ pid, parent }) => pid === postmaster || parent === postmaster)
    .reduce((sum, { ticks }) => sum + ticks * TICK_MS, 0);
}

/** Resident megabytes of a process now. */
export function residentMb(pid: number): number {
  const file = `/proc/${pid}/status`;
  return existsSync(file) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) / 1_024 : 0;
}

/** The most resident memory of a process (this one unless told), looked at ten times a second. */
export class PeakMemory {
  private peakMb = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pid = process.pid) {
    this.look();
    this.timer = setInterval(() => {
      this.look();
    }, 100).unref();
  }

  /** Ends it; answers with megabytes. */
  stop(): number {
    clearInterval(this.timer);
    this.look();
    return this.peakMb;
  }

  private look(): void {
    this.peakMb = Math.max(this.peakMb, residentMb(this.pid));
  }
}

/** proc(5): after the name come state, parent and, as 14th to 17th field, the times of the process and of its children that have ended. */
function ticksOf(pid: string, withChildren: boolean): { ticks: number; parent: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const times = fields.slice(11, withChildren ? 15 : 13).map(Number);
    return { ticks: times.reduce((sum, ticks) => sum + ticks, 0), parent: fields[1] ?? '' };
  } catch {
    return { ticks: 0, parent: '' };
  }
}
