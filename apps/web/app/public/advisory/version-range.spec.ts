import { describe, expect, it } from '@jest/globals';
import { readVersionRange } from './version-range.js';

describe('a range of versions', () => {
  it.each([
    ['vers:generic/<14.1-8.50', [{ kind: 'before', version: '14.1-8.50' }]],
    [
      'vers:npm/>=1.2.0|<1.4.0',
      [
        { kind: 'from', version: '1.2.0' },
        { kind: 'before', version: '1.4.0' },
      ],
    ],
    ['vers:generic/*', [{ kind: 'all', version: '' }]],
    ['vers:deb/!=1%2B2|3', [{ kind: 'not', version: '1+2' }, { kind: 'exactly', version: '3' }]], // prettier-ignore
    ['vers:generic/<=100%', [{ kind: 'upTo', version: '100%' }]],
  ])('%s is read', (range, bounds) => {
    expect(readVersionRange(range)).toEqual(bounds);
  });

  it.each(['1.2.3', '<= 5', 'vers:', 'versatile 2'])('%s is a name', (name) => {
    expect(readVersionRange(name)).toBeUndefined();
  });
});
