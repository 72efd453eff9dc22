import { createHash } from 'node:crypto';
import { DomainError, invalid } from '#libs/core';
import type { AdvisoryReading, DocumentReading, RefusedPart } from '../advisory-reading.js';
import { JsonPlace } from '../json-place.js';
import { readEvent } from './misp-event.js';
import { isRecord, withoutNulls } from './misp-items.js';

interface Shapes {
  readonly events: JsonPlace[];
  readonly refused: RefusedPart[];
}

/**
 * Reads MISP events in every form in which they are met: bare, under `Event`, under `response` as one or as a list, as a list; and the parts of
 * events that searches answer with. Throws `invalid` where there is none.
 */
export function readMisp(json: unknown): DocumentReading {
  const shapes: Shapes = { events: [], refused: [] };
  collect(new JsonPlace(withoutNulls(json)), shapes);
  const advisories: AdvisoryReading[] = [];
  const faults: DomainError[] = [];
  const refused = [...shapes.refused];
  for (const event of shapes.events) {
    try {
      advisories.push(readEvent({ event, id: event.text('uuid') ?? idByContent(event) }));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      faults.push(error);
      refused.push({ place: event.path, reason: error.message });
    }
  }
  if (advisories.length === 0) {
    throw (
      faults[0] ??
      invalid(
        [{ path: refused[0]?.place ?? '', expected: 'a MISP event', received: refused[0]?.reason ?? 'none' }],
        'There is no MISP event in it.',
      )
    );
  }
  return { advisories, refused, others: [] };
}

function collect(place: JsonPlace, shapes: Shapes): void {
  const { value } = place;
  if (Array.isArray(value)) {
    collectList(value as unknown[], place, shapes);
    return;
  }
  const event = place.field('Event');
  const response = place.field('response');
  if (isRecord(event.value)) shapes.events.push(own(event));
  else if (response.exists) collect(response, shapes);
  else if (isRecord(value)) shapes.events.push(own(place));
  else shapes.refused.push({ place: place.path, reason: 'It is no event.' });
}

/** Events of a list, each by itself; the objects and attributes of a search together, as one. */
function collectList(entries: readonly unknown[], place: JsonPlace, shapes: Shapes): void {
  const parts: unknown[] = [];
  for (const [index, entry] of entries.entries()) {
    const at = new JsonPlace(entry, place, index);
    if (!isRecord(entry)) shapes.refused.push({ place: at.path, reason: 'It is no event.' });
    else if (isRecord(entry.Event) || typeof entry.info === 'string') collect(at, shapes);
    else if (isRecord(entry.Object)) parts.push(entry.Object);
    else shapes.refused.push({ place: at.path, reason: 'It is no event: it has no info.' });
  }
  if (parts.length > 0) shapes.events.push(new JsonPlace({ Object: parts }, place, '', []));
}

/** The same place with flaws of its own. */
function own(place: JsonPlace): JsonPlace {
  return place.apart();
}

/** Of an event without an id: what it says. An event that says anything else is another one, and never its next version. */
function idByContent(event: JsonPlace): string {
  return createHash('sha256').update(JSON.stringify(event.value)).digest('hex');
}
