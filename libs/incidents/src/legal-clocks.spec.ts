import { describe, expect, it } from '@jest/globals';
import { INCIDENT_CLASSES } from './incident-classes.js';
import { newIncidentReference } from './incident-reference.js';
import { INCIDENT_STATES } from './incident.js';
import { assertMayMove, INCIDENT_WORKFLOW } from './incident-workflow.js';
import { legalClocks } from './legal-clocks.js';

const REPORT = {
  reporter: 'critical_infrastructure',
  disruptsCoreFunction: false,
  awareAt: null,
  receivedAt: '2026-03-01T10:00:00.000000Z',
} as const;

describe('the legal clocks', () => {
  it('run 48 hours, and 12 where a core function is disrupted, from when the reporter became aware', () => {
    expect(legalClocks(REPORT)).toMatchObject([{ hours: 48, startsAt: '2026-03-01T10:00:00.000Z', dueAt: '2026-03-03T10:00:00.000Z' }]);
    const aware = { ...REPORT, disruptsCoreFunction: true, awareAt: '2026-03-01T04:00:00+08:00' };
    expect(legalClocks(aware)).toEqual([
      { law: 'Cap. 653', hours: 12, startsAt: '2026-02-28T20:00:00.000Z', dueAt: '2026-03-01T08:00:00.000Z' },
    ]);
  });

  it('run for operators of critical infrastructure alone', () => {
    for (const reporter of ['person', 'small_business', 'organisation'] as const)
      expect(legalClocks({ ...REPORT, reporter, disruptsCoreFunction: true })).toEqual([]);
  });
});

describe('a reference', () => {
  it('is made of sixteen signs of chance that are not misread', () => {
    const many = new Set(Array.from({ length: 2_000 }, newIncidentReference));
    expect(many.size).toBe(2_000);
    for (const reference of many) expect(reference).toMatch(/^IR(-[2-9BCDFGHJKLMNPQRSTVWXZ]{4}){4}$/);
    const signs = new Set([...many].join('').replaceAll(/[IR-]/g, ''));
    expect(signs.size).toBeGreaterThanOrEqual(26);
  });
});

describe('a report', () => {
  it('moves on by the table and not otherwise', () => {
    for (const from of INCIDENT_STATES)
      for (const to of INCIDENT_STATES) {
        const move = () => {
          assertMayMove(from, to);
        };
        if (INCIDENT_WORKFLOW[from].includes(to)) expect(move).not.toThrow();
        else expect(move).toThrow(expect.objectContaining({ code: 'WRONG_STATE' }));
      }
  });

  it('has classes in words of all three languages', () => {
    expect(INCIDENT_CLASSES.length).toBe(10);
    for (const { title, example } of INCIDENT_CLASSES)
      for (const text of [...Object.values(title), ...Object.values(example)]) expect(text.length).toBeGreaterThan(3);
  });
});
