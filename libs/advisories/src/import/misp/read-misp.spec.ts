import { describe, expect, it } from '@jest/globals';
import { readMisp } from './read-misp.js';

const ORGC = { name: 'CIRCL', uuid: '55f6ea5e-2c60-40e5-964f-47a8950d210f' };
const event = (properties: Record<string, unknown> = {}) => ({
  ...{ info: 'Phishing', uuid: '5d1f3b2a-0000-4000-8000-000000000001', date: '2026-01-01', timestamp: '1767225600', Orgc: ORGC },
  ...{ distribution: '3', threat_level_id: '2', analysis: '2' },
  ...properties,
});
const attribute = (type: string, value: string, properties: Record<string, unknown> = {}) => ({
  type,
  value,
  category: 'Network activity',
  to_ids: true,
  ...properties,
});
const only = (json: unknown) => {
  const { advisories } = readMisp(json);
  expect(advisories).toHaveLength(1);
  const [first] = advisories;
  if (first === undefined) throw new Error('no advisory');
  return first;
};
const tags = (...names: string[]) => ({ Tag: names.map((name) => ({ name })) });

describe('an event', () => {
  it.each([
    ['bare', event()],
    ['under Event', { Event: event() }],
    ['in a list of a response', { response: [{ Event: event() }] }],
    ['bare in a list of a response', { response: [event()] }],
    ['alone in a response', { response: { Event: event() } }],
    ['in a list', [{ Event: event() }]],
    ['with null for what is absent', { Event: event({ Attribute: null, Tag: null, Object: null, comment: null }) }],
  ])('%s is one advisory', (_, json) => {
    expect(only(json)).toMatchObject({ content: { title: { en: 'Phishing' } }, statedSeverity: 'medium', sourceVersion: '1767225600' });
    expect(only(json).sourceKey).toBe(`misp ${ORGC.uuid} 5d1f3b2a-0000-4000-8000-000000000001`);
  });

  it('is one of several, of which a bad one stops none', () => {
    const { advisories, refused } = readMisp([{ Event: event() }, 3, { x: 1 }, { Event: event({ uuid: 'b' }) }]);
    expect(advisories).toHaveLength(2);
    expect(refused).toEqual([
      { place: '1', reason: 'It is no event.' },
      { place: '2', reason: 'It is no event: it has no info.' },
    ]);
  });
});

describe('an event without an id', () => {
  const anonymous = (properties: object) => only(event({ uuid: undefined, ...properties })).sourceKey;

  it('is known by what it says, and is never the next version of another one of the same day and title', () => {
    expect(anonymous({})).toBe(anonymous({}));
    expect(anonymous({})).not.toBe(anonymous({ Attribute: [attribute('domain', 'a.example')] }));
    expect(anonymous({})).not.toBe(anonymous({ uuid: '', analysis: '1' }));
  });
});

describe('its label', () => {
  it('is none without a TLP tag, the strictest of several, of whatever version, and of attributes too', () => {
    const labelOf = (...names: string[]) => only(event(tags(...names))).label;
    expect([labelOf(), labelOf('tlp:white'), labelOf('tlp:green', 'TLP:AMBER', 'tlp:white'), labelOf('tlp:amber+strict')]).toEqual([
      undefined,
      'CLEAR',
      'AMBER',
      'AMBER+STRICT',
    ]);
    expect(only(event({ ...tags('tlp:clear'), Attribute: [attribute('md5', 'a'.repeat(32), tags('tlp:red'))] })).label).toBe('RED');
    expect(only(event(tags('tlp:white', 'PAP:RED', 'phishing'))).content).toMatchObject({ tags: ['phishing'], restrictions: 'PAP:RED' });
  });

  it.each([
    ['a table of tags of the event', { EventTag: [{ Tag: { name: 'tlp:red' } }] }],
    ['one without a list', { EventTag: { Tag: { name: 'tlp:red' } } }],
    [
      'a table of tags of an attribute',
      { Attribute: [{ ...attribute('md5', 'a'.repeat(32)), AttributeTag: [{ Tag: { name: 'tlp:red' } }] }] },
    ],
    ['names alone', { tags: ['phishing', 'tlp:red'] }],
    ['one name', { Tag: 'tlp:red' }],
  ])('is found where searches and older events have it: %s', (_, parts) => {
    expect(only(event({ ...parts })).label).toBe('RED');
  });

  it('is read with the other tags of such a table', () => {
    expect(only(event({ EventTag: [{ Tag: { name: 'tlp:green' } }, { Tag: { name: 'phishing' } }] }))).toMatchObject({
      label: 'GREEN',
      content: { tags: ['phishing'] },
    });
  });

  it.each(['tlp:amber', 'TLP: AMBER', 'tlp="amber"', 'TLPv2:AMBER', 'tlp-amber', 'TLP AMBER', 'TLP：AMBER', 'acme:tlp="amber"'])(
    'is read from the tag %j',
    (name) => {
      const { label, content } = only(event(tags('tlp:white', name)));
      expect([label, content.tags]).toEqual(['AMBER', []]);
    },
  );

  it('is what its info and its event reports say, and how far these are passed on', () => {
    expect(only(event({ ...tags('tlp:clear'), info: '[TLP:RED] Phishing' })).label).toBe('RED');
    expect(only(event({ ...tags('tlp:clear'), EventReport: [{ name: 'R', content: 'x', ...tags('tlp:amber') }] })).label).toBe('AMBER');
    expect(only(event({ ...tags('tlp:clear'), EventReport: [{ name: 'R', content: 'x', distribution: '0' }] })).ceiling).toEqual({
      label: 'AMBER+STRICT',
    });
  });

  it('is none where a TLP tag says nothing that can be read', () => {
    expect(only(event(tags('tlp:clear', 'tlp:unclear')))).toMatchObject({
      label: undefined,
      ceiling: { label: 'CLEAR' },
      isLabelUnclear: true,
      heldBack: expect.stringContaining('tlp:unclear'),
    });
  });

  it.each([
    ['0', { label: 'AMBER+STRICT' }],
    ['1', { label: 'GREEN' }],
    ['2', { label: 'GREEN' }],
    ['3', undefined],
    ['4', { label: 'AMBER+STRICT', readers: [] }],
  ])('CLEAR with distribution %s is not shared more widely than that', (distribution, ceiling) => {
    const { content, ...reading } = only(event({ ...tags('tlp:clear'), distribution, SharingGroup: { name: 'Trusted' } }));
    expect(reading.label).toBe('CLEAR');
    expect(reading.ceiling).toEqual(ceiling);
    expect(content.restrictions === undefined).toBe(ceiling === undefined);
    if (distribution === '4') expect(content.restrictions).toContain('Trusted');
  });

  it('is bounded by the distribution of each attribute', () => {
    expect(only(event({ ...tags('tlp:clear'), Attribute: [attribute('md5', 'a'.repeat(32), { distribution: '0' })] })).ceiling).toEqual({
      label: 'AMBER+STRICT',
    });
  });
});

describe('its attributes', () => {
  const indicatorsOf = (...attributes: object[]) =>
    only(event({ Attribute: attributes })).content.indicators?.map(({ type, value }) => [type, value]);

  it('become indicators of their type, both parts of a composite one', () => {
    const md5 = 'a'.repeat(32);
    expect(
      indicatorsOf(
        attribute('ip-dst', '192.0.2.1'),
        attribute('ip-src', '2001:db8::1'),
        attribute('ip-dst|port', '192.0.2.2|443'),
        attribute('filename|md5', `a|b.exe|${md5}`),
        attribute('domain|ip', 'a.example|192.0.2.3'),
        attribute('mutex', 'Global\\x'),
        attribute('sha1', 'not a hash'),
      ),
    ).toEqual([
      ['ipv4', '192.0.2.1'],
      ['ipv6', '2001:db8::1'],
      ['ipv4', '192.0.2.2'],
      ['filename', 'a|b.exe'],
      ['md5', md5],
      ['domain', 'a.example'],
      ['ipv4', '192.0.2.3'],
      ['other', 'Global\\x'],
      ['other', 'not a hash'],
    ]);
  });

  it('of type url without a scheme are the host, or the address with http', () => {
    const values = [
      'decrypttozxybarc.onion',
      'www.a.example',
      'a.example:8080/x.php',
      '192.0.2.1/x',
      '192.0.2.2',
      'igfxtray.exe',
      'Data/dtl.dat',
    ];
    const { indicators } = only(event({ Attribute: values.map((value) => attribute('url', value)) })).content;
    expect(indicators?.map(({ type, value }) => [type, value])).toEqual([
      ['domain', 'decrypttozxybarc.onion'],
      ['domain', 'www.a.example'],
      ['url', 'http://a.example:8080/x.php'],
      ['url', 'http://192.0.2.1/x'],
      ['ipv4', '192.0.2.2'],
      ['other', 'igfxtray.exe'],
      ['other', 'Data/dtl.dat'],
    ]);
    expect(indicators?.slice(1, 3).map(({ comment }) => comment)).toEqual(['url', 'no scheme at its source']);
  });

  it('that say where mail came from are indicators though nothing is flagged', () => {
    expect(indicatorsOf(attribute('email-src', 'a@bad.example', { to_ids: false }))).toEqual([['email', 'a@bad.example']]);
  });

  it('that are not for detection are told and not looked for, unless their producer flags nothing', () => {
    const unflagged = attribute('domain', 'victim.example', { to_ids: false });
    const { content } = only(event({ Attribute: [attribute('domain', 'bad.example'), unflagged] }));
    expect(content.indicators?.map(({ value }) => value)).toEqual(['bad.example']);
    expect(JSON.stringify(content.notes)).toContain('victim.example');
    expect(only(event({ Attribute: [unflagged, attribute('email-dst', 'v@victim.example', { to_ids: '0' })] })).content.indicators).toEqual(
      [{ type: 'domain', value: 'victim.example', comment: 'not flagged for detection at its source' }],
    );
  });

  it('become vulnerabilities, references, techniques and notes, and each is accounted for', () => {
    const { content, objects } = only(
      event({
        ...tags('misp-galaxy:mitre-attack-pattern="Supply Chain Compromise - T1195"'),
        Attribute: [
          attribute('vulnerability', 'cve-2026-1234', { to_ids: false }),
          attribute('link', 'https://blog.example/', { comment: 'Blog' }),
          attribute('text', 'Words', { to_ids: false, category: 'External analysis' }),
          attribute('domain', 'gone.example', { deleted: true }),
          attribute('attachment', 'a.pdf', { data: 'UEsDBA==' }),
          attribute('domain', '', { uuid: 'u' }),
          attribute('domain', 'a.example', { ShadowAttribute: [{ type: 'domain', value: 'proposed.example' }], Sighting: [{ uuid: 's' }] }),
        ],
        EventReport: [{ name: 'Report', content: '# Markdown' }],
        RelatedEvent: [{ Event: { uuid: 'r', info: 'Other' } }],
      }),
    );
    expect(content).toMatchObject({
      vulnerabilities: [{ cve: 'CVE-2026-1234' }],
      references: [{ url: 'https://blog.example/', summary: 'Blog' }],
      techniques: ['T1195'],
      indicators: [{ value: 'a.example' }],
      description: { en: '# Markdown' },
    });
    expect(JSON.stringify(content)).not.toContain('UEsDBA==');
    expect(
      objects.filter(({ treatment }) => treatment !== 'used').map(({ place, treatment, detail }) => [place, treatment, detail]),
    ).toEqual([
      ['Attribute.3', 'kept', 'it is deleted at its source'],
      ['Attribute.5', 'refused', 'it has no value'],
      ['Attribute.6.ShadowAttribute.0', 'kept', 'it is a proposal that its owner has not accepted'],
      ['Attribute.6.Sighting.0', 'kept', 'sightings are counted where they were made'],
      ['RelatedEvent.0', 'kept', 'it is an event of its own'],
    ]);
  });

  it('are told with what analysts say of them, of the event and of one another, and each restricts the whole', () => {
    const note = { uuid: 'n', note: 'Seen here too.', authors: 'a@cert.example', Opinion: [{ uuid: 'o', opinion: 75, comment: 'Agreed' }] };
    const relationship = { uuid: 'r', relationship_type: 'extends', related_object_type: 'Event', related_object_uuid: 'e' };
    const { content, objects, ceiling } = only(
      event({
        ...tags('tlp:clear'),
        Note: [note, { uuid: 'empty' }],
        Attribute: [
          attribute('domain', 'a.example', { Relationship: [relationship], Note: [{ uuid: 'm', note: 'Ours', distribution: '0' }] }),
        ],
      }),
    );
    expect(content.notes?.map(({ title, text }) => [title, text])).toEqual(
      expect.arrayContaining([
        ['Note (a@cert.example)', 'Seen here too.'],
        ['Opinion', '75 of 100: Agreed'],
        ['Relationship: domain a.example', 'extends Event e'],
      ]),
    );
    const analystData = objects.filter(({ type }) => ['Note', 'Opinion', 'Relationship'].includes(type));
    expect(analystData.map(({ id, treatment }) => [id, treatment]).sort()).toEqual([
      ['empty', 'refused'],
      ...['m', 'n', 'o', 'r'].map((id) => [id, 'used']),
    ]);
    expect(ceiling).toEqual({ label: 'AMBER+STRICT' });
  });
});
