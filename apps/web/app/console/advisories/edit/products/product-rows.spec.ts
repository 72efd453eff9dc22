import { describe, expect, it } from '@jest/globals';
import { parseRows } from './product-rows.js';

const named = (text: string) =>
  parseRows(text).map(({ line, row: { vendor, product, version, status } }) => [line, vendor, product, version, status]);

describe('products that are pasted', () => {
  it.each([
    ['', 'KNOWN_AFFECTED'],
    ['Affected', 'KNOWN_AFFECTED'],
    ['known_affected', 'KNOWN_AFFECTED'],
    ['vulnerable', 'KNOWN_AFFECTED'],
    ['受影響', 'KNOWN_AFFECTED'],
    ['是', 'KNOWN_AFFECTED'],
    ['No', 'KNOWN_NOT_AFFECTED'],
    ['unaffected', 'KNOWN_NOT_AFFECTED'],
    ['Not vulnerable', 'KNOWN_NOT_AFFECTED'],
    ['not-affected', 'KNOWN_NOT_AFFECTED'],
    ['未受影響', 'KNOWN_NOT_AFFECTED'],
    ['不受影响', 'KNOWN_NOT_AFFECTED'],
    ['Fixed in 3.2', 'FIXED'],
    ['已修复', 'FIXED'],
    ['first fixed', 'FIRST_FIXED'],
    ['首個修復', 'FIRST_FIXED'],
    ['首個受影響', 'FIRST_AFFECTED'],
    ['最后受影响', 'LAST_AFFECTED'],
    ['调查中', 'UNDER_INVESTIGATION'],
    ['under investigation', 'UNDER_INVESTIGATION'],
    ['建議版本', 'RECOMMENDED'],
  ])('with the status "%s" are %s', (word, status) => {
    expect(named(`Example\tMail\t1\t${word}`)).toEqual([[1, 'Example', 'Mail', '1', status]]);
  });

  it.each(['n/a', 'unknown', 'maybe vulnerable', 'not fixed', 'was affected?'])('keep the status "%s", which nobody knows', (word) => {
    expect(named(`Example\tMail\t1\t${word}`)).toEqual([[1, 'Example', 'Mail', '1', word]]);
  });

  it('keep the numbers of their lines, also where a cell has two', () => {
    expect(named('Vendor,Product\r\n"A ""x"", B","two\r\nlines"\r\n\r\n,OnlyProduct\r\nOnlyVendor')).toEqual([
      [2, 'A "x", B', 'two\nlines', '', 'KNOWN_AFFECTED'],
      [5, '', 'OnlyProduct', '', 'KNOWN_AFFECTED'],
      [6, 'OnlyVendor', '', '', 'KNOWN_AFFECTED'],
    ]);
  });

  it('are not swallowed by a quotation that does not end', () => {
    expect(named('"Example\tMail\nOther\tDisk\n"Third\tNet')).toEqual([
      [1, '"Example', 'Mail', '', 'KNOWN_AFFECTED'],
      [2, 'Other', 'Disk', '', 'KNOWN_AFFECTED'],
      [3, '"Third', 'Net', '', 'KNOWN_AFFECTED'],
    ]);
  });
});
