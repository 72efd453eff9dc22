import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '#libs/core';
import { DOMAIN_RATES, DomainRates } from './domain-rates.js';

const start = new Date('2026-11-22T10:00:00Z');
const taken = (rates: DomainRates, domain: string, tries: number) =>
  Array.from({ length: tries }, () => rates.take(domain)).filter((waitMs) => waitMs === 0).length;

describe('the rate of a receiving domain', () => {
  it('lets a burst go at once and then so many a second', () => {
    const clock = new FixedClock(start);
    const rates = new DomainRates(clock);
    expect(taken(rates, 'bank.example', 1_000)).toBe(50);
    clock.advanceMs(1_000);
    expect(taken(rates, 'bank.example', 1_000)).toBe(20);
    clock.advanceMs(60_000);
    expect(taken(rates, 'bank.example', 1_000)).toBe(50);
  });

  it('says when to ask again, and has a place then', () => {
    const clock = new FixedClock(start);
    const rates = new DomainRates(clock);
    taken(rates, 'qq.com', 5);
    const waitMs = rates.take('qq.com');
    expect(waitMs).toBe(500);
    clock.advanceMs(waitMs);
    expect(rates.take('qq.com')).toBe(0);
  });

  it('is shared by the domains of one operator and by nobody else', () => {
    const rates = new DomainRates(new FixedClock(start));
    expect(taken(rates, 'gmail.com', 100) + taken(rates, 'googlemail.com', 100)).toBe(40);
    expect(rates.take('bank.example')).toBe(0);
  });

  it('gives nothing away and stops nobody when the clock is set back', () => {
    const clock = new FixedClock(start);
    const rates = new DomainRates(clock);
    taken(rates, 'qq.com', 5);
    clock.advanceMs(-3_600_000);
    expect(rates.take('qq.com')).toBe(500);
    clock.advanceMs(500);
    expect(rates.take('qq.com')).toBe(0);
  });

  it('is remembered for a bounded number of domains', () => {
    const rates = new DomainRates(new FixedClock(start), { ...DOMAIN_RATES, default: { perSecond: 1, burst: 1 } });
    for (let i = 0; i < 10_001; i += 1) rates.take(`d${i}.example`);
    expect(rates.take('d10000.example')).toBeGreaterThan(0);
    expect(rates.take('d0.example')).toBe(0);
  });
});
