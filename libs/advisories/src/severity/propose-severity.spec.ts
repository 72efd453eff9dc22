import { describe, expect, it } from '@jest/globals';
import { parseCvss } from './cvss.js';
import { proposeSeverity } from './propose-severity.js';

const medium = parseCvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:L/I:L/A:N');
const critical = parseCvss('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N');
const oldHigh = parseCvss('AV:N/AC:L/Au:N/C:C/I:C/A:C');
const none = parseCvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N');
const kev = (usedByRansomware: boolean) => ({ cve: 'CVE-2026-0001', dateAdded: '2026-01-02', usedByRansomware });
const epss = (percentile: number) => ({ cve: 'CVE-2026-0001', probability: 0.5, percentile });
const severityOf = (evidence: Partial<Parameters<typeof proposeSeverity>[0]>) =>
  proposeSeverity({ vectors: [], kev: [], epss: [], ...evidence }).severity;

describe('the proposed severity', () => {
  it('is that of the highest CVSS score', () => {
    expect(severityOf({ vectors: [medium, critical] })).toBe('critical');
    expect(severityOf({ vectors: [none] })).toBe('low');
  });

  it('rests on CVSS 2.0 only where there is nothing newer', () => {
    expect(severityOf({ vectors: [oldHigh, medium] })).toBe('medium');
    expect(severityOf({ vectors: [oldHigh] })).toBe('high');
  });

  it('is at least high for what is known to be exploited, and critical where ransomware uses it', () => {
    expect(severityOf({ vectors: [medium], kev: [kev(false)] })).toBe('high');
    expect(severityOf({ vectors: [medium], kev: [kev(false), kev(true)] })).toBe('critical');
    expect(severityOf({ vectors: [critical], kev: [kev(false)] })).toBe('critical');
  });

  it('is one step higher than CVSS from the 95th EPSS percentile on, at most high', () => {
    expect(severityOf({ vectors: [medium], epss: [epss(0.95)] })).toBe('high');
    expect(severityOf({ vectors: [medium], epss: [epss(0.9499)] })).toBe('medium');
    expect(severityOf({ vectors: [none], epss: [epss(0.99)] })).toBe('medium');
    expect(severityOf({ vectors: [critical], epss: [epss(0.99)] })).toBe('critical');
  });

  it('is absent where nothing is known, or only a low forecast', () => {
    expect(severityOf({})).toBeUndefined();
    expect(severityOf({ epss: [epss(0.2)] })).toBeUndefined();
  });

  it('shows all that it rests on, the most serious first', () => {
    const { inputs } = proposeSeverity({ vectors: [medium], kev: [kev(true)], epss: [epss(0.2)] });
    expect(inputs.map(({ source, asksFor }) => [source, asksFor])).toEqual([
      ['kev', 'critical'],
      ['cvss', 'medium'],
      ['epss', undefined],
    ]);
    expect(inputs[1]).toMatchObject({ vector: medium.vector, score: 5.4, version: '3.1' });
  });
});
