import { setImmediate as nextTurn } from 'node:timers/promises';
import { readJson } from '#libs/advisories';
import { DomainError } from '#libs/core';
import type { StatusDetail } from '../reading/taxii.queries.js';
import { stixRow } from '../publishing/stix-rows.js';
import type { StixRow } from '../publishing/stix-rows.js';
import { patternProblem } from './stix-pattern.js';
import { isRecord, isRed, redMarkings } from './red-markings.js';
import type { StixSchemas } from './stix-schemas.js';

/** The largest body of a submission (`max_content_length`, TAXII 2.1 section 4.2.1). */
export const MAX_ENVELOPE_BYTES = 10 * 1024 * 1024;

/** Objects checked in one turn: other requests are answered in between. */
const OBJECTS_PER_TURN = 100;
const TYPE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAX_TYPE_CHARACTERS = 250;
const UUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/;
/** TAXII 2.1 section 7.1.1, STIX 2.1 section 3.1; `id` alone is shorter. */
const PROPERTY = /^([a-z0-9_]{3,250}|id)$/;

type Json = Readonly<Record<string, unknown>>;

export interface ReadEnvelope {
  readonly accepted: readonly { readonly object: Json; readonly row: StixRow }[];
  readonly failures: readonly StatusDetail[];
}

/**
 * An envelope (TAXII 2.1 section 3.7), each object judged by itself. Throws `invalid` for what is no JSON; UNPROCESSABLE_OBJECTS for what is no
 * envelope of objects, and where not one of them can be taken.
 */
export async function readEnvelope(bytes: Uint8Array, schemas: StixSchemas): Promise<ReadEnvelope> {
  const objects = objectsOf(readJson(bytes, { maxBytes: MAX_ENVELOPE_BYTES }));
  const red = redMarkings(objects);
  const accepted: { object: Json; row: StixRow }[] = [];
  const failures: StatusDetail[] = [];
  for (const [index, object] of objects.entries()) {
    if (index % OBJECTS_PER_TURN === OBJECTS_PER_TURN - 1) await nextTurn();
    if (!isIdentified(object)) {
      failures.push({ id: nameOf(object, index), version: NO_VERSION, message: 'An object has a type and the id "<type>--<UUID>".' });
      continue;
    }
    const problem = problemOf(object, red, schemas);
    const row = stixRow(object);
    if (problem === undefined) accepted.push({ object, row });
    else failures.push({ id: object.id, version: row.version ?? NO_VERSION, message: problem });
  }
  if (accepted.length === 0) throw unprocessable(failures.map(({ id, message = '' }) => `${id}: ${message}`));
  return { accepted, failures };
}

/** A detail must name a version; an object that was not taken and has none gets this one. */
const NO_VERSION = '1970-01-01T00:00:00.000Z';

interface Identified extends Json {
  readonly id: string;
  readonly type: string;
}

function objectsOf(json: unknown): readonly unknown[] {
  const objects = isRecord(json) ? json['objects'] : undefined;
  if (!Array.isArray(objects) || objects.length === 0) throw unprocessable(['An envelope has a list of objects.']);
  return objects;
}

const MAX_NAME_CHARACTERS = 100;

/** A detail must name an object; one without an id is named by its place, and what the database cannot hold is left out of a wrong one. */
function nameOf(object: unknown, index: number): string {
  const id = isRecord(object) && typeof object['id'] === 'string' ? object['id'] : '';
  return id.slice(0, MAX_NAME_CHARACTERS).replaceAll('\u0000', '').toWellFormed() || `objects.${index}`;
}

function isIdentified(object: unknown): object is Identified {
  if (!isRecord(object)) return false;
  const { type, id } = object;
  if (typeof type !== 'string' || typeof id !== 'string' || type.length > MAX_TYPE_CHARACTERS || !TYPE.test(type)) return false;
  return id.startsWith(`${type}--`) && UUID.test(id.slice(type.length + 2));
}

function problemOf(object: Identified, red: ReadonlySet<string>, schemas: StixSchemas): string | undefined {
  const { type } = object;
  const specVersion = object['spec_version'] ?? (schemas.isObservable(type) ? '2.1' : undefined);
  if (specVersion !== '2.1') return 'Only STIX 2.1 is taken: "spec_version" says something else, or is absent.';
  if (type === 'bundle') return 'A bundle is no STIX object: send what is in it.';
  if (isRed(object, red)) return 'TLP:RED is taken by no machine: tell the CERT in person.';
  const name = Object.keys(object).find((each) => !PROPERTY.test(each));
  if (name !== undefined)
    return `The property ${JSON.stringify(name.slice(0, 60).toWellFormed())} has no name of STIX: a to z, 0 to 9 and _, 3 to 250 of them.`;
  const instant = ['created', 'modified'].find((each) => each in object && !isInstant(object[each]));
  if (instant !== undefined) return `"${instant}" is no instant of STIX, as in 2026-01-31T12:00:00.000Z.`;
  return schemas.problem(type, object) ?? patternProblemOf(object);
}

/** Other languages (`sigma`, `yara`) are not ours to judge. */
function patternProblemOf({ type, pattern_type: language, pattern }: Identified): string | undefined {
  if (type !== 'indicator' || language !== 'stix' || typeof pattern !== 'string') return undefined;
  const problem = patternProblem(pattern);
  return problem && `"pattern": ${problem}`;
}

/** One that the calendar has, and the database too: there is no year 0. */
export function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value) || value.startsWith('0000')) return false;
  const at = Date.parse(value);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 19) === value.slice(0, 19);
}

const MAX_TOLD = 20;

/** TAXII answers these with 422 (section 5.5). */
function unprocessable(problems: readonly string[]): DomainError {
  return new DomainError('invalid', 'UNPROCESSABLE_OBJECTS', 'Nothing of this can be taken.', {
    issues: problems.slice(0, MAX_TOLD).map((expected) => ({ path: 'objects', expected })),
  });
}
