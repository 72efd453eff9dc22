import { parseLabel } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { shown } from '../json-place.js';
import { labelOfField, labelStatedIn, narrowerOf } from '../stated-labels.js';
import type { StatedLabel } from '../stated-labels.js';
import { collectRefs, propertiesOf, textsOf } from './stix-marking-refs.js';
import type { StixObject } from './stix-object.js';

const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
/** The markings that need not travel: those of TLP 1.0, which STIX fixes (2.1 section 7.2.1.4), and those of TLP 2.0 of FIRST and OASIS. */
const KNOWN: ReadonlyMap<string, TlpLabel> = new Map(
  Object.entries({
    'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'CLEAR',
    'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'GREEN',
    'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'AMBER',
    'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'RED',
    'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487': 'CLEAR',
    'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb': 'GREEN',
    'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421': 'AMBER',
    'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003': 'AMBER+STRICT',
    'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1': 'RED',
  } as const),
);
/** A label, or a property of the producer's own, that speaks of TLP. */
const OF_TLP = /(^|[^a-z])tlp([^a-z]|v\d|$)/i;
/** What `labels` are written before it: `tlp:`, `tlp=`, `TLPv2:`, `misp:tlp=`. */
const BEFORE_LABEL = /^.*?tlp(?:\s?v?[12](?:\.0)?)?\s*[:：=\s_-]\s*/is;

export interface StixMarking {
  /** The narrowest of all; undefined where there is none. */
  readonly label: TlpLabel | undefined;
  /** As the source spelled it. */
  readonly spelled: string | undefined;
  /** What the markings say besides: statements, terms of use. */
  readonly statements: readonly string[];
  /** Ids of markings, and labels of TLP, that nobody here can read. */
  readonly unknown: readonly string[];
  /** The marking-definitions of the document that were read. */
  readonly definitions: readonly StixObject[];
}

/**
 * The TLP label of objects that are shown together, which is the narrowest of theirs, parts of objects (granular markings) included: what was
 * shown too widely cannot be taken back. No marking is no label.
 */
export function readMarkings(objects: Iterable<StixObject>, byId: ReadonlyMap<string, StixObject>): StixMarking {
  const ids = new Set<string>();
  let narrowest: StatedLabel | undefined;
  const narrow = (found: StatedLabel | undefined) => {
    narrowest = narrowerOf(narrowest, found);
  };
  const [statements, unknown, definitions]: [string[], string[], StixObject[]] = [[], [], []];
  for (const object of objects) {
    collectRefs(object, ids, unknown);
    for (const word of ownWordsOf(object)) {
      const label = labelOfField(word.replace(BEFORE_LABEL, '').replaceAll('"', ''));
      if (label === undefined) unknown.push(word);
      else narrow({ label, spelled: word });
    }
    if (object.type === 'report' || object.type === 'grouping') narrow(labelStatedIn([object.json.text('name')]));
  }
  for (const id of ids) {
    const definition = byId.get(id);
    const read = definition?.type === 'marking-definition' ? readDefinition(definition) : undefined;
    if (definition !== undefined) {
      definitions.push(definition);
      // What it says is shown too; ids that are added here are read by this loop.
      collectRefs(definition, ids, unknown);
    }
    const known = KNOWN.get(id);
    if (known !== undefined) narrow({ label: known, spelled: read?.stated?.spelled ?? known });
    narrow(read?.stated);
    statements.push(...(read?.statements ?? []));
    narrow(labelStatedIn(read?.statements ?? []));
    if (known === undefined && (read === undefined || (read.stated === undefined && read.statements.length === 0))) unknown.push(id);
  }
  return { label: narrowest?.label, spelled: narrowest?.spelled, statements, unknown, definitions };
}

export function isOfTlp(word: string): boolean {
  return OF_TLP.test(word);
}

/** What an object says of TLP without a marking: in its labels, and in properties of its producer such as `x_tlp`. */
function ownWordsOf(object: StixObject): readonly string[] {
  const properties = propertiesOf(object);
  const own = properties.flatMap(([key, said]) => (OF_TLP.test(key.replaceAll('_', ' ')) ? textsOf(said) : []));
  return [...object.refs('labels').filter(isOfTlp), ...own].filter((word) => word.trim() !== '').map(shown);
}

interface Definition {
  readonly stated?: StatedLabel | undefined;
  readonly statements: readonly string[];
}

/** What a definition says in several places counts as the narrowest of them. */
function readDefinition({ json }: StixObject): Definition {
  const extension = json.field('extensions').field(TLP_EXTENSION).text('tlp_2_0');
  const type = json.text('definition_type')?.toLowerCase();
  const definition = json.field('definition');
  const name = json.text('name');
  const stated = [extension, type === 'tlp' ? definition.text('tlp') : undefined, json.text('x_opencti_definition'), name]
    .map((text) => (text === undefined ? undefined : statedIn(text)))
    .reduce(narrowerOf, undefined);
  const statement = definition.text('statement');
  if (statement !== undefined) return { stated, statements: [statement] };
  if (stated !== undefined) return { stated, statements: [] };
  const { value } = definition;
  const terms = typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;
  // A label that we cannot read is no statement: nobody may take it for a wide one.
  if (type === 'tlp' || terms === undefined) return { statements: [] };
  return { statements: [[name ?? type, terms].filter(Boolean).join(': ')] };
}

function statedIn(text: string): StatedLabel | undefined {
  const label = parseLabel(text) ?? labelStatedIn([text])?.label;
  return label && { label, spelled: text };
}
