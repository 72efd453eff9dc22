import { shown } from '../json-place.js';
import type { StixObject } from './stix-object.js';

/**
 * Collects the ids with which an object or parts of it are marked (STIX 2.1 sections 7.2.2 and 7.2.3), also from properties of a producer that
 * are named so, and in `malformed` what stands in the place of a marking and is none: it could restrict the object.
 */
export function collectRefs(object: StixObject, ids: Set<string>, malformed: string[]): void {
  const flaw = (property: string, value: unknown) => malformed.push(`${property}: ${shown(value)}`);
  for (const [property, value] of propertiesOf(object)) {
    if (!/marking/i.test(property) || value === null) continue;
    if (property === 'object_marking_refs') {
      for (const id of textsOf(value)) ids.add(id);
      if (!Array.isArray(value)) flaw(property, value);
      else for (const id of value as unknown[]) if (typeof id !== 'string' || id === '') flaw(property, id);
    } else if (property === 'granular_markings') {
      if (!Array.isArray(value)) flaw(property, value);
      else for (const granular of value as unknown[]) readGranular(granular);
    } else for (const text of textsOf(value)) if (text.startsWith('marking-definition--')) ids.add(text);
  }

  /** One that states the language of a part marks nothing (section 7.2.3.1). */
  function readGranular(granular: unknown): void {
    const { marking_ref: id, lang }: { marking_ref?: unknown; lang?: unknown } = isRecord(granular) ? granular : {};
    if (typeof id === 'string' && id !== '') ids.add(id);
    else if (id !== undefined || typeof lang !== 'string') flaw('granular_markings', id ?? granular);
  }
}

export function propertiesOf({ json: { value } }: StixObject): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

/** A text, or the texts of a list. */
export function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter((text) => typeof text === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
