/** Hong Kong has had one offset all year since 1979. */
const OFFSET = '+08:00';
const DAY_MS = 86_400_000;

/** The instant at which a day (`2026-11-23`) begins in Hong Kong; undefined for what is no day. */
export function dayStart(day: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day)) return undefined;
  const instant = new Date(`${day}T00:00:00${OFFSET}`);
  return Number.isNaN(instant.getTime()) || instant.getUTCFullYear() < 2000 ? undefined : instant.toISOString();
}

/** The instant at which the day after it begins. */
export function nextDay(day: string): string | undefined {
  const start = dayStart(day);
  return start === undefined ? undefined : new Date(Date.parse(start) + DAY_MS).toISOString();
}
