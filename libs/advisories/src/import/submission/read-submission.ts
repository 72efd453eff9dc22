import { isNarrower } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { CVE_ID } from '../../content-grammars.js';
import { CONTENT_LIMITS } from '../../content-limits.js';
import { parseContent } from '../../content-rules.js';
import type { AdvisoryContent, Indicator, Kind, Reference, Vulnerability } from '../../content.js';

type StixObject = Readonly<Record<string, unknown>>;

/** Who submitted the objects, and as what. */
export interface SubmissionSource {
  readonly id: string;
  readonly organisationId: string;
  readonly collectionTitle: string;
}

/** One advisory of a submission, as a draft begins with it. */
export interface SubmissionReading {
  readonly content: AdvisoryContent;
  /** The narrowest of its objects; undefined where they say nothing: a person sets it before anything is published. */
  readonly label: TlpLabel | undefined;
  readonly kind: Kind;
  /** Which document it is, whatever version, and which version. */
  readonly sourceKey: string;
  readonly sourceVersion: string;
}

/** TLP 1.0 (STIX 2.1 section 7.2.1.4) and TLP 2.0. RED is not taken. */
const LABELS: Readonly<Record<string, TlpLabel>> = {
  'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'CLEAR',
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'GREEN',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'AMBER',
  'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487': 'CLEAR',
  'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb': 'GREEN',
  'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421': 'AMBER',
  'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003': 'AMBER+STRICT',
};

/** What the objects of one submission say, as one draft: about its first report, else about whatever has a name. Every text of every object is in it. */
export function readSubmission(objects: readonly StixObject[], source: SubmissionSource): readonly SubmissionReading[] {
  const subject = objects.find(({ type }) => type === 'report') ?? objects.find((object) => 'name' in object) ?? objects[0];
  if (subject === undefined) return [];
  const trackingId = textOf(subject, 'id') ?? source.id;
  const version = textOf(subject, 'modified') ?? textOf(subject, 'created') ?? source.id;
  const title = (textOf(subject, 'name') ?? `${objects.length} STIX objects`).slice(0, CONTENT_LIMITS.titleCharacters);
  const summary = (textOf(subject, 'description') ?? title).slice(0, CONTENT_LIMITS.textCharacters);
  const description = objects.map(paragraphOf).join('\n\n').slice(0, CONTENT_LIMITS.textCharacters);
  const content = parseContent(
    {
      sourceLanguage: 'en',
      title: { en: title },
      summary: { en: summary },
      description: { en: description || title },
      affectedProducts: [],
      vulnerabilities: objects.flatMap(vulnerabilityOf),
      indicators: objects.flatMap(indicatorOf),
      references: objects.flatMap(referencesOf),
      tags: [],
      sectors: [],
      source: {
        format: 'stix',
        publisher: source.collectionTitle,
        publisherNamespace: `organisation:${source.organisationId}`,
        trackingId,
        version,
        initialReleaseDate: textOf(subject, 'created') ?? '',
        currentReleaseDate: version,
      },
    },
    'imported',
  );
  const sourceKey = `taxii ${source.organisationId} ${trackingId}`;
  return [{ content, label: labelOf(objects), kind: 'threat_report', sourceKey, sourceVersion: version }];
}

/** Text that the database can hold. */
function textOf(object: StixObject, property: string): string | undefined {
  const value = object[property];
  return typeof value === 'string' && value.trim() !== '' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : undefined;
}

function paragraphOf(object: StixObject): string {
  const named = textOf(object, 'name') ?? textOf(object, 'abstract') ?? textOf(object, 'value') ?? textOf(object, 'id') ?? '';
  const said = ['description', 'content', 'opinion', 'relationship_type', 'source_ref', 'target_ref'].flatMap((name) => textOf(object, name) ?? []);
  return [`**${textOf(object, 'type') ?? ''}** ${named}`, ...said].join('\n\n');
}

function vulnerabilityOf(object: StixObject): Vulnerability[] {
  if (object['type'] !== 'vulnerability') return [];
  const ids = [textOf(object, 'name'), ...externalsOf(object).map((each) => textOf(each, 'external_id'))];
  const cve = ids.map((id) => id?.trim().toUpperCase()).find((id) => id !== undefined && CVE_ID.test(id));
  return [{ cve, title: textOf(object, 'name')?.slice(0, CONTENT_LIMITS.titleCharacters) }];
}

function indicatorOf(object: StixObject): Indicator[] {
  const value = object['type'] === 'indicator' ? textOf(object, 'pattern') : undefined;
  if (value === undefined || value.length > CONTENT_LIMITS.lineCharacters) return [];
  const comment = [textOf(object, 'name'), textOf(object, 'description')].filter((text) => text !== undefined).join(': ').slice(0, CONTENT_LIMITS.lineCharacters);
  return [{ type: object['pattern_type'] === 'stix' ? 'stix_pattern' : 'other', value, comment: comment || undefined }];
}

function referencesOf(object: StixObject): Reference[] {
  return externalsOf(object).flatMap((each): Reference[] => {
    const url = textOf(each, 'url');
    if (url === undefined || !/^https?:\/\//i.test(url) || !URL.canParse(url) || url.length > CONTENT_LIMITS.lineCharacters) return [];
    return [{ url, summary: (textOf(each, 'description') ?? textOf(each, 'source_name') ?? url).slice(0, CONTENT_LIMITS.lineCharacters), category: 'external' }];
  });
}

function externalsOf(object: StixObject): readonly StixObject[] {
  const list = object['external_references'];
  return Array.isArray(list) ? list.filter((each): each is StixObject => typeof each === 'object' && each !== null) : [];
}

function labelOf(objects: readonly StixObject[]): TlpLabel | undefined {
  const refs = objects.flatMap(({ object_marking_refs: marked }) => (Array.isArray(marked) ? (marked as unknown[]) : []));
  return refs
    .flatMap((ref) => (typeof ref === 'string' ? (LABELS[ref] ?? []) : []))
    .reduce<TlpLabel | undefined>((narrowest, label) => (narrowest === undefined || isNarrower(label, narrowest) ? label : narrowest), undefined);
}
