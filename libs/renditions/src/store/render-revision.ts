import { LANGUAGES } from '#libs/advisories';
import type { Language } from '#libs/advisories';
import { canonicalJson } from '../canonical-json.js';
import { csafFileName, trackingIdOf } from '../csaf/csaf-tracking.js';
import type { CsafVersion } from '../csaf/csaf-version.js';
import { renderCsaf } from '../csaf/render-csaf.js';
import { renderMisp } from '../misp/render-misp.js';
import { renderStix, stixBundle } from '../stix/render-stix.js';
import { renderMarkdown } from '../markdown.js';
import type { MarkdownToHtml } from '../syndication/entry-html.js';
import { feedEntry, feedHeadline } from '../syndication/feed-entries.js';
import { csafFolderUrl } from './csaf-address.js';
import { openDataRow } from './open-data-row.js';
import type { PublicationSource } from './publication-source.js';
import { rolieEntry } from './rolie-entry.js';

/** One rendition before it is signed, packed and stored. */
export interface NewRendition {
  readonly format: 'csaf' | 'csaf_2_1' | 'misp' | 'stix' | 'entry';
  readonly language: Language;
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly card: Readonly<Record<string, unknown>>;
  readonly listEntry?: string;
}

/** A summary in a list of documents; the document has all of it. */
const MAX_LISTED_LENGTH = 400;

/**
 * Every rendition of one revision: a CSAF document in each language that it has (a translation is a document of its own), one MISP event, one
 * STIX bundle, and its entry in syndication feeds in all languages. Of TLP:RED there is what a reader with a second factor takes through
 * GraphQL, and nothing that feeds are made of: no place in a list, no address.
 */
export function renderRevision(source: PublicationSource, apiUrl: string, versions: readonly CsafVersion[]): readonly NewRendition[] {
  const { label } = source.view;
  const made = label === 'RED' ? (['2.0'] as const) : versions;
  const documents = languagesOf(source).flatMap((language) => made.map((version) => csaf(source, language, apiUrl, version)));
  const everywhere = [...documents, misp(source), stix(source)];
  const toHtml = once(renderMarkdown);
  return label === 'RED' ? everywhere : [...everywhere, ...LANGUAGES.map((language) => entry(source, language, apiUrl, toHtml))];
}

/** A text that stands in one language stands in all three entries, and is rendered once. */
function once(toHtml: MarkdownToHtml): MarkdownToHtml {
  const known = new Map<string, string>();
  return (markdown) => {
    const html = known.get(markdown) ?? toHtml(markdown);
    known.set(markdown, html);
    return html;
  };
}

function languagesOf({ view: { content } }: PublicationSource): readonly Language[] {
  return LANGUAGES.filter((language) => language === content.sourceLanguage || content.title[language] !== undefined);
}

function csaf(source: PublicationSource, language: Language, apiUrl: string, version: CsafVersion): NewRendition {
  const { view, publisher, history, sourceFindings } = source;
  const folderUrl = csafFolderUrl(apiUrl, view.label, view.publishedAt, version);
  const options = { channel: 'graphql', version, language, folderUrl, history: history(language), sourceFindings } as const;
  const { filename: fileName, bytes } = renderCsaf(view, publisher, options);
  const { title, summary } = feedHeadline(view, language);
  const trackingId = trackingIdOf(view, language);
  const url = folderUrl === undefined ? undefined : `${folderUrl}/${fileName}`;
  const about = {
    version,
    trackingId,
    title,
    summary: summary.slice(0, MAX_LISTED_LENGTH),
    publishedAt: view.publishedAt,
    updatedAt: view.updatedAt,
  };
  const listEntry = url === undefined ? undefined : rolieEntry({ ...about, url });
  return { format: version === '2.1' ? 'csaf_2_1' : 'csaf', language, fileName, bytes, card: { trackingId, title, url }, listEntry };
}

function misp({ view, publisher }: PublicationSource): NewRendition {
  const { uuid, bytes, manifestEntry, valueHashes } = renderMisp(view, publisher, 'graphql');
  const isListed = view.label !== 'RED';
  const card = { uuid, ...(isListed ? { valueHashes } : {}) };
  const listEntry = isListed ? `"${uuid}":${canonicalJson(manifestEntry)}` : undefined;
  return { format: 'misp', language: view.content.sourceLanguage, fileName: `${uuid}.json`, bytes, card, listEntry };
}

function stix({ view, publisher }: PublicationSource): NewRendition {
  const bytes = Buffer.from(canonicalJson(stixBundle(view, publisher, renderStix(view, publisher, 'graphql'))));
  const { trackingId } = view;
  return { format: 'stix', language: view.content.sourceLanguage, fileName: csafFileName(trackingId), bytes, card: { trackingId } };
}

/** The English one carries the advisory's row of open data, which is in no language. */
function entry({ view, publisher }: PublicationSource, language: Language, apiUrl: string, toHtml: MarkdownToHtml): NewRendition {
  const bytes = Buffer.from(canonicalJson(feedEntry({ language, publisher }, view, toHtml)));
  const fileName = csafFileName(`${view.trackingId}-${language}`);
  const folderUrl = csafFolderUrl(apiUrl, view.label, view.publishedAt);
  const csafUrl = folderUrl === undefined ? undefined : `${folderUrl}/${csafFileName(view.trackingId)}`;
  const listEntry = language === 'en' ? openDataRow(view, csafUrl) : undefined;
  return { format: 'entry', language, fileName, bytes, card: { trackingId: view.trackingId }, listEntry };
}
