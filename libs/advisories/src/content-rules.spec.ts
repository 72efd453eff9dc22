import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/core';
import { CONTENT_LIMITS } from './content-limits.js';
import { blockersOfPublishing, parseContent } from './content-rules.js';
import type { ContentOrigin } from './content-schema.js';
import type { AdvisoryContent } from './content.js';

const draft = (changes: object = {}) => ({
  sourceLanguage: 'en',
  title: { en: 'Buffer overflow in Acme Router' },
  summary: { en: 'Update now.' },
  description: { en: 'A *remote* attacker can take over the router.' },
  affectedProducts: [],
  vulnerabilities: [],
  references: [],
  tags: [],
  sectors: [],
  ...changes,
});
const product = (changes: object = {}) => ({ vendor: 'Acme', product: 'Router', status: 'known_affected', ...changes });
const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

/** What is wrong, as `path | expected | received`. */
function wrong(input: unknown, origin?: ContentOrigin): readonly string[] {
  try {
    parseContent(input, origin);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
    return error.issues.map(({ path, expected, received = '' }) => `${path} | ${expected} | ${received}`);
  }
}

describe('the content of an advisory', () => {
  it('is read with everything that an analyst can write', () => {
    const input = draft({
      title: { en: 'Title', 'zh-Hant': '標題', 'zh-Hans': '标题' },
      recommendation: [{ en: 'Update.' }],
      affectedProducts: [
        product({ purl: 'pkg:npm/%40acme/router@1.0.0', cpe: 'cpe:2.3:a:acme:router:1.0:*:*:*:*:*:*:*', cves: ['CVE-2026-1234'] }),
      ],
      vulnerabilities: [{ cve: 'CVE-2026-1234', cwes: ['CWE-79'], cvss: [{ vector: VECTOR }] }],
      cnvd: ['CNVD-2026-12345', 'CNVD-C-2026-48814'],
      techniques: ['T1566', 'T1566.001'],
      indicators: [{ type: 'ipv4', value: '192.0.2.1' }],
      references: [{ url: 'mailto:cert@example.org', summary: 'Write to us' }],
      sectors: ['finance'],
      translatedAt: { 'zh-Hant': '2026-01-31T12:00:00+08:00' },
    });
    expect(wrong(input)).toEqual([]);
  });

  it('has the scores that its vectors give, whatever the input claims', () => {
    const claimed = { vector: VECTOR, version: '2.0', score: 0.1, severity: 'low' };
    const { vulnerabilities } = parseContent(draft({ vulnerabilities: [{ cvss: [claimed] }] }));
    expect(vulnerabilities[0]?.cvss?.[0]).toMatchObject({ vector: VECTOR, version: '3.1', score: 9.8, severity: 'critical' });
  });

  it('is refused with every wrong place at once', () => {
    const input = draft({
      title: { en: 'Title', fr: 'Titre' },
      summary: undefined,
      affectedProducts: [product({ status: 'broken', purl: 'npm/router', cpe: 'cpe:acme' })],
      vulnerabilities: [{ cve: 'CVE-26-1', cwes: ['79'], cvss: [{ vector: 'CVSS:3.1/AV:N' }] }],
      techniques: ['1566'],
      tags: [7],
      sectors: ['piracy'],
      colour: 'red',
    });
    expect([...wrong(input)].sort()).toEqual(
      [
        'affectedProducts.0.cpe | a CPE 2.3 formatted string or a CPE 2.2 URI | cpe:acme',
        'affectedProducts.0.purl | a package URL, as in pkg:npm/name@1.0.0 | npm/router',
        expect.stringMatching(/^affectedProducts\.0\.status \| one of first_affected, .* \| broken$/),
        'colour | no such field | red',
        expect.stringMatching(/^sectors\.0 \| one of finance, .* \| piracy$/),
        'summary | texts by language | nothing',
        'tags.0 | a text | 7',
        'techniques.0 | an ATT&CK technique, as in T1566.001 | 1566',
        'title.fr | no such field | Titre',
        'vulnerabilities.0.cve | a CVE id, as in CVE-2026-1234 | CVE-26-1',
        'vulnerabilities.0.cvss.0.vector | all base metrics of CVSS 3.1 | CVSS:3.1/AV:N',
        'vulnerabilities.0.cwes.0 | a CWE id, as in CWE-79 | 79',
      ].map((line) => (typeof line === 'string' ? line : (line as unknown))),
    );
  });

  it.each([[null], ['text'], [[]], [7]])('is refused where the input is %j', (input) => {
    expect(wrong(input)).toHaveLength(1);
    expect(wrong(input)[0]).toMatch(/^ \| an object \| /);
  });

  it('may hold so much and no more', () => {
    const { titleCharacters, tags } = CONTENT_LIMITS;
    expect(wrong(draft({ title: { en: 'x'.repeat(titleCharacters + 1) } }))).toEqual([
      'title.en | at most 1000 characters | 1001 characters',
    ]);
    expect(wrong(draft({ tags: Array.from({ length: tags + 1 }, () => 'x') }))).toEqual(['tags | at most 100 entries | 101 entries']);
    expect(wrong(draft({ title: { en: 'x'.repeat(titleCharacters) } }))).toEqual([]);
  });

  it('needs a title in its source language, even as a draft', () => {
    expect(wrong(draft({ title: { 'zh-Hant': '標題' } }))).toEqual(['title.en | a title in the source language | nothing']);
    expect(wrong(draft({ title: { en: '  ' } }))).toHaveLength(1);
  });

  it('takes no text that the database cannot hold', () => {
    expect(wrong(draft({ summary: { en: 'a\0b' } }))).toHaveLength(1);
    expect(wrong(draft({ tags: ['\ud800'] }))).toHaveLength(1);
  });

  it('takes no control character from an analyst, wherever it stands, and tabs and line breaks as they are', () => {
    const content = draft({
      title: { en: 'a\u001bb' },
      summary: { en: 'a\u0008b' },
      affectedProducts: [{ vendor: 'a\u0001', product: 'b\u007f', status: 'known_affected' }],
    });
    expect(wrong(content)).toEqual(
      ['title.en', 'summary.en', 'affectedProducts.0.vendor', 'affectedProducts.0.product'].map(
        (path) => expect.stringContaining(`${path} | no control characters`) as unknown,
      ),
    );
    expect(wrong(content, 'imported')).toEqual([]);
    expect(wrong(draft({ summary: { en: 'a\tb\r\nc' } }))).toEqual([]);
  });

  it.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ])('never has the address %j, whoever wrote it', (url) => {
    for (const origin of ['analyst', 'imported'] as const) {
      expect(wrong(draft({ references: [{ url, summary: 'x' }] }), origin)).toHaveLength(1);
      expect(wrong(draft({ acknowledgments: [{ urls: [url] }] }), origin)).toHaveLength(1);
    }
  });

  it.each([
    'ftp://example.org/x',
    '//example.org',
    'example.org',
    'https://user:secret@example.org',
    'https://user@example.org',
    'https://:secret@example.org',
    'https://exa mple.org',
  ])('has not the address %j from an analyst, but may have it from a source', (url) => {
    expect(wrong(draft({ references: [{ url, summary: 'x' }] }))).toEqual([
      expect.stringContaining('references.0.url | an http') as unknown,
    ]);
    expect(wrong(draft({ references: [{ url, summary: 'x' }] }), 'imported')).toEqual([]);
  });

  it('speaks of vulnerabilities that it has', () => {
    expect(wrong(draft({ affectedProducts: [product({ vulnerabilities: [1] })], vulnerabilities: [{}] }))).toEqual([
      'affectedProducts.0.vulnerabilities | positions in the list of 1 | 1',
    ]);
  });

  it.each([
    ['ipv4', '192.0.2.0/24', '192.0.2.256'],
    ['ipv6', '2001:db8::1', '2001:db8::g'],
    ['domain', 'malware.example', 'not a domain'],
    ['domain', '惡意.example', 'localhost'],
    ['url', 'hxxp://malware.example/x', 'malware.example'],
    ['email', 'a@example.org', 'example.org'],
    ['md5', 'd41d8cd98f00b204e9800998ecf8427e', 'd41d8cd9'],
    ['sha256', 'a'.repeat(64), 'g'.repeat(64)],
    ['stix_pattern', "[file:name = 'x']", 'file:name'],
  ])('has indicators of type %s such as %j, and not %j', (type, good, bad) => {
    expect(wrong(draft({ indicators: [{ type, value: good }] }))).toEqual([]);
    expect(wrong(draft({ indicators: [{ type, value: bad }] }))).toEqual([`indicators.0.value | a value of type ${type} | ${bad}`]);
  });
});

describe('what must be done before publishing', () => {
  const blockers = (changes: object) =>
    blockersOfPublishing(parseContent(draft(changes)) satisfies AdvisoryContent).map(({ path }) => path);

  it('is nothing where title, summary and description are there', () => {
    expect(blockers({})).toEqual([]);
  });

  it('is the texts that are missing in the source language', () => {
    expect(blockers({ summary: {}, description: { en: ' ' } })).toEqual(['summary.en', 'description.en']);
  });

  it('is the rest of a translation that was begun', () => {
    expect(blockers({ title: { en: 'Title', 'zh-Hant': '標題' } })).toEqual(['summary.zh-Hant', 'description.zh-Hant']);
  });

  it('is a step that is not there in the source language', () => {
    expect(blockers({ recommendation: [{ 'zh-Hans': '更新' }] })).toEqual(['recommendation.0.en']);
  });
});
