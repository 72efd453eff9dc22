import sanitizeHtml from 'sanitize-html';
import { parseToHtml } from './markdown-parser.js';
import { LINK_SCHEMES } from './safe-link.js';
import { visibleText } from './visible-text.js';

/** Every element that rendered Markdown may hold. */
export const MARKDOWN_TAGS = [
  'p', 'br', 'hr', 'h3', 'h4', 'h5', 'h6', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a',
  'table', 'thead', 'tbody', 'tr', 'th', 'td',
] as const; // prettier-ignore

/** Every attribute that rendered Markdown may hold, by element. */
export const MARKDOWN_ATTRIBUTES = { a: ['href', 'rel'], ol: ['start'] } as const;

/** Leaves no window handle and no referrer, and says that we do not vouch for the target. */
export const LINK_REL = 'noopener noreferrer nofollow ugc';

const SECOND_LINE: sanitizeHtml.IOptions = {
  allowedTags: [...MARKDOWN_TAGS],
  allowedAttributes: { a: [...MARKDOWN_ATTRIBUTES.a], ol: [...MARKDOWN_ATTRIBUTES.ol] },
  allowedSchemes: [...LINK_SCHEMES],
  allowProtocolRelative: false,
  transformTags: { a: withRel },
};

function withRel(tagName: string, attributes: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const href = attributes['href'];
  return { tagName, attribs: href === undefined ? {} : { href, rel: LINK_REL } };
}

/**
 * Markdown as HTML that is safe in any page or mail: no raw HTML, no images, no styles, links to http, https and mailto only,
 * headings from h3 down. Two independent lines: the parser makes nothing else, and the sanitiser would remove it.
 */
export function renderMarkdown(markdown: string): string {
  return sanitise(parseToHtml(markdown));
}

/** The second line alone: leaves of any HTML what rendered Markdown may hold. */
export function sanitise(html: string): string {
  // The parser decodes character references, so hidden characters can appear after the first cleaning.
  return visibleText(sanitizeHtml(html, SECOND_LINE));
}
