import { describe, expect, it } from '@jest/globals';
import type { AdvisoryReading, DocumentReading } from './advisory-reading.js';
import { readCsafAdvisory } from './csaf/csaf-advisory.js';
import { readMisp } from './misp/read-misp.js';
import { readStix } from './stix/read-stix.js';

const WHITE = 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9';
const RED = 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed';
const ip = { type: 'ip-dst', category: 'Network activity', value: '198.51.100.7' };

function only({ advisories: [advisory] }: DocumentReading): AdvisoryReading {
  if (advisory === undefined) throw new Error('none was read');
  return advisory;
}

const misp = (parts: object) =>
  only(readMisp({ Event: { info: 'x', threat_level_id: '2', distribution: '3', Tag: [{ name: 'tlp:white' }], ...parts } }));

function stix(report: object, ...others: object[]): AdvisoryReading {
  const indicator = { type: 'indicator', id: 'indicator--1', pattern: "[ipv4-addr:value = '198.51.100.8']" };
  const made = { type: 'report', id: 'report--1', name: 'x', object_refs: ['indicator--1'], object_marking_refs: [WHITE], ...report };
  return only(readStix({ type: 'bundle', id: 'bundle--1', objects: [indicator, made, ...others] }, { documentId: 'x' }));
}

function csaf(document: object, rest: object = {}): AdvisoryReading {
  const tracking = {
    ...{
      id: 'A-1',
      version: '1',
      status: 'final',
      initial_release_date: '2026-01-01T00:00:00Z',
      current_release_date: '2026-01-01T00:00:00Z',
    },
    revision_history: [{ number: '1', date: '2026-01-01T00:00:00Z', summary: 'x' }],
  };
  const publisher = { category: 'vendor', name: 'Tester', namespace: 'https://tester.example' };
  const head = { category: 'csaf_base', csaf_version: '2.0', title: 'x', publisher, tracking, distribution: { tlp: { label: 'WHITE' } } };
  return only(readCsafAdvisory({ document: { ...head, ...document }, ...rest }));
}

const held = (path: string, words: string | RegExp = 'TLP:RED', ceiling = 'RED') => ({
  label: undefined,
  isLabelUnclear: true,
  ceiling: { label: ceiling },
  heldBack: expect.stringContaining(`At ${path} it says`),
  content: expect.objectContaining({
    source: expect.objectContaining({
      flaws: expect.arrayContaining([{ path, expected: expect.stringContaining('narrower'), received: expect.stringMatching(words) }]),
    }),
  }),
});

/** Its label, and why it is held back. */
const stateOf = ({ label, heldBack }: AdvisoryReading) => [label, heldBack];

describe('words that name a narrower label than the document carries hold it back, with their place', () => {
  it.each([
    ['the text of an event report', { EventReport: [{ name: 'R', content: 'TLP:RED only for you' }] }, 'Event.EventReport.0.content'],
    ['the comment of an attribute', { Attribute: [{ ...ip, comment: 'TLP:RED do not share' }] }, 'Event.Attribute.0.comment'],
    ['a text', { Attribute: [{ type: 'text', category: 'Other', value: 'TLP:RED' }] }, 'Event.Attribute.0.value'],
    ['the comment of an object', { Object: [{ name: 'file', comment: 'TLP:RED', Attribute: [ip] }] }, 'Event.Object.0.comment'],
    ['what an analyst says', { Note: [{ note: 'TLP:RED' }] }, 'Event.Note.0.note'],
    ['a cluster', { Galaxy: [{ GalaxyCluster: [{ value: 'C', description: 'TLP:RED' }] }] }, 'Event.Galaxy.0.GalaxyCluster.0.description'],
    ['a proposal', { ShadowAttribute: [{ ...ip, comment: 'TLP:RED' }] }, 'Event.ShadowAttribute.0.comment'],
    ['a property that nobody knows', { x: { y: ['TLP:RED'] } }, 'Event.x.y.0'],
  ])('MISP: %s', (_, parts, path) => {
    expect(misp(parts)).toMatchObject(held(path));
  });

  it.each([
    ['the description', [{ description: 'TLP:RED\n\nNot for others' }], 'objects.1.description', 'TLP:RED'],
    ['a note', [{}, { type: 'note', id: 'note--1', content: 'TLP:RED', object_refs: ['indicator--1'] }], 'objects.2.content', 'TLP:RED'],
    [
      'an opinion',
      [{}, { type: 'opinion', id: 'opinion--1', explanation: 'TLP:RED', object_refs: ['report--1'] }],
      'objects.2.explanation',
      'TLP:RED',
    ],
    [
      'a reference',
      [{ external_references: [{ source_name: 'a', description: 'TLP:RED' }] }],
      'objects.1.external_references.0.description',
      'TLP:RED',
    ],
    ['a label that is no list', [{ labels: 'TLP:RED' }], 'objects.1.labels', 'TLP:RED'],
    ['a property about TLP', [{ x_misp_tlp: { label: 'red' } }], 'objects.1.x_misp_tlp.label', 'red'],
  ] as const)('STIX: %s', (_, [report, ...others], path, words) => {
    expect(stix(report, ...others)).toMatchObject(held(path, words));
  });

  it.each([
    [
      'a note of any category',
      { notes: [{ category: 'general', title: 'About', text: 'This is TLP:RED.' }] },
      {},
      'document.notes.0.text',
      'TLP:RED',
    ],
    ['a summary', { notes: [{ category: 'summary', text: 'TLP:RED' }] }, {}, 'document.notes.0.text', 'TLP:RED'],
    [
      'the summary of a reference',
      { references: [{ url: 'https://a.example/', summary: 'TLP:RED' }] },
      {},
      'document.references.0.summary',
      'TLP:RED',
    ],
    [
      'a remediation',
      {},
      { vulnerabilities: [{ remediations: [{ details: 'TLP:RED' }] }] },
      'vulnerabilities.0.remediations.0.details',
      'TLP:RED',
    ],
    ['a label in a field of another name', { distribution: { TLP: { label: 'RED' } } }, {}, 'document.distribution.TLP.label', 'RED'],
  ] as const)('CSAF: %s', (_, document, rest, path, words) => {
    expect(csaf(document, rest)).toMatchObject(held(path, words));
  });

  it('also where it carries none, and where something stands in the place of a label', () => {
    expect(misp({ Tag: [], Note: [{ note: 'TLP:AMBER' }] })).toMatchObject(held('Event.Note.0.note', 'TLP:AMBER', 'AMBER'));
    expect(csaf({ notes: [{ category: 'general', text: 'TLP:ROUGE' }] })).toMatchObject(held('document.notes.0.text', 'ROUGE', 'CLEAR'));
  });

  it('but not where they name no narrower one, or only speak of TLP', () => {
    const further =
      'Further dissemination is governed by the Traffic Light Protocol (TLP) marking in the header, see https://us-cert.cisa.gov/tlp/.';
    expect(stateOf(csaf({ notes: [{ category: 'general', text: `${further} TLP:WHITE` }] }))).toEqual(['CLEAR', undefined]);
    expect(misp({ Tag: [{ name: 'tlp:red' }], Note: [{ note: 'TLP:AMBER' }] })).toMatchObject({ label: 'RED' });
    expect(misp({ Tag: [], Note: [{ note: 'TLP:CLEAR' }] }).heldBack).toBeUndefined();
    const allOfTlp = [RED, WHITE].map((id) => ({
      type: 'marking-definition',
      id,
      definition_type: 'tlp',
      definition: { tlp: id === RED ? 'red' : 'white' },
    }));
    expect(stateOf(stix({}, ...allOfTlp))).toEqual(['CLEAR', undefined]);
  });
});

describe('a label in a field counts as the label', () => {
  it.each([
    'tlp.red', 'tlp;red', 'tlp/red', 'tlp->red', 'TLPRED', 'tlp:(red)', 'TLP:WHITE/RED', 'ТLР:RЕD', 'ＴＬＰ：ＲＥＤ', 'TLP:RÉD', 'tlp2:red', 'TLP_V2:RED',
    'iep:traffic-light-protocol="RED"', 'TLP：红色', '交通燈協議：紅',
  ])('a MISP tag %j', (name) => {
    expect(stateOf(misp({ Tag: [{ name: 'tlp:white' }, { name }] }))).toEqual(['RED', undefined]);
  }); // prettier-ignore

  it('a cluster of a galaxy: its tag, and how far it is passed on', () => {
    const galaxy = (cluster: object) => misp({ Galaxy: [{ name: 'G', GalaxyCluster: [{ value: 'C', distribution: '3', ...cluster }] }] });
    expect(galaxy({ tag_name: 'tlp:red' }).label).toBe('RED');
    expect(galaxy({ distribution: '0' })).toMatchObject({ label: 'CLEAR', ceiling: { label: 'AMBER+STRICT' } });
    expect(galaxy({}).ceiling).toBeUndefined();
  });

  it('a distribution that cannot be read holds the event back', () => {
    expect(misp({ distribution: 'few' })).toMatchObject({
      label: undefined,
      isLabelUnclear: true,
      heldBack: expect.stringContaining('few'),
    });
  });

  it('markings of the bundle, and of what marks it', () => {
    const bundle = {
      type: 'bundle',
      id: 'bundle--1',
      object_marking_refs: [RED],
      objects: [{ type: 'malware', id: 'malware--1', name: 'M' }],
    };
    expect(only(readStix(bundle, { documentId: 'x' })).label).toBe('RED');
    const terms = {
      type: 'marking-definition',
      id: 'marking-definition--2',
      definition_type: 'statement',
      definition: { statement: 'Terms' },
    };
    const marked = (marks: object) => stix({ object_marking_refs: [WHITE, terms.id] }, { ...terms, ...marks });
    expect([marked({}).label, marked({ object_marking_refs: [RED] }).label]).toEqual(['CLEAR', 'RED']);
    expect(stix({ x_producer_markings: [RED] }).label).toBe('RED');
  });

  it.each([
    ['a text for a list', { object_marking_refs: RED }, { label: 'RED' }],
    ['an object', { object_marking_refs: { tlp: 'white' } }, undefined],
    ['a number among them', { object_marking_refs: [WHITE, 7] }, { label: 'CLEAR' }],
    ['a part that is marked with nothing', { granular_markings: [{ selectors: ['name'] }] }, { label: 'CLEAR' }],
    ['parts that are no list', { granular_markings: { marking_ref: RED } }, { label: 'CLEAR' }],
  ])('a marking that cannot be read is nobody’s to replace: %s', (_, properties, ceiling) => {
    const reading = stix(properties);
    expect(reading).toMatchObject({ label: undefined, isLabelUnclear: true, heldBack: expect.stringContaining('cannot be read') });
    expect(reading.ceiling).toEqual(ceiling);
  });

  it('a part whose language is stated is marked with nothing', () => {
    expect(stateOf(stix({ granular_markings: [{ lang: 'de', selectors: ['name'] }] }))).toEqual(['CLEAR', undefined]);
  });
});
