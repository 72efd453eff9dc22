import type { Severity } from '../../content.js';
import type { AdvisoryContent } from '../../content.js';
import { MAX_SOURCE_FLAWS } from '../../content-source.js';
import type { ContentSource } from '../../content-source.js';
import { SEVERITIES } from '../../content.js';
import type { AdvisoryReading } from '../advisory-reading.js';
import { unlessEmpty } from '../csaf/csaf-parts.js';
import { fitTags } from '../fit-tags.js';
import { firstParagraph, fitLine, fitText, fitTitle, inLanguage, notesOf } from '../fit-text.js';
import type { JsonPlace } from '../json-place.js';
import { ObjectLedger } from '../object-ledger.js';
import { refuseInflated } from '../refuse-inflated.js';
import { heldByWords, WordsOfSharing } from '../words-of-sharing.js';
import { readBeside } from './misp-beside.js';
import { MispCollector } from './misp-collector.js';
import { flagOf, instantOf, itemsOf, tagName, tagsOf } from './misp-items.js';
import { isProductObject, productOf } from './misp-products.js';
import { SharingReader } from './misp-sharing.js';
import type { MispSharing } from './misp-sharing.js';

const THREAT_LEVELS: Readonly<Record<string, Severity>> = { '1': 'high', '2': 'medium', '3': 'low' };

/** One event, and which it is. */
export interface MispEvent {
  readonly event: JsonPlace;
  readonly id: string;
}

/** Makes an advisory of a MISP event. Throws `invalid` where it would be far larger than any real one. */
export function readEvent({ event, id }: MispEvent): AdvisoryReading {
  const ledger = new ObjectLedger();
  const collector = new MispCollector(ledger, usesFlags(event));
  const sharing = new SharingReader();
  sharing.read(event, 'the event');
  sharing.readLine(event.text('info'));
  for (const report of itemsOf(event, 'EventReport')) readReportSharing(report, sharing);
  for (const attribute of itemsOf(event, 'Attribute')) readAttribute(attribute, undefined, collector, sharing);
  readObjects(event, ledger, collector, sharing);
  collector.leaveOut(event);
  const beside = readBeside(event, ledger, sharing);
  const shared = sharing.result();
  const title = fitTitle(event.text('info') ?? nameOf(event));
  const text = (name: Parameters<MispCollector['texts']['get']>[0]) => collector.texts.get(name) ?? [];
  const description = text('Description').join('\n\n') || beside.reports.join('\n\n') || text('Summary').join('\n\n') || title;
  const { tags, others } = fitTags(beside.tags);
  const language = 'en';
  const inEnglish = (said: string) => inLanguage(language, fitText(said));
  const content: AdvisoryContent = {
    sourceLanguage: language,
    title: inLanguage(language, title),
    summary: inEnglish(text('Summary').join('\n\n') || firstParagraph(description)),
    description: inEnglish(description),
    impact: text('Impact').length > 0 ? inEnglish(text('Impact').join('\n\n')) : undefined,
    recommendation: unlessEmpty(text('Recommendation').map(inEnglish)),
    workarounds: unlessEmpty(text('Workaround').map(inEnglish)),
    affectedProducts: collector.products,
    vulnerabilities: collector.vulnerabilities,
    cnvd: unlessEmpty([...new Set(collector.cnvd)]),
    techniques: unlessEmpty([...new Set([...collector.techniques, ...beside.techniques])]),
    indicators: unlessEmpty(collector.indicators),
    references: collector.references,
    credits: unlessEmpty(collector.credits),
    notes: unlessEmpty([
      ...collector.allNotes,
      ...beside.notes,
      ...notesOf({ category: 'details', title: 'What changed' }, text('What changed').join('\n\n')),
      ...notesOf({ category: 'general', title: 'Tags' }, others.join('\n')),
      ...(description.length > fitText(description).length ? notesOf({ category: 'description' }, description) : []),
    ]),
    tags,
    sectors: [...new Set(collector.sectors)],
    restrictions: shared.restrictions.length > 0 ? fitText(shared.restrictions.join('\n')) : undefined,
    source: sourceOf(event, id, shared),
  };
  refuseInflated(content);
  const words = new WordsOfSharing();
  words.read(event);
  return heldByWords(readingOf({ event, id }, content, shared, ledger), words.named);
}

function readingOf({ event, id }: MispEvent, content: AdvisoryContent, shared: MispSharing, ledger: ObjectLedger): AdvisoryReading {
  const orgc = event.field('Orgc');
  const creator = orgc.text('uuid') ?? orgc.text('name') ?? event.field('Org').text('uuid') ?? '';
  ledger.used({ place: event.path, type: 'Event', id: event.text('uuid'), name: event.text('info') }, 'the advisory');
  return {
    content,
    label: shared.label,
    ...(shared.ceiling === undefined ? {} : { ceiling: shared.ceiling }),
    ...(shared.isLabelUnclear ? { isLabelUnclear: true } : {}),
    kind: content.vulnerabilities.length > 0 && content.indicators === undefined ? 'vulnerability_note' : 'threat_report',
    statedSeverity: severityOf(event),
    updateClass: undefined,
    sourceKey: fitLine(`misp ${creator.toLowerCase()} ${id.toLowerCase()}`, 2_000),
    sourceVersion: versionOf(event),
    ...(shared.heldBack === undefined ? {} : { heldBack: shared.heldBack }),
    objects: ledger.reports,
  };
}

/** A report that is deleted is not taken over, so it restricts nothing. */
function readReportSharing(report: JsonPlace, sharing: SharingReader): void {
  if (flagOf(report, 'deleted') === true) return;
  sharing.read(report, 'an object');
  sharing.readLine(report.text('name'));
}

function readAttribute(place: JsonPlace, within: string | undefined, collector: MispCollector, sharing: SharingReader): void {
  sharing.read(place, within === undefined ? 'an attribute' : `an attribute of ${within}`);
  collector.add(place, within);
  collector.leaveOut(place);
}

function readObjects(event: JsonPlace, ledger: ObjectLedger, collector: MispCollector, sharing: SharingReader): void {
  for (const object of itemsOf(event, 'Object')) {
    const name = object.text('name') ?? 'object';
    const entry = { place: object.path, type: `Object ${name}`, id: object.text('uuid'), name: object.text('comment') };
    if (flagOf(object, 'deleted') === true) {
      ledger.kept(entry, 'it is deleted at its source');
      continue;
    }
    sharing.read(object, 'an object');
    const within = [name, object.text('comment')].filter(Boolean).join(': ');
    const attributes = itemsOf(object, 'Attribute');
    const product = isProductObject(object) ? productOf(object) : undefined;
    if (product !== undefined) {
      for (const attribute of attributes) sharing.read(attribute, `an attribute of ${within}`);
      collector.productObjects.push(product);
      for (const cve of product.cves ?? []) collector.name(cve);
      collector.leaveOut(object);
      ledger.used(entry, 'an affected product');
      continue;
    }
    for (const attribute of attributes) readAttribute(attribute, within, collector, sharing);
    collector.leaveOut(object);
    for (const reference of itemsOf(object, 'ObjectReference')) {
      const words = [
        reference.text('relationship_type') ?? 'related-to',
        reference.text('referenced_uuid') ?? '',
        reference.text('comment') ?? '',
      ];
      collector.notes.push(...notesOf({ category: 'details', title: within }, words.filter(Boolean).join(' ')));
      ledger.used({ place: reference.path, type: 'ObjectReference', id: reference.text('uuid') }, 'a note');
    }
    ledger.used(entry, `the context of its ${attributes.length} attributes`);
  }
}

function usesFlags(event: JsonPlace): boolean {
  const owners = [event, ...itemsOf(event, 'Object')];
  return owners.some((owner) => itemsOf(owner, 'Attribute').some((attribute) => flagOf(attribute, 'to_ids') === true));
}

/** A level that MISP knows; our own output says critical by nothing else than a tag. */
function severityOf(event: JsonPlace): Severity | undefined {
  const tag = tagsOf(event).flatMap((each) => /^severity:(\w+)$/.exec(tagName(each) ?? '')?.[1] ?? []);
  return SEVERITIES.find((severity) => tag.includes(severity)) ?? THREAT_LEVELS[event.text('threat_level_id') ?? ''];
}

function nameOf(event: JsonPlace): string {
  const names = [...new Set(itemsOf(event, 'Object').flatMap((object) => object.text('name') ?? []))];
  return names.length > 0 ? `MISP objects: ${names.join(', ')}` : 'MISP attributes';
}

/** Seconds since 1970: MISP counts them up with every change of an event. */
function versionOf(event: JsonPlace): string {
  const instant = instantOf(event, 'timestamp') ?? instantOf(event, 'publish_timestamp') ?? instantOf(event, 'date');
  return instant === undefined ? '0' : String(Math.floor(Date.parse(instant) / 1_000));
}

function sourceOf(event: JsonPlace, id: string, { spelled }: MispSharing): ContentSource {
  const creator = event.field('Orgc').exists ? event.field('Orgc') : event.field('Org');
  const first = instantOf(event, 'date') ?? '';
  const extended = event.text('extends_uuid');
  return {
    format: 'misp',
    publisher: fitLine(creator.text('name') ?? 'Unknown'),
    publisherNamespace: fitLine(creator.text('uuid') ?? creator.text('name') ?? 'urn:misp:unknown'),
    contactDetails: event.text('event_creator_email'),
    trackingId: fitLine(id),
    aliases: extended === undefined ? undefined : [fitLine(`extends ${extended}`)],
    version: versionOf(event),
    initialReleaseDate: first,
    currentReleaseDate: instantOf(event, 'timestamp') ?? first,
    category: 'event',
    status: { '0': 'initial', '1': 'ongoing', '2': 'completed' }[event.text('analysis') ?? ''],
    label: spelled,
    flaws: unlessEmpty(event.flaws.slice(0, MAX_SOURCE_FLAWS)),
  };
}
