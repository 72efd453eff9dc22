import { CONTENT_LIMITS } from '../content-limits.js';
import type { Note } from '../content-source.js';
import type { LocalisedText } from '../content.js';

/** One line of at most `characters`; what is cut off ends in an ellipsis. */
export function fitLine(text: string, characters: number = CONTENT_LIMITS.lineCharacters): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1).toWellFormed()}…`;
}

/** A title on one line. */
export function fitTitle(text: string): string {
  return fitLine(text.replaceAll(/\s+/g, ' ').trim(), CONTENT_LIMITS.titleCharacters);
}

/** A text of any length as notes, each within the limit of one. */
export function notesOf(note: Omit<Note, 'text'>, text: string): readonly Note[] {
  const said = text.trim();
  const notes: Note[] = [];
  const title = note.title === undefined ? undefined : fitTitle(note.title);
  for (let at = 0; at < said.length; at += CONTENT_LIMITS.textCharacters) {
    const part = said.slice(at, at + CONTENT_LIMITS.textCharacters).toWellFormed();
    notes.push({ ...note, ...(title ? { title } : {}), text: part });
  }
  return notes;
}

/** What fits into one text; the whole of a longer one is kept in notes. */
export function fitText(text: string): string {
  return fitLine(text, CONTENT_LIMITS.textCharacters);
}

const MAX_SUMMARY_CHARACTERS = 1_000;

/** The first paragraph of a text. */
export function firstParagraph(text: string): string {
  const paragraph = /^[\s\S]*?(?=\n\s*\n|$)/.exec(text.trim())?.[0] ?? text;
  return fitLine(paragraph.trim(), MAX_SUMMARY_CHARACTERS);
}

/** A title, summary and description that say the same in one language. */
export function inLanguage(language: keyof LocalisedText, text: string): LocalisedText {
  return { [language]: text };
}

/** Characters that must not become Markdown. */
export function escapedMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&');
}
