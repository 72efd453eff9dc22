import type { ContentSource, Note } from '../../content-source.js';
import type { JsonPlace } from '../json-place.js';
import { readAddress, unlessEmpty } from './csaf-parts.js';
import type { CsafDocument } from './read-csaf.js';

/** Reads what a document says of itself (CSAF 2.0 section 3.2.1). Called last, so that the flaws of all parts are known. */
export function readSource(document: CsafDocument, notes: readonly Note[]): ContentSource {
  const head = document.root.field('document');
  const [publisher, tracking, severity] = [head.field('publisher'), head.field('tracking'), head.field('aggregate_severity')];
  const tlp = head.field('distribution').field('tlp');
  const disclaimers = notes.filter(({ category }) => category === 'legal_disclaimer').map(({ text }) => text);
  return {
    format: 'csaf',
    publisher: publisher.text('name') ?? document.publisherNamespace,
    publisherNamespace: document.publisherNamespace,
    publisherCategory: publisher.text('category'),
    contactDetails: publisher.text('contact_details'),
    issuingAuthority: publisher.text('issuing_authority'),
    trackingId: document.trackingId,
    aliases: tracking.texts('aliases'),
    version: document.version,
    status: tracking.text('status'),
    initialReleaseDate: tracking.instant('initial_release_date') ?? '',
    currentReleaseDate: tracking.instant('current_release_date') ?? '',
    history: unlessEmpty(tracking.list('revision_history').map(readRevision)),
    category: head.text('category'),
    aggregateSeverity: severity.text('text'),
    aggregateSeverityNamespace: severity.text('namespace'),
    legalDisclaimer: disclaimers.length > 0 ? disclaimers.join('\n\n') : undefined,
    label: tlp.text('label'),
    labelUrl: readAddress(tlp, 'url'),
    language: head.text('lang'),
    translatedFrom: head.text('source_lang'),
    generator: readGenerator(tracking.field('generator')),
    flaws: unlessEmpty([...document.root.flaws]),
  };
}

function readRevision(place: JsonPlace): NonNullable<ContentSource['history']>[number] {
  return {
    number: place.text('number') ?? '',
    date: place.instant('date') ?? '',
    summary: place.text('summary') ?? '',
    legacyVersion: place.text('legacy_version'),
  };
}

function readGenerator(place: JsonPlace): ContentSource['generator'] {
  const engine = place.field('engine');
  const name = engine.text('name');
  return name === undefined ? undefined : { name, version: engine.text('version'), date: place.instant('date') };
}
