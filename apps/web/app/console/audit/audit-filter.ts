/** What stands in the address of the audit page, and of its export. */
export const AUDIT_FIELDS = ['action', 'subjectType', 'subjectId', 'from', 'to'] as const;
export type AuditField = (typeof AUDIT_FIELDS)[number];
export type AuditValues = Readonly<Record<AuditField, string>>;

export function auditValuesIn(searchParams: URLSearchParams): AuditValues {
  const value = (field: AuditField) => (searchParams.get(field) ?? '').trim();
  return {
    action: value('action'),
    subjectType: value('subjectType'),
    subjectId: value('subjectId'),
    from: value('from'),
    to: value('to'),
  };
}

/** Days that are none: what they were meant to leave out must not be shown as if they were not there. */
export function unreadDays(values: AuditValues): ('from' | 'to')[] {
  return (['from', 'to'] as const).filter((field) => values[field] !== '' && instantOf(values[field], 0) === undefined);
}

/** A day is taken from its beginning in Hong Kong; `to` is the end of its day. */
export function auditFilter(values: AuditValues) {
  const { action, subjectType, subjectId } = values;
  const from = instantOf(values.from, 0);
  const to = instantOf(values.to, 1);
  return {
    ...(action === '' ? {} : { action }),
    ...(subjectType === '' ? {} : { subjectType }),
    ...(subjectId === '' ? {} : { subjectId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

const ONE_DAY_MS = 24 * 60 * 60 * 1_000;

function instantOf(day: string, daysLater: number): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day)) return undefined;
  const at = Date.parse(`${day}T00:00:00+08:00`);
  // A day that the month does not have counts on into the next.
  const isThere = !Number.isNaN(Date.parse(day)) && new Date(Date.parse(day)).toISOString().startsWith(day);
  return Number.isNaN(at) || !isThere ? undefined : new Date(at + daysLater * ONE_DAY_MS).toISOString();
}

/** The same filter as an address, without what is empty. */
export function auditSearch(values: AuditValues, extra: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ ...values, ...extra }).filter(([, value]) => value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
