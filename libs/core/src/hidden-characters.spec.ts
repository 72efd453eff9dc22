import { describe, expect, it } from '@jest/globals';
import { firstHidden, writtenOut } from './hidden-characters.js';

describe('hidden characters', () => {
  it('of a pasted log are written out, and nothing else is changed', () => {
    expect(writtenOut('\u001b[31mERROR\u001b[0m\u0007\0\n\tdone\r\n')).toBe('\\x1b[31mERROR\\x1b[0m\\x07\\x00\n\tdone\r\n');
    expect(writtenOut('exe.\u202efdp \ud800 \ue000 \u{f0000}')).toBe('exe.\\u202efdp \\ud800 \\ue000 \\u{f0000}');
    const plain = '多謝 café 👩‍💻 \\x1b\tשלום';
    expect(writtenOut(plain)).toBe(plain);
  });

  it('in a name are told with their place', () => {
    expect(firstHidden('Harbour\u202e Ltd')).toBe('U+202E as character 8');
    expect(firstHidden('😀\u0007')).toBe('U+0007 as character 2');
    expect(firstHidden('Harbour Ltd')).toBeUndefined();
  });
});
