/** The cells of one line of a text that was pasted; a quoted cell may hold more lines. */
export interface PastedLine {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Cells between tabs, or where there is none between semicolons or commas, quoted as in RFC 4180. Quotation marks that do not end where a cell
 * ends are no quotation: they stay as they are, and swallow nothing.
 */
export function cellsOf(text: string): PastedLine[] {
  const separator = text.includes('\t') ? '\t' : (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
  const all = text.replaceAll('\r', '');
  const cell = new RegExp(`"((?:[^"]|"")*)"(?=${separator}|\\n|$)|[^${separator}\\n]*`, 'uy');
  const lines: PastedLine[] = [];
  let cells: string[] = [];
  let line = 1;
  for (let at = 0, begun = 1; at <= all.length; at += 1) {
    cell.lastIndex = at;
    const [whole = '', quoted] = cell.exec(all) ?? [];
    cells.push(quoted === undefined ? whole : quoted.replaceAll('""', '"'));
    line += whole.split('\n').length - 1;
    at += whole.length;
    if (all[at] === separator) continue;
    lines.push({ line: begun, cells });
    cells = [];
    line += 1;
    begun = line;
  }
  return lines.filter((each) => each.cells.some((written) => written.trim() !== ''));
}
