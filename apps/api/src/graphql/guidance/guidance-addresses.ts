import type { Language } from '#libs/advisories';
import { parseGuidanceTarget, resolveGuidanceLinks } from '#libs/guidance';
import type { GuidancePage, GuidanceTarget } from '#libs/guidance';
import { renderMarkdown } from '#libs/renditions';

/** The first part of a page's address, by language. */
export const PORTAL_PREFIX: Readonly<Record<Language, string>> = { en: 'en', 'zh-Hant': 'tc', 'zh-Hans': 'sc' };

const PAGES: Readonly<Record<GuidancePage, string>> = {
  attacked: 'attacked',
  report: 'report',
  subscribe: 'subscribe',
  'health-check': 'advice/check-up',
  feeds: 'feeds',
};

/** Never a host of its own: replaced by nothing once the Markdown is rendered, which takes absolute addresses only. */
const OWN = 'https://portal.invalid';

/** Where a target of an article leads: a path of the portal, a place on the same page, or an https address. */
export function hrefOf(target: GuidanceTarget, language: Language): string {
  const prefix = `/${PORTAL_PREFIX[language]}`;
  switch (target.kind) {
    case 'article':
      return `${prefix}/advice/${target.slug}`;
    case 'page':
      return `${prefix}/${PAGES[target.page]}`;
    case 'step':
      return `#step-${target.number}`;
    case 'external':
      return target.url;
  }
}

/** The address of a target as it is written; that of the page itself where it cannot be read. */
export function hrefOfWritten(written: string, language: Language): string {
  const target = parseGuidanceTarget(written);
  return target === undefined ? '#' : hrefOf(target, language);
}

/** A text of an article as safe HTML, its links leading to pages of the portal in the same language. */
export function guidanceHtml(markdown: string, language: Language): string {
  const resolved = resolveGuidanceLinks(markdown, (target) => {
    const href = hrefOf(target, language);
    return target.kind === 'external' ? href : `${OWN}/${href.startsWith('#') ? href : href.slice(1)}`;
  });
  return renderMarkdown(resolved).replaceAll(/<a href="https:\/\/portal\.invalid\/([^"]*)" rel="[^"]*">/g, (_, path: string) => {
    const href = path.startsWith('#') ? path : `/${path}`;
    return `<a href="${href}">`;
  });
}
