import type { Catalogue } from './catalogue';
import type { Locale } from './locale';

/** Only the console runs in a browser, and only its texts are sent there. */
const FILES = import.meta.glob<Record<string, unknown>>(
  ['./messages/*/site.json', './messages/*/console.json', './messages/*/administration.json'],
  { import: 'default' },
);

export async function loadMessages(locale: Locale): Promise<Catalogue> {
  const load = async (name: string) => FILES[`./messages/${locale}/${name}.json`]?.();
  const [site, console, administration] = await Promise.all([load('site'), load('console'), load('administration')]);
  return { site, console, administration } as unknown as Catalogue;
}
