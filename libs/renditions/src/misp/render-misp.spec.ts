import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { TLP_LABELS } from '#libs/access';
import { aFeedPublisher } from '../../../../test/fixtures/renditions/a-feed-publisher.js';
import { anAdvisoryView } from '../../../../test/fixtures/renditions/an-advisory-view.js';
import { advisoryFullOfCanaries, CANARIES } from '../../../../test/fixtures/renditions/canaries.js';
import { realDocuments } from '../../../../test/fixtures/renditions/views-of-real-documents.js';
import type { AdvisoryView } from '../advisory-view.js';
import { renderMisp } from './render-misp.js';

interface MispAttribute {
  readonly uuid: string;
  readonly type: string;
  readonly category: string;
  readonly value: string;
  readonly to_ids: boolean;
  readonly distribution: string;
}

interface MispEvent {
  readonly uuid: string;
  readonly info: string;
  readonly date: string;
  readonly timestamp: string;
  readonly distribution: string;
  readonly Tag: readonly { readonly name: string; readonly colour?: string }[];
  readonly Attribute: readonly MispAttribute[];
}

const { result: described } = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/misp/describeTypes.json', import.meta.url)).toString(),
) as {
  result: { category_type_mappings: Record<string, string[]> };
};
const tlp = JSON.parse(readFileSync(new URL('../../../../test/fixtures/misp/taxonomy-tlp.json', import.meta.url)).toString()) as {
  predicates: { value: string; colour: string }[];
};
const render = (view: AdvisoryView) => renderMisp(view, aFeedPublisher());
const eventOf = (view: AdvisoryView) => (JSON.parse(render(view).bytes.toString()) as { Event: MispEvent }).Event;

describe('a MISP event of an advisory', () => {
  it('has attributes of the types and categories that MISP knows, each value once', () => {
    const views = [advisoryFullOfCanaries().build(), ...realDocuments().map(({ view }) => view)];
    let seen = 0;
    for (const view of views) {
      const attributes = eventOf(view).Attribute;
      for (const { type, category, value } of attributes) {
        expect([view.trackingId, category, type, described.category_type_mappings[category]?.includes(type), value !== '']).toEqual([
          view.trackingId,
          category,
          type,
          true,
          true,
        ]);
      }
      expect(new Set(attributes.map(({ uuid }) => uuid)).size).toBe(attributes.length);
      expect(new Set(attributes.map(({ type, category, value }) => JSON.stringify([type, category, value]))).size).toBe(attributes.length);
      seen += attributes.length;
    }
    expect(seen).toBeGreaterThan(2_000);
  });

  it('says everything that the advisory says', () => {
    const words = render(advisoryFullOfCanaries().build()).bytes.toString();
    const left = new Set(['publisher', 'source']);
    expect(Object.entries(CANARIES).filter(([name, word]) => !left.has(name) && !words.includes(word))).toEqual([]);
  });

  it('asks a machine to look for indicators and for nothing else', () => {
    const view = anAdvisoryView()
      .saying({
        indicators: [
          { type: 'ipv4', value: '192.0.2.1' },
          { type: 'sha256', value: 'ab'.repeat(32) },
          { type: 'stix_pattern', value: "[file:name = 'x']" },
          { type: 'other', value: 'odd' },
        ],
        vulnerabilities: [{ cve: 'CVE-2026-10001', cwes: ['CWE-79'] }],
        references: [{ url: 'https://vendor.example/a', summary: 'Vendor' }],
      })
      .build();
    const asked = eventOf(view).Attribute.filter((each) => each.to_ids);
    expect(asked.map(({ type, value }) => [type, value])).toEqual([
      ['ip-dst', '192.0.2.1'],
      ['sha256', 'ab'.repeat(32)],
      ['stix2-pattern', "[file:name = 'x']"],
    ]);
    expect(eventOf(view).Attribute).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'vulnerability', value: 'CVE-2026-10001' })]),
    );
  });

  it('keeps its ids when the advisory is revised, and is newer then', () => {
    const before = eventOf(advisoryFullOfCanaries().build());
    const after = eventOf(advisoryFullOfCanaries().with({ updatedAt: '2026-12-01T00:00:00.123456Z' }).build());
    expect([after.uuid, after.Attribute.map(({ uuid }) => uuid)]).toEqual([before.uuid, before.Attribute.map(({ uuid }) => uuid)]);
    expect([after.timestamp, after.date]).toEqual(['1796083200', '2026-11-20']);
    const other = eventOf(advisoryFullOfCanaries().with({ trackingId: 'HL-2026-000001' }).build());
    const known = new Set(before.Attribute.map(({ uuid }) => uuid));
    expect([other.uuid === before.uuid, other.Attribute.filter(({ uuid }) => known.has(uuid))]).toEqual([false, []]);
  });

  it('stands in the manifest of its feed with what decides whether it is fetched again, and its values by their MD5', () => {
    const view = anAdvisoryView().labelled('CLEAR').build();
    const { manifestEntry, valueHashes } = render(view);
    expect(manifestEntry).toMatchObject({
      info: 'Flaw in a gateway',
      date: '2026-11-20',
      timestamp: '1795136400',
      threat_level_id: '1',
      Orgc: { name: 'Example CERT' },
      Tag: [{ name: 'tlp:clear' }],
    });
    expect(valueHashes).toHaveLength(eventOf(view).Attribute.length);
    expect(valueHashes[0]).toBe(createHash('md5').update('HL-2026-483920').digest('hex'));
  });

  it('of a withdrawn advisory is the notice under the same id', () => {
    const event = eventOf(advisoryFullOfCanaries().withdrawn().build());
    expect([event.uuid, event.info]).toEqual([eventOf(advisoryFullOfCanaries().build()).uuid, 'Withdrawn: HL-2026-483920']);
    expect(event.Attribute.map(({ value }) => value)).toContain('The report was mistaken.');
    expect(Object.values(CANARIES).filter((word) => JSON.stringify(event).includes(word))).toEqual([]);
  });
});

describe('the label of a MISP event', () => {
  it.each([
    ['CLEAR', 'tlp:clear', '3'],
    ['GREEN', 'tlp:green', '1'],
    ['AMBER', 'tlp:amber', '0'],
    ['AMBER+STRICT', 'tlp:amber+strict', '0'],
  ] as const)('TLP:%s is the tag %s and the distribution %s, which no attribute widens', (label, tag, distribution) => {
    const event = eventOf(advisoryFullOfCanaries().labelled(label).build());
    const { colour } = tlp.predicates.find(({ value }) => `tlp:${value}` === tag) ?? {};
    expect([event.Tag[0], event.distribution]).toEqual([{ name: tag, colour: colour?.toUpperCase() }, distribution]);
    expect(new Set(event.Attribute.map((each) => each.distribution))).toEqual(new Set(['5']));
  });

  it('is the only word on sharing: an author who tags an advisory tlp:white makes it no wider', () => {
    const view = anAdvisoryView()
      .labelled('AMBER')
      .saying({ tags: ['tlp:white', ' TLP : CLEAR', 'PAP:WHITE', 'ics'] })
      .build();
    expect(eventOf(view).Tag.map(({ name }) => name)).toEqual(['tlp:amber', 'ics']);
  });

  it('is asked first: RED leaves by no feed, and nothing but CLEAR in public', () => {
    expect(() => render(anAdvisoryView().labelled('RED').build())).toThrow('may not leave');
    for (const label of TLP_LABELS.filter((each) => each !== 'CLEAR')) {
      expect(() => renderMisp(anAdvisoryView().labelled(label).build(), aFeedPublisher(), 'public')).toThrow('may not leave');
    }
  });
});
