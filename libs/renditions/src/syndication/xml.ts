import { visibleText } from '../visible-text.js';

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** XML 1.0 section 2.2 has no such characters, not even as references; `visibleText` takes out the others that it forbids. */
const NO_XML_CHARACTERS = /[\uFFFE\uFFFF]/g;

/** Text as XML character data or as the value of a quoted attribute: nothing in it can end either. */
export function escapeXml(text: string): string {
  return visibleText(text)
    .replace(NO_XML_CHARACTERS, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[&<>"']/g, (character) => REFERENCES[character] ?? '');
}

/** One element; without children it holds the text. Names and attribute names are ours and never come from content. */
export function element(name: string, text: string | undefined, attributes: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  return text === undefined ? `<${name}${written}/>` : `<${name}${written}>${escapeXml(text)}</${name}>`;
}

/** An element around elements that are XML already. */
export function parent(name: string, children: readonly string[], attributes: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  return `<${name}${written}>${children.join('')}</${name}>`;
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';
