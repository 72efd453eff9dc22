import { expect, it } from '@jest/globals';
import { MAX_TRIES, newTrackingId } from './tracking-id.js';

it('a tracking id has six random digits, and more where one after the other was taken', () => {
  const ids = Array.from({ length: 200 }, () => newTrackingId('HL', 2026, 0));
  for (const id of ids) expect(id).toMatch(/^HL-2026-\d{6}$/);
  expect(new Set(ids).size).toBeGreaterThan(190);
  expect(newTrackingId('CERT', 2027, 4)).toMatch(/^CERT-2027-\d{7}$/);
  expect(newTrackingId('HL', 2026, MAX_TRIES - 1)).toMatch(/^HL-2026-\d{12}$/);
});
