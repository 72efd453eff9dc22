import { describe, expect, it } from '@jest/globals';
import { TLP_LABELS } from '#libs/access';
import { LANGUAGES } from '#libs/advisories';
import { aFeedPublisher } from '../../../../test/fixtures/renditions/a-feed-publisher.js';
import { aSiemensLikeAdvisory } from '../../../../test/fixtures/renditions/a-siemens-like-advisory.js';
import { anAdvisoryView } from '../../../../test/fixtures/renditions/an-advisory-view.js';
import { advisoryFullOfCanaries, CANARIES } from '../../../../test/fixtures/renditions/canaries.js';
import { readHtml } from '../../../../test/fixtures/renditions/read-html.js';
import { readXml } from '../../../../test/fixtures/renditions/read-xml.js';
import type { XmlElement } from '../../../../test/fixtures/renditions/read-xml.js';
import { XSS_VECTORS } from '../../../../test/fixtures/renditions/xss-vectors.js';
import type { AdvisoryView } from '../advisory-view.js';
import { safeLink } from '../safe-link.js';
import { feedEntries } from './feed-entries.js';
import type { FeedDescription, FeedEntry } from './feed-entries.js';
import { renderAtom } from './render-atom.js';
import { jsonFeed as renderedJson, renderJsonFeed } from './render-json-feed.js';
import { renderRss } from './render-rss.js';

const FEED: FeedDescription = {
  name: 'severity/critical',
  title: 'Alerts & <advisories>',
  description: 'What everybody may read',
  language: 'en',
  publisher: aFeedPublisher(),
  feedUrl: 'https://cert.example/feeds/en.xml?a=1&b=2',
  pageUrl: 'https://cert.example/advisories',
  updatedAt: '2026-01-01T00:00:00Z',
};
const RENDERERS = { renderAtom, renderRss, renderJsonFeed };

interface JsonFeed {
  readonly version: string;
  readonly items: readonly {
    id: string;
    title: string;
    language: string;
    content_html: string;
    date_modified: string;
    date_published: string;
    tags: string[];
  }[];
}

const clear = (view = anAdvisoryView().inThreeLanguages()) => view.labelled('CLEAR');
const jsonFeed = (views: readonly AdvisoryView[], feed: Partial<FeedDescription> = {}) =>
  JSON.parse(renderJsonFeed({ ...FEED, ...feed }, views)) as JsonFeed;
const all = (root: XmlElement, name: string): XmlElement[] => [
  ...(root.name === name ? [root] : []),
  ...root.children.flatMap((child) => all(child, name)),
];
const texts = (root: XmlElement, name: string) => all(root, name).map(({ text }) => text);

describe('a feed', () => {
  it('is well-formed, and says of each advisory where it is and when it changed', () => {
    const view = clear().updated().build();
    const atom = readXml(renderAtom(FEED, [view]));
    expect(texts(atom, 'title')).toEqual(['Alerts & <advisories>', 'Flaw in a gateway']);
    expect(texts(atom, 'updated')).toEqual(['2026-11-21T02:30:00.000Z', '2026-11-21T02:30:00.000Z']);
    expect(texts(atom, 'published')).toEqual(['2026-11-20T01:00:00.000Z']);
    expect(texts(atom, 'id')).toEqual(['tag:cert.example,2026:feed/en/severity/critical', 'tag:cert.example,2026:advisory/HL-2026-483920']);
    expect(all(atom, 'link').map(({ attributes }) => attributes['href'])).toEqual([FEED.feedUrl, FEED.pageUrl, view.url]);
    const rss = readXml(renderRss(FEED, [view]));
    expect([texts(rss, 'guid'), texts(rss, 'pubDate'), texts(rss, 'lastBuildDate')]).toEqual([
      ['tag:cert.example,2026:advisory/HL-2026-483920'],
      ['Fri, 20 Nov 2026 01:00:00 GMT'],
      ['Sat, 21 Nov 2026 02:30:00 GMT'],
    ]);
    const { version, items } = jsonFeed([view]);
    expect([version, items[0]?.id, items[0]?.date_modified]).toEqual([
      'https://jsonfeed.org/version/1.1',
      'tag:cert.example,2026:advisory/HL-2026-483920',
      '2026-11-21T02:30:00.000Z',
    ]);
  });

  it('without an advisory is a feed all the same', () => {
    expect(texts(readXml(renderAtom(FEED, [])), 'updated')).toEqual(['2026-01-01T00:00:00.000Z']);
    expect(all(readXml(renderRss(FEED, [])), 'item')).toEqual([]);
    expect(jsonFeed([]).items).toEqual([]);
  });

  it('is in its language, and an advisory has the same id in every language and format', () => {
    const ids = new Set<string | undefined>();
    const titles = LANGUAGES.map((language) => {
      const [item] = jsonFeed([clear().build()], { language }).items;
      const [, inAtom] = texts(readXml(renderAtom({ ...FEED, language }, [clear().build()])), 'id');
      ids.add(item?.id).add(inAtom);
      return item?.title;
    });
    expect(titles).toEqual(['Flaw in a gateway', '閘道漏洞', '网关漏洞']);
    expect(ids.size).toBe(1);
  });

  it('says of each text in which language it is: that of the source where it is not translated', () => {
    const title = { en: 'Flaw', 'zh-Hant': '漏洞' };
    const english = clear(anAdvisoryView().saying({ title, summary: { en: 'Short.' }, description: { en: 'Long.' } }));
    const feed = { ...FEED, language: 'zh-Hant' } as const;
    expect(jsonFeed([english.build(), clear().build()], feed).items.map(({ language }) => language)).toEqual(['en', 'zh-Hant']);
    const atom = readXml(renderAtom(feed, [english.build()]));
    const languages = ['feed', 'entry', 'title', 'summary'].map((name) => all(atom, name).map(({ attributes }) => attributes['xml:lang']));
    expect(languages).toEqual([['zh-Hant'], ['en'], [undefined, 'zh-Hant'], ['en']]);
    expect(texts(readXml(renderRss(feed, [english.build()])), 'dc:language')).toEqual(['en']);
    const [withdrawn] = all(
      readXml(
        renderAtom(feed, [
          english
            .withdrawn()
            .with({ withdrawalNotice: { en: 'Mistaken.' } })
            .build(),
        ]),
      ),
      'entry',
    );
    expect([withdrawn?.attributes['xml:lang'], all(withdrawn ?? atom, 'title')[0]?.attributes['xml:lang']]).toEqual(['en', 'zh-Hant']);
  });

  it('of entries that do not say their languages is in its own', () => {
    const [entry] = feedEntries({ ...FEED, language: 'zh-Hans' }, [clear().build()]);
    const old = { ...entry, languages: undefined } as FeedEntry;
    expect(renderedJson({ ...FEED, language: 'zh-Hans' }, [old])).toContain('"language":"zh-Hans","summary"');
  });

  it('has the whole text of an advisory, the label first', () => {
    const [item] = jsonFeed([advisoryFullOfCanaries().labelled('CLEAR').build()]).items;
    expect(item?.content_html.startsWith('<p><strong>TLP:CLEAR</strong></p>')).toBe(true);
    const whole = JSON.stringify(item).replaceAll('[.]', '.');
    const elsewhere = new Set(['otherId', 'vulnerability', 'note', 'source']);
    expect(Object.entries(CANARIES).filter(([name, word]) => !elsewhere.has(name) && !whole.includes(word))).toEqual([]);
  });

  it('has a withdrawn advisory under the same id, with the notice and nothing of the content', () => {
    const withdrawn = advisoryFullOfCanaries()
      .labelled('CLEAR')
      .withdrawn()
      .with({ publisher: { en: 'Example CERT' } })
      .build();
    const [item] = jsonFeed([withdrawn]).items;
    expect([item?.id, item?.title]).toEqual(['tag:cert.example,2026:advisory/HL-2026-483920', 'Withdrawn: HL-2026-483920']);
    for (const render of Object.values(RENDERERS)) {
      const text = render(FEED, [withdrawn]);
      expect(text).toContain('The report was mistaken.');
      expect(Object.values(CANARIES).filter((word) => text.includes(word))).toEqual([]);
    }
  });
});

describe('the label in a feed', () => {
  it.each(Object.entries(RENDERERS))(
    'is asked by %s: nothing but CLEAR in public, and RED not even in a personal feed',
    (_name, render) => {
      for (const label of TLP_LABELS) {
        const views = [clear().build(), anAdvisoryView().labelled(label).build()];
        if (label === 'CLEAR') expect(() => render(FEED, views)).not.toThrow();
        else expect(() => render(FEED, views)).toThrow('may not leave');
        if (label === 'RED') expect(() => render({ ...FEED, channel: 'token' }, views)).toThrow('may not leave');
        else expect(render({ ...FEED, channel: 'token' }, views)).toContain(`TLP:${label}`);
      }
    },
  );

  it('stands before the title where it is not CLEAR', () => {
    expect(jsonFeed([anAdvisoryView().labelled('AMBER+STRICT').build()], { channel: 'token' }).items[0]?.title).toBe(
      '[TLP:AMBER+STRICT] Flaw in a gateway',
    );
  });
});

describe('hostile text in a feed', () => {
  const HOSTILE = [...XSS_VECTORS, ']]>', '<![CDATA[x]]>', '&bogus;', '\uFFFE\uFFFF', '<!DOCTYPE x [<!ENTITY y "z">]>', '\r\n\t"\''];
  const saying = (text: string) =>
    clear(
      anAdvisoryView().saying({
        title: { en: `t ${text}` },
        summary: { en: text },
        description: { en: text },
        impact: { en: text },
        recommendation: [{ en: text }],
        affectedProducts: [{ vendor: text, product: text, version: text, status: 'known_affected' }],
        remediations: [{ category: 'mitigation', details: text, url: text }],
        indicators: [{ type: 'other', value: text, comment: text }],
        references: [{ url: text, summary: text }],
        credits: [text],
        tags: [text],
        sectors: [text],
        restrictions: text,
      }),
    )
      .with({ publisher: { en: text } })
      .build();

  it('never ends an element or an attribute, and is HTML that is safe in every reader', () => {
    for (const text of HOSTILE) {
      const view = saying(text);
      const feed = { ...FEED, title: text, description: text };
      const [entry] = all(readXml(renderAtom(feed, [view])), 'content');
      const [encoded] = all(readXml(renderRss(feed, [view])), 'content:encoded');
      const [item] = jsonFeed([view]).items;
      expect(entry?.text).toBe(encoded?.text);
      for (const html of [entry?.text ?? '', item?.content_html ?? '']) {
        const tags = readHtml(html);
        expect(tags.length).toBeGreaterThan(10);
        for (const { name, attributes } of tags) {
          expect([text, name]).not.toEqual([text, expect.stringMatching(/^(script|img|svg|iframe|style|object|form|input)$/)]);
          for (const [attribute, value] of Object.entries(attributes)) {
            expect([text, attribute]).toEqual([text, expect.stringMatching(/^(href|rel|start)$/)]);
            if (attribute === 'href') expect([text, value, safeLink(value) !== undefined]).toEqual([text, value, true]);
          }
        }
      }
    }
    expect(HOSTILE.length).toBeGreaterThanOrEqual(100);
  });

  it('of a real advisory is well-formed too', () => {
    expect(readHtml(jsonFeed([aSiemensLikeAdvisory()]).items[0]?.content_html ?? '').length).toBeGreaterThan(50);
  });
});
