import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/core';
import { parseEpss } from './epss.js';

const sample = readFileSync(new URL('../../../../test/fixtures/epss/epss-sample.csv', import.meta.url));
const bytes = (text: string) => new TextEncoder().encode(text);

describe('the EPSS file', () => {
  it('is read whole, plain and gzipped', () => {
    const { rows, refused } = parseEpss(sample);
    expect(rows.length).toBeGreaterThanOrEqual(1000);
    expect(refused).toEqual([]);
    expect(rows[0]).toEqual({ cve: 'CVE-2002-0367', probability: 0.04919, percentile: 0.91446 });
    expect(parseEpss(gzipSync(sample)).rows).toEqual(rows);
  });

  it('tells its model version and date from the first line', () => {
    const file = '#model_version:v2025.03.14,score_date:2026-08-22T00:00:00+0000\ncve,epss,percentile\nCVE-2026-0001,1e-05,0.5\n';
    expect(parseEpss(bytes(file))).toMatchObject({
      modelVersion: 'v2025.03.14',
      scoreDate: '2026-08-22T00:00:00+0000',
      rows: [{ probability: 0.00001 }],
    });
  });

  it('keeps its good lines when one is bad, and says which and why', () => {
    const { rows, refused } = parseEpss(bytes('# c\ncve,epss,percentile\nCVE-2026-0001,0.1,0.5\nCVE-2026-0002,1.1,0.5\nnonsense\n'));
    expect(rows).toHaveLength(1);
    expect(refused.map(({ path, received }) => [path, received])).toEqual([
      ['line 4', 'CVE-2026-0002,1.1,0.5'],
      ['line 5', 'nonsense'],
    ]);
  });

  it('is refused without its heading, without rows, and when its gzip is damaged', () => {
    expect(() => parseEpss(bytes('<html>'))).toThrow(DomainError);
    expect(() => parseEpss(bytes('cve,epss,percentile\n'))).toThrow(DomainError);
    expect(() => parseEpss(gzipSync(sample).subarray(0, 500))).toThrow(DomainError);
  });

  it('that unpacks to more than the limit is refused as too large', () => {
    expect(() => parseEpss(gzipSync(Buffer.alloc(101_000_000)))).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });
});
