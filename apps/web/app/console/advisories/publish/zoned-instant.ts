/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetOf(zone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(new Date(atMs)); // prettier-ignore
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? '0');
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(atMs / 1_000) * 1_000;
}

/**
 * The instant of a wall clock in an IANA zone: `2026-12-01T09:00` in `Asia/Hong_Kong`. Undefined for what is no time or no zone, and for a time
 * that the zone's clocks leave out. Of one that they show twice, the first.
 */
export function instantOf(wallClock: string, zone: string): string | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d)?$/u.exec(wallClock);
  if (match === null || !isZone(zone)) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const wallMs = Date.UTC(year, month - 1, day, hour, minute);
  // A day that the month does not have would count on into the next.
  if (Number.isNaN(wallMs) || !new Date(wallMs).toISOString().startsWith(wallClock.slice(0, 'YYYY-MM-DDTHH:MM'.length))) return undefined;
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
