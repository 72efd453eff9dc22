import type { Note } from '../../content-source.js';
import { notesOf } from '../fit-text.js';
import type { JsonPlace } from '../json-place.js';
import type { ObjectLedger } from '../object-ledger.js';
import { readAnalystData } from './misp-analyst.js';
import { flagOf, itemsOf, tagName, tagsOf } from './misp-items.js';
import { SharingReader } from './misp-sharing.js';

/** What an event says beside its attributes. */
export interface MispBeside {
  readonly tags: readonly string[];
  readonly techniques: readonly string[];
  readonly notes: readonly Note[];
  /** Markdown. */
  readonly reports: readonly string[];
}

/** A technique in the name of a galaxy's cluster, as in `Supply Chain Compromise - T1195`. */
const TECHNIQUE_IN_NAME = /\bT\d{4}(?:\.\d{3})?\b/g;

/** Reads tags, galaxies, event reports, related events and what analysts say; tags and galaxies of attributes count for the event. */
export function readBeside(event: JsonPlace, ledger: ObjectLedger, sharing: SharingReader): MispBeside {
  const [tags, techniques, notes, reports]: [string[], string[], Note[], string[]] = [[], [], [], []];
  for (const place of livingOf(event)) {
    for (const tag of tagsOf(place)) readTag(tag, place === event, { tags, techniques, notes }, ledger);
    for (const galaxy of itemsOf(place, 'Galaxy')) readGalaxy(galaxy, { techniques, notes, sharing }, ledger);
  }
  for (const report of itemsOf(event, 'EventReport')) {
    const entry = { place: report.path, type: 'EventReport', id: report.text('uuid'), name: report.text('name') };
    const content = report.text('content') ?? '';
    if (flagOf(report, 'deleted') === true) ledger.kept(entry, 'it is deleted at its source');
    else if (content === '') ledger.refused(entry, 'it has no content');
    else {
      reports.push(content);
      notes.push(...notesOf({ category: 'details', title: report.text('name') ?? 'Report' }, content));
      ledger.used(entry, 'the description and a note');
    }
  }
  for (const related of itemsOf(event, 'RelatedEvent')) {
    const other = related.field('Event');
    ledger.kept(
      { place: related.path, type: 'RelatedEvent', id: other.text('uuid'), name: other.text('info') },
      'it is an event of its own',
    );
  }
  for (const [name, reason] of [
    ['CryptographicKey', 'keys and signatures of events are not checked'],
    ['EventGraph', 'it is a drawing'],
  ] as const) {
    for (const place of itemsOf(event, name)) ledger.kept({ place: place.path, type: name, id: place.text('uuid') }, reason);
  }
  const group = event.field('SharingGroup');
  if (group.exists)
    ledger.used({ place: group.path, type: 'SharingGroup', id: group.text('uuid'), name: group.text('name') }, 'a restriction');
  notes.push(...readAnalystData([...itemsOf(event, 'EventReport'), ...clustersOf(event), ...ownersOf(event)], ledger, sharing));
  return { tags, techniques, notes, reports };
}

function clustersOf(event: JsonPlace): readonly JsonPlace[] {
  const galaxies = livingOf(event).flatMap((place) => itemsOf(place, 'Galaxy'));
  return galaxies.flatMap((galaxy) => itemsOf(galaxy, 'GalaxyCluster'));
}

/** An attribute that is deleted says nothing any more. */
function livingOf(event: JsonPlace): readonly JsonPlace[] {
  return ownersOf(event).filter((place) => place === event || flagOf(place, 'deleted') !== true);
}

/** Of an object that is deleted nothing is read. */
function ownersOf(event: JsonPlace): readonly JsonPlace[] {
  const objects = itemsOf(event, 'Object').filter((object) => flagOf(object, 'deleted') !== true);
  const attributes = [event, ...objects].flatMap((place) => itemsOf(place, 'Attribute'));
  return [event, ...objects, ...attributes];
}

type Found = Pick<MispBeside, 'techniques' | 'notes' | 'tags'> & { tags: string[]; techniques: string[]; notes: Note[] };

function readTag(tag: JsonPlace, isOfEvent: boolean, found: Found, ledger: ObjectLedger): void {
  const name = tagName(tag);
  const entry = { place: tag.path, type: 'Tag', name };
  if (name === undefined) {
    ledger.refused(entry, 'it has no name');
    return;
  }
  if (SharingReader.isSharing(name)) {
    ledger.used(entry, 'the label or a restriction');
    return;
  }
  const techniques = /^misp-galaxy:mitre-/i.test(name) ? (name.match(TECHNIQUE_IN_NAME) ?? []) : [];
  found.techniques.push(...techniques);
  if (isOfEvent || techniques.length === 0) found.tags.push(name);
  ledger.used(entry, techniques.length > 0 ? 'a technique' : 'a tag');
}

type FoundInGalaxies = Pick<Found, 'techniques' | 'notes'> & { readonly sharing: SharingReader };

function readGalaxy(galaxy: JsonPlace, found: FoundInGalaxies, ledger: ObjectLedger): void {
  const kind = galaxy.text('name') ?? galaxy.text('type') ?? 'Galaxy';
  const isOfTechniques = /attack-pattern/i.test(galaxy.text('type') ?? '');
  found.sharing.read(galaxy, 'an object');
  ledger.used({ place: galaxy.path, type: 'Galaxy', id: galaxy.text('uuid'), name: kind }, 'the kind of its clusters');
  for (const cluster of itemsOf(galaxy, 'GalaxyCluster')) {
    const value = cluster.text('value') ?? '';
    found.sharing.read(cluster, 'an object');
    const entry = { place: cluster.path, type: 'GalaxyCluster', id: cluster.text('uuid'), name: value };
    const techniques = isOfTechniques
      ? (value.match(TECHNIQUE_IN_NAME) ??
        cluster
          .field('meta')
          .texts('external_id')
          ?.filter((id) => /^T\d{4}(\.\d{3})?$/.test(id)) ??
        [])
      : [];
    found.techniques.push(...techniques);
    const title = `${kind}: ${value}`;
    if (!found.notes.some((note) => note.title === title))
      found.notes.push(...notesOf({ category: 'details', title }, cluster.text('description') ?? value));
    ledger.used(entry, techniques.length > 0 ? 'a technique and a note' : 'a note');
  }
}
