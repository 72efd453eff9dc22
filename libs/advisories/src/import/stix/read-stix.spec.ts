import { describe, expect, it } from '@jest/globals';
import { readStix } from './read-stix.js';

const AT = '2026-01-02T03:04:05.000Z';
let made = 0;

function id(type: string): string {
  return `${type}--00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;
}

function an(type: string, properties: Record<string, unknown> = {}) {
  return { type, spec_version: '2.1', id: id(type), created: AT, modified: AT, ...properties };
}

function indicator(pattern: string, properties: Record<string, unknown> = {}) {
  return an('indicator', { pattern, pattern_type: 'stix', valid_from: AT, ...properties });
}

const read = (...objects: object[]) => readStix({ type: 'bundle', id: 'bundle--1', objects }, { documentId: 'x' });
const only = (...objects: object[]) => {
  const { advisories } = read(...objects);
  expect(advisories).toHaveLength(1);
  const [first] = advisories;
  if (first === undefined) throw new Error('no advisory');
  return first;
};
const report = (refs: readonly { id: string }[], properties: Record<string, unknown> = {}) =>
  an('report', { name: 'A report', published: AT, object_refs: refs.map((object) => object.id), ...properties });

describe('what becomes an advisory', () => {
  it('is each report with what it names and what is said of that; indicators that none names become one more', () => {
    const [a, b, loose, malware] = [
      indicator("[url:value = 'https://a.example/']"),
      indicator("[url:value = 'https://b.example/']"),
      indicator("[url:value = 'https://c.example/']"),
      an('malware', { name: 'M' }),
    ];
    const link = an('relationship', { relationship_type: 'indicates', source_ref: a.id, target_ref: malware.id });
    const note = an('note', { content: 'Look here.', object_refs: [a.id] });
    const reading = read(report([a, malware], { name: 'One' }), report([b], { name: 'Two' }), a, b, loose, malware, link, note);
    expect(reading.advisories.map(({ content }) => [content.title.en, content.indicators?.map(({ value }) => value)])).toEqual([
      ['One', ['https://a.example/']],
      ['Two', ['https://b.example/']],
      ["[url:value = 'https://c.example/']", ['https://c.example/']],
    ]);
    const [one] = reading.advisories;
    expect(one?.content.indicators?.[0]?.comment).toContain('indicates malware M');
    expect(one?.content.notes?.map(({ text }) => text)).toContain('Look here.');
    expect(reading.others).toEqual([]);
  });

  it('is each grouping where there is no report, and all of it where there is neither', () => {
    const a = indicator("[domain-name:value = 'a.example']");
    expect(only(an('grouping', { name: 'G', context: 'x', object_refs: [a.id] }), a).content.title.en).toBe('G');
    expect(only(an('campaign', { name: 'C' }), a).content).toMatchObject({ title: { en: 'C' }, indicators: [{ value: 'a.example' }] });
  });

  it('is nothing where there is nothing to tell, which is refused with its place', () => {
    for (const json of [
      { type: 'bundle', id: 'bundle--1' },
      { type: 'bundle', id: 'bundle--1', objects: [] },
      { type: 'bundle', objects: [null, 3] },
    ])
      expect(() => readStix(json, { documentId: 'x' })).toThrow('nothing in it that an advisory could be made of');
    expect(() => readStix({ type: 'bundle', objects: 'none' }, { documentId: 'x' })).toThrow('cannot be read');
  });

  it('is read from a list, an envelope or one object by itself', () => {
    const a = indicator("[ipv4-addr:value = '192.0.2.1']");
    for (const json of [[a], { objects: [a], more: false }, a]) {
      expect(readStix(json, { documentId: 'x' }).advisories[0]?.content.indicators).toMatchObject([{ type: 'ipv4', value: '192.0.2.1' }]);
    }
  });
});

describe('the account of objects', () => {
  it('names every object once, the broken ones with their place, and lets one bad object stop nothing', () => {
    const good = indicator("[file:name = 'a.exe']");
    const revoked = indicator("[file:name = 'b.exe']", { revoked: true });
    const old = { ...good, modified: '2020-01-01T00:00:00Z', pattern: "[file:name = 'old.exe']" };
    const patternless = an('indicator', { valid_from: AT });
    const { advisories, others } = read(good, null as unknown as object, { id: 'x--1' }, revoked, old, patternless);
    const [first] = advisories;
    expect(first?.content.indicators).toEqual([{ type: 'filename', value: 'a.exe' }]);
    expect(others).toEqual([
      { place: 'objects.1', type: 'unknown', treatment: 'refused', detail: 'It is no object.' },
      { place: 'objects.2', type: 'unknown', treatment: 'refused', detail: 'It has no type.' },
      expect.objectContaining({ place: 'objects.4', treatment: 'kept', detail: 'a newer or equal version of it is in the document' }),
      expect.objectContaining({ place: 'objects.3', treatment: 'kept', detail: 'its source has revoked it' }),
      expect.objectContaining({ place: 'objects.5', treatment: 'refused', detail: 'it has no pattern that can be kept' }),
    ]);
  });
});

describe('the label', () => {
  const CLEAR_1 = 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9';
  const AMBER_1 = 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82';
  const STRICT_2 = 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003';

  it('is none where there is no marking', () => {
    expect(only(indicator("[file:name = 'a']")).label).toBeUndefined();
  });

  it('is read from both versions of TLP, and WHITE is CLEAR', () => {
    const labelOf = (...refs: string[]) => only(an('malware', { name: 'M', object_marking_refs: refs })).label;
    expect([labelOf(CLEAR_1), labelOf(AMBER_1), labelOf(STRICT_2), labelOf(CLEAR_1, AMBER_1)]).toEqual([
      'CLEAR',
      'AMBER',
      'AMBER+STRICT',
      'AMBER',
    ]);
  });

  it('is the narrowest of the report, of what it names and of parts of that', () => {
    const part = an('malware', { name: 'M', granular_markings: [{ marking_ref: STRICT_2, selectors: ['description'] }] });
    expect(only(report([part], { object_marking_refs: [CLEAR_1] }), part).label).toBe('AMBER+STRICT');
  });

  it('is read from labels and properties of a producer, and held where these cannot be read', () => {
    const labelOf = (properties: object) => only(an('malware', { name: 'M', object_marking_refs: [CLEAR_1], ...properties }));
    for (const word of ['tlp:amber', 'TLP: AMBER', 'tlp=amber', 'TLP AMBER', 'misp:tlp="amber"'])
      expect([word, labelOf({ labels: [word] }).label]).toEqual([word, 'AMBER']);
    expect(labelOf({ x_tlp: 'AMBER' }).label).toBe('AMBER');
    expect(labelOf({ labels: ['tlp:unclear'] })).toMatchObject({ label: undefined, ceiling: { label: 'CLEAR' }, isLabelUnclear: true });
  });

  it('is the narrowest of all that is shown: who made it, both ends of a relationship, every statement of a definition', () => {
    const malware = an('malware', { name: 'M' });
    const author = an('identity', { name: 'Secret', object_marking_refs: [AMBER_1] });
    const of = (mark: string) => report([malware], { created_by_ref: author.id, object_marking_refs: [mark] });
    expect(only(of(CLEAR_1), malware, author).label).toBe('AMBER');
    const open = { ...author, object_marking_refs: [CLEAR_1] };
    expect(only(report([malware], { created_by_ref: author.id }), malware, open).label).toBeUndefined();
    const actor = an('threat-actor', { name: 'Named only', object_marking_refs: [AMBER_1] });
    const link = an('relationship', { relationship_type: 'used-by', source_ref: malware.id, target_ref: actor.id });
    expect(only(report([malware, link], { object_marking_refs: [CLEAR_1] }), malware, link, actor).label).toBe('AMBER');
    const definition = {
      ...{ type: 'marking-definition', id: id('marking-definition'), name: 'TLP:CLEAR' },
      ...{ definition_type: 'statement', definition: { statement: 'Treat as TLP：RED.' } },
    };
    expect(only(definition, an('malware', { name: 'M', object_marking_refs: [definition.id] })).label).toBe('RED');
  });

  it('is none where a marking cannot be read, and nothing is published in the act of importing it', () => {
    const unknown = 'marking-definition--11111111-1111-4111-8111-111111111111';
    const reading = only(an('malware', { name: 'M', object_marking_refs: [CLEAR_1, unknown] }));
    expect(reading).toMatchObject({ label: undefined, ceiling: { label: 'CLEAR' }, heldBack: expect.stringContaining(unknown) });
    expect(reading.content.restrictions).toContain(unknown);
    const made = { type: 'marking-definition', id: unknown, definition_type: 'tlp', definition: { tlp: 'mauve' } };
    expect(only(made, an('malware', { name: 'M', object_marking_refs: [unknown] })).label).toBeUndefined();
  });

  it('goes with the terms of statements', () => {
    const statement = {
      type: 'marking-definition',
      id: id('marking-definition'),
      definition_type: 'statement',
      definition: { statement: 'Copyright. TLP:GREEN' },
    };
    expect(only(statement, an('malware', { name: 'M', object_marking_refs: [statement.id, CLEAR_1] }))).toMatchObject({
      label: 'GREEN',
      content: { restrictions: 'Copyright. TLP:GREEN' },
    });
  });
});

describe('a pattern', () => {
  const indicatorsOf = (pattern: string) => only(indicator(pattern)).content.indicators?.map(({ type, value }) => [type, value]);

  it.each([
    ["[ipv4-addr:value = '192.0.2.1']", [['ipv4', '192.0.2.1']]],
    ["[ipv4-addr:value ISSUBSET '192.0.2.0/24']", [['ipv4', '192.0.2.0/24']]],
    ["[file:hashes.'SHA-256' = '" + 'a'.repeat(64) + "']", [['sha256', 'a'.repeat(64)]]],
    ["[file:name = 'it\\'s \\\\ here.exe']", [['filename', "it's \\ here.exe"]]],
  ])('that is plain becomes its value: %s', (pattern, expected) => {
    expect(indicatorsOf(pattern)).toEqual(expected);
  });

  it('that is a choice becomes its values, and is kept beside them', () => {
    const pattern = "[domain-name:value = 'a.example'] OR [url:value IN ('https://b.example/','https://c.example/')]";
    expect(indicatorsOf(pattern)).toEqual([
      ['domain', 'a.example'],
      ['url', 'https://b.example/'],
      ['url', 'https://c.example/'],
      ['stix_pattern', pattern],
    ]);
  });

  it.each([
    "[domain-name:value = 'a.example' AND url:value = 'https://a.example/']",
    "[domain-name:value != 'a.example']",
    "[file:name = 'a'] FOLLOWEDBY [file:name = 'b']",
    "[file:name = 'a'] REPEATS 5 TIMES",
    "[app:id='com.client.appA']",
    "[file:hashes.'SHA-256' = 'f00']",
    "[ipv4-addr:value = '999.0.0.1']",
    "[domain-name:value = 'a.example'] OR [file:size > 3",
  ])('that says more is kept verbatim and never taken for its values: %s', (pattern) => {
    expect(indicatorsOf(pattern)).toEqual([['stix_pattern', pattern]]);
  });

  it('in another language is kept verbatim with its name', () => {
    const rule = 'rule a { condition: true }';
    expect(only(an('indicator', { pattern: rule, pattern_type: 'yara', valid_from: AT })).content.indicators).toEqual([
      { type: 'other', value: rule, comment: 'yara' },
    ]);
  });
});

describe('the parts', () => {
  it('are vulnerabilities with their ids, weaknesses and vectors', () => {
    const flaw = an('vulnerability', {
      name: 'CVE-2026-1234',
      description: 'Bad. CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      external_references: [
        { source_name: 'cve', external_id: 'CVE-2026-1234' },
        { source_name: 'cwe', external_id: 'CWE-79' },
      ],
    });
    const fix = an('course-of-action', { name: 'Update', description: 'Update to 2.0.' });
    const link = an('relationship', { relationship_type: 'mitigates', source_ref: fix.id, target_ref: flaw.id });
    const { content, kind } = only(report([flaw]), flaw, fix, link);
    expect(kind).toBe('vulnerability_note');
    expect(content.vulnerabilities).toMatchObject([{ cve: 'CVE-2026-1234', cwes: ['CWE-79'], cvss: [{ version: '3.1', score: 9.8 }] }]);
    expect(content.remediations).toMatchObject([
      { category: 'mitigation', details: expect.stringContaining('Update to 2.0.'), cves: ['CVE-2026-1234'] },
    ]);
  });

  it('are texts in Chinese, of the report and of what it names', () => {
    const of = report([], { name: 'Title', description: 'First.\n\nSecond.', lang: 'en' });
    const chinese = an('language-content', {
      object_ref: of.id,
      object_modified: AT,
      contents: { 'zh-TW': { name: '標題', description: '第一。\n\n第二。' }, fr: { name: 'Titre' } },
    });
    const { content } = only(of, chinese);
    expect(content).toMatchObject({
      title: { en: 'Title', 'zh-Hant': '標題' },
      summary: { en: 'First.', 'zh-Hant': '第一。' },
      description: { en: 'First.\n\nSecond.', 'zh-Hant': '第一。\n\n第二。' },
      translatedAt: { 'zh-Hant': AT },
    });
  });

  it('are references, ids and techniques of external references; nothing that executes', () => {
    const { content } = only(
      report([], {
        external_references: [
          { source_name: 'Blog', url: 'https://blog.example/' },
          { source_name: 'cve', external_id: 'CVE-2026-9' + '999' },
          { source_name: 'mitre-attack', external_id: 'T1566.001' },
          { source_name: 'bad', url: 'javascript:alert(1)' },
          { source_name: 'ACME', external_id: '1370' },
        ],
      }),
    );
    expect(content.references).toEqual([{ url: 'https://blog.example/', summary: 'Blog' }]);
    expect(content.vulnerabilities).toEqual([{ cve: 'CVE-2026-9999' }]);
    expect(content.techniques).toEqual(['T1566.001']);
    expect(content.source?.flaws).toMatchObject([{ path: 'objects.0.external_references.3.url' }]);
    expect(JSON.stringify(content.notes)).toContain('ACME: 1370');
  });
});

describe('a version', () => {
  it('is told by id and modified, whoever writes the instant in whatever form', () => {
    const first = only(report([], { modified: '2026-01-02T03:04:05Z', id: 'report--a' }));
    const second = only(report([], { modified: '2026-01-02T03:04:05.123456Z', id: 'report--a' }));
    expect(second.sourceKey).toBe(first.sourceKey);
    expect(second.sourceVersion > first.sourceVersion).toBe(true);
    expect(only(report([], { id: 'report--a', created_by_ref: 'identity--b' })).sourceKey).not.toBe(first.sourceKey);
  });

  it('that is revoked is kept as a draft that is not published in the act of importing it', () => {
    expect(only(report([], { revoked: true }))).toMatchObject({
      heldBack: 'Its source has revoked it.',
      content: { source: { status: 'revoked' } },
    });
  });
});
