import { describe, expect, it } from '@jest/globals';
import type { TlpLabel } from '#libs/access';
import { isWider } from './sharing.js';

const ORG = 'org:00000000-0000-4000-8000-00000000000a';
const GROUP = 'group:00000000-0000-4000-8000-00000000000b';
const USER = 'user:00000000-0000-4000-8000-00000000000c';

describe('wider sharing', () => {
  it.each([
    ['AMBER', 'GREEN', true],
    ['AMBER', 'AMBER', false],
    ['AMBER', 'AMBER+STRICT', false],
    ['AMBER+STRICT', 'AMBER', true],
    ['RED', 'CLEAR', true],
    ['CLEAR', 'RED', false],
  ] as const)('from %s to %s: %s', (before: TlpLabel, now: TlpLabel, expected) => {
    expect(isWider({ label: now, readers: ['x'] }, { label: before })).toBe(expected);
  });

  it.each([
    [['member'], ['tier:industry'], false],
    [['member'], [ORG], false],
    [['member'], [GROUP], true],
    [['member'], [USER], true],
    [['member'], ['public'], true],
    [['public'], [GROUP, USER, 'member'], false],
    [['tier:industry'], ['industry/finance'], false],
    [['sector:finance'], ['industry/finance'], false],
    [['sector:finance'], ['industry/water'], true],
    [['tier:government'], ['industry/finance'], true],
    [['industry/finance'], ['tier:industry'], true],
    [[ORG], [ORG], false],
    [[ORG], [ORG, GROUP], true],
    [['tier:industry'], [ORG], true],
  ])('from readers %j to %j: %s', (before, now, expected) => {
    expect(isWider({ label: 'GREEN', readers: now }, { label: 'GREEN', readers: before })).toBe(expected);
  });
});
