import { JsonPlace } from '../json-place.js';

/** The entries under a name: of a list, or the one that stands there without a list, as converters from XML write it. */
export function itemsOf(owner: JsonPlace, name: string): readonly JsonPlace[] {
  const place = owner.field(name);
  if (Array.isArray(place.value)) return owner.list(name);
  return isRecord(place.value) ? [place] : [];
}

/** Where tags stand: `Tag`, and `EventTag` or `AttributeTag` as MISP's own tables have it, which searches and older events give. */
const TAG_LIST = /tags?$/i;

/** The tags of an event, object, attribute or report, wherever they stand: each with its `name`, or a text by itself. */
export function tagsOf(owner: JsonPlace): readonly JsonPlace[] {
  if (!isRecord(owner.value)) return [];
  const entries = Object.keys(owner.value)
    .filter((name) => TAG_LIST.test(name))
    .flatMap((name) => (typeof owner.field(name).value === 'string' ? [owner.field(name)] : itemsOf(owner, name)));
  return entries.flatMap((entry) => (entry.field('Tag').exists ? itemsOf(entry, 'Tag') : [entry]));
}

/** The name of a tag. */
export function tagName(tag: JsonPlace): string | undefined {
  return isRecord(tag.value) ? tag.text('name') : tag.asText();
}

/** MISP writes true, "true", 1 and "1". */
export function flagOf(place: JsonPlace, name: string): boolean | undefined {
  const { value } = place.field(name);
  if (value === true || value === 1 || value === '1' || value === 'true') return true;
  return value === false || value === 0 || value === '0' || value === 'false' ? false : undefined;
}

/** Seconds since 1970, as text or number, as an ISO 8601 instant; a text that is an instant already stays one. */
export function instantOf(place: JsonPlace, name: string): string | undefined {
  const { value } = place.field(name);
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  if (/^\d{1,11}$/.test(text)) return text === '0' ? undefined : new Date(Number(text) * 1_000).toISOString().replace('.000Z', 'Z');
  const at = Date.parse(text);
  return text === '' || Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** A copy without what is null: MISP writes null for what is absent. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (part === null ? [] : [[key, withoutNulls(part)]])));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
