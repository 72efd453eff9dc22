import { GUIDANCE_PAGES } from './guidance-article.js';
import type { GuidancePage } from './guidance-article.js';

/** Where a link of an article leads. A `step` is a group of steps on the same page, counted from 1. */
export type GuidanceTarget =
  | { readonly kind: 'article'; readonly slug: string }
  | { readonly kind: 'page'; readonly page: GuidancePage }
  | { readonly kind: 'step'; readonly number: number }
  | { readonly kind: 'external'; readonly url: string };

// Label and target of `[label](target)`; articles have no brackets in labels and no titles on links.
const LINK = /\[([^\]\n]+)\]\(([^)\s]+)\)/g;

/** Reads `article:phishing`, `page:attacked`, `step:2` or an https address; `undefined` for anything else. */
export function parseGuidanceTarget(target: string): GuidanceTarget | undefined {
  if (target.startsWith('https://')) return URL.canParse(target) ? { kind: 'external', url: target } : undefined;
  const [kind, name] = target.split(':', 2);
  if (name === undefined || name === '') return undefined;
  if (kind === 'article') return { kind, slug: name };
  const page = GUIDANCE_PAGES.find((known) => known === name);
  if (kind === 'page' && page !== undefined) return { kind, page };
  if (kind === 'step' && /^[1-9]$/.test(name)) return { kind, number: Number(name) };
  return undefined;
}

/** Every target that a Markdown text of an article links to, as written. */
export function guidanceTargets(markdown: string): string[] {
  return [...markdown.matchAll(LINK)].map(([, , target = '']) => target);
}

/**
 * The Markdown with the platform's own targets replaced by addresses, ready for `renderMarkdown`, which takes absolute http and
 * https addresses only. Targets that cannot be read are left alone; the renderer shows those as text.
 */
export function resolveGuidanceLinks(markdown: string, urlOf: (target: GuidanceTarget) => string): string {
  return markdown.replaceAll(LINK, (whole, label: string, written: string) => {
    const target = parseGuidanceTarget(written);
    return target === undefined ? whole : `[${label}](${urlOf(target)})`;
  });
}
