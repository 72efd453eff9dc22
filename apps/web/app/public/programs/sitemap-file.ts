import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import { settings } from '../../settings.server';

export interface SitePage {
  /** After the language, as in `/alerts`. */
  readonly path: string;
  readonly changedAt?: string | null | undefined;
}

/** The sitemaps protocol, version 0.9: each page once for each language, with its other languages (as search engines ask for). */
export function sitemapOf(pages: readonly SitePage[]): Response {
  const site = settings().publicWebUrl;
  const entries = pages.flatMap(({ path, changedAt }) => {
    const others = LOCALES.map(
      (locale) => `<xhtml:link rel="alternate" hreflang="${LOCALE_FACTS[locale].tag}" href="${escaped(`${site}/${locale}${path}`)}"/>`,
    ).join('');
    const changed = changedAt ? `<lastmod>${changedAt}</lastmod>` : '';
    return LOCALES.map((locale) => `<url><loc>${escaped(`${site}/${locale}${path}`)}</loc>${changed}${others}</url>`);
  });
  return xml(
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join('\n')}\n</urlset>`,
  );
}

export function sitemapIndex(files: readonly string[]): Response {
  const site = settings().publicWebUrl;
  const entries = files.map((file) => `<sitemap><loc>${escaped(`${site}/${file}`)}</loc></sitemap>`);
  return xml(`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</sitemapindex>`);
}

function xml(body: string): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`, {
    headers: { 'content-type': 'application/xml; charset=utf-8' },
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
