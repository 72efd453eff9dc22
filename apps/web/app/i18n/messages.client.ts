import type { Catalogue } from './catalogue';
import type { Locale } from './locale';

/** Only the console runs in a browser, and only its texts are sent there. */
const FILES = import.meta.glob<Record<string, unknown>>(['./messages/*/common.json', './messages/*/console.json'], { import: 'default' });

export async function loadMessages(locale: Locale): Promise<Catalogue> {
  const load = async (name: string) => FILES[`./messages/${locale}/${name}.json`]?.();
  const [common, console] = await Promise.all([load('common'), load('console')]);
  return { common, console } as unknown as Catalogue;
}
