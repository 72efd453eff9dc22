/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetOf(zone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(new Date(atMs)); // prettier-ignore
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? '0');
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(atMs / 1_000) * 1_000;
}

/** What a wall clock shows, counted as if it stood in UTC, in milliseconds; undefined for what no clock shows. */
function wallClockMs(wallClock: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d)?$/u.exec(wallClock);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const wallMs = Date.UTC(year, month - 1, day, hour, minute);
  // A day that the month does not have would count on into the next.
  const isThere = !Number.isNaN(wallMs) && new Date(wallMs).toISOString().startsWith(wallClock.slice(0, 'YYYY-MM-DDTHH:MM'.length));
  return isThere ? wallMs : undefined;
}

/**
 * The instant of a wall clock in an IANA zone: `2026-12-01T09:00` in `Asia/Hong_Kong`. Undefined for what is no time or no zone, and for a time
 * that the zone's clocks leave out. Of one that they show twice, the first.
 */
export function instantOf(wallClock: string, zone: string): string | undefined {
  const wallMs = wallClockMs(wallClock);
  if (wallMs === undefined || !isZone(zone)) return undefined;
  const dayMs = 24 * 60 * 60 * 1_000;
  const offsets = [offsetOf(zone, wallMs - dayMs), offsetOf(zone, wallMs + dayMs)];
  const found = offsets.map((offset) => wallMs - offset).find((atMs) => atMs + offsetOf(zone, atMs) === wallMs);
  return found === undefined ? undefined : new Date(found).toISOString();
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // Intl throws for a name that it does not know.
  }
}

const FURTHEST_MS = 366 * 24 * 60 * 60 * 1_000;

/**
 * Why nothing can be published at a time of a zone: it is no time (`at`), the zone's clocks leave it out where summer time begins (`skipped`), or
 * it is more than a year away (`far`), which is a slip of the pen.
 */
export function scheduleProblem(wallClock: string, zone: string, nowMs: number): 'at' | 'skipped' | 'far' | undefined {
  const instant = instantOf(wallClock, zone);
  if (instant === undefined) return wallClockMs(wallClock) !== undefined && isZone(zone) ? 'skipped' : 'at';
  return Date.parse(instant) > nowMs + FURTHEST_MS ? 'far' : undefined;
}
