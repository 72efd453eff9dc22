/** What a reader's program could take for HTML: tags, comments, declarations, also where they do not end. Never with a backtick in it. */
const MARKUP = /(?:<(?:[!?]|\/?[A-Za-z])(?:[^<>`]*>|[^\s<>`]*))+/g;
/** Addresses in angle brackets are Markdown and no HTML. */
const AUTOLINK = /^<(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>$/i;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
/** The texts of a CSAF document that are rendered as Markdown; names, titles and addresses are none. */
const MARKDOWN_FIELDS = new Set(['text', 'details']);

/**
 * A document in whose texts nothing stands that could be taken for HTML: what an author wrote so becomes inline code, and what is code already stays as it
 * is (CSAF 2.0 section 8: HTML and source code go into fenced blocks or inline code).
 */
export function withMarkedCode(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return MARKDOWN_FIELDS.has(field) && value.includes('<') ? markedCode(value) : value;
  if (Array.isArray(value)) return value.map((entry) => withMarkedCode(entry, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withMarkedCode(part, name)]));
}

/**
 * Code is recognised only where no reader could see it otherwise: blocks that end, and spans that end in their line, with no backtick left over
 * anywhere. Of everything else each piece of markup is a span of its own, of more backticks than stand anywhere in the text, so that none of those can
 * begin or end it. Linear in the length of the text.
 */
export function markedCode(text: string): string {
  const lines = text.split(/\r\n?|\n/);
  const isFenced = fencedLines(lines);
  const areSpansKept = lines.every((line, at) => isFenced[at] === true || isRegular(line));
  const longest = [...text.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0);
  const ticks = '`'.repeat(longest + 1);
  return lines.map((line, at) => (isFenced[at] === true ? line : marked(line, ticks, areSpansKept))).join('\n');
}

/** Which lines are in fenced blocks; none where a block does not end, or where a list or a quotation may hold one. */
function fencedLines(lines: readonly string[]): readonly boolean[] {
  const isFenced: boolean[] = [];
  let fence = '';
  for (const line of lines) {
    const run = FENCE.exec(line)?.[1] ?? '';
    if (fence === '') {
      if (run === '' && /`{3}|~{3}/.test(line)) return [];
      fence = run;
      isFenced.push(run !== '');
    } else {
      isFenced.push(true);
      if (run.startsWith(fence) && line.trim() === run) fence = '';
    }
  }
  return fence === '' ? isFenced : [];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** CommonMark: a span ends at the next run of as many backticks. `rest` counts the runs of the line that belong to no span. */
function spansOf(line: string): { spans: readonly Span[]; rest: number } {
  const runs = [...line.matchAll(/`+/g)].map(({ index, 0: { length } }) => ({ index, length }));
  const next = new Map<number, number>();
  const closers = runs.map(() => -1);
  for (const [at, { length }] of [...runs.entries()].reverse()) {
    closers[at] = next.get(length) ?? -1;
    next.set(length, at);
  }
  const spans: Span[] = [];
  let rest = 0;
  for (let at = 0; at < runs.length; at += 1) {
    const [run, closer] = [runs[at], runs[closers[at] ?? -1]];
    if (run === undefined || closer === undefined) rest += 1;
    else {
      spans.push({ start: run.index, end: closer.index + closer.length });
      at = closers[at] ?? at;
    }
  }
  return { spans, rest };
}

/** Escaped backticks begin no span, and cells of a table end one. */
function isRegular(line: string): boolean {
  return !line.includes('`') || (!/\\`|\|/.test(line) && spansOf(line).rest === 0);
}

function marked(line: string, ticks: string, areSpansKept: boolean): string {
  if (!line.includes('<')) return line;
  const spans = areSpansKept ? spansOf(line).spans : [];
  let at = 0;
  return line.replaceAll(MARKUP, (found, index: number) => {
    while ((spans[at]?.end ?? Infinity) <= index) at += 1;
    const isCode = (spans[at]?.start ?? Infinity) < index;
    if (isCode || isAddress(found)) return found;
    // A backtick beside ours would make another run of both, and a backslash before it none.
    const [before, after] = [/[`\\]/.test(line[index - 1] ?? ''), line[index + found.length] === '`'];
    return `${before ? ' ' : ''}${ticks}${found}${ticks}${after ? ' ' : ''}`;
  });
}

function isAddress(found: string): boolean {
  return AUTOLINK.test(found) && !/^<(javascript|data|vbscript):/i.test(found);
}
