import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { BuiltPages } from '../support/built-pages.js';

interface Budgets {
  readonly publicPage: { readonly cssGzipBytes: number };
  readonly consolePage: { readonly scriptGzipBytes: number };
  readonly editorPage: { readonly scriptGzipBytes: number };
  readonly lazyChunkGzipBytes: number;
}

const BUDGETS = JSON.parse(readFileSync('bench/web/budgets.json', 'utf8')) as Budgets;
/** Where Markdown is written or what was written is read: its renderer is loaded too. Everything else is a list or a small form. */
const WITH_MARKDOWN = /\/(?:edit|review|revisions)\/|guidance\/article$/u;
/** The framework alone is more than this, so a smaller sum means that nothing was weighed. */
const FLOOR_BYTES = 100_000;

describe('what a browser loads', () => {
  const pages = BuiltPages.read();

  it.each(['portal', 'console'] as const)('the %s style sheet keeps to its budget', (name) => {
    expect(pages.cssBytes(name)).toBeGreaterThan(1_000);
    expect(pages.cssBytes(name)).toBeLessThanOrEqual(BUDGETS.publicPage.cssGzipBytes);
  });

  it('no page of the console loads more script than its budget', () => {
    const weights = pages.consoleRoutes.map((id) => ({ id, bytes: pages.scriptBytes(id) }));
    const budget = (id: string) => (WITH_MARKDOWN.test(id) ? BUDGETS.editorPage : BUDGETS.consolePage).scriptGzipBytes;
    expect(weights.length).toBeGreaterThan(20);
    expect(Math.min(...weights.map(({ bytes }) => bytes))).toBeGreaterThan(FLOOR_BYTES);
    expect(weights.filter(({ id, bytes }) => bytes > budget(id))).toEqual([]);
  });

  it('nothing that is loaded when it is needed is too large to wait for', () => {
    expect(pages.largestLazyChunk()).toBeGreaterThan(10_000);
    expect(pages.largestLazyChunk()).toBeLessThanOrEqual(BUDGETS.lazyChunkGzipBytes);
  });
});
