import { describe, expect, it } from '@jest/globals';
import type { ImportReport } from '#libs/advisories';
import { describeReport } from './report.js';

type Outcome = ImportReport['imported'][number];

function outcome(source: string, isValid = true): Outcome {
  return {
    status: 'imported',
    source,
    sourceId: 'EX-1',
    sourceVersion: '1',
    advisoryId: 'a',
    trackingId: 'HL-2026-000001',
    state: 'draft',
    isValid,
    objects: [],
  };
}

const NOTHING: ImportReport = { imported: [], updated: [], unchanged: [], refused: [], objects: [] };

describe('the report of an import', () => {
  it('begins with the counts and the rate', () => {
    const report = { ...NOTHING, imported: [outcome('a.json'), outcome('b.json')], unchanged: [outcome('c.json')] };
    expect(describeReport(report, 1_500)).toEqual(['3 documents: 2 imported, 0 updated, 1 unchanged, 0 refused (1.5 s, 2.0/s)']);
  });

  it('gives the place and the reason of what was refused', () => {
    const refused = [
      { source: 'x/broken.json', place: 'line 1, column 1', reason: 'It is no JSON.' },
      { source: 'x/huge.json', reason: 'It has 30000000 bytes; at most 20000000 are read.' },
    ];
    expect(describeReport({ ...NOTHING, refused }, 100).slice(1)).toEqual([
      'Refused:',
      '  x/broken.json',
      '    line 1, column 1: It is no JSON.',
      '  x/huge.json',
      '    It has 30000000 bytes; at most 20000000 are read.',
    ]);
  });

  it('cuts a long list of refusals and says how many there are', () => {
    const refused = Array.from({ length: 60 }, (_, at) => ({ source: `${at}.json`, reason: 'no' }));
    const lines = describeReport({ ...NOTHING, refused }, 100);
    expect(lines.filter((line) => line.endsWith('.json'))).toHaveLength(50);
    expect(lines.at(-1)).toBe('  … and 10 more; --json lists them all');
  });

  it('says how many break a rule of the standard, though none is refused for it', () => {
    const report = { ...NOTHING, imported: [outcome('a.json', false), outcome('b.json')], updated: [outcome('c.json', false)] };
    expect(describeReport(report, 100)[1]).toMatch(/^2 of them break/);
  });
});
