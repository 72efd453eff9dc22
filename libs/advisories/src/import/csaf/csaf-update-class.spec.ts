import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { AdvisoryContent } from '../../content.js';
import { csafToContent } from './csaf-to-content.js';
import { asksSomethingNew } from './csaf-update-class.js';
import { readCsaf } from './read-csaf.js';

const file = new URL('../../../../../test/fixtures/csaf/real/redhat/vunnel-rhsa-2024_9371.json', import.meta.url);
const before = csafToContent(readCsaf(readFileSync(file))).content;

describe('a new version of a document', () => {
  it('asks nothing new where it was only generated anew', () => {
    expect(before.source?.version).toBe('3');
    const after = { ...before, source: before.source && { ...before.source, version: '4', currentReleaseDate: '2026-09-01T00:00:00Z' } };
    expect(asksSomethingNew(before, after)).toBe(false);
  });

  it('asks nothing new because the database returned its fields in another order', () => {
    const reversed = JSON.parse(JSON.stringify(before), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
    ) as AdvisoryContent;
    expect(asksSomethingNew(before, reversed)).toBe(false);
  });

  it('asks something new where a product, a score or a remedy has changed', () => {
    const [first, ...others] = before.affectedProducts;
    expect(asksSomethingNew(before, { ...before, affectedProducts: others })).toBe(true);
    expect(
      asksSomethingNew(before, { ...before, affectedProducts: first ? [{ ...first, status: 'known_affected' }, ...others] : [] }),
    ).toBe(true);
    expect(asksSomethingNew(before, { ...before, vulnerabilities: before.vulnerabilities.map((each) => ({ ...each, cvss: [] })) })).toBe(
      true,
    );
    expect(asksSomethingNew(before, { ...before, remediations: [] })).toBe(true);
  });
});
