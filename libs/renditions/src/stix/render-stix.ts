import type { Channel } from '#libs/access';
import { LANGUAGES } from '#libs/advisories';
import type { LocalisedText } from '#libs/advisories';
import type { AdvisoryView } from '../advisory-view.js';
import type { FeedPublisher } from '../feed-publisher.js';
import { chooseText } from '../localised-text.js';
import { plainView } from '../plain-view.js';
import { isSharingTag, refuseUnlessMayLeave } from '../may-leave.js';
import { statedLanguage, UNDETERMINED } from '../stated-language.js';
import { actionDrafts, externalId, externalReferences, indicatorDrafts, noteDrafts, vulnerabilityDrafts } from './stix-content.js';
import type { StixDraft } from './stix-content.js';
import { productExtension } from './stix-facts.js';
import { Positions } from '../csaf/csaf-statuses.js';
import { extensionObjects, publisherIdentity, statementMarking, stixId, stixReportId, tlpMarking } from './stix-objects.js';
import type { StixObject } from './stix-objects.js';

export interface StixRendition {
  /** The report last; markings and the publisher's identity first, so that every reference is known when it is met. */
  readonly objects: readonly StixObject[];
}

/** What all objects of one advisory share. */
interface StixContext {
  readonly view: AdvisoryView;
  readonly publisher: FeedPublisher;
  readonly common: Readonly<Record<string, unknown>>;
}

/**
 * An advisory as STIX 2.1 objects: report, vulnerabilities, indicators, courses of action, notes, relationships and translations, each with
 * the TLP 2.0 marking, which travels with them. The ids depend on the publisher and the tracking id alone, so a new revision is a new
 * version of the same objects. A withdrawn advisory is its report, revoked, with the notice. Throws for a label that never
 * leaves by the channel: RED is in no feed.
 */
export function renderStix(
  advisory: AdvisoryView,
  publisher: FeedPublisher,
  channel: Extract<Channel, 'public' | 'token' | 'graphql'> = 'token',
): StixRendition {
  refuseUnlessMayLeave(advisory, channel);
  // STIX 2.1 says of no text that it may hold Markdown.
  const view = plainView(advisory);
  const isWithdrawn = view.event === 'advisory.withdrawn';
  const restrictions = isWithdrawn ? undefined : view.content.restrictions?.trim();
  const identity = publisherIdentity(publisher);
  const markings = [tlpMarking(view.label), ...(restrictions ? [statementMarking(publisher, view.trackingId, restrictions)] : [])];
  const context: StixContext = {
    view,
    publisher,
    common: {
      created_by_ref: identity.id,
      created: milliseconds(view.publishedAt),
      modified: milliseconds(view.updatedAt),
      lang: statedLanguage(view.content, view.content.sourceLanguage) ?? UNDETERMINED,
      object_marking_refs: markings.map(({ id }) => id),
    },
  };
  const parts = isWithdrawn ? [revokedReport(context)] : objectsOf(context);
  const definition = parts.some((object) => object['extensions'] !== undefined) ? extensionObjects() : [];
  const unique = new Map([identity, ...definition, ...markings, ...parts].map((object) => [object.id, object]));
  return { objects: [...unique.values()] };
}

/** The same as one document (STIX 2.1 section 8). Its id is another for each revision, as a bundle is no object that has versions. */
export function stixBundle(view: AdvisoryView, publisher: FeedPublisher, { objects }: StixRendition): Readonly<Record<string, unknown>> {
  return { type: 'bundle', id: stixId('bundle', publisher, [view.trackingId, view.revision, view.event]), objects };
}

function objectsOf(context: StixContext): readonly StixObject[] {
  const { content, publishedAt, summaryOfChanges } = context.view;
  const choose = (text: LocalisedText | undefined) => chooseText(text, content.sourceLanguage, content.sourceLanguage)?.text;
  const vulnerabilities = vulnerabilityDrafts(content);
  const actions = actionDrafts(content, choose);
  const drafts = [...vulnerabilities, ...indicatorDrafts(content, milliseconds(publishedAt)), ...actions];
  const made = drafts.map((draft) => finished(context, draft));
  const ids = vulnerabilities.map((draft) => idOf(context, draft));
  const relationships = actions.flatMap((action) => mitigations(context, action, ids));
  const reportId = stixReportId(context.publisher, context.view.trackingId);
  const noteTexts = noteDrafts(content, summaryOfChanges);
  const notes = noteTexts.map((draft) => ({ ...finished(context, draft), object_refs: [reportId] }));
  const about = [...made, ...relationships, ...notes];
  const report = reportOf(context, about, ids);
  const texts = { name: content.title, description: describedIn(content.summary, content.description) };
  const translations = [
    ...[...drafts, ...noteTexts].flatMap((draft) => translation(context, idOf(context, draft), draft.translated)),
    ...translation(context, report.id, texts),
  ];
  return [...about, report, ...translations];
}

/** STIX 2.1 section 4.16. */
function reportOf(context: StixContext, about: readonly StixObject[], vulnerabilityIds: readonly string[]): StixObject {
  const { view, publisher } = context;
  const { content } = view;
  const choose = (text: LocalisedText | undefined) => chooseText(text, content.sourceLanguage, content.sourceLanguage)?.text;
  const types = [
    ...(content.vulnerabilities.length > 0 ? ['vulnerability'] : []),
    ...((content.indicators ?? []).length > 0 ? ['indicator'] : []),
  ];
  const positions = new Positions(content);
  const idsOf = (scope: Parameters<Positions['of']>[0]) => positions.of(scope).flatMap((position) => vulnerabilityIds[position] ?? []);
  const refs = [...new Set(about.map(({ id }) => id))];
  return finished(context, {
    type: 'report',
    key: [],
    properties: {
      name: choose(content.title) ?? view.trackingId,
      description: choose(describedIn(content.summary, content.description)),
      report_types: types.length > 0 ? types : ['threat-report'],
      published: milliseconds(view.publishedAt),
      labels: [
        ...new Set([
          view.kind,
          `severity:${view.severity}`,
          ...(view.exploited ? ['exploited'] : []),
          ...content.sectors.map((code) => `sector:${code}`),
          ...content.tags.filter((tag) => !isSharingTag(tag)),
        ]),
      ],
      external_references: [
        { source_name: publisher.names.en, external_id: view.trackingId, url: view.url },
        ...(content.source === undefined ? [] : [externalId(content.source.publisher, content.source.trackingId)]),
        ...(content.cnvd ?? []).map((id) => externalId('cnvd', id)),
        ...(content.techniques ?? []).map((id) => externalId('mitre-attack', id)),
        ...externalReferences(content.references),
      ],
      // A report must be about something: one without objects is about who wrote it.
      object_refs: refs.length > 0 ? refs : [context.common['created_by_ref']],
      extensions: productExtension(content, idsOf),
    },
  });
}

/** The content gives way to the notice; nothing of what the report was about is said again. */
function revokedReport(context: StixContext): StixObject {
  const { view, publisher } = context;
  const { sourceLanguage } = view.content;
  return finished(context, {
    type: 'report',
    key: [],
    properties: {
      name: `${view.trackingId} is withdrawn`,
      description: chooseText(view.withdrawalNotice, sourceLanguage, sourceLanguage)?.text,
      revoked: true,
      report_types: ['threat-report'],
      published: milliseconds(view.publishedAt),
      external_references: [{ source_name: publisher.names.en, external_id: view.trackingId, url: view.url }],
      object_refs: [context.common['created_by_ref']],
    },
  });
}

function idOf({ view, publisher }: StixContext, { type, key }: Pick<StixDraft, 'type' | 'key'>): string {
  return stixId(type, publisher, [view.trackingId, ...key]);
}

/** The object with its id, dates, language and markings, without what is not there: STIX forbids empty lists and null. */
function finished(context: StixContext, draft: StixDraft): StixObject {
  const entries = Object.entries({ ...context.common, ...draft.properties }).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return { type: draft.type, spec_version: '2.1', id: idOf(context, draft), ...Object.fromEntries(entries) };
}

/** STIX 2.1 section 5.1: a course of action mitigates a vulnerability. */
function mitigations(context: StixContext, action: StixDraft, vulnerabilityIds: readonly string[]): readonly StixObject[] {
  const source = idOf(context, action);
  return (action.mitigates ?? []).flatMap((position) => {
    const target = vulnerabilityIds[position];
    if (target === undefined) return [];
    const common = { ...context.common, lang: undefined };
    return [
      finished(
        { ...context, common },
        {
          type: 'relationship',
          key: ['mitigates', source, target],
          properties: { relationship_type: 'mitigates', source_ref: source, target_ref: target },
        },
      ),
    ];
  });
}

/** STIX 2.1 section 7.1: the texts of an object in the other languages, by RFC 5646 tag. */
function translation(
  context: StixContext,
  objectId: string,
  texts: Readonly<Record<string, LocalisedText>> | undefined,
): readonly StixObject[] {
  const { sourceLanguage } = context.view.content;
  const contents: Record<string, Record<string, string>> = {};
  for (const language of LANGUAGES.filter((each) => each !== sourceLanguage)) {
    const said = Object.entries(texts ?? {}).flatMap(([property, text]) => {
      const translated = text[language];
      return translated === undefined || translated.trim() === '' ? [] : [[property, translated] as const];
    });
    if (said.length > 0) contents[language] = Object.fromEntries(said);
  }
  if (Object.keys(contents).length === 0) return [];
  const common = { ...context.common, lang: undefined };
  const properties = { object_ref: objectId, object_modified: context.common['modified'], contents };
  return [finished({ ...context, common }, { type: 'language-content', key: [objectId], properties })];
}

/** Summary and description together, in each language that has both or either. */
function describedIn(summary: LocalisedText, description: LocalisedText): LocalisedText {
  const texts = LANGUAGES.map((language) => {
    const parts = [...new Set([summary[language], description[language]])].filter((part) => part !== undefined && part.trim() !== '');
    return [language, parts.join('\n\n')] as const;
  });
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

/** STIX 2.1 section 3.2: `created` and `modified` are precise to the millisecond. */
function milliseconds(instant: string): string {
  return new Date(instant).toISOString();
}
