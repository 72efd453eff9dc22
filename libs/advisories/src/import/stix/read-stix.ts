import { DomainError, invalid } from '#libs/core';
import type { AdvisoryReading, DocumentReading, RefusedPart } from '../advisory-reading.js';
import { JsonPlace } from '../json-place.js';
import { ObjectLedger } from '../object-ledger.js';
import { readAdvisory } from './stix-advisory.js';
import type { StixSelection } from './stix-advisory.js';
import { parseObjects, StixObject } from './stix-object.js';
import type { StixParse } from './stix-object.js';
import { StixGraph } from './stix-scope.js';

export interface StixOptions {
  /** Which document it is, where it does not say: a bundle has an id, a list of objects has none. */
  readonly documentId: string;
}

/** Types without which there is nothing to tell. */
const SILENT = new Set(['marking-definition', 'extension-definition', 'language-content']);
/** Types that are told with others, and make no advisory by themselves where there is another. */
const ACCOMPANYING = new Set([...SILENT, 'identity', 'relationship', 'location', 'sighting', 'opinion', 'report']);

/** Types of which a reader must not be deprived because no report names them. */
const ACTED_ON = new Set(['indicator', 'vulnerability', 'course-of-action', 'grouping']);

/**
 * Reads STIX 2.0 or 2.1: a bundle, an envelope of TAXII, a list of objects, or one object. Each report becomes an advisory; where there is none,
 * each grouping; where there is neither, all of it together. Indicators, vulnerabilities and actions that no report
 * names become one more. Throws `invalid` where it has nothing
 * that an advisory could be made of.
 */
export function readStix(json: unknown, { documentId }: StixOptions): DocumentReading {
  const root = new JsonPlace(json);
  const parse = parseStix(root);
  const ledger = new ObjectLedger();
  for (const { place, reason, type } of parse.wrong) ledger.refused({ place, type }, reason);
  for (const object of parse.outdated) ledger.kept(object, 'a newer or equal version of it is in the document');
  if (parse.objects.every(({ type }) => SILENT.has(type))) throw nothingToTell(root, parse);
  const bundleId = root.text('id') ?? documentId;
  const selections = selectionsOf(parse.objects, bundleId).map((selection) => ({ ...selection, envelope: envelopeOf(root) }));
  const { advisories, refused } = readAll(selections, ledger);
  const first = refused[0];
  if (advisories.length === 0 && first !== undefined) throw first.error;
  return {
    advisories,
    refused: refused.map(({ place, error }) => ({ place: error.issues[0]?.path ?? place, reason: error.message })),
    others: othersOf(parse, ledger),
  };
}

/** What stands around the objects counts for each of them. */
function envelopeOf({ value }: JsonPlace): StixObject | undefined {
  if (typeof value !== 'object' || value === null || !('objects' in value)) return undefined;
  return new StixObject(new JsonPlace({ ...value, objects: undefined }));
}

function parseStix(root: JsonPlace): StixParse {
  const { value } = root;
  if (Array.isArray(value)) return parseObjects(value, root);
  const objects = root.field('objects');
  if (Array.isArray(objects.value)) return parseObjects(objects.value as unknown[], objects);
  if (objects.exists)
    throw invalid([{ path: 'objects', expected: 'a list of objects', received: typeof objects.value }], 'The bundle cannot be read.');
  return root.text('type') === 'bundle' ? { objects: [], outdated: [], wrong: [] } : single(root);
}

/** One object by itself, as examples and scripts write it. */
function single(root: JsonPlace): StixParse {
  const { objects, ...rest } = parseObjects([root.value], root);
  return { objects, ...rest };
}

function nothingToTell(root: JsonPlace, { wrong }: StixParse): DomainError {
  const path = root.field('objects').exists ? 'objects' : '';
  const [first] = wrong;
  const received = first === undefined ? 'none' : `${wrong.length} that cannot be read; ${first.place}: ${first.reason}`;
  return invalid(
    [{ path: first?.place ?? path, expected: 'objects that an advisory can be made of', received }],
    'There is nothing in it that an advisory could be made of.',
  );
}

function selectionsOf(objects: readonly StixObject[], bundleId: string): readonly Omit<StixSelection, 'envelope'>[] {
  const graph = new StixGraph(objects);
  const { byId } = graph;
  const reports = objects.filter(({ type }) => type === 'report');
  const containers = reports.length > 0 ? reports : objects.filter(({ type }) => type === 'grouping');
  const named = new Set<StixObject>(containers);
  const selections = containers.map((container) => {
    const scope = graph.scopeOf(container);
    for (const object of scope) named.add(object);
    return { container, scope: graph.inOrder(scope), byId, bundleId };
  });
  const rest = objects.filter((object) => !named.has(object));
  if (containers.length === 0) return [{ container: undefined, scope: objects, byId, bundleId: onlyOne(objects) ?? bundleId }];
  if (!rest.some(({ type }) => ACTED_ON.has(type))) return selections;
  return [...selections, { container: undefined, scope: withoutMarkings(rest), byId, bundleId: `${bundleId} rest` }];
}

/** Bundles get a new id each time that they are made; what a bundle of one is about keeps its own. */
function onlyOne(objects: readonly StixObject[]): string | undefined {
  const telling = objects.filter(({ type }) => !ACCOMPANYING.has(type));
  return telling.length === 1 ? telling[0]?.id : undefined;
}

function withoutMarkings(objects: readonly StixObject[]): readonly StixObject[] {
  return objects.filter(({ type }) => !SILENT.has(type) || type === 'language-content');
}

function readAll(selections: readonly StixSelection[], document: ObjectLedger) {
  const advisories: AdvisoryReading[] = [];
  const refused: (RefusedPart & { error: DomainError })[] = [];
  for (const selection of selections) {
    const ledger = new ObjectLedger();
    const place = selection.container?.place ?? 'objects';
    try {
      advisories.push({ ...readAdvisory(selection, ledger), objects: ledger.reports });
      // The document's own ledger knows what is used anywhere.
      for (const report of ledger.reports) document[report.treatment](report, report.detail);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ place, reason: error.message, error });
      if (selection.container !== undefined) document.refused(selection.container, error.message);
    }
  }
  return { advisories, refused };
}

/** What belongs to no advisory, each with the reason. */
function othersOf({ objects }: StixParse, ledger: ObjectLedger) {
  const used = new Set(ledger.reports.filter(({ treatment }) => treatment === 'used').map(({ place }) => place));
  for (const object of objects) {
    if (ledger.has(object)) continue;
    ledger.kept(
      object,
      object.type === 'extension-definition'
        ? 'it defines properties and says nothing of a threat'
        : 'no report of the document refers to it',
    );
  }
  return ledger.reports.filter(({ place }) => !used.has(place));
}
