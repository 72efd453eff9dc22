import { describe, expect, it } from '@jest/globals';
import MarkdownIt from 'markdown-it';
import { markedCode, withMarkedCode } from './marked-code.js';

/** Pieces of Markdown and HTML that take the meaning from each other. */
const HOSTILE = [
  ...[
    '`',
    '``',
    '```',
    '~~~',
    '<b>',
    '</b>',
    '<img src=x ',
    '<!--',
    '-->',
    '<?',
    '<script>',
    '<a href="',
    '<http://a>',
    '<a@b.c>',
    '&lt;b&gt;',
  ],
  ...[' ', 'a', '\\', '"', '>', '\n', '\n\n', '\r', '> ', '- ', '# ', '1. ', '---', '    ', '|', '[x]('],
];

describe('markup in a text of a CSAF document', () => {
  it.each([
    ['a <script>alert(1)</script> b', 'a `<script>`alert(1)`</script>` b'],
    ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
    ['<!-- hidden --> and <!DOCTYPE html>', '`<!-- hidden -->` and `<!DOCTYPE html>`'],
    ['< 4 and x<4>y, List<String>', '< 4 and x<4>y, List`<String>`'],
    ['<b><i>', '`<b><i>`'],
    ['<a href="data:,<script>1</script>">y', '`<a` href="data:,`<script>`1`</script>`">y'],
    ['never closed <img src=x', 'never closed `<img` src=x'],
    ['<https://a.example/> and <a@b.example>', '<https://a.example/> and <a@b.example>'],
    ['<javascript:alert(1)>', '`<javascript:alert(1)>`'],
    ['a lone ` and <b>', 'a lone ` and ``<b>``'],
    ['a lone `<b>', 'a lone ` ``<b>``'],
    ['one `span` and <b>', 'one `span` and ``<b>``'],
    ['- ```\n  x\n  ```\n<b>', '- ```\n  x\n  ```\n````<b>````'],
    ['```\n<b>\n```\n<i>', '```\n<b>\n```\n````<i>````'],
  ])('becomes inline code: %j', (text, expected) => {
    expect(markedCode(text)).toBe(expected);
  });

  it.each(['`<b>`', 'x ``<b> ` </b>`` y', '```html\n<b>\n```', '~~~\n<b>\n\n<i>\n~~~', '  ```\n<b>\n  ```', '````\n```\n<b>\n````'])(
    'stays where it is code already: %j',
    (text) => {
      expect(markedCode(text)).toBe(text);
    },
  );

  it('is none for a reader of Markdown that lets HTML through, in whatever order its pieces come', () => {
    const lenient = new MarkdownIt({ html: true });
    const isHtml = (text: string) =>
      lenient.parse(text, {}).some(({ type, children }) => [{ type }, ...(children ?? [])].some((token) => token.type.startsWith('html_')));
    let seed = 7;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647);
    let raw = 0;
    for (let round = 0; round < 3_000; round += 1) {
      const text = Array.from({ length: 1 + (next() % 12) }, () => HOSTILE[next() % HOSTILE.length]).join('');
      raw += isHtml(text) ? 1 : 0;
      expect([text, isHtml(markedCode(text))]).toEqual([text, false]);
    }
    expect(raw).toBeGreaterThan(500);
  });

  it('is marked once, and looked for in long texts in a moment', () => {
    const once = markedCode('a <script> b `<c>` d');
    expect(markedCode(once)).toBe(once);
    const before = process.cpuUsage();
    for (const text of ['` `` <a '.repeat(50_000), '<'.repeat(500_000), '<a`'.repeat(100_000), '``` <a\n'.repeat(50_000)]) markedCode(text);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });

  it('is looked for in texts alone: a title, a name and an address stay as they are', () => {
    const document = {
      title: '<b>',
      notes: [{ title: '<b>', text: '<b>' }],
      product: { name: '<b>' },
      remediations: [{ details: '<b>', url: '<b>' }],
    };
    const expected = { ...document, notes: [{ title: '<b>', text: '`<b>`' }], remediations: [{ details: '`<b>`', url: '<b>' }] };
    expect(withMarkedCode(document)).toEqual(expected);
  });
});
