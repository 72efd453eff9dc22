import type { Note } from '../../content-source.js';
import { fitLine, notesOf } from '../fit-text.js';
import type { JsonPlace } from '../json-place.js';
import type { ObjectLedger } from '../object-ledger.js';
import { flagOf, itemsOf } from './misp-items.js';
import type { SharingReader } from './misp-sharing.js';

/** What analysts say of an event or of any part of it, MISP 2.5: notes, opinions from 0 to 100, and relationships. */
const ANALYST_DATA = ['Note', 'Opinion', 'Relationship'] as const;
type AnalystData = (typeof ANALYST_DATA)[number];

/** Reads what is said of the owners, and what is said of that in turn. Each restricts how far the whole is shared, as every part does. */
export function readAnalystData(owners: readonly JsonPlace[], ledger: ObjectLedger, sharing: SharingReader): readonly Note[] {
  const notes: Note[] = [];
  const waiting = owners.map((owner) => ({ owner, about: nameOf(owner), isGone: flagOf(owner, 'deleted') === true }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { owner, about, isGone } = next;
    for (const type of ANALYST_DATA) {
      for (const place of itemsOf(owner, type)) {
        waiting.push({ owner: place, about, isGone });
        const text = textOf(type, place);
        const entry = { place: place.path, type, id: place.text('uuid'), name: text };
        if (isGone) ledger.kept(entry, 'it is deleted at its source');
        else if (text === '') ledger.refused(entry, 'it has no content');
        else {
          sharing.read(place, 'an object');
          notes.push(...notesOf({ category: 'details', title: titleOf(type, place, about) }, text));
          ledger.used(entry, 'a note');
        }
      }
    }
    for (const place of itemsOf(owner, 'RelationshipInbound'))
      ledger.kept({ place: place.path, type: 'RelationshipInbound', id: place.text('uuid') }, 'it is an event of its own');
  }
  return notes;
}

function textOf(type: AnalystData, place: JsonPlace): string {
  if (type === 'Note') return place.text('note')?.trim() ?? '';
  if (type === 'Opinion') {
    const opinion = place.text('opinion');
    return [opinion === undefined ? '' : `${opinion} of 100`, place.text('comment')?.trim() ?? ''].filter(Boolean).join(': ');
  }
  const other = [place.text('related_object_type'), place.text('related_object_uuid')].filter(Boolean).join(' ');
  return other === '' ? '' : `${place.text('relationship_type') ?? 'related-to'} ${other}`;
}

/** Who says it and of what, as in `Note (analyst@cert.example): domain a.example`. */
function titleOf(type: AnalystData, place: JsonPlace, about: string): string {
  const authors = place.text('authors');
  return fitLine([authors === undefined ? type : `${type} (${authors})`, about].filter(Boolean).join(': '));
}

/** Of an event nothing: what is said of it stands in its own advisory. */
function nameOf(owner: JsonPlace): string {
  if (owner.field('info').exists) return '';
  return [owner.text('type') ?? '', owner.text('value') ?? owner.text('name') ?? ''].filter(Boolean).join(' ');
}
