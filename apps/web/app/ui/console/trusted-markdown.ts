import MarkdownIt from 'markdown-it';

/** As what is published is rendered: no raw HTML, no images, links to http, https and mailto alone, headings below those of the page. */
const HEADING_SHIFT = 2;
const SAFE_LINK = /^(?:https?:\/\/[^/?#@\\]*(?:[/?#]|$)|mailto:)/iu;
const LINK_REL = 'noopener noreferrer nofollow ugc';

const PARSER = configured();

function configured() {
  const parser = new MarkdownIt({ html: false, linkify: true, typographer: false, maxNesting: 100 });
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  parser.validateLink = (url) => SAFE_LINK.test(url);
  parser.renderer.rules['image'] = (tokens, at) => parser.utils.escapeHtml(tokens[at]?.content ?? '');
  parser.core.ruler.push('shift_headings', ({ tokens }) => {
    for (const token of tokens) {
      if (token.type === 'heading_open' || token.type === 'heading_close')
        token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + HEADING_SHIFT)}`;
    }
  });
  parser.core.ruler.push('link_rel', ({ tokens }) => {
    for (const child of tokens.flatMap(({ children }) => children ?? [])) if (child.type === 'link_open') child.attrSet('rel', LINK_REL);
  });
  return parser;
}

/** Trusted Types (W3C), as far as we use it; TypeScript's library does not know it. */
interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { createHTML: (markdown: string) => string },
  ) => { createHTML: (markdown: string) => string };
}

/** The only policy that the console's pages allow. It renders Markdown itself, so no other string can become HTML. */
const POLICY = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('markdown', {
  createHTML: (markdown) => PARSER.render(markdown),
});

/** In a browser a TrustedHTML, which React hands on as it is. */
export function trustedMarkdown(markdown: string): string {
  return POLICY?.createHTML(markdown) ?? PARSER.render(markdown);
}
