import { describe, expect, it } from '@jest/globals';
import { comparableNamespace, isNewerVersion } from './csaf-identity.js';

describe('the identity of a document', () => {
  it('is the same however its publisher spells the namespace', () => {
    for (const spelled of [
      'https://ciq.com',
      'https://www.ciq.com',
      'https://ciq.com/csaf',
      'http://CIQ.com/',
      'https://ciq.com/.well-known/csaf/',
    ]) {
      expect([spelled, comparableNamespace(spelled)]).toEqual([spelled, 'ciq.com']);
    }
  });

  it('is another where the path or the host tells publishers apart', () => {
    const namespaces = [
      'https://github.com/a',
      'https://github.com/b',
      'https://a.example',
      'https://b.example',
      'urn:example:a',
      'urn:example:A',
    ];
    expect(new Set(namespaces.map(comparableNamespace)).size).toBe(namespaces.length);
  });

  it.each([
    ['10', '9'],
    ['1.0.10', '1.0.9'],
    ['2.0.0', '1.99.99'],
    ['1.0.0', '1.0.0-rc.1'],
    ['1.0.0-rc.10', '1.0.0-rc.9'],
    ['2', '1.5.0'],
  ])('has the newer version %s after %s', (newer, older) => {
    expect([isNewerVersion(newer, older), isNewerVersion(older, newer), isNewerVersion(newer, newer)]).toEqual([true, false, false]);
  });
});
