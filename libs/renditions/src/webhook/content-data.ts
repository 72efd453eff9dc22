import type { AffectedProduct } from '#libs/advisories';
import type { AdvisoryView } from '../advisory-view.js';
import { cvesOf } from '../cves-of.js';
import { chooseText } from '../localised-text.js';
import { markdownToText } from '../markdown-to-text.js';
import { cutText, oneLine, visibleText } from '../visible-text.js';

/** How much of each list and text a payload holds; lengths are UTF-16 units. */
export interface ContentLimits {
  readonly products: number;
  readonly cves: number;
  readonly tags: number;
  readonly summaryLength: number;
  readonly nameLength: number;
}

const MAX_TITLE_LENGTH = 300;
const MAX_SECTORS = 30;
/** A summary is cut before its Markdown is read, so that a long one costs nothing. */
const MAX_MARKDOWN_LENGTH = 8_000;

/**
 * What a payload says of the advisory, in its source language. Of each list that can be cut, `counts` holds the full length.
 * A withdrawn advisory has given way to its notice: neither title nor summary, products or CVEs are said again.
 */
export function contentData(view: AdvisoryView, limits: ContentLimits): object {
  const about = {
    language: view.content.sourceLanguage,
    kind: view.kind,
    severity: view.severity,
    exploited: view.exploited,
    publishedAt: new Date(view.publishedAt).toISOString(),
    updatedAt: new Date(view.updatedAt).toISOString(),
  };
  return view.event === 'advisory.withdrawn'
    ? { ...about, ...noticeOf(view, limits), tags: [], sectors: [] }
    : { ...about, ...said(view, limits) };
}

function said({ content }: AdvisoryView, limits: ContentLimits): object {
  const { sourceLanguage, affectedProducts, tags, sectors } = content;
  const cves = cvesOf(content);
  const title = chooseText(content.title, sourceLanguage, sourceLanguage)?.text ?? '';
  const summary = chooseText(content.summary, sourceLanguage, sourceLanguage)?.text ?? '';
  const name = (text: string): string => cutText(oneLine(text), limits.nameLength);
  return {
    title: cutText(oneLine(title), MAX_TITLE_LENGTH),
    summary: plain(summary, limits.summaryLength),
    cves: cves.slice(0, limits.cves).map(name),
    products: affectedProducts.slice(0, limits.products).map((product) => productData(product, name)),
    tags: tags.slice(0, limits.tags).map(name),
    sectors: sectors.slice(0, MAX_SECTORS).map(name),
    counts: { cves: cves.length, products: affectedProducts.length, tags: tags.length },
    ...(content.restrictions?.trim() ? { restrictions: plain(content.restrictions, limits.summaryLength) } : {}),
  };
}

function noticeOf({ withdrawalNotice, content }: AdvisoryView, limits: ContentLimits): object {
  const notice = chooseText(withdrawalNotice, content.sourceLanguage, content.sourceLanguage);
  return notice === undefined ? {} : { withdrawalNotice: plain(notice.text, limits.summaryLength) };
}

function productData({ vendor, product, version, purl, cpe, status }: AffectedProduct, name: (text: string) => string): object {
  return {
    vendor: name(vendor),
    product: name(product),
    ...(version === undefined ? {} : { version: name(version) }),
    ...whole('purl', purl),
    ...whole('cpe', cpe),
    status,
  };
}

/** A purl or CPE is compared, not read: half of one would match the wrong thing, so it is whole or absent. */
function whole(key: 'purl' | 'cpe', value: string | undefined): object {
  return value === undefined || value.length > 300 ? {} : { [key]: visibleText(value) };
}

function plain(markdown: string, maxLength: number): string {
  return cutText(markdownToText(cutText(markdown, MAX_MARKDOWN_LENGTH)), maxLength);
}
