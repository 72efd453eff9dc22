import type { Locale } from './locale';
import type { Catalogue } from './catalogue';

/** Every file of a language is one namespace, named after the file. */
const FILES = import.meta.glob<Record<string, unknown>>('./messages/*/*.json', { eager: true, import: 'default' });

const CATALOGUES = new Map<string, Record<string, unknown>>();
for (const [path, texts] of Object.entries(FILES)) {
  const [, locale = '', namespace = ''] = /\.\/messages\/(\w+)\/([\w-]+)\.json$/u.exec(path) ?? [];
  CATALOGUES.set(locale, { ...CATALOGUES.get(locale), [namespace]: texts });
}

export function messagesOf(locale: Locale): Catalogue {
  return CATALOGUES.get(locale) as unknown as Catalogue;
}
