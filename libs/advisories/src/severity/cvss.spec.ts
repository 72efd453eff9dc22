import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/core';
import { cvssScores, parseCvss } from './cvss.js';

interface Row {
  readonly version: string;
  readonly vector: string;
  readonly base?: number;
  readonly score?: number;
  readonly temporal?: number | null;
  readonly environmental?: number | null;
  readonly severity?: string | null;
  readonly why?: string;
}

const folder = new URL('../../../../test/fixtures/cvss/', import.meta.url);
const lines = (file: string) =>
  readFileSync(new URL(file, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

describe('CVSS vectors', () => {
  it('give the scores on which independent implementations agree', () => {
    const rows = lines('vectors.jsonl');
    for (const row of rows) {
      const scores = cvssScores(row.vector);
      const { base, temporal, environmental } = row;
      const parsed = parseCvss(row.vector);
      expect([row.vector, parsed.version, parsed.score]).toEqual([row.vector, row.version, base ?? row.score]);
      if (typeof temporal === 'number') expect([row.vector, scores.temporal ?? scores.base]).toEqual([row.vector, temporal]);
      if (typeof environmental === 'number')
        expect([row.vector, scores.environmental ?? scores.temporal ?? scores.base]).toEqual([row.vector, environmental]);
      if (row.severity) expect([row.vector, parsed.severity]).toEqual([row.vector, row.severity.toLowerCase()]);
    }
    expect(rows.length).toBeGreaterThanOrEqual(653);
  });

  it('give the scores and severities that real advisories published', () => {
    const rows = lines('real-vectors.jsonl');
    for (const row of rows) {
      const parsed = parseCvss(row.vector);
      expect([row.vector, parsed.version, parsed.score]).toEqual([row.vector, row.version, row.base]);
      if (row.severity) expect([row.vector, parsed.severity]).toEqual([row.vector, row.severity.toLowerCase()]);
    }
    expect(rows.length).toBeGreaterThanOrEqual(849);
  });

  it('are refused with the place and the reason where the specification forbids them', () => {
    const rows = JSON.parse(readFileSync(new URL('invalid.json', folder), 'utf8')) as Row[];
    for (const row of rows) {
      const error = refusalOf(row.vector);
      expect([row.why, error.kind, error.issues.length]).toEqual([row.why, 'invalid', 1]);
      expect(error.issues[0]).toMatchObject({
        path: 'vulnerabilities.0.cvss.0.vector',
        expected: expect.stringMatching(/.{5,}/) as unknown,
      });
    }
    expect(rows.length).toBeGreaterThanOrEqual(17);
  });

  it('name the metric that is wrong', () => {
    expect(refusalOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:X').issues[0]).toMatchObject({
      expected: 'A with one of N, L, H',
      received: 'A:X (metric 8)',
    });
    expect(refusalOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H').issues[0]?.received).toBe('no I, A');
    expect(refusalOf('CVSS:4.0/AC:L/AV:N/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N').issues[0]?.received).toBe('AV:N (metric 2)');
  });

  it('of version 2.0 may stand in brackets, as the NVD wrote them', () => {
    expect(parseCvss('(AV:N/AC:L/Au:N/C:C/I:C/A:C)')).toMatchObject({ version: '2.0', score: 10, severity: 'high' });
  });

  it('of absurd length are refused before they are taken apart', () => {
    expect(refusalOf(`CVSS:3.1/${'AV:N/'.repeat(100_000)}`).issues[0]?.expected).toBe('at most 300 characters');
  });
});

function refusalOf(vector: string): DomainError {
  try {
    parseCvss(vector, 'vulnerabilities.0.cvss.0.vector');
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error(`${vector} was accepted.`);
}
