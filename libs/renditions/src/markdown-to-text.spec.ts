import { describe, expect, it } from '@jest/globals';
import { markdownToText } from './markdown-to-text.js';

describe('Markdown as text', () => {
  it('keeps words, lists, quotes and code and drops the marks', () => {
    expect(markdownToText('# Title\n\nSome **bold** and `code`.\n\n1. a\n2. b\n   - c\n\n> q\n> r\n\n```sh\nls <x>\n```\n\nend')).toBe(
      'Title\n\nSome bold and code.\n\n1. a\n2. b\n  - c\n\n> q\n> r\n\n    ls <x>\n\nend',
    );
  });

  it('writes the address of a link behind its words, and once where the words are the address', () => {
    expect(markdownToText('[the fix](https://a.example/x), https://b.example, <c@d.example>')).toBe(
      'the fix <https://a.example/x>, https://b.example, c@d.example',
    );
  });

  it('does not turn a refused link into an address', () => {
    expect(markdownToText('[a](javascript:alert(1))')).toBe('[a](javascript:alert(1))');
  });

  it('writes a table row by row', () => {
    expect(markdownToText('| a | b |\n|---|---|\n| 1 | 2 |')).toBe('a | b\n1 | 2');
  });

  it('starts a list at its own number', () => {
    expect(markdownToText('7. a\n8. b')).toBe('7. a\n8. b');
  });

  it('removes characters that reorder or hide text, however they are written', () => {
    expect(markdownToText('a\u202Eb &#x202E;c\u0007\u2066d')).toBe('ab cd');
  });
});
