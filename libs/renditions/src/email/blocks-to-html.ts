import type { TlpLabel } from '#libs/access';
import { labelText } from '#libs/access';
import type { Language } from '#libs/advisories';
import { LINK_REL, renderMarkdown } from '../markdown.js';
import { ownLink, safeLink } from '../safe-link.js';
import { escapeHtml, oneLine } from '../visible-text.js';
import type { Block, ListItem } from './blocks.js';

/** FIRST's colours of the labels, on black (TLP 2.0 section 2). */
export const LABEL_COLOURS: Readonly<Record<TlpLabel, string>> = {
  CLEAR: '#FFFFFF',
  GREEN: '#33FF00',
  AMBER: '#FFC000',
  'AMBER+STRICT': '#FFC000',
  RED: '#FF2B2B',
};

const TEXT = 'margin:0 0 12px';
const FIXED = 'font-family:Consolas,Menlo,monospace;overflow-wrap:anywhere';
const PAGE =
  'margin:0 auto;padding:16px;max-width:720px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a';

/** Everything of a mail's HTML part before its first block; the part ends with `PAGE_END`. Nothing in it is loaded from elsewhere. */
export function pageStart(language: Language, title: string): string {
  return (
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escapeHtml(oneLine(title))}</title></head>\n<body style="${PAGE}">\n`
  );
}

export const PAGE_END = '\n</body></html>\n';

/** The blocks as HTML: semantic elements with inline styles, no tables for layout, no images. */
export function blocksToHtml(blocks: readonly Block[]): string {
  return blocks.map((block) => blockToHtml(block)).join('\n');
}

function blockToHtml(block: Block): string {
  switch (block.type) {
    case 'label':
      return labelToHtml(block.label, block.lines);
    case 'title':
      return element('h1', block.text, 'margin:16px 0 8px;font-size:24px;line-height:1.25', block.language);
    case 'heading':
      return element('h2', block.text, 'margin:24px 0 8px;font-size:18px', block.language);
    case 'paragraph':
      return element('p', block.text, TEXT, block.language);
    case 'notice':
      return element('p', block.text, `${TEXT};padding:8px 12px;border-left:4px solid #1a1a1a;font-weight:bold`, block.language);
    case 'small':
      return element('p', block.text, `${TEXT};font-size:14px;color:#4a4a4a`, block.language);
    case 'markdown':
      return `<div${langOf(block.language)} style="overflow-wrap:anywhere">${renderMarkdown(block.markdown)}</div>`;
    case 'facts':
      return factsToHtml(block.facts, block.colon);
    case 'list':
      return `<ul style="${TEXT};padding-left:24px">${block.items.map(itemToHtml).join('')}</ul>`;
    case 'steps':
      return `<ol style="${TEXT};padding-left:24px">${block.steps.map((step) => `<li${langOf(step.language)}>${renderMarkdown(step.markdown)}</li>`).join('')}</ol>`;
    case 'link':
      return `<p style="${TEXT}">${anchor(ownLink(block.url), block.text)}</p>`;
  }
}

function labelToHtml(label: TlpLabel, lines: readonly string[]): string {
  // 16 px is 12 pt, the least that TLP 2.0 section 2 recommends for readers with low vision.
  const name = `<strong style="display:inline-block;padding:4px 8px;background:#000000;color:${LABEL_COLOURS[label]};font-size:16px">${labelText(label)}</strong>`;
  return `<p style="${TEXT}">${[name, ...lines.map((line) => escapeHtml(oneLine(line)))].join('<br>')}</p>`;
}

function factsToHtml(facts: readonly (readonly [string, string])[], colon: string): string {
  const rows = facts.map(([name, value]) => `<li><strong>${escapeHtml(oneLine(name))}</strong>${colon}${escapeHtml(oneLine(value))}</li>`);
  return `<ul style="${TEXT};padding-left:0;list-style:none">${rows.join('')}</ul>`;
}

function itemToHtml({ text, url, detail, code, language }: ListItem): string {
  const link = url === undefined ? undefined : safeLink(url);
  const words = code === true ? `<code style="${FIXED}">${escapeHtml(oneLine(text))}</code>` : escapeHtml(oneLine(text));
  const head = link === undefined ? words : anchor(link, text);
  return `<li${langOf(language)}>${head}${detail === undefined ? '' : `<br>${escapeHtml(oneLine(detail))}`}</li>`;
}

function anchor(link: string, text: string): string {
  return `<a href="${escapeHtml(link)}" rel="${LINK_REL}">${escapeHtml(oneLine(text))}</a>`;
}

function element(tag: 'h1' | 'h2' | 'p', text: string, style: string, language: Language | undefined): string {
  return `<${tag}${langOf(language)} style="${style}">${escapeHtml(oneLine(text))}</${tag}>`;
}

function langOf(language: Language | undefined): string {
  return language === undefined ? '' : ` lang="${language}"`;
}
