// C0 and C1 controls except tab and line ends, and the characters that reorder or hide what stands beside them (Unicode TR 36).
const INVISIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g;
const LINE_ENDS_AND_FORMAT = /[\p{Cc}\p{Zl}\p{Zp}\s]+|\p{Cf}+/gu;

/** The same text without control and direction-changing characters, so that what a reader sees is what was written. */
export function visibleText(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, '');
}

/** The text on one line: no line end, control or invisible character can start a header, a row or a label of its own. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(LINE_ENDS_AND_FORMAT, (run) => (/^\p{Cf}/u.test(run) ? '' : ' '))
    .trim();
}

/** At most `maxLength` UTF-16 units; what was cut ends in `…`, and no character is cut in half. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text
    .slice(0, maxLength - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`;
}

const BASIC: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML text or as the value of a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => BASIC[character] ?? '');
}
