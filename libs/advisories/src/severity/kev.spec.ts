import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/core';
import { parseKev } from './kev.js';

const catalogue = readFileSync(new URL('../../../../test/fixtures/kev/known_exploited_vulnerabilities.json', import.meta.url));
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const entry = (changes: object = {}) => ({
  cveID: 'CVE-2026-0001',
  vendorProject: 'Acme',
  product: 'Router',
  vulnerabilityName: 'Acme Router Buffer Overflow',
  dateAdded: '2026-01-02',
  shortDescription: 'A buffer overflow.',
  requiredAction: 'Update.',
  ...changes,
});

describe('the KEV catalogue', () => {
  it('is read whole as CISA publishes it', () => {
    const { version, releasedAt, rows, refused } = parseKev(catalogue);
    expect([version, releasedAt, refused]).toEqual(['2026.08.07', '2026-08-07T16:45:47.0648Z', []]);
    expect(rows.length).toBeGreaterThanOrEqual(1662);
    expect(rows[0]).toMatchObject({
      cve: 'CVE-2026-8037',
      vendor: 'Progress',
      product: 'LoadMaster',
      dueDate: '2026-08-10',
      usedByRansomware: false,
    });
    expect(rows[0]?.notes.length).toBeGreaterThan(1);
    expect(rows.some((row) => row.usedByRansomware)).toBe(true);
  });

  it('keeps an entry that has no CWE', () => {
    expect(parseKev(bytes({ count: 1, vulnerabilities: [entry()] })).rows[0]?.cwes).toEqual([]);
  });

  it('keeps its good entries when one is bad, and says which and why', () => {
    const { rows, refused } = parseKev(bytes({ count: 2, vulnerabilities: [entry({ cveID: 'CVE-26-1' }), entry()] }));
    expect(rows.map((row) => row.cve)).toEqual(['CVE-2026-0001']);
    expect(refused).toEqual([{ path: 'vulnerabilities.0.cveID', expected: 'a CVE id', received: 'CVE-26-1' }]);
  });

  it('is refused when entries are missing, so that a download cut short never empties it', () => {
    expect(() => parseKev(bytes({ count: 3, vulnerabilities: [entry()] }))).toThrow(DomainError);
    expect(() => parseKev(bytes({ count: 0, vulnerabilities: [] }))).toThrow(DomainError);
    expect(() => parseKev(catalogue.subarray(0, 100_000))).toThrow(DomainError);
  });
});
