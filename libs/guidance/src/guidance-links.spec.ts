import { describe, expect, it } from '@jest/globals';
import { guidanceTargets, parseGuidanceTarget, resolveGuidanceLinks } from './guidance-links.js';

describe('the links of an article', () => {
  it('lead to an article, a page of the portal, a group of steps on the same page, or an https address', () => {
    expect(parseGuidanceTarget('article:phishing')).toEqual({ kind: 'article', slug: 'phishing' });
    expect(parseGuidanceTarget('page:attacked')).toEqual({ kind: 'page', page: 'attacked' });
    expect(parseGuidanceTarget('step:2')).toEqual({ kind: 'step', number: 2 });
    expect(parseGuidanceTarget('https://example.org/')).toEqual({ kind: 'external', url: 'https://example.org/' });
  });

  it.each(['http://example.org', 'javascript:alert(1)', 'page:nowhere', 'step:0', 'article:', 'phishing', '//example.org', 'https://'])(
    'lead nowhere from %s',
    (target) => {
      expect(parseGuidanceTarget(target)).toBeUndefined();
    },
  );

  it('are listed and replaced where they stand, and left alone where they cannot be read', () => {
    const markdown = 'See [one](article:phishing), [two](step:1) and [three](ftp://example.org).';
    expect(guidanceTargets(markdown)).toEqual(['article:phishing', 'step:1', 'ftp://example.org']);
    expect(resolveGuidanceLinks(markdown, ({ kind }) => `https://example.org/${kind}`)).toBe(
      'See [one](https://example.org/article), [two](https://example.org/step) and [three](ftp://example.org).',
    );
  });
});
