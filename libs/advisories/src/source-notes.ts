import type { Note } from './content-source.js';
import type { AdvisoryContent } from './content.js';
import { narrowParts } from './narrow-parts.js';

const RECOMMENDED = /^(recommend|mitigation|solution|workaround)/i;
const IMPACT = /^(risk evaluation|impact)/i;

/** Whether the import of CSAF draws a text from this note: summary, description, impact or recommendation. */
export function isDrawnFrom({ category, title = '' }: Note): boolean {
  if (category === 'summary' || category === 'description' || category === 'details' || IMPACT.test(title)) return true;
  if (category === 'general' && /^(details|description)$/i.test(title)) return true;
  return category !== 'legal_disclaimer' && RECOMMENDED.test(title);
}

/**
 * What the source says beside the texts of the advisory, each once. Of CSAF, the notes that no text is drawn from. Of STIX and MISP, where
 * each object without a place of its own is a note, all but those of which a text has every line already.
 */
export function notesBeside(content: AdvisoryContent): readonly Note[] {
  const { notes = [] } = content;
  const written = linesOf(textsOf(content));
  const isSaid = isOfObjects(content) ? ({ text }: Note) => [...linesOf([text])].every((line) => written.has(line)) : isDrawnFrom;
  const others = notes.filter((note) => note.text.trim() !== '' && !isSaid(note));
  return [...new Map(others.map((note) => [JSON.stringify([note.category, note.title, note.text]), note])).values()];
}

/** Whether its notes are objects of STIX or MISP; the texts of such an advisory are not made of notes by their category. */
export function isOfObjects({ source }: AdvisoryContent): boolean {
  return source?.format === 'stix' || source?.format === 'misp';
}

/**
 * What an editor takes out of a text goes out of the notes too, line by line: the import of STIX and MISP draws texts from objects that are
 * notes as well, and nothing that was taken out may come back by another way. Notes of CSAF are told by their category, see `isDrawnFrom`.
 */
export function withoutTakenOut(after: AdvisoryContent, before: AdvisoryContent): AdvisoryContent {
  if (!isOfObjects(before)) return after;
  const left = linesOf(textsOf(after));
  const taken = new Set([...linesOf(textsOf(before))].filter((line) => !left.has(line)));
  return taken.size === 0 ? after : withNotes(after, (note) => cut(note, (line) => taken.has(normal(line))));
}

/** A value that only some readers may see stands in no note either, for notes are for all who read the advisory. */
export function withoutNarrowValues(content: AdvisoryContent): AdvisoryContent {
  const values = narrowParts(content).map(({ indicator }) => indicator.value.toLowerCase());
  if (values.length === 0) return content;
  return withNotes(content, (note) => {
    const [title, text] = [(note.title ?? '').toLowerCase(), note.text.toLowerCase()];
    const found = values.filter((value) => title.includes(value) || text.includes(value));
    if (found.some((value) => title.includes(value) || value.includes('\n'))) return [];
    return found.length === 0 ? [note] : cut(note, (line) => found.some((value) => line.toLowerCase().includes(value)));
  });
}

function withNotes(content: AdvisoryContent, change: (note: Note) => readonly Note[]): AdvisoryContent {
  const { notes, ...rest } = content;
  const kept = (notes ?? []).flatMap(change);
  return kept.length === 0 ? rest : { ...rest, notes: kept };
}

function cut(note: Note, isTaken: (line: string) => boolean): readonly Note[] {
  const lines = note.text.split('\n');
  const kept = lines.filter((line) => !isTaken(line));
  if (kept.length === lines.length) return [note];
  const text = kept.join('\n').trim();
  return text === '' ? [] : [{ ...note, text }];
}

function textsOf({ sourceLanguage, title, summary, description, impact, recommendation = [], workarounds = [] }: AdvisoryContent) {
  return [title, summary, description, impact, ...recommendation, ...workarounds].map((text) => text?.[sourceLanguage] ?? '');
}

/** Without the characters that the import adds to make titles bold and harmless. */
export function linesOf(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.split('\n').map(normal)).filter((line) => line !== ''));
}

function normal(line: string): string {
  return line.replace(/[\\*]/g, '').trim();
}
