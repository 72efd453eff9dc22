import { expect, it } from '@jest/globals';
import { twiceIn } from './cvss-metrics.js';

it.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', undefined],
  ['CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'AV'],
  ['CVSS:4.0/AV:N/AC:L/AC:L', 'AC'],
  ['', undefined],
])('the vector %s has %s twice', (vector, metric) => {
  expect(twiceIn(vector)).toBe(metric);
});
