/** What a reader's program could take for HTML: a tag, a comment, a declaration. Addresses in angle brackets are Markdown and no HTML. */
const MARKUP = /<(?:!--|[/?!]?[A-Za-z])[^<>]*>/g;
const AUTOLINK = /^<(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>$/i;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
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

/** Linear in the length of the text, whatever stands in it. */
export function markedCode(text: string): string {
  let fence = '';
  const marked: string[] = [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) marked.push(outsideSpans(paragraph.join('\n')));
    paragraph = [];
  };
  for (const line of text.split('\n')) {
    const run = FENCE.exec(line)?.[1] ?? '';
    if (fence === '' && run === '' && line.trim() !== '') {
      paragraph.push(line);
      continue;
    }
    endParagraph();
    marked.push(line);
    if (fence === '') fence = run;
    else if (run.startsWith(fence) && line.trim() === run) fence = '';
  }
  endParagraph();
  return marked.join('\n');
}

/** Marks what is outside the code spans of one paragraph (CommonMark: a span ends at the next run of as many backticks). */
function outsideSpans(paragraph: string): string {
  const runs = [...paragraph.matchAll(/`+/g)].map(({ index, 0: run }) => ({ index, length: run.length }));
  const nextOfLength = new Map<number, number>();
  const closers = runs.map(() => -1);
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const length = runs[at]?.length ?? 0;
    closers[at] = nextOfLength.get(length) ?? -1;
    nextOfLength.set(length, at);
  }
  let marked = '';
  let done = 0;
  for (let at = 0; at < runs.length; at += 1) {
    const [run, closer] = [runs[at], runs[closers[at] ?? -1]];
    if (run === undefined || closer === undefined) continue;
    marked += markup(paragraph.slice(done, run.index)) + paragraph.slice(run.index, closer.index + closer.length);
    done = closer.index + closer.length;
    at = closers[at] ?? at;
  }
  return marked + markup(paragraph.slice(done));
}

function markup(text: string): string {
  return text.replaceAll(MARKUP, (found) => {
    if (AUTOLINK.test(found) && !/^<(javascript|data|vbscript):/i.test(found)) return found;
    // A span whose content has backticks needs more of them outside.
    const longest = Math.max(0, ...[...found.matchAll(/`+/g)].map(([run]) => run.length));
    const ticks = '`'.repeat(longest + 1);
    return `${ticks}${found}${ticks}`;
  });
}
