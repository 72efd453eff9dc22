import type { Channel, TlpLabel } from '#libs/access';
import { AMBER_STRICT_SENTENCE } from '#libs/advisories';
import type { AdvisoryContent, Language, LocalisedText } from '#libs/advisories';
import { publisherName } from '../advisory-view.js';
import type { AdvisoryView } from '../advisory-view.js';
import { canonicalJson } from '../canonical-json.js';
import type { FeedPublisher } from '../feed-publisher.js';
import { chooseText } from '../localised-text.js';
import { refuseUnlessMayLeave } from '../may-leave.js';
import { severityName } from '../names.js';
import { statedLanguage, UNDETERMINED } from '../stated-language.js';
import { asCsaf21 } from './csaf-2-1.js';
import { documentNotes, findingNotes } from './csaf-notes.js';
import { CsafProducts } from './csaf-products.js';
import { withMarkedCode } from './marked-code.js';
import { profileOf } from './csaf-profile.js';
import type { CsafReference } from './csaf-shapes.js';
import { csafAcknowledgments, csafReferences } from './csaf-statements.js';
import { csafFileName, csafTracking, trackingIdOf } from './csaf-tracking.js';
import type { PastRevision } from './csaf-tracking.js';
import { unlessEmpty } from './csaf-values.js';
import type { CsafVersion } from './csaf-version.js';
import { csafVulnerabilities } from './csaf-vulnerabilities.js';
import type { VulnerabilityContext } from './csaf-vulnerabilities.js';
import { CSAF_WORDS } from './csaf-words.js';

export interface CsafOptions {
  /** 2.0 by default. */
  readonly version?: CsafVersion;
  /** The way out. `token` by default, which refuses RED; RED is given only to a request with a second factor: `graphql`. */
  readonly channel?: Extract<Channel, 'public' | 'token' | 'graphql'>;
  /** The source language by default. Another one makes a translation, which is a document of its own (CSAF 2.0 section 9.1.9). */
  readonly language?: Language;
  /** The folder under which the document is served, for its canonical address; without it the document names none. */
  readonly folderUrl?: string;
  /** The earlier revisions that the reader may know of; a number without an entry is named without words. */
  readonly history?: readonly PastRevision[];
  /** The schema and mandatory tests that an imported document failed: ours passes them, and says that its source did not. */
  readonly sourceFindings?: readonly string[];
}

export interface CsafRendition {
  /** CSAF 2.0 section 5.1. */
  readonly filename: string;
  /** UTF-8, keys sorted, no white space: the same view gives the same bytes. */
  readonly bytes: Buffer;
}

/** CSAF 2.0 knows neither CLEAR nor AMBER+STRICT; the latter becomes RED, because AMBER would let it go to clients. */
const CSAF_LABELS: Readonly<Record<TlpLabel, string>> = {
  CLEAR: 'WHITE',
  GREEN: 'GREEN',
  AMBER: 'AMBER',
  'AMBER+STRICT': 'RED',
  RED: 'RED',
};

/**
 * An advisory as a CSAF document of ours, with the narrowest profile that its content satisfies. What CSAF 2.0 has no place for (CVSS 4.0,
 * indicators, techniques) stands in notes. Throws for a label that never leaves by the channel.
 */
export function renderCsaf(view: AdvisoryView, publisher: FeedPublisher, options: CsafOptions = {}): CsafRendition {
  refuseUnlessMayLeave(view, options.channel ?? 'token');
  const language = options.language ?? view.content.sourceLanguage;
  const trackingId = trackingIdOf(view, language);
  const filename = csafFileName(trackingId);
  const document = view.event === 'advisory.withdrawn' ? withdrawn(view) : view;
  return { filename, bytes: Buffer.from(canonicalJson(withMarkedCode(csafDocument(document, publisher, { ...options, language })))) };
}

/** The content gives way to the notice (PRODUCT.md section 2), the title too. */
function withdrawn(view: AdvisoryView): AdvisoryView {
  const { sourceLanguage } = view.content;
  const title = Object.fromEntries(Object.entries(CSAF_WORDS).map(([language, words]) => [language, words.withdrawn(view.trackingId)]));
  const notice = view.withdrawalNotice ?? title;
  return {
    ...view,
    exploited: false,
    content: {
      sourceLanguage,
      title,
      summary: notice,
      description: {},
      affectedProducts: [],
      vulnerabilities: [],
      references: [],
      tags: [],
      sectors: [],
    },
  };
}

function csafDocument(view: AdvisoryView, publisher: FeedPublisher, options: CsafOptions & { readonly language: Language }): object {
  const { language } = options;
  const content = withSubject(view.content);
  const isTranslation = language !== content.sourceLanguage;
  const inLanguage = (text: LocalisedText | undefined) => chooseText(text, language, content.sourceLanguage)?.text;
  const products = new CsafProducts(content);
  const context: VulnerabilityContext = { content, products, words: CSAF_WORDS[language], version: options.version ?? '2.0', inLanguage };
  const parts = {
    notes: [...documentNotes({ ...view, content }, context, isTranslation), ...findingNotes(options.sourceFindings ?? [], context)],
    references: references(view, context, options),
    tree: products.tree(),
    vulnerabilities: csafVulnerabilities(context),
  };
  const document = {
    document: {
      category: profileOf(parts, view.kind, content.source?.category),
      csaf_version: '2.0',
      title: inLanguage(content.title),
      lang: statedLanguage(content, language),
      source_lang: isTranslation ? (statedLanguage(content, content.sourceLanguage) ?? UNDETERMINED) : undefined,
      publisher: {
        category: isTranslation ? 'translator' : 'coordinator',
        name: publisherName(publisher.names, language),
        namespace: publisher.namespace,
        contact_details: publisher.contactDetails,
        issuing_authority: publisher.issuingAuthority,
      },
      distribution: distribution(view.label, content.restrictions),
      aggregate_severity: { text: severityName(view.severity, language), namespace: publisher.namespace },
      acknowledgments: unlessEmpty(thanks(content)),
      notes: parts.notes,
      references: parts.references,
      tracking: csafTracking(view, { ...context, language, history: options.history ?? [] }),
    },
    product_tree: parts.tree,
    vulnerabilities: unlessEmpty(parts.vulnerabilities),
  };
  if (context.version === '2.0') return document;
  const withdrawal = view.event === 'advisory.withdrawn' ? (inLanguage(content.summary) ?? inLanguage(content.title)) : undefined;
  const { label, updatedAt } = view;
  return asCsaf21(document, { label, restrictions: content.restrictions, words: context.words, withdrawal, updatedAt });
}

/** Statuses stand under a vulnerability in CSAF: products without one get the advisory itself as their subject. */
function withSubject(content: AdvisoryContent): AdvisoryContent {
  const isMissing = content.vulnerabilities.length === 0 && content.affectedProducts.length > 0;
  return isMissing ? { ...content, vulnerabilities: [{}] } : content;
}

function distribution(label: TlpLabel, restrictions: string | undefined): object {
  const strict = label === 'AMBER+STRICT' ? AMBER_STRICT_SENTENCE : undefined;
  const text = [strict, restrictions].filter((part) => part !== undefined && part !== '').join('\n\n');
  return { tlp: { label: CSAF_LABELS[label], url: 'https://www.first.org/tlp/' }, text: text === '' ? undefined : text };
}

/** CSAF 2.0 section 3.2.1.10: ourselves first (in a translation the original first, section 9.1.9), then what the author names. */
function references(
  view: AdvisoryView,
  { content, words }: VulnerabilityContext,
  options: CsafOptions & { language: Language },
): CsafReference[] {
  const at = (language: Language): string | undefined =>
    options.folderUrl === undefined ? undefined : `${options.folderUrl.replace(/\/$/, '')}/${csafFileName(trackingIdOf(view, language))}`;
  const original = options.language === content.sourceLanguage ? undefined : at(content.sourceLanguage);
  const own = at(options.language);
  return [
    ...(original === undefined ? [] : [{ category: 'external' as const, summary: view.trackingId, url: original }]),
    ...(own === undefined ? [] : [{ category: 'self' as const, summary: words.document, url: own }]),
    { category: 'external', summary: words.page, url: view.url },
    ...csafReferences(content.references).filter(({ url }) => url !== own && url !== view.url),
  ];
}

/** An author's credits; those of a source stand in its acknowledgments, its vulnerabilities' among them. */
function thanks({ acknowledgments, credits = [], vulnerabilities }: AdvisoryContent): readonly object[] {
  if (acknowledgments !== undefined) return csafAcknowledgments(acknowledgments);
  const isSaid = vulnerabilities.some((each) => each.acknowledgments !== undefined);
  return isSaid ? [] : credits.map((summary) => ({ summary }));
}
