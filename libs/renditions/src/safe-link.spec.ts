import { describe, expect, it } from '@jest/globals';
import { ownLink, safeLink } from './safe-link.js';

describe('a link', () => {
  it.each([
    ['https://a.example', 'https://a.example/'],
    ['HTTP://A.example/x?y#z', 'http://a.example/x?y#z'],
    ['mailto:cert@a.example', 'mailto:cert@a.example'],
    ['https://a.example/a b"c', 'https://a.example/a%20b%22c'],
  ])('%s may be clicked', (address, spelled) => {
    expect(safeLink(address)).toBe(spelled);
  });

  it.each([
    'javascript:alert(1)',
    ' https://a.example',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'ftp://a.example/',
    '//a.example/',
    '/x',
    'a.example',
    'https:a.example',
    'https://user@a.example/',
    'https://a:b@a.example/',
    'mailto:a@b.example?subject=x%0d%0abcc:c@d.example',
    'https://',
    'https://[::1',
    `https://a.example/${'x'.repeat(2_000)}`,
    '',
  ])('%j may not', (address) => {
    expect(safeLink(address)).toBeUndefined();
  });

  it('of the platform that is not http or https is a bug and no input', () => {
    expect(ownLink('http://localhost:3000/x')).toBe('http://localhost:3000/x');
    expect(() => ownLink('mailto:a@b.example')).toThrow();
    expect(() => ownLink('javascript:alert(1)')).toThrow();
  });
});
