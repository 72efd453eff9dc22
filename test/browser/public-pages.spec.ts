import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Journey } from '../support/journey.js';
import type { Written } from '../support/journey.js';
import * as documents from '../support/journey-documents.js';
import { until } from '../support/journey-visitor.js';
import type { Visitor } from '../support/journey-visitor.js';

const LOCALES = ['en', 'tc', 'sc'] as const;
/** After the language; the pages that stand at one address. */
const PAGES = [
  '',
  '/alerts',
  '/attacked',
  '/report',
  '/subscribe',
  '/subscribe/sent',
  '/subscribe/confirm/nothing',
  '/unsubscribe/nothing',
  '/search',
  '/statistics',
  '/feeds',
  '/membership',
  '/membership/apply',
  '/membership/applied',
  '/about',
  '/contact',
  '/rfc2350',
  '/accessibility',
  '/privacy',
  '/glossary',
  '/sitemap',
] as const;
const BUDGET = { css: 14 * 1024, html: 12 * 1024, all: 30 * 1024 };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('the public pages, as they come from the server', () => {
  let journey: Journey;
  let analyst: Visitor;
  let reviewer: Visitor;
  let clear: Written;
  const hidden: Written[] = [];

  beforeAll(async () => {
    journey = await Journey.withPages();
    analyst = await journey.signedIn('analyst@cert.example');
    reviewer = await journey.signedIn('reviewer@cert.example');
    clear = await journey.publishNew(analyst, reviewer, {
      title: 'Zebrafish for all',
      label: 'CLEAR',
      severity: 'CRITICAL',
      content: CONTENT,
    });
    hidden.push(
      await journey.publishNew(analyst, reviewer, {
        title: 'Zebrafish for members',
        label: 'GREEN',
        severity: 'CRITICAL',
        content: CONTENT,
      }),
    );
    hidden.push(await journey.draft(analyst, { title: 'Zebrafish draft', label: 'CLEAR', severity: 'CRITICAL', content: CONTENT }));
  }, 240_000);
  afterAll(() => journey.end());

  const address = (path: string) => `${journey.product.webUrl}${path}`;
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) => fetch(address(path), { headers, redirect: 'manual' });
  const everyPage = () => [
    ...LOCALES.flatMap((locale) => [...PAGES, ...advisoryPages(clear)].map((page) => `/${locale}${page}`)),
    ...LOCALES.flatMap((locale) => [`/${locale}/search?q=Zebrafish`, `/${locale}/alerts?q=Zebrafish`, `/${locale}/products/Acme/Zebra`]),
    '/robots.txt',
    '/sitemap.xml',
    '/sitemap-pages.xml',
    `/sitemap/${new Date().toISOString().slice(0, 7)}.xml`,
    '/.well-known/security.txt',
  ];

  it('run no script, bring their policy, and weigh no more than 30 KiB with their style sheet', async () => {
    const sheets = new Map<string, number>();
    for (const path of everyPage().filter((each) => /^\/(?:en|tc|sc)/u.test(each) && !/\.(?:json|csv)$/u.test(each))) {
      const response = await get(path);
      const html = await response.text();
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('content-security-policy')).toContain("script-src 'none'");
      expect(html.match(/<script(?! type="application\/ld\+json")/gu)).toBeNull();
      expect(html).not.toMatch(/ style="|<style|javascript:| on[a-z]+="/u);
      expect(html.match(/<h1[ >]/gu)).toHaveLength(1);
      const sheet = /<link rel="stylesheet" href="([^"]+)"/u.exec(html)?.[1] ?? '';
      const css = sheets.get(sheet) ?? gzipSync(await (await get(sheet)).text()).length;
      sheets.set(sheet, css);
      const bytes = gzipSync(html).length;
      expect({ path, isSmall: css <= BUDGET.css && bytes <= BUDGET.html && css + bytes <= BUDGET.all }).toEqual({ path, isSmall: true });
    }
    expect(sheets.size).toBe(1);
  }, 120_000);

  it('are the same, byte by byte, for somebody who is signed in', async () => {
    const { cookie = '' } = reviewer.credentials();
    expect(cookie).toMatch(/=/u);
    for (const path of [...everyPage(), `/en/alerts/${hidden[0]?.trackingId ?? ''}`]) {
      const [stranger, known] = [await get(path), await get(path, { cookie })];
      expect([path, known.status, await known.text()]).toEqual([path, stranger.status, await stranger.text()]);
      expect(known.headers.getSetCookie()).toEqual([]);
    }
  }, 120_000);

  it('hold nothing of what is not TLP:CLEAR and published, by any way that leads there', async () => {
    const said: string[] = [];
    for (const path of everyPage()) said.push(await (await get(path)).text());
    const all = said.join('\n');
    expect(all).toContain(clear.trackingId);
    for (const { trackingId } of hidden) {
      expect(all).not.toContain(trackingId);
      for (const path of advisoryPages({ id: '', trackingId })) expect([path, (await get(`/en${path}`)).status]).toEqual([path, 404]);
    }
    expect(all).not.toMatch(/Zebrafish (?:for members|draft)/u);
  }, 120_000);

  it('show an advisory in the order of what a reader needs', async () => {
    const html = await (await get(`/en/alerts/${clear.trackingId}`)).text();
    const places = [
      '<h1',
      'hl-box',
      'id="do"',
      'govuk-summary-list',
      'hl-contents',
      'id="who"',
      'id="cannot-patch"',
      'id="attacked"',
      'id="details"',
      'id="cves"',
      'id="references"',
      'id="history"',
      'id="formats"',
    ].map((mark) => html.indexOf(mark));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(html).toContain('evil[.]example');
    expect(html).not.toContain('evil.example');
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/su.exec(html)?.[1] ?? '') as Record<string, unknown>;
    expect(data['identifier']).toBe(clear.trackingId);
    expect(data['headline']).toBe('Zebrafish for all');
  });

  it('give indicators as they are to programs, and no formula to a spreadsheet', async () => {
    const csv = await (await get(`/en/alerts/${clear.trackingId}/indicators.csv`)).text();
    expect(csv).toBe("type,value,comment\r\ndomain,evil.example,'=HYPERLINK(1)\r\n");
  });

  it('are new at once when something is published and when it is withdrawn', async () => {
    const list = async () => (await get('/en/alerts')).text();
    await list();
    const fresh = await journey.publishNew(analyst, reviewer, { title: 'Fresh from the desk', label: 'CLEAR' });
    await until('the list has it', async () => (await list()).includes('Fresh from the desk'), 2_000);
    const page = `/tc/alerts/${fresh.trackingId}`;
    expect((await get(page)).status).toBe(200);
    await reviewer.ask(documents.WITHDRAW_ADVISORY, { input: { id: fresh.id, notice: { en: 'It was a mistake.' } } });
    await until('the page is gone', async () => (await get(page)).status === 410, 2_000);
    const html = await (await get(page)).text();
    expect(html).toContain('It was a mistake.');
    expect(html).not.toContain('at length');
    expect((await get(`${page}/advisory.json`)).status).toBe(410);
  }, 60_000);

  it('bring the same headers with errors, and say what to do', async () => {
    for (const path of [
      '/en/nothing',
      '/xx',
      '/nothing/at/all',
      '/en/alerts/HL-1999-000001',
      '/en/subscribe/confirm',
      '/tc/products/none/none',
    ]) {
      const response = await get(path);
      const { headers } = response;
      expect([path, response.status]).toEqual([path, 404]);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(await response.text()).toMatch(/\/attacked"/u);
    }
  });

  it.each([undefined, 'https://elsewhere.example', 'null', 'http://127.0.0.1:1'])('refuse a form that comes from %s', async (origin) => {
    for (const page of ['/subscribe', '/report', '/membership/apply', '/unsubscribe/x']) {
      const headers = { ...FORM, ...(origin === undefined ? {} : { origin }) };
      const response = await fetch(address(`/en${page}`), { method: 'POST', headers, body: 'email=a@b.example', redirect: 'manual' });
      expect([page, response.status]).toEqual([page, 403]);
    }
  });

  it.each([
    '//elsewhere.example',
    '/%2f%2felsewhere.example',
    '/\\elsewhere.example',
    '/en//elsewhere.example',
    '/en/..//elsewhere.example',
  ])('lead nobody elsewhere by %s', async (path) => {
    const response = await get(path);
    expect(new URL(response.headers.get('location') ?? '/', journey.product.webUrl).origin).toBe(journey.product.webUrl);
  });

  it('name the CSAF provider in security.txt, and expire within a year (RFC 9116)', async () => {
    const text = await (await get('/.well-known/security.txt')).text();
    expect(text).toMatch(/^CSAF: http\S+\/\.well-known\/csaf\/provider-metadata\.json$/mu);
    expect(text).toMatch(/^Contact: \S+$/mu);
    const expires = Date.parse(/^Expires: (\S+)$/mu.exec(text)?.[1] ?? '');
    expect(expires).toBeGreaterThan(Date.now());
    expect(expires).toBeLessThan(Date.now() + 365 * 24 * 3_600_000);
  });

  it('say of an address that no row can hold that it is wrong, and not that we are', async () => {
    for (const path of ['/en/alerts/%00', '/en/products/%00/x', '/en/advice/%00', '/advisories/%00'])
      expect([path, [400, 404].includes((await fetch(`${journey.product.webUrl}${path}`)).status)]).toEqual([path, true]);
  });

  it('speak the language of the mail that led to them, whatever the browser prefers', async () => {
    for (const [lang, tag] of [
      ['zh-Hant', 'zh-Hant-HK'],
      ['zh-Hans', 'zh-Hans'],
      ['en', 'en-HK'],
    ]) {
      const address = `${journey.product.webUrl}/links/accept-invitation/nothing?lang=${lang}`;
      const page = await (await fetch(address, { headers: { 'accept-language': lang === 'en' ? 'zh-HK' : 'en-US' } })).text();
      expect([lang, /<html lang="([^"]+)"/u.exec(page)?.[1]]).toEqual([lang, tag]);
    }
  });

  it('keep a page with a token in its address nowhere', async () => {
    for (const page of ['/en/subscribe/confirm/secret-token', '/en/unsubscribe/secret-token']) {
      const response = await get(page);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect((await response.text()).includes('secret-token')).toBe(false);
    }
    expect(journey.product.log).not.toContain('secret-token');
  });
});

function advisoryPages({ trackingId }: Written): string[] {
  return ['', '/history', '/revisions/1', '/advisory.json', '/indicators.csv'].map((page) => `/alerts/${trackingId}${page}`);
}

const CONTENT = {
  recommendation: ['One', 'Two', 'Three', 'Four'].map((step) => ({ en: `Step ${step}` })),
  workarounds: [{ en: 'Turn it off.' }],
  affectedProducts: [{ vendor: 'Acme', product: 'Zebra', version: '1.0', status: 'KNOWN_AFFECTED' }],
  vulnerabilities: [{ cve: 'CVE-2021-44228', cvss: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H'] }],
  references: [{ url: 'https://vendor.example/zebra', summary: 'Vendor' }],
  indicators: [{ type: 'DOMAIN', value: 'evil.example', comment: '=HYPERLINK(1)' }],
};
