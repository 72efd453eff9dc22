/** An instant to the minute as `2026-11-23 07:12 UTC`: the same in every language and every reader's time zone. */
export function instantText(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
