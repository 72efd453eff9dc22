import { labelText } from '#libs/access';
import { markdownToText } from '../markdown-to-text.js';
import { ownLink, safeLink } from '../safe-link.js';
import { oneLine } from '../visible-text.js';
import type { Block, ListItem } from './blocks.js';

/** The blocks as the text part of a mail, a blank line between two of them. */
export function blocksToText(blocks: readonly Block[]): string {
  return blocks.map((block) => blockToText(block)).join('\n\n');
}

function blockToText(block: Block): string {
  switch (block.type) {
    case 'label':
      return [labelText(block.label), ...block.lines.map(oneLine)].join('\n');
    case 'title':
      return underlined(oneLine(block.text), '=');
    case 'heading':
      return underlined(oneLine(block.text), '-');
    case 'paragraph':
    case 'small':
      return oneLine(block.text);
    case 'notice':
      return `* ${oneLine(block.text)} *`;
    case 'markdown':
      return markdownToText(block.markdown);
    case 'facts':
      return block.facts.map(([name, value]) => `${oneLine(name)}${block.colon}${oneLine(value)}`).join('\n');
    case 'list':
      return block.items.map(itemToText).join('\n');
    case 'steps':
      return block.steps.map(({ markdown }, at) => `${at + 1}. ${indented(markdownToText(markdown), '   ')}`).join('\n');
    case 'link':
      return `${oneLine(block.text)}\n${ownLink(block.url)}`;
  }
}

function itemToText({ text, url, detail }: ListItem): string {
  const link = url === undefined ? undefined : safeLink(url);
  const lines = [oneLine(text), ...(link === undefined ? [] : [link]), ...(detail === undefined ? [] : [oneLine(detail)])];
  return `- ${lines.join('\n  ')}`;
}

function indented(text: string, indent: string): string {
  return text.replaceAll('\n', `\n${indent}`);
}

function underlined(text: string, character: string): string {
  return `${text}\n${character.repeat(Math.min(72, Math.max(3, text.length)))}`;
}
