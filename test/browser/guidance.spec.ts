import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeWithBrowser, startBrowser } from '../support/browser.js';
import { Journey } from '../support/journey.js';
import { axeViolations, openPage, tooWide } from '../support/page-checks.js';

const LOCALES = ['en', 'tc', 'sc'] as const;
const CHECK = '/advice/check-up/computers';

describeWithBrowser('advice and the health check', () => {
  let journey: Journey;
  let browser: Browser;

  beforeAll(async () => {
    journey = await Journey.withPages();
    browser = await startBrowser();
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await journey.end();
  });

  const at = (path: string) => `${journey.product.webUrl}${path}`;

  it('can be read by everybody, in each language', async () => {
    const { page, complaints, requests, close } = await openPage(browser);
    const paths = ['/advice', '/advice?q=mail', '/advice/backups', '/advice/check-up', CHECK, `${CHECK}/result?a=ynuxynuxynu`];
    for (const path of LOCALES.flatMap((locale) => paths.map((each) => `/${locale}${each}`))) {
      await page.setViewportSize({ width: 1280, height: 900 });
      const response = await page.goto(at(path));
      expect([path, response?.status()]).toEqual([path, 200]);
      expect([path, await page.locator('h1').count()]).toEqual([path, 1]);
      expect([path, await page.locator('script').count()]).toEqual([path, 0]);
      expect([path, await axeViolations(page)]).toEqual([path, []]);
      expect([path, await tooWide(page)]).toEqual([path, []]);
    }
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(journey.product.webUrl))).toEqual([]);
    await close();
  }, 180_000);

  it.each([
    ['tc', '我的電郵帳戶被入侵，怎麼辦'],
    ['sc', '邮箱被盗怎么办'],
    ['en', 'my email was hacked'],
  ])('answer in %s what somebody asks about a broken-into mail account', async (locale, question) => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(at(`/${locale}/advice`));
    await page.fill('#q', question);
    await page.click('form[role=search] button');
    await page.click('.hl-cards a >> nth=0');
    expect(new URL(page.url()).pathname).toBe(`/${locale}/advice/email-account-broken-into`);
    await close();
  });

  it('lead from one question to the next, back again, and to a list of steps, without a script', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(at(`/en${CHECK}`));
    const first = await page.locator('h1').textContent();
    await page.click('main button');
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('Choose an answer');
    expect(await page.title()).toMatch(/^Error:/u);
    await page.check('input[value=n]');
    await page.click('main button');
    expect(await page.locator('h1').textContent()).not.toBe(first);
    await page.click('.govuk-back-link');
    expect(await page.locator('h1').textContent()).toBe(first);
    let asked = 0;
    for (; asked < 40 && !page.url().includes('/result'); asked++) {
      await page.check('input[value=n]');
      await page.click('main button');
    }
    expect(asked).toBeGreaterThan(5);
    expect(await page.locator('.hl-score__number').textContent()).toBe('0 %');
    const urgent = page.locator('.hl-advised--now li a');
    expect(await urgent.count()).toBeGreaterThan(0);
    await urgent.first().click();
    expect(new URL(page.url()).pathname).toMatch(/^\/en\/advice\/[a-z-]+$/u);
    await close();
  }, 120_000);

  it('keep no copy of answers, and refuse letters that are none', async () => {
    const kept = await fetch(at(`/en${CHECK}/result?a=ynuxynuxynu`));
    expect(kept.headers.get('cache-control')).toBe('no-store');
    const odd = await fetch(at(`/en${CHECK}?a=yz<script>`));
    expect(odd.status).toBe(200);
    expect(await odd.text()).not.toContain('<script');
    expect((await fetch(at('/en/advice/check-up/toasters'))).status).toBe(404);
    expect((await fetch(at('/en/advice/no-such-article'))).status).toBe(404);
  });

  it('count whether a page was useful', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(at('/en/advice/wifi'));
    // On paper nothing can be opened: the steps of each product are there.
    const hidden = () => page.locator('main details > :not(summary)').evaluateAll(howManyHidden);
    expect(await hidden()).toBeGreaterThan(0);
    await page.emulateMedia({ media: 'print' });
    expect([await hidden(), await page.locator('.govuk-breadcrumbs').isVisible()]).toEqual([0, false]);
    await page.emulateMedia({ media: 'screen' });
    await page.click('#useful button[value=yes]');
    expect(await page.locator('.govuk-notification-banner--success').textContent()).toContain('Thank you');
    await close();
  });
});

/** In the browser, whose elements know it. */
function howManyHidden(parts: readonly object[]): number {
  return parts.filter((part) => !(part as { checkVisibility: () => boolean }).checkVisibility()).length;
}
