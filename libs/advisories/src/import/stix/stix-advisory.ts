import type { Sector } from '#libs/access';
import { SECTORS } from '#libs/access';
import type { AdvisoryReading } from '../advisory-reading.js';
import { unlessEmpty } from '../csaf/csaf-parts.js';
import { fitTags } from '../fit-tags.js';
import { escapedMarkdown, firstParagraph, fitLine, fitText, fitTitle, notesOf } from '../fit-text.js';
import type { ObjectLedger } from '../object-ledger.js';
import { ourLanguage } from '../our-language.js';
import { refuseInflated } from '../refuse-inflated.js';
import { heldByWords, WordsOfSharing } from '../words-of-sharing.js';
import { KINDS, SEVERITIES } from '../../content.js';
import type { AdvisoryContent, Kind, Reference } from '../../content.js';
import type { ContentSource, Note, SourceFlaw } from '../../content-source.js';
import { MAX_SOURCE_FLAWS } from '../../content-source.js';
import { StixBody } from './stix-body.js';
import { Translations } from './stix-languages.js';
import { isOfTlp, readMarkings } from './stix-markings.js';
import type { StixMarking } from './stix-markings.js';
import type { StixObject } from './stix-object.js';
import { endsOf } from './stix-scope.js';
import { readExternalReferences } from './stix-references.js';
import { titleFrom } from './stix-title.js';

/** What one advisory is made of. */
export interface StixSelection {
  /** The report or grouping; undefined where the bundle, or the rest of it, is taken as one. */
  readonly container: StixObject | undefined;
  readonly scope: readonly StixObject[];
  /** The bundle or envelope without its objects. */
  readonly envelope: StixObject | undefined;
  readonly byId: ReadonlyMap<string, StixObject>;
  /** Which document it is where there is no container. */
  readonly bundleId: string;
}

/** Makes one advisory of a report, a grouping or a whole bundle, and writes in the ledger what it did with each object. */
export function readAdvisory(selection: StixSelection, ledger: ObjectLedger): AdvisoryReading {
  const { container, scope, byId } = selection;
  const all = container === undefined ? scope : [container, ...scope];
  const about = scope.filter(({ type }) => type !== 'marking-definition' && type !== 'extension-definition');
  const author = authorOf(all, container, byId);
  const shown = shownWith(selection, all, author);
  const marking = markingOf(shown, byId);
  const labels = readLabels(container, about);
  const content = contentOf({ selection, all, about, author, marking, labels }, ledger);
  refuseInflated(content);
  noteUse(selection, marking, author, ledger);
  const isReadable = marking.unknown.length === 0;
  const held = heldBack(container, marking);
  const words = new WordsOfSharing();
  // Of definitions those that mark something: a bundle may carry all of TLP.
  const texts = [...shown].filter(({ type }) => type !== 'marking-definition');
  for (const { json } of [...texts, ...marking.definitions]) words.read(json);
  const reading: AdvisoryReading = {
    content,
    label: isReadable ? marking.label : undefined,
    ...(isReadable || marking.label === undefined ? {} : { ceiling: { label: marking.label } }),
    ...(isReadable ? {} : { isLabelUnclear: true }),
    kind: labels.kind ?? kindFrom(about),
    statedSeverity: labels.severity,
    updateClass: undefined,
    sourceKey: fitLine(`stix ${author.id} ${container?.id ?? selection.bundleId}`, 2_000),
    sourceVersion: versionOf(all, container),
    ...(held === undefined ? {} : { heldBack: held }),
    objects: [],
  };
  return heldByWords(reading, words.named);
}

/** Everything of which a reader sees something: also who made it, and the two ends of each relationship, which are named. */
function shownWith({ byId, envelope }: StixSelection, all: readonly StixObject[], author: Author): ReadonlySet<StixObject> {
  const ends = all.filter(({ type }) => type === 'relationship').flatMap((each) => endsOf(each).flatMap((id) => byId.get(id) ?? []));
  return new Set([...all, ...[author.object, envelope].filter((object) => object !== undefined), ...ends]);
}

/** An identity that may be told to all says nothing of what its owner reports; one that may not is shown to no more than it allows. */
function markingOf(objects: ReadonlySet<StixObject>, byId: ReadonlyMap<string, StixObject>): StixMarking {
  const whole = readMarkings(objects, byId);
  if (whole.label !== 'CLEAR') return whole;
  const others = readMarkings([...objects].filter(({ type }) => type !== 'identity'), byId); // prettier-ignore
  return others.label === undefined ? { ...whole, label: undefined, spelled: undefined } : whole;
}

/** What is known of an advisory before its content is put together. */
interface Findings {
  readonly selection: StixSelection;
  readonly all: readonly StixObject[];
  readonly about: readonly StixObject[];
  readonly author: Author;
  readonly marking: StixMarking;
  readonly labels: Labels;
}

function contentOf({ selection, all, about, author, marking, labels }: Findings, ledger: ObjectLedger): AdvisoryContent {
  const { container, scope, byId, bundleId } = selection;
  const language = ourLanguage(container?.json.text('lang') ?? scope.find(({ json }) => json.field('lang').exists)?.json.text('lang'));
  const translations = new Translations(scope);
  const body = new StixBody({ container, objects: about, byId, author, language, translations, ledger });
  const title = fitTitle(container?.json.text('name') ?? titleFrom(about, bundleId));
  const said = container?.json.text('description') ?? body.overview;
  const description = said === '' ? title : said;
  const references = container && readExternalReferences(container);
  const id = container?.id ?? bundleId;
  const longTexts = description.length > fitText(description).length ? notesOf({ category: 'description' }, description) : [];
  return {
    sourceLanguage: language,
    title: translations.of(id, 'name', language, title),
    summary: summaries(translations.of(id, 'description', language, description)),
    description: translations.of(id, 'description', language, fitText(description)),
    impact: body.impact,
    recommendation: unlessEmpty(body.steps),
    affectedProducts: body.products,
    vulnerabilities: body.vulnerabilitiesWith(references?.cves ?? []),
    cnvd: unlessEmpty([...new Set(references?.cnvd ?? [])]),
    techniques: unlessEmpty([...new Set([...(references?.techniques ?? []), ...body.techniques])]),
    indicators: unlessEmpty(body.indicators),
    references: distinct([...(references?.references ?? []), ...body.references]),
    remediations: unlessEmpty(body.remediations),
    credits: unlessEmpty(body.credits),
    notes: unlessEmpty([...longTexts, ...body.notes, ...containerNotes(container, labels.others, references?.ids ?? [])]),
    tags: labels.tags,
    sectors: [...new Set([...labels.sectors, ...body.sectors])],
    restrictions: restrictionsOf(marking),
    translatedAt: translations.instantsOf(id, language),
    source: sourceOf({ selection, all, author, marking }),
  };
}

interface Author {
  readonly id: string;
  readonly object: StixObject | undefined;
}

/** Who made the report, or, of a bundle as one, who made everything in it. */
function authorOf(all: readonly StixObject[], container: StixObject | undefined, byId: ReadonlyMap<string, StixObject>): Author {
  const ids = new Set((container === undefined ? all : [container]).flatMap(({ json }) => json.text('created_by_ref') ?? []));
  const id = ids.size === 1 ? ([...ids][0] ?? '') : '';
  return { id, object: byId.get(id) };
}

interface Labels {
  readonly kind: Kind | undefined;
  readonly severity: (typeof SEVERITIES)[number] | undefined;
  readonly sectors: readonly Sector[];
  readonly tags: readonly string[];
  readonly others: readonly string[];
}

/** Words of a report that say what the types of its objects say already. */
const TYPES_OF_REPORTS = new Set(['threat-report', 'vulnerability', 'indicator', 'exploited']);

/** Labels are the producer's own words; those that our own output uses for kind, severity and sector are read back as such. */
function readLabels(container: StixObject | undefined, about: readonly StixObject[]): Labels {
  const own =
    container === undefined
      ? about.filter(({ type }) => type !== 'indicator').flatMap((object) => object.refs('labels'))
      : container.refs('labels');
  const words = [...own, ...(container?.refs('report_types') ?? [])];
  const isOurs = (word: string) =>
    TYPES_OF_REPORTS.has(word.toLowerCase()) || /^(severity|sector):/.test(word) || KINDS.some((kind) => kind === word) || isOfTlp(word);
  const { tags, others } = fitTags(words.filter((word) => !isOurs(word)));
  return {
    kind: KINDS.find((kind) => words.includes(kind)),
    severity: SEVERITIES.find((severity) => words.includes(`severity:${severity}`)),
    sectors: SECTORS.filter((sector) => words.includes(`sector:${sector}`)),
    tags,
    others,
  };
}

function kindFrom(about: readonly StixObject[]): Kind {
  const has = (type: string) => about.some((object) => object.type === type);
  const isThreat = ['indicator', 'malware', 'threat-actor', 'campaign', 'intrusion-set', 'incident', 'observed-data'].some(has);
  return has('vulnerability') && !isThreat ? 'vulnerability_note' : 'threat_report';
}

function summaries(description: AdvisoryContent['description']): AdvisoryContent['summary'] {
  return Object.fromEntries(Object.entries(description).map(([language, text]) => [language, firstParagraph(text)]));
}

function containerNotes(
  container: StixObject | undefined,
  labels: readonly string[],
  ids: readonly { system: string; value: string }[],
): Note[] {
  const confidence = container?.json.text('confidence');
  const context = container?.json.text('context');
  const lines = [
    ...(container?.isRevoked ? ['Its source has revoked it.'] : []),
    ...(confidence === undefined ? [] : [`Confidence: ${confidence}`]),
    ...(context === undefined ? [] : [`Context: ${context}`]),
    ...labels.map((label) => `Label: ${escapedMarkdown(label)}`),
    ...ids.map(({ system, value }) => `${escapedMarkdown(system)}: ${escapedMarkdown(value)}`),
  ];
  return [...notesOf({ category: 'general', title: 'About this report' }, lines.join('\n'))];
}

const WHY_UNKNOWN = 'which is not in the document or cannot be read';

function restrictionsOf({ statements, unknown }: StixMarking): string | undefined {
  const lines = [...new Set(statements), ...unknown.map((id) => `Marked with ${id}, ${WHY_UNKNOWN}.`)];
  return lines.length === 0 ? undefined : fitText(lines.join('\n'));
}

function heldBack(container: StixObject | undefined, { unknown }: StixMarking): string | undefined {
  if (container?.isRevoked) return 'Its source has revoked it.';
  return unknown[0] === undefined ? undefined : `It is marked with ${unknown[0]}, ${WHY_UNKNOWN} and could restrict it.`;
}

function versionOf(all: readonly StixObject[], container: StixObject | undefined): string {
  if (container !== undefined) return container.version;
  return all.reduce((newest, { version }) => (version > newest ? version : newest), '');
}

interface About {
  readonly selection: StixSelection;
  readonly all: readonly StixObject[];
  readonly author: Author;
  readonly marking: StixMarking;
}

/** Of what nobody is named as the author of. */
export const UNKNOWN_PUBLISHER = 'Unknown';

function sourceOf({ selection, all, author, marking }: About): ContentSource {
  const { container, bundleId } = selection;
  const { object } = author;
  const instants = all.flatMap(({ json }) => json.text('created') ?? []);
  const first = container?.json.text('published') ?? container?.json.text('created') ?? [...instants].sort()[0];
  const last =
    container?.json.text('modified') ??
    all
      .flatMap(({ json }) => json.text('modified') ?? json.text('created') ?? [])
      .sort()
      .at(-1);
  const publisher = object?.json.text('name') ?? (author.id || UNKNOWN_PUBLISHER);
  return {
    format: 'stix',
    publisher: fitLine(publisher),
    publisherNamespace: fitLine(author.id || bundleId),
    publisherCategory: object?.json.text('identity_class'),
    contactDetails: object?.json.text('contact_information'),
    trackingId: fitLine(container?.id ?? bundleId),
    version: fitLine(last ?? '0'),
    status: container?.isRevoked ? 'revoked' : undefined,
    initialReleaseDate: fitLine(first ?? ''),
    currentReleaseDate: fitLine(last ?? ''),
    category: container?.type ?? 'bundle',
    label: marking.spelled,
    language: container?.json.text('lang'),
    flaws: unlessEmpty(flawsOf(all, marking)),
  };
}

function flawsOf(all: readonly StixObject[], { unknown }: StixMarking): readonly SourceFlaw[] {
  const missing = unknown.map((id) => ({ path: 'object_marking_refs', expected: 'a marking that is in the document', received: id }));
  return [...missing, ...all.flatMap(({ json }) => json.flaws)].slice(0, MAX_SOURCE_FLAWS);
}

function noteUse(selection: StixSelection, marking: StixMarking, author: Author, ledger: ObjectLedger): void {
  const { container, scope } = selection;
  if (container !== undefined) ledger.used(container, container.type === 'report' ? 'the advisory' : 'the advisory (a grouping)');
  if (author.object !== undefined) ledger.used(author.object, 'the publisher');
  for (const definition of marking.definitions) ledger.used(definition, 'its label or restrictions');
  for (const object of scope) {
    if (object.type === 'extension-definition') ledger.kept(object, 'it defines properties and says nothing of a threat');
    else if (object.type === 'marking-definition') ledger.kept(object, 'nothing in the advisory is marked with it');
  }
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  const byUrl = new Map<string, Reference>();
  for (const reference of references) if (!byUrl.has(reference.url)) byUrl.set(reference.url, reference);
  return [...byUrl.values()];
}
