import { describe, expect, it } from '@jest/globals';
import { TLP_LABELS } from '#libs/access';
import type { AdvisoryContent } from '#libs/advisories';
import { aFeedPublisher } from '../../../../test/fixtures/renditions/a-feed-publisher.js';
import { aSiemensLikeAdvisory } from '../../../../test/fixtures/renditions/a-siemens-like-advisory.js';
import { anAdvisoryView } from '../../../../test/fixtures/renditions/an-advisory-view.js';
import { advisoryFullOfCanaries, CANARIES } from '../../../../test/fixtures/renditions/canaries.js';
import { realDocuments } from '../../../../test/fixtures/renditions/views-of-real-documents.js';
import { stixSchemas } from '../../../../test/fixtures/stix/stix-schemas.js';
import type { AdvisoryView } from '../advisory-view.js';
import { renderStix } from './render-stix.js';
import { stixPattern } from './stix-patterns.js';

const problems = stixSchemas();
const render = (view: AdvisoryView) => renderStix(view, aFeedPublisher()).objects;
const ofType = (view: AdvisoryView, type: string) => render(view).filter((object) => object.type === type);
/** What an object names: STIX spells such properties `…_ref` and `…_refs`. */
const namedBy = (object: Readonly<Record<string, unknown>>) =>
  Object.entries(object)
    .filter(([name]) => /_refs?$/.test(name))
    .flatMap(([, value]) => value as string | string[]);

describe('the STIX objects of an advisory', () => {
  it('follow the OASIS schemas, each id once, and name nothing that does not travel with them', () => {
    const views = [
      anAdvisoryView().inThreeLanguages().build(),
      advisoryFullOfCanaries().build(),
      advisoryFullOfCanaries().withdrawn().build(),
      aSiemensLikeAdvisory(),
      ...realDocuments().map(({ view }) => view),
    ];
    const seen = new Set<string>();
    for (const view of views) {
      const objects = render(view);
      const ids = objects.map(({ id }) => id);
      expect([view.trackingId, ids.length]).toEqual([view.trackingId, new Set(ids).size]);
      for (const object of objects) {
        seen.add(object.type);
        expect([view.trackingId, object.id, problems(object)]).toEqual([view.trackingId, object.id, []]);
      }
      const known = new Set(ids);
      expect([view.trackingId, objects.flatMap(namedBy).filter((id) => !known.has(id))]).toEqual([view.trackingId, []]);
    }
    expect([...seen].sort()).toEqual([
      'course-of-action',
      'extension-definition',
      'identity',
      'indicator',
      'language-content',
      'marking-definition',
      'note',
      'relationship',
      'report',
      'vulnerability',
    ]);
  });

  it('say everything that the advisory says', () => {
    const text = JSON.stringify(render(advisoryFullOfCanaries().build()));
    const left = new Set<string>(['publisher']);
    expect(Object.entries(CANARIES).filter(([name, word]) => !left.has(name) && !text.includes(word))).toEqual([]);
  });

  it('keep their ids when the advisory is revised, and are newer then', () => {
    const before = render(advisoryFullOfCanaries().build());
    const after = render(advisoryFullOfCanaries().with({ revision: 3, updatedAt: '2026-12-01T00:00:00.123456Z' }).build());
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const report = after.find(({ type }) => type === 'report');
    expect([report?.['created'], report?.['modified']]).toEqual(['2026-11-20T01:00:00.000Z', '2026-12-01T00:00:00.123Z']);
  });

  it('of another advisory, or of another publisher, have other ids but for the marking, the publisher and the extension', () => {
    const view = advisoryFullOfCanaries().build();
    const ids = (objects: readonly { readonly id: string; readonly type: string }[]) => new Set(objects.map(({ id }) => id));
    const other = render({ ...view, trackingId: 'HL-2026-000001' }).filter(({ id }) => ids(render(view)).has(id));
    expect(other.map(({ type }) => type)).toEqual(['identity', 'identity', 'extension-definition', 'marking-definition']);
    const elsewhere = renderStix(view, { ...aFeedPublisher(), namespace: 'https://other.example' }).objects;
    expect(elsewhere.filter(({ id }) => ids(render(view)).has(id)).map(({ type }) => type)).toEqual([
      'identity',
      'extension-definition',
      'marking-definition',
    ]);
  });

  it('say who mitigates what', () => {
    const content: Partial<AdvisoryContent> = {
      vulnerabilities: [{ cve: 'CVE-2026-10001' }, { title: 'Without a CVE id' }],
      remediations: [
        { category: 'vendor_fix', details: 'Update.', cves: ['CVE-2026-10001'] },
        { category: 'mitigation', details: 'Unplug it.', vulnerabilities: [1] },
        { category: 'none_available', details: 'Nothing.' },
      ],
    };
    const view = anAdvisoryView().saying(content).build();
    const names = new Map(render(view).map((object) => [object.id, object['name']]));
    const said = ofType(view, 'relationship').map((each) => [each['source_ref'], each['target_ref']].map((id) => names.get(String(id))));
    expect(said).toEqual([
      ['Update.', 'CVE-2026-10001'],
      ['Unplug it.', 'Without a CVE id'],
    ]);
  });

  it('say in plain words what the advisory says in Markdown', () => {
    const content: Partial<AdvisoryContent> = {
      summary: { en: 'Patch **at once**.', 'zh-Hant': '**立即**修補。' },
      description: { en: 'The `admin` page trusts *any* request:\n\n- reads\n- [writes](https://example.org/w)' },
      recommendation: [{ en: 'Install **2.1**.' }],
      impact: { en: '# Everything\n\ncan be _read_.' },
    };
    const objects = render(anAdvisoryView().saying(content).build());
    const byType = (type: string) => objects.find((object) => object.type === type);
    expect(byType('report')?.['description']).toBe(
      'Patch at once.\n\nThe admin page trusts any request:\n\n- reads\n- writes <https://example.org/w>',
    );
    expect(byType('course-of-action')).toMatchObject({ name: 'Install 2.1.', description: 'Install 2.1.' });
    expect(byType('note')?.['content']).toBe('Everything\n\ncan be read.');
    expect(JSON.stringify(byType('language-content'))).not.toContain('**');
  });

  it('say of a text that exists in another language alone which language that is', () => {
    const view = anAdvisoryView()
      .saying({ impact: { 'zh-Hans': '一切都可被读取。' } })
      .build();
    const [note] = ofType(view, 'note');
    expect([note?.['lang'], note?.['content'], ofType(view, 'language-content')]).toEqual(['zh-Hans', '一切都可被读取。', []]);
  });

  it('carry the Chinese texts under their tags', () => {
    const [translation] = ofType(anAdvisoryView().inThreeLanguages().build(), 'language-content');
    expect(translation?.['contents']).toEqual({
      'zh-Hant': { name: '閘道漏洞', description: '閘道可被接管。\n\n閘道信任所有請求。' },
      'zh-Hans': { name: '网关漏洞', description: '网关可被接管。\n\n网关信任所有请求。' },
    });
  });
});

describe('the marking of STIX objects', () => {
  it.each([
    ['CLEAR', 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487', 'clear'],
    ['GREEN', 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'green'],
    ['AMBER', 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'amber'],
    ['AMBER+STRICT', 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003', 'amber+strict'],
  ] as const)('of TLP:%s is on every object and travels with them', (label, id, value) => {
    const objects = render(advisoryFullOfCanaries().labelled(label).build());
    const marking = objects.find((object) => object.id === id);
    expect(marking).toMatchObject({
      name: `TLP:${label}`,
      extensions: {
        'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d': { extension_type: 'property-extension', tlp_2_0: value },
      },
    });
    const marked = objects.filter(({ type }) => !['identity', 'marking-definition', 'extension-definition'].includes(type));
    expect(marked.length).toBeGreaterThan(8);
    for (const object of marked) expect(object['object_marking_refs']).toEqual([id, expect.stringMatching(/^marking-definition--/)]);
  });

  it('is the only word on sharing: an author who tags an advisory tlp:white makes it no wider', () => {
    const [report] = ofType(
      anAdvisoryView()
        .labelled('AMBER')
        .saying({ tags: ['tlp:white', 'ics'] })
        .build(),
      'report',
    );
    expect(report?.['labels']).toEqual(['security_alert', 'severity:high', 'ics']);
  });

  it('is asked first: RED leaves by no feed, and nothing but CLEAR in public', () => {
    expect(() => render(anAdvisoryView().labelled('RED').build())).toThrow('may not leave');
    for (const label of TLP_LABELS.filter((each) => each !== 'CLEAR')) {
      expect(() => renderStix(anAdvisoryView().labelled(label).build(), aFeedPublisher(), 'public')).toThrow('may not leave');
    }
  });
});

describe('a withdrawn advisory', () => {
  it('is its revoked report with the notice, and nothing else', () => {
    const view = advisoryFullOfCanaries().withdrawn().build();
    const objects = render(view);
    expect(objects.map(({ type }) => type)).toEqual(['identity', 'marking-definition', 'report']);
    expect(objects[2]).toMatchObject({ revoked: true, description: 'The report was mistaken.' });
    expect(objects[2]?.id).toBe(ofType(advisoryFullOfCanaries().build(), 'report')[0]?.id);
    expect(Object.values(CANARIES).filter((word) => JSON.stringify(objects).includes(word))).toEqual([]);
  });
});

describe('the pattern of an indicator', () => {
  it.each([
    ['ipv4', '192.0.2.1', "[ipv4-addr:value = '192.0.2.1']"],
    ['ipv4', '192.0.2.0/24', "[ipv4-addr:value ISSUBSET '192.0.2.0/24']"],
    ['sha256', 'ab', "[file:hashes.'SHA-256' = 'ab']"],
    ['filename', "C:\\it's.exe", "[file:name = 'C:\\\\it\\'s.exe']"],
    ['stix_pattern', "[app:id = 'x']", "[app:id = 'x']"],
    ['other', 'x', undefined],
  ] as const)('of type %s and value %s is %s', (type, value, pattern) => {
    expect(stixPattern({ type, value })).toBe(pattern);
  });
});
