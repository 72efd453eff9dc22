import { describe, expect, it } from '@jest/globals';
import { NOBODY } from './audience.js';
import type { Audience } from './audience.js';
import type { TlpLabel } from './labels.js';
import { audienceNamedBy } from './named-by-keys.js';
import { readersOf } from './readers.js';

const CELLS: readonly (readonly [TlpLabel, Audience])[] = [
  ['CLEAR', NOBODY],
  ['GREEN', NOBODY],
  ['GREEN', { ...NOBODY, tiers: ['government'], sectors: ['finance'], tierSectors: ['industry/water'] }],
  ['AMBER', { ...NOBODY, groups: ['g1'], organisations: ['o1', 'o2'] }],
  ['RED', { ...NOBODY, persons: ['p1'] }],
];

describe('the audience that readers name', () => {
  it.each(CELLS)('of TLP:%s is the one that they were made from', (label, audience) => {
    const readers = readersOf({ state: 'published', label, audience, authorId: 'a', organisationId: 'b' });
    expect(audienceNamedBy(readers)).toEqual(audience);
  });
});
