import { EXECUTABLE_SCHEME } from '../../content-grammars.js';
import { NOTE_CATEGORIES } from '../../content-source.js';
import type { Acknowledgment, Note } from '../../content-source.js';
import type { Reference } from '../../content.js';
import type { JsonPlace } from '../json-place.js';

/** CSAF 2.0 section 3.1.5. A note without a known category is `other`. */
export function readNotes(owner: JsonPlace): readonly Note[] {
  const notes: Note[] = [];
  for (const place of owner.list('notes')) {
    const text = place.text('text');
    if (text === undefined) place.field('text').note('a text');
    else
      notes.push({
        category: place.oneOf('category', NOTE_CATEGORIES) ?? 'other',
        text,
        title: place.text('title'),
        audience: place.text('audience'),
      });
  }
  return notes;
}

/** CSAF 2.0 section 3.1.10. */
export function readReferences(owner: JsonPlace): readonly Reference[] {
  const references: Reference[] = [];
  for (const place of owner.list('references')) {
    const url = readAddress(place, 'url');
    if (url === undefined) continue;
    references.push({ url, summary: place.text('summary') ?? url, category: place.oneOf('category', ['self', 'external']) });
  }
  return references;
}

/** An address as the source wrote it, unless opening it would execute it. */
export function readAddress(place: JsonPlace, name: string): string | undefined {
  const url = place.text(name);
  if (url !== undefined && EXECUTABLE_SCHEME.test(url)) place.field(name).note('an address that nothing executes');
  return url !== undefined && EXECUTABLE_SCHEME.test(url) ? undefined : url;
}

/** The addresses of a list that nothing executes. */
export function readAddresses(place: JsonPlace, name: string): readonly string[] | undefined {
  const addresses = place.texts(name)?.filter((url) => !EXECUTABLE_SCHEME.test(url));
  return unlessEmpty(addresses);
}

/** CSAF 2.0 section 3.1.1. */
export function readAcknowledgments(owner: JsonPlace): readonly Acknowledgment[] {
  return owner.list('acknowledgments').map((place) => ({
    names: place.texts('names'),
    organization: place.text('organization'),
    summary: place.text('summary'),
    urls: readAddresses(place, 'urls'),
  }));
}

/** One line for each who is thanked, as in `Alice, Bob (Example University): reporting this vulnerability`. */
export function creditLines(acknowledgments: readonly Acknowledgment[]): readonly string[] {
  const lines = acknowledgments.map(({ names = [], organization, summary }) => {
    const who = names.length > 0 ? names.join(', ') + (organization ? ` (${organization})` : '') : (organization ?? '');
    return [who, summary].filter((part) => part !== undefined && part !== '').join(': ');
  });
  return [...new Set(lines.filter((line) => line !== ''))];
}

/** A list, or nothing where it is empty: an absent field and an empty list say the same, and the shorter one is stored. */
export function unlessEmpty<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}
