import { describe, expect, it } from '@jest/globals';
import { readHtml } from '../../../test/fixtures/renditions/read-html.js';
import type { StartTag } from '../../../test/fixtures/renditions/read-html.js';
import { XSS_VECTORS } from '../../../test/fixtures/renditions/xss-vectors.js';
import { parseToHtml } from './markdown-parser.js';
import { LINK_REL, MARKDOWN_ATTRIBUTES, MARKDOWN_TAGS, renderMarkdown, sanitise } from './markdown.js';

const TAGS: ReadonlySet<string> = new Set(MARKDOWN_TAGS);
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = MARKDOWN_ATTRIBUTES;
const HIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;

/** What is wrong with a tag; empty for one that may stand in our HTML. */
function faultsOf({ name, attributes }: StartTag): string[] {
  const faults = TAGS.has(name) ? [] : [`<${name}>`];
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!(ATTRIBUTES[name] ?? []).includes(attribute)) faults.push(`${name}[${attribute}]`);
    if (attribute === 'href' && !/^(?:https?:\/\/[^@/]+(?:\/|$|\?|#)|mailto:)/.test(value)) faults.push(`href ${value}`);
    if (attribute === 'rel' && value !== LINK_REL) faults.push(`rel ${value}`);
    if (attribute === 'start' && !/^\d+$/.test(value)) faults.push(`start ${value}`);
  }
  if (attributes['href'] !== undefined && attributes['rel'] === undefined) faults.push('a link without rel');
  return faults;
}

function faultsIn(html: string): string[] {
  return [...readHtml(html).flatMap(faultsOf), ...(HIDDEN.test(html) ? ['a hidden character'] : [])];
}

describe('Markdown as HTML', () => {
  it('knows enough vectors for the following tests to mean something', () => {
    expect(new Set(XSS_VECTORS).size).toBeGreaterThanOrEqual(120);
  });

  it.each(XSS_VECTORS)('holds nothing but allowed elements, attributes and schemes: %j', (vector) => {
    expect(faultsIn(renderMarkdown(vector))).toEqual([]);
    expect(faultsIn(renderMarkdown(`Before\n\n${vector}\n\nafter ${vector}`))).toEqual([]);
  });

  it.each(XSS_VECTORS)('is kept safe by the first line alone: %j', (vector) => {
    // Of its own the parser also writes titles, the language of a fence, and the alignment of a table cell.
    const own = ['title', 'class', 'style'];
    const faults = readHtml(parseToHtml(vector)).flatMap(({ name, attributes }) => {
      const others = Object.fromEntries(Object.entries(attributes).filter(([attribute]) => !own.includes(attribute)));
      return faultsOf({ name, attributes: { ...others, ...(name === 'a' ? { rel: LINK_REL } : {}) } });
    });
    expect(faults).toEqual([]);
  });

  it.each(XSS_VECTORS)('is kept safe by the second line alone: %j', (vector) => {
    const tags = readHtml(sanitise(vector));
    // Relative addresses and user names are the first line's matter.
    const faults = tags.flatMap(faultsOf).filter((fault) => !fault.startsWith('href '));
    expect(faults).toEqual([]);
    for (const { attributes } of tags) expect(attributes['href'] ?? 'https:').not.toMatch(/^\s*(?:java|vb|live)script|^data:/i);
  });

  it('shows raw HTML as text', () => {
    expect(renderMarkdown('a <b onclick="x()">b</b>')).toBe('<p>a &lt;b onclick="x()"&gt;b&lt;/b&gt;</p>\n');
  });

  it('leaves h1 and h2 to the page', () => {
    const names = readHtml(renderMarkdown('# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f\n\ng\n=\n\nh\n-')).map(({ name }) => name);
    expect(names).toEqual(['h3', 'h4', 'h5', 'h6', 'h6', 'h6', 'h3', 'h4']);
  });

  it('gives every link its rel and makes links of whole addresses only', () => {
    const links = readHtml(
      renderMarkdown('[a](https://a.example "t") https://b.example/x setup.py evil.example a@b.example <c@d.example>'),
    );
    expect(links.filter(({ name }) => name === 'a').map(({ attributes }) => attributes)).toEqual([
      { href: 'https://a.example', rel: LINK_REL },
      { href: 'https://b.example/x', rel: LINK_REL },
      { href: 'mailto:c@d.example', rel: LINK_REL },
    ]);
  });

  it('shows an image as its description', () => {
    expect(renderMarkdown('See ![the *diagram*](https://a.example/p.png).')).toBe('<p>See the *diagram*.</p>\n');
  });

  it('keeps what a Markdown text is made of', () => {
    const html = renderMarkdown('3. a\n4. **b**\n\n> q\n\n```sh\nrm -rf <x>\n```\n\n| a |\n|---|\n| 1 |\n\n---');
    expect(html).toContain('<ol start="3">');
    expect(html).toContain('<code>rm -rf &lt;x&gt;\n</code>');
    expect(readHtml(html).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ol', 'li', 'strong', 'blockquote', 'pre', 'code', 'table', 'td', 'hr']),
    );
  });

  it.each(['[', '*a ', '>', '**a_', '![', '`a', '<a ', '|', '&', 'https://', '- '])(
    'reads 50,000 times %j without choking on it',
    (part) => {
      const from = performance.now();
      renderMarkdown(part.repeat(50_000));
      // A tenth of a second on a quiet machine; minutes, were it quadratic.
      expect(performance.now() - from).toBeLessThan(20_000);
    },
  );
});
