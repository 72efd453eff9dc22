import { describe, expect, it } from '@jest/globals';
import { readMisp, readStix } from '#libs/advisories';
import type { AdvisoryContent } from '#libs/advisories';
import { aFeedPublisher } from '../../../test/fixtures/renditions/a-feed-publisher.js';
import { anAdvisoryView } from '../../../test/fixtures/renditions/an-advisory-view.js';
import { renderCsaf } from './csaf/render-csaf.js';
import { renderMisp } from './misp/render-misp.js';
import { renderStix } from './stix/render-stix.js';

const BUNDLE = {
  type: 'bundle',
  id: 'bundle--767d60f5-7add-4ddc-a267-97f804ac4cc2',
  objects: [
    {
      ...{ type: 'threat-actor', spec_version: '2.1', id: 'threat-actor--6d179234-61fc-40c4-ae86-3d53308d8e65', name: 'Ugly Gorilla' },
      ...{ created: '2015-05-15T09:12:16.432Z', modified: '2015-05-15T09:12:16.432Z', aliases: ['Greenfield'] },
    },
    {
      ...{ type: 'tool', spec_version: '2.1', id: 'tool--806a8f83-4913-4216-bb02-02b48ae25da5', name: 'cachedump' },
      ...{ created: '2015-05-15T09:12:16.432Z', modified: '2015-05-15T09:12:16.432Z', description: 'Extracts cached password hashes.' },
    },
    {
      ...{ type: 'report', spec_version: '2.1', id: 'report--e33ffe07-2f4c-48d8-b0af-ee2619d765cf', name: 'A group' },
      ...{ created: '2015-05-15T09:12:16.432Z', modified: '2015-05-15T09:12:16.432Z', published: '2015-05-15T09:12:16.432Z' },
      ...{ description: 'What the group does.', report_types: ['threat-report'] },
      object_refs: ['threat-actor--6d179234-61fc-40c4-ae86-3d53308d8e65', 'tool--806a8f83-4913-4216-bb02-02b48ae25da5'],
    },
  ],
};
const EVENT = {
  Event: {
    ...{ uuid: '5a2b3c4d-0000-4000-8000-000000000001', info: 'An event', timestamp: '1700000000', date: '2023-11-14' },
    Attribute: [
      { uuid: '5a2b3c4d-0000-4000-8000-000000000002', type: 'text', category: 'External analysis', value: 'The actor sells access.' },
    ],
    Galaxy: [
      { name: 'Threat Actor', type: 'threat-actor', GalaxyCluster: [{ uuid: 'x', value: 'APT1', description: 'A group from the north.' }] },
    ],
    EventReport: [{ uuid: '5a2b3c4d-0000-4000-8000-000000000003', name: 'The report', content: 'They came in **by mail**.' }],
  },
};
const view = (content: AdvisoryContent | undefined, more = {}) =>
  anAdvisoryView()
    .with({ content: JSON.parse(JSON.stringify(content)) as AdvisoryContent, ...more })
    .build();
const ofStix = view(readStix(BUNDLE, { documentId: 'x' }).advisories[0]?.content);
const ofMisp = view(readMisp(EVENT).advisories[0]?.content);

const notesOfStix = (of: typeof ofStix) => renderStix(of, aFeedPublisher()).objects.filter(({ type }) => type === 'note');
const textsOfMisp = (of: typeof ofStix) => {
  const { Event } = JSON.parse(renderMisp(of, aFeedPublisher()).bytes.toString()) as {
    Event: { Attribute: { comment: string; value: string }[] };
  };
  return Event.Attribute.map(({ comment, value }) => `${comment}: ${value}`);
};
const notesOfCsaf = (of: typeof ofStix) => {
  const { document } = JSON.parse(renderCsaf(of, aFeedPublisher()).bytes.toString()) as {
    document: { notes: { category: string; title: string; text: string }[] };
  };
  return document.notes.map(({ category, title, text }) => `${category} ${title}: ${text}`);
};

describe('the notes of a source', () => {
  it('stand in STIX as notes of the report, with ids that a new text does not change', () => {
    const report = renderStix(ofStix, aFeedPublisher()).objects.find(({ type }) => type === 'report');
    const notes = notesOfStix(ofStix);
    expect(notes.map((note) => [note['abstract'], note['content'], note['object_refs']])).toEqual([
      ['Threat actor: Ugly Gorilla', 'aliases: Greenfield', [report?.id]],
      ['Tool: cachedump', 'Extracts cached password hashes.', [report?.id]],
    ]);
    expect(report?.['object_refs']).toEqual(expect.arrayContaining(notes.map(({ id }) => id)));
    const changed = (ofStix.content.notes ?? []).map((note) => ({ ...note, text: `${note.text} Now.` }));
    const later = notesOfStix(view({ ...ofStix.content, notes: changed }, { updatedAt: '2026-12-01T00:00:00Z' }));
    expect(later.map(({ id }) => id)).toEqual(notes.map(({ id }) => id));
    const read = readStix({ type: 'bundle', id: 'bundle--1', objects: renderStix(ofStix, aFeedPublisher()).objects }, { documentId: 'x' });
    expect(read.advisories[0]?.content.notes).toEqual(expect.arrayContaining([...(ofStix.content.notes ?? [])]));
  });

  it('stand in MISP as texts, which are read as the same notes again', () => {
    expect(textsOfMisp(ofMisp)).toEqual(
      expect.arrayContaining(['text: The actor sells access.', 'Threat Actor: APT1: A group from the north.']),
    );
    const again = readMisp(JSON.parse(renderMisp(ofMisp, aFeedPublisher()).bytes.toString()));
    expect(again.advisories[0]?.content.notes?.map(({ title, text }) => [title, text])).toEqual(
      expect.arrayContaining([
        ['text', 'The actor sells access.'],
        ['Threat Actor: APT1', 'A group from the north.'],
      ]),
    );
    const named = view({ ...ofMisp.content, notes: [{ category: 'details', title: 'Impact', text: 'Of another report.' }] });
    expect(textsOfMisp(named)).toContain('Source: Impact: Of another report.');
  });

  it('stand in CSAF as other notes, so that nobody takes them for the description', () => {
    expect(notesOfCsaf(ofStix)).toEqual(
      expect.arrayContaining([
        'other Threat actor: Ugly Gorilla: aliases: Greenfield',
        'other Tool: cachedump: Extracts cached password hashes.',
      ]),
    );
    expect(notesOfCsaf(ofMisp)).toContain('other Threat Actor: APT1: A group from the north.');
  });

  it('say nothing twice: the report that is the description is no note beside it', () => {
    const said = (all: readonly unknown[]) => JSON.stringify(all).split('They came in').length - 1;
    // The summary is its first paragraph, and the description.
    expect(said(notesOfStix(ofMisp))).toBe(0);
    expect(said(notesOfCsaf(ofMisp))).toBe(2);
  });

  it('are gone with a withdrawn advisory', () => {
    const withdrawn = view(ofStix.content, { event: 'advisory.withdrawn' });
    const all = [renderStix(withdrawn, aFeedPublisher()).objects, textsOfMisp(withdrawn), notesOfCsaf(withdrawn)];
    expect(JSON.stringify(all)).not.toContain('Greenfield');
  });
});
