import type { Sector } from '#libs/access';
import type { Note } from '../../content-source.js';

/** The names that CISA's advisories give to the 16 critical infrastructure sectors, by the words that tell them apart → ours. */
const SECTOR_WORDS: readonly (readonly [RegExp, Sector])[] = [
  [/financ|bank/, 'finance'],
  [/\benergy\b|electric|nuclear|oil and|power/, 'energy'],
  [/\bwater\b|\bdams?\b/, 'water'],
  [/transport/, 'transport'],
  [/health/, 'health'],
  [/communications/, 'communications'],
  [/information technology/, 'information-technology'],
  [/manufacturing|chemical|defense industrial/, 'manufacturing'],
  [/retail|commercial/, 'retail'],
  [/government/, 'public-administration'],
  [/emergency/, 'emergency-services'],
  [/food|agricultur/, 'agriculture'],
];

/** Reads the sectors from the note that CISA titles "Critical infrastructure sectors"; "Multiple" names none. */
export function readSectors(notes: readonly Note[]): readonly Sector[] {
  const text = notes
    .filter(({ title }) => title !== undefined && /^critical infr?as?tructure sectors/i.test(title))
    .map((note) => note.text.toLowerCase())
    .join(' ');
  return SECTOR_WORDS.filter(([words]) => words.test(text)).map(([, sector]) => sector);
}
