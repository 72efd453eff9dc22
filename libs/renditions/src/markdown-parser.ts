import MarkdownIt from 'markdown-it';
import type { MarkdownIt as Parser, Token } from 'markdown-it';
import { safeLink } from './safe-link.js';
import { visibleText } from './visible-text.js';

/** The page around an advisory owns h1 and h2. */
const HEADING_SHIFT = 2;
const MAX_NESTING = 100;

function configured(): Parser {
  const parser = new MarkdownIt({ html: false, linkify: true, typographer: false, maxNesting: MAX_NESTING });
  // Only addresses with a scheme become links: `setup.py`, `cmd.sh` and an indicator such as `evil.example` are not places to click on.
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  parser.validateLink = (url) => safeLink(url) !== undefined;
  parser.renderer.rules['image'] = (tokens, at) => parser.utils.escapeHtml(tokens[at]?.content ?? '');
  parser.core.ruler.push('shift_headings', (state) => {
    for (const token of state.tokens) {
      if (token.type === 'heading_open' || token.type === 'heading_close') token.tag = shifted(token.tag);
    }
  });
  return parser;
}

function shifted(tag: string): string {
  return `h${Math.min(6, Number(tag.slice(1)) + HEADING_SHIFT)}`;
}

const PARSER = configured();

/** Markdown to HTML by the first line alone: raw HTML is text, images are their description, links have safe schemes. */
export function parseToHtml(markdown: string): string {
  return PARSER.render(visibleText(markdown));
}

export function parseToTokens(markdown: string): Token[] {
  return PARSER.parse(visibleText(markdown), {});
}
