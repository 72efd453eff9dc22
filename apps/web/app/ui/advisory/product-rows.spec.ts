import { describe, expect, it } from '@jest/globals';
import { productRows } from './product-rows.js';
import type { ListedProduct } from './product-rows.js';

const product = (said: Partial<ListedProduct>): ListedProduct => ({
  ...{ vendor: 'Siemens', product: 'SICAM P850', version: '< V3.00', status: 'KNOWN_AFFECTED', name: null, platform: null },
  ...{ modelNumbers: [], serialNumbers: [], skus: [] },
  ...said,
});
const on = (name: string) => ({ vendor: 'Mobotix', product: name, version: null });

describe('the rows of affected products', () => {
  it('have models of which the same is known in one row, and others in their own', () => {
    const rows = productRows([
      product({ modelNumbers: ['7KG8500-0AA00'] }),
      product({ modelNumbers: ['7KG8500-0AA00'], version: 'V3.00', status: 'FIXED' }),
      product({ vendor: 'Other', product: 'Thing' }),
      product({ modelNumbers: ['7KG8500-0AA10'] }),
      product({ modelNumbers: ['7KG8500-0AA10'], version: 'V3.00', status: 'FIXED' }),
      product({ modelNumbers: ['7KG8500-0AA20'], status: 'KNOWN_NOT_AFFECTED' }),
    ]);
    expect(rows.map(({ product: name, models, affected, fixed }) => [name, models, affected, fixed])).toEqual([
      ['SICAM P850', ['7KG8500-0AA00', '7KG8500-0AA10'], ['< V3.00'], ['V3.00']],
      ['SICAM P850', ['7KG8500-0AA20'], [], []],
      ['Thing', [], ['< V3.00'], []],
    ]);
  });

  it('say on what: a platform with another status has a row of its own', () => {
    const firmware = (name: string, status: ListedProduct['status']) =>
      product({ vendor: 'Mobotix', product: 'P3', platform: on(name), status });
    const rows = productRows([firmware('Mobotix D24M', 'FIXED'), firmware('Mobotix M24M', 'FIXED'), firmware('Q25', 'KNOWN_AFFECTED')]);
    expect(rows.map(({ platforms, statuses }) => [platforms, statuses])).toEqual([
      [['Mobotix D24M', 'Mobotix M24M'], ['FIXED']],
      [['Mobotix Q25'], ['KNOWN_AFFECTED']],
    ]);
  });

  it('stand once where they are the same, and are told apart by their names where these alone differ', () => {
    const packaged = (name: string, status: ListedProduct['status'] = 'FIXED') => product({ product: 'emacs', version: '1', name, status });
    expect(productRows([packaged('emacs-1.x86_64'), packaged('emacs-1.src')])).toHaveLength(1);
    const rows = productRows([packaged('emacs for A', 'KNOWN_AFFECTED'), packaged('emacs for B', 'KNOWN_NOT_AFFECTED')]);
    expect(rows.map(({ models, statuses }) => [models, statuses])).toEqual([
      [['emacs for A'], ['KNOWN_AFFECTED']],
      [['emacs for B'], ['KNOWN_NOT_AFFECTED']],
    ]);
  });

  it('of ten thousand products are made quickly, each list once', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => product({ product: `p${at % 50}`, modelNumbers: [`m${at}`] }));
    const rows = productRows(many);
    expect([rows.length, rows[0]?.models.length]).toEqual([50, 200]);
  });
});
