/** RFC 3339 `date-time` (CSAF 2.0 section 2.2.2). */
const INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
/** The instant as it was written, or nothing where it is none: a date that no reader can read is worse than no date. */
export function instantOrNone(text: string | undefined): string | undefined {
  return text !== undefined && INSTANT.test(text) ? text : undefined;
}

/** CSAF 2.0 forbids empty lists: an absent field says the same. */
export function unlessEmpty<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

/** Each text once and none that is empty, or nothing. */
export function distinct(texts: readonly string[] | undefined): readonly string[] | undefined {
  return unlessEmpty([...new Set(texts)].filter((text) => text !== ''));
}

/** The object, or nothing where no field of it is there. */
export function unlessBare<T extends object>(value: T): T | undefined {
  return Object.values(value).some((field) => field !== undefined) ? value : undefined;
}
