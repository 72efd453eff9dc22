import { describe, expect, it } from '@jest/globals';
import type { AdvisoryContent } from './content.js';
import type { ContentSource, Note } from './content-source.js';
import { notesBeside, withoutNarrowValues, withoutTakenOut } from './source-notes.js';

const APT1: Note = { category: 'details', title: 'Threat actor: APT1', text: 'A group of operators.\n\naliases: Comment Crew' };
const REPORT: Note = { category: 'details', title: 'Report', text: '**What happened**\n\nThe mail server of Example Ltd was taken over.' };
const TERMS: Note = { category: 'legal_disclaimer', title: 'Terms', text: 'As it is.' };

function content(format: ContentSource['format'], said: Partial<AdvisoryContent>): AdvisoryContent {
  const source = { format, publisher: 'Source', publisherNamespace: 'https://source.example/', trackingId: 'S-1', version: '1' };
  return {
    ...{ sourceLanguage: 'en', title: { en: 'A report' }, summary: { en: 'In short.' }, description: { en: 'At length.' } },
    ...{ affectedProducts: [], vulnerabilities: [], references: [], tags: [], sectors: [] },
    ...said,
    source: { ...source, initialReleaseDate: '2026-01-01T00:00:00Z', currentReleaseDate: '2026-01-01T00:00:00Z' },
  };
}

describe('what a source says beside the texts of an advisory', () => {
  it('is of STIX and MISP every object, but none that a text has in full', () => {
    const description = { en: 'What happened\n\nThe mail server of Example Ltd was taken over.' };
    expect(notesBeside(content('misp', { description, notes: [REPORT, APT1, APT1, { category: 'details', text: ' ' }] }))).toEqual([APT1]);
    expect(notesBeside(content('stix', { notes: [APT1, REPORT] }))).toEqual([APT1, REPORT]);
  });

  it('is of CSAF what no text is drawn from', () => {
    const general: Note = { category: 'general', title: 'Exploitability', text: 'None known.' };
    const drawn: Note[] = [
      { category: 'details', text: 'a' },
      { category: 'general', title: 'Recommended Practices', text: 'b' },
    ];
    expect(notesBeside(content('csaf', { notes: [...drawn, general, TERMS] }))).toEqual([general, TERMS]);
  });

  it('never has a line that an editor took out of a text', () => {
    const before = content('misp', {
      description: { en: 'What happened\nThe mail server of Example Ltd was taken over.' },
      notes: [REPORT, APT1],
    });
    const after = { ...before, description: { en: 'What happened\nA mail server was taken over.' } };
    const { notes } = withoutTakenOut(after, before);
    expect(notes).toEqual([{ ...REPORT, text: '**What happened**' }, APT1]);
    expect(notesBeside({ ...after, notes })).toEqual([APT1]);
    expect(withoutTakenOut(before, before)).toBe(before);
    const whole = withoutTakenOut({ ...before, description: { en: 'Nothing of it.' } }, before);
    expect(whole.notes).toEqual([APT1]);
  });

  it('never has a value that only some of the readers may see', () => {
    const narrow = { type: 'domain', value: 'bad.example', label: 'AMBER' } as const;
    const notes: Note[] = [
      { category: 'details', title: 'Malware: X', text: 'beacons\ntalks to BAD.example often' },
      { category: 'details', title: 'Sighting of bad.example', text: 'twice' },
      APT1,
    ];
    const kept = withoutNarrowValues(content('stix', { indicators: [narrow, { type: 'domain', value: 'crew' }], notes }));
    expect(kept.notes).toEqual([{ category: 'details', title: 'Malware: X', text: 'beacons' }, APT1]);
    const open = content('stix', { indicators: [{ type: 'domain', value: 'bad.example' }], notes });
    expect(withoutNarrowValues(open)).toBe(open);
  });
});
