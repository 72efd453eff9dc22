import { describe, expect, it } from '@jest/globals';
import { pageOf, safeNext } from './page-address.js';

describe('the address of a page', () => {
  it.each([
    ['/console/advisories?state=draft', '/console/advisories?state=draft'],
    ['/console/advisories.data?state=draft&_routes=console%2Fconsole', '/console/advisories?state=draft'],
    ['/console.data?_routes=root', '/console'],
    ['/console/advisories/HL-2026-000001/edit.data?index', '/console/advisories/HL-2026-000001/edit'],
    ['/console/_.data', '/console'],
    ['/_root.data', '/'],
    ['/_.data', '/'],
  ])('of what is asked for at %s is %s', (asked, page) => {
    expect(pageOf(new Request(`https://ours.example${asked}`))).toBe(page);
  });

  it.each([
    ['/console/advisories?state=draft', '/console/advisories?state=draft'],
    ['/console/audit.csv', '/console/audit.csv'],
    ['/console/advisories.data', '/org'],
    ['/console/advisories.data?state=draft', '/org'],
    ['/console/advisories%2Edata', '/org'],
    ['/console/x/../advisories.data#there', '/org'],
    ['/_root.data', '/org'],
    ['//elsewhere.example', '/org'],
    ['/x/..//elsewhere.example', '/org'],
    ['/\\elsewhere.example', '/org'],
    ['https://elsewhere.example/', '/org'],
    [null, '/org'],
  ])('to go on to %s leads to %s', (next, page) => {
    expect(safeNext(next, '/org')).toBe(page);
  });
});
