import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { identifyFormat, refusalOfFormat } from './identify-format.js';

const real = new URL('../../../../test/fixtures/csaf/real/', import.meta.url);

describe('the format of a document', () => {
  it('is CSAF for every real CSAF document', () => {
    const files = readdirSync(real, { recursive: true, encoding: 'utf8' }).filter((file) => /\/.*\.json$/.test(file));
    for (const file of files) expect([file, identifyFormat(JSON.parse(readFileSync(new URL(file, real), 'utf8')))]).toEqual([file, 'csaf']);
    expect(files.length).toBeGreaterThanOrEqual(150);
  });

  const event = { info: 'Phishing', threat_level_id: '1', Attribute: [] };
  it.each([
    [{ document: { csaf_version: '2.0' } }, 'csaf'],
    [{ type: 'bundle', id: 'bundle--1', objects: [] }, 'stix'],
    [{ type: 'bundle', id: 'bundle--1', spec_version: '2.0' }, 'stix'],
    [event, 'misp'],
    [{ Event: event }, 'misp'],
    [{ response: [{ Event: event }] }, 'misp'],
    [{ response: { Event: event } }, 'misp'],
    [[{ Event: event }], 'misp'],
    [[{ file: 'a' }, { Event: event }], 'misp'],
    [{ response: [{ Object: { name: 'file' } }] }, 'misp'],
    [{ Object: [{ name: 'file' }] }, 'misp'],
    [{ type: 'bundle', id: 'anything' }, 'stix'],
    [{ objects: [{ type: 'report', id: 'report--1' }] }, 'stix'],
    [{ type: 'indicator', id: 'indicator--1' }, 'stix'],
    [[{ type: 'indicator', id: 'indicator--1' }], 'stix'],
    [[], 'unknown'],
    [[{ file: 'a' }], 'unknown'],
    [{ document: 'text' }, 'unknown'],
    [null, 'unknown'],
    ['csaf', 'unknown'],
  ])('of %j is %s', (json, format) => {
    expect(identifyFormat(json)).toBe(format);
  });

  it.each([
    [[], 'no advisory in a format that is known'],
    [{ '5d1f': { info: 'Phishing', Orgc: {} } }, 'manifest of a MISP feed'],
    [{ feed: { entry: [] } }, 'ROLIE feed'],
    [{ canonical_url: 'https://vendor.example', publisher: {} }, 'metadata of a CSAF provider'],
    [[{ SharingGroup: {} }], 'sharing groups'],
    [{ $schema: 'https://json-schema.org/draft/2020-12/schema', properties: {} }, 'JSON schema'],
    [{ result: { types: ['md5'] } }, 'list of the types'],
    [{ Sighting: { id: '1' } }, 'part of a MISP event'],
  ])('is told where %j is none', (json, words) => {
    expect(identifyFormat(json)).toBe('unknown');
    expect(refusalOfFormat(json)).toContain(words);
  });
});
