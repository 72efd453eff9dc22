/** Texts of several lines: line breaks and tabs are their only control characters. */
export const NO_CONTROL_CHARACTERS = /^[^\p{Cs}\p{Co}\0-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u;
/** What is shown on one line: no control characters, no line breaks, nothing that reorders or hides. */
export const NO_HIDDEN_CHARACTERS = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

/**
 * What a reader does not see or what moves other text about: controls but the tab and line ends, half characters, private use, and the characters that
 * override directions (Unicode TR 36). Joiners stay: scripts and emoji need them.
 */
const HIDDEN = /[\p{Cs}\p{Co}\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** The text with hidden characters written out, as in `\x1b[31m` or `\u202e`: evidence that was pasted is kept, and can be read. */
export function writtenOut(text: string): string {
  return text.replaceAll(HIDDEN, (character) => escapeOf(character.codePointAt(0) ?? 0));
}

function escapeOf(code: number): string {
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

/** The first character that no name may hold and where it stands, counted from 1, as in `U+202E as character 12`; undefined where there is none. */
export function firstHidden(text: string): string | undefined {
  // By code points, as the answer counts them.
  const characters = Array.from(text);
  const at = characters.findIndex((character) => /[\p{C}\p{Zl}\p{Zp}]/u.test(character));
  if (at < 0) return undefined;
  const hex = (characters[at]?.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${hex} as character ${at + 1}`;
}
