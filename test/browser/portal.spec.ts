import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeWithBrowser, startBrowser } from '../support/browser.js';
import { asSuperuser } from '../support/builders/organisation.js';
import { Journey } from '../support/journey.js';
import type { Written } from '../support/journey.js';
import * as documents from '../support/journey-documents.js';
import type { Visitor } from '../support/journey-visitor.js';
import { axeViolations, openPage, signInOnPage, tooWide } from '../support/page-checks.js';

const LOCALES = ['en', 'tc', 'sc'] as const;
/** After the language. */
const PAGES = [
  '',
  '/alerts?severity=CRITICAL',
  '/products/Acme/Zebra',
  '/products/Acme',
  '/attacked',
  '/report',
  '/subscribe',
  '/subscribe/sent',
  '/subscribe/confirm/nothing',
  '/unsubscribe/nothing',
  '/search?q=Zebra',
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
  '/nothing',
] as const;

describeWithBrowser('the portal', () => {
  let journey: Journey;
  let browser: Browser;
  let analyst: Visitor;
  let reviewer: Visitor;
  let written: Written;

  beforeAll(async () => {
    journey = await Journey.withPages();
    browser = await startBrowser();
    analyst = await journey.signedIn('analyst@cert.example');
    reviewer = await journey.signedIn('reviewer@cert.example');
    written = await journey.publishNew(analyst, reviewer, {
      title: 'Zebra can be read by anybody',
      label: 'CLEAR',
      content: {
        title: { en: 'Zebra can be read by anybody', zhHant: '斑馬程式可被任何人讀取' },
        summary: { en: 'Zebra gives files away.', zhHant: '斑馬程式會洩露檔案。' },
        description: { en: 'At length.', zhHant: '詳情。' },
        recommendation: [{ en: 'Install version 2.', zhHant: '安裝第二版。' }],
        affectedProducts: [{ vendor: 'Acme', product: 'Zebra', version: '1.0', status: 'KNOWN_AFFECTED' }],
        indicators: [{ type: 'URL', value: 'https://evil.example/x' }],
      },
    });
    await analyst.ask(documents.REVISE_ADVISORY, {
      input: { id: written.id, updateClass: 'MINOR', summaryOfChanges: { en: 'The fix is named.' } },
    });
    await analyst.ask(documents.UPDATE_ADVISORY, {
      input: { id: written.id, content: { recommendation: [{ en: 'Install version 3.', zhHant: '安裝第三版。' }] } },
    });
    await journey.submit(analyst, written);
    await journey.publish(reviewer, written);
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await journey.end();
  });

  it.each(LOCALES)(
    'every page can be read by everybody and on a narrow screen, in /%s',
    async (locale) => {
      const { page, complaints, close } = await openPage(browser);
      const alert = `/alerts/${written.trackingId}`;
      for (const path of [...PAGES, alert, `${alert}/history`, `${alert}/revisions/1`]) {
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(`${journey.product.webUrl}/${locale}${path}`);
        expect([path, await axeViolations(page)]).toEqual([path, []]);
        expect([path, await tooWide(page)]).toEqual([path, []]);
      }
      expect(complaints).toEqual([]);
      await close();
    },
    300_000,
  );

  it('can be read in the dark', async () => {
    const { page, close } = await openPage(browser, { colorScheme: 'dark' });
    for (const path of ['', `/alerts/${written.trackingId}`, `/alerts/${written.trackingId}/history`, '/statistics', '/report']) {
      await page.goto(`${journey.product.webUrl}/en${path}`);
      expect([path, await axeViolations(page)]).toEqual([path, []]);
    }
    await close();
  }, 120_000);

  it.each([true, false])(
    'a visitor finds an alert by its product in Chinese; scripts: %s',
    async (javaScriptEnabled) => {
      const { page, complaints, requests, close } = await openPage(browser, { javaScriptEnabled });
      await page.goto(`${journey.product.webUrl}/tc`);
      await page.fill('#q', 'Zebra');
      await page.click('.hl-search button');
      await page.click('main a[href^="/tc/alerts/HL-"]');
      expect(await page.locator('h1').innerText()).toBe('斑馬程式可被任何人讀取');
      expect(await page.locator('main').innerText()).toContain('hxxps[://]evil[.]example/x');
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant-HK');
      expect(requests.filter((each) => each.endsWith('.js'))).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    },
    60_000,
  );

  it('a visitor reads what changed between two revisions', async () => {
    const { page, complaints, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${journey.product.webUrl}/en/alerts/${written.trackingId}`);
    await page.click('#history ~ p a');
    expect(await page.locator('del.hl-del').allInnerTexts()).toContain('2');
    expect(await page.locator('ins.hl-ins').allInnerTexts()).toContain('3');
    await page.selectOption('#from', '2');
    await page.click('.hl-compare button');
    expect(await page.locator('main').innerText()).toContain('The two texts are the same.');
    await page.click('tbody a >> text="1"');
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain('Revision 2 has taken its place');
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  it.each([true, false])(
    'a visitor subscribes by two steps and unsubscribes; scripts: %s',
    async (javaScriptEnabled) => {
      const { page, complaints, close } = await openPage(browser, { javaScriptEnabled });
      const address = `visitor-${String(javaScriptEnabled)}@public.example`;
      await page.goto(`${journey.product.webUrl}/en/subscribe?product=Acme%2FZebra`);
      await page.fill('#email', 'nobody');
      await page.selectOption('#severity', 'HIGH');
      await page.click('main form .govuk-button');
      expect(await page.title()).toMatch(/^Error: /u);
      expect(await page.inputValue('#email')).toBe('nobody');
      expect(await page.inputValue('#products')).toBe('Acme/Zebra');
      expect(await page.inputValue('#severity')).toBe('HIGH');
      expect(await page.locator('.govuk-error-summary a').getAttribute('href')).toBe('#email');
      await page.fill('#email', address);
      await page.click('main form .govuk-button');
      expect(new URL(page.url()).pathname).toBe('/en/subscribe/sent');
      const token = (await journey.mails.linkTo(address, 'confirm-subscription')).split('/').at(-1)?.split('?')[0] ?? '';
      await page.goto(`${journey.product.webUrl}/tc/subscribe/confirm/${token}`);
      await page.goto(`${journey.product.webUrl}/tc/subscribe/confirm/${token}`);
      await page.click('main form .govuk-button');
      expect(await page.locator('.govuk-notification-banner').innerText()).toContain('訂閱成功');
      await page.goto(`${journey.product.webUrl}/en/subscribe/confirm/${token}x`);
      await page.click('main form .govuk-button');
      expect(await page.locator('main').innerText()).toContain('was used already');
      await journey.publishNew(analyst, reviewer, {
        title: `Zebra again ${String(javaScriptEnabled)}`,
        label: 'CLEAR',
        content: { affectedProducts: [{ vendor: 'Acme', product: 'Zebra', status: 'KNOWN_AFFECTED' }] },
      });
      await journey.mails.waitFor(address, `Zebra again ${String(javaScriptEnabled)}`);
      const link = await journey.mails.linkTo(address, 'unsubscribe');
      await page.goto(`${journey.product.webUrl}${link}`);
      await page.click('main form .govuk-button');
      expect(await page.locator('main').innerText()).toContain('unsubscribed');
      await page.goto(`${journey.product.webUrl}/sc/unsubscribe/${/[^/]+(?=\?)/u.exec(link)?.[0] ?? ''}`);
      await page.click('main form .govuk-button');
      expect(await page.locator('.govuk-notification-banner').innerText()).toContain('已退订');
      expect(complaints).toEqual([]);
      await close();
    },
    90_000,
  );

  it.each([true, false])(
    'a worried person reports an incident, goes back and loses nothing; scripts: %s',
    async (javaScriptEnabled) => {
      const { page, complaints, close } = await openPage(browser, { javaScriptEnabled });
      const on = () => page.click('main .govuk-button-group .govuk-button >> nth=0');
      const story = `Somebody took <b>my</b> account.\nSecond line. ${String(javaScriptEnabled)}`;
      await page.goto(`${journey.product.webUrl}/en/report`);
      await on();
      expect(await page.title()).toMatch(/^Error: /u);
      await page.check('input[value=INTRUSIONS]');
      await on();
      await page.fill('#whatHappened', story);
      await page.fill('#happenedAt', '2099-01-02T03:04');
      await on();
      expect(await page.locator('.govuk-error-summary').innerText()).toContain('You gave 2099-01-02 03:04, which lies in the future.');
      await page.fill('#happenedAt', '2026-01-02T03:04');
      await on();
      await page.check('input[value=CRITICAL_INFRASTRUCTURE]');
      await page.check('#disrupts');
      await on();
      await page.fill('#contactEmail', 'not an address');
      await page.check('#mayShare-2');
      await on();
      expect(await page.inputValue('#contactEmail')).toBe('not an address');
      expect(await page.isChecked('#mayShare-2')).toBe(true);
      await page.fill('#contactEmail', 'worried@public.example');
      await on();
      await page.click('button[value=to-story] >> nth=0');
      expect((await page.inputValue('#whatHappened')).replaceAll('\r', '')).toBe(story);
      for (let count = 0; count < 3; count++) await on();
      expect(await page.locator('main').innerText()).toContain('Somebody took <b>my</b> account.');
      expect(await axeViolationsWhere(javaScriptEnabled, page)).toEqual([]);
      await on();
      const reference = await page.locator('.govuk-panel__body strong').innerText();
      expect(reference).toMatch(/\S{6,}/u);
      // The reference alone stands in the address; nothing of the report does, nor on a page that is loaded again.
      expect(new URL(page.url()).pathname).toBe(`/en/report/received/${reference}`);
      expect(await page.locator('.govuk-inset-text').innerText()).toContain('12 hours');
      await page.reload();
      expect(await page.locator('.govuk-panel__body strong').innerText()).toBe(reference);
      expect(await page.content()).not.toMatch(/Somebody took|worried@public/u);
      await page.goBack();
      expect(await page.locator('main').innerText()).toContain('Somebody took <b>my</b> account.');
      await on();
      expect(await page.locator('.govuk-panel__body strong').innerText()).toBe(reference);
      expect((await page.goto(`${journey.product.webUrl}/en/report/received/IR-2222-2222-2222-2222`))?.status()).toBe(404);
      const stored = await asSuperuser(journey.product.database, async (client) => {
        const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM incidents.report WHERE reference = $1', [
          reference,
        ]);
        return rows[0]?.count;
      });
      expect(stored).toBe(1);
      expect(complaints).toEqual([]);
      await close();
    },
    120_000,
  );

  it('an organisation applies for membership, and what it chose is kept when the form is refused', async () => {
    const { page, complaints, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${journey.product.webUrl}/sc/membership/apply`);
    await page.fill('#organisation', 'Harbour Ferries');
    await page.check('input[value=TRANSPORT]');
    await page.check('input[value=ENERGY]');
    await page.click('main form .govuk-button');
    expect(await page.isChecked('input[value=TRANSPORT]')).toBe(true);
    expect(await page.isChecked('input[value=ENERGY]')).toBe(true);
    // All that is wrong at once.
    expect(await page.locator('.govuk-error-summary:focus a').count()).toBe(3);
    for (const field of ['tier', 'name', 'email']) expect(await page.locator(`.govuk-error-summary a[href="#${field}"]`).count()).toBe(1);
    await page.check('input[value=INDUSTRY]');
    await page.fill('#name', 'Chan Tai Man');
    await page.fill('#email', 'chan@ferries.example');
    await page.click('main form .govuk-button');
    expect(new URL(page.url()).pathname).toBe('/sc/membership/applied');
    expect(await journey.mails.linkTo('chan@ferries.example', 'continue-application')).toContain('/links/');
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  it('is printed without its menus and with the label at the top and at the bottom', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${journey.product.webUrl}/en/alerts/${written.trackingId}`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.hl-print-label:visible').allInnerTexts()).toEqual(['TLP:CLEAR', 'TLP:CLEAR']);
    expect(await page.locator('.hl-sections:visible').count()).toBe(0);
    await close();
  });

  it('an analyst signs in with the second factor and is led to the console', async () => {
    const { page, complaints, close } = await openPage(browser);
    await signInOnPage(page, journey, 'analyst@cert.example', '/console');
    expect(new URL(page.url()).pathname).toBe('/console');
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);
});

/** axe runs in the page, so it cannot look at one whose browser runs no scripts. */
async function axeViolationsWhere(isScripted: boolean, page: Parameters<typeof axeViolations>[0]): Promise<string[]> {
  return isScripted ? axeViolations(page) : [];
}
