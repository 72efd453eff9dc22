import type { Listed } from '../object-ledger.js';
import { JsonPlace } from '../json-place.js';

const LAST_RESORT = '0000-00-00T00:00:00.000000Z';
const MAX_NAME_CHARACTERS = 200;

/** An object of a bundle; each keeps its own flaws, so that an advisory tells of those that concern it. */
export class StixObject implements Listed {
  readonly type: string;
  readonly id: string;

  constructor(readonly json: JsonPlace) {
    this.type = json.text('type') ?? '';
    this.id = json.text('id') ?? '';
  }

  get place(): string {
    return this.json.path;
  }

  /** What a person would call it. */
  get name(): string {
    const { json } = this;
    const named =
      json.text('name') ?? json.text('value') ?? json.text('abstract') ?? json.text('key') ?? json.text('pattern') ?? this.valueOfHashes();
    return (named ?? this.id).replaceAll(/\s+/g, ' ').slice(0, MAX_NAME_CHARACTERS);
  }

  /** Comparable: the instant of its newest version, or of its making (STIX 2.1 section 3.6). */
  get version(): string {
    return comparableInstant(this.json.text('modified') ?? this.json.text('created'));
  }

  get isRevoked(): boolean {
    return this.json.field('revoked').value === true;
  }

  refs(property: string): readonly string[] {
    return Array.isArray(this.json.field(property).value) ? (this.json.texts(property) ?? []) : [];
  }

  private valueOfHashes(): string | undefined {
    const { value } = this.json.field('hashes');
    const first: unknown = typeof value === 'object' && value !== null ? Object.values(value)[0] : undefined;
    return typeof first === 'string' ? first : undefined;
  }
}

/** `2020-10-25T16:22:00Z` → `2020-10-25T16:22:00.000000Z`: instants in one form, so that their texts compare as they do. */
export function comparableInstant(text: string | undefined): string {
  if (text === undefined) return LAST_RESORT;
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(text);
  if (parts) return `${parts[1] ?? ''}.${(parts[2] ?? '').padEnd(6, '0').slice(0, 6)}Z`;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? LAST_RESORT : at.toISOString().replace('Z', '000Z');
}

export interface StixParse {
  /** The newest version of each object, in the order of the document. */
  readonly objects: readonly StixObject[];
  readonly outdated: readonly StixObject[];
  /** What stands among the objects and is none. */
  readonly wrong: readonly { readonly place: string; readonly reason: string; readonly type: string }[];
}

/** Reads a list of objects. Entries that are none are told apart, and the rest goes on. */
export function parseObjects(entries: readonly unknown[], parent: JsonPlace): StixParse {
  const newest = new Map<string, StixObject>();
  const outdated: StixObject[] = [];
  const wrong: StixParse['wrong'][number][] = [];
  for (const [index, entry] of entries.entries()) {
    const object = new StixObject(new JsonPlace(entry, parent, index, []));
    const reason = reasonAgainst(object);
    if (reason !== undefined) {
      wrong.push({ place: object.place, reason, type: object.type || 'unknown' });
      continue;
    }
    const known = newest.get(object.id);
    if (known !== undefined && known.version >= object.version) outdated.push(object);
    else {
      if (known !== undefined) outdated.push(known);
      newest.set(object.id, object);
    }
  }
  return { objects: [...newest.values()], outdated, wrong };
}

function reasonAgainst({ json, type, id }: StixObject): string | undefined {
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) return 'It is no object.';
  if (type === '') return 'It has no type.';
  if (id === '') return 'It has no id.';
  return id.length > 500 ? 'Its id is longer than 500 characters.' : undefined;
}
