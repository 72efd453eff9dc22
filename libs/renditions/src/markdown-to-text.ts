import type { Token } from 'markdown-it';
import { parseToTokens } from './markdown-parser.js';
import { visibleText } from './visible-text.js';

interface ListLevel {
  readonly ordered: boolean;
  next: number;
}

/** What the walk over the blocks has open: lists, and how often it is quoted. */
interface Walk {
  readonly lines: string[];
  readonly lists: ListLevel[];
  quoteDepth: number;
  marker: string;
  cells: string[] | undefined;
}

/** Markdown for the text part of a mail: the words, with list markers, quotes and the addresses of links kept. */
export function markdownToText(markdown: string): string {
  const walk: Walk = { lines: [], lists: [], quoteDepth: 0, marker: '', cells: undefined };
  for (const token of parseToTokens(markdown)) visit(walk, token);
  return visibleText(walk.lines.join('\n'))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function visit(walk: Walk, token: Token): void {
  switch (token.type) {
    case 'bullet_list_open':
    case 'ordered_list_open':
      walk.lists.push({ ordered: token.type === 'ordered_list_open', next: Number(token.attrGet('start') ?? 1) });
      return;
    case 'bullet_list_close':
    case 'ordered_list_close':
      walk.lists.pop();
      if (walk.lists.length === 0) walk.lines.push('');
      return;
    case 'list_item_open':
      walk.marker = nextMarker(walk.lists.at(-1));
      return;
    case 'blockquote_open':
      walk.quoteDepth += 1;
      return;
    case 'blockquote_close':
      walk.quoteDepth -= 1;
      walk.lines.push('');
      return;
    case 'tr_open':
      walk.cells = [];
      return;
    case 'tr_close':
      put(walk, (walk.cells ?? []).join(' | '));
      walk.cells = undefined;
      return;
    default:
      visitLeaf(walk, token);
  }
}

function visitLeaf(walk: Walk, token: Token): void {
  switch (token.type) {
    case 'inline':
      if (walk.cells === undefined) put(walk, inlineText(token.children ?? []));
      else walk.cells.push(inlineText(token.children ?? []).replaceAll('\n', ' '));
      return;
    case 'fence':
    case 'code_block':
      put(walk, token.content.replace(/\n$/, '').replace(/^/gm, '    '));
      walk.lines.push('');
      return;
    case 'hr':
      put(walk, '----');
      walk.lines.push('');
      return;
    case 'paragraph_close':
      // Inside a tight list the paragraphs are hidden: the items stay together.
      if (!token.hidden) walk.lines.push('');
      return;
    case 'heading_close':
    case 'table_close':
      walk.lines.push('');
  }
}

function nextMarker(list: ListLevel | undefined): string {
  if (list === undefined) return '';
  return list.ordered ? `${String(list.next++)}. ` : '- ';
}

/** Writes lines with the quote marks, the depth of the list, and the item's marker on the first of them. */
function put(walk: Walk, text: string): void {
  const quote = '> '.repeat(walk.quoteDepth);
  const indent = '  '.repeat(Math.max(0, walk.lists.length - 1));
  const hanging = walk.lists.length === 0 ? '' : '  ';
  text.split('\n').forEach((line, at) => {
    const lead = at === 0 && walk.marker !== '' ? walk.marker : hanging;
    walk.lines.push(`${quote}${indent}${lead}${line}`);
  });
  walk.marker = '';
}

function inlineText(tokens: readonly Token[]): string {
  let text = '';
  let link: { readonly href: string; readonly from: number } | undefined;
  for (const token of tokens) {
    if (token.type === 'link_open') link = { href: String(token.attrGet('href') ?? ''), from: text.length };
    else if (token.type === 'link_close' && link !== undefined) {
      const label = text.slice(link.from);
      const bare = link.href.replace(/^mailto:/, '');
      if (label !== link.href && label !== bare) text += ` <${link.href}>`;
      link = undefined;
    } else if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n';
    else text += token.content;
  }
  return text;
}
