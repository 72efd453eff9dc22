import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeWithBrowser, startBrowser } from '../support/browser.js';
import { Journey } from '../support/journey.js';
import { axeViolations, openPage, signInOnPage, tooWide } from '../support/page-checks.js';

describeWithBrowser('the portal', () => {
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

  it('its first page can be read by everybody, in each language', async () => {
    const { page, complaints, close } = await openPage(browser);
    for (const locale of ['en', 'tc', 'sc']) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${journey.product.webUrl}/${locale}`);
      expect(await axeViolations(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await close();
  }, 120_000);

  it('an analyst signs in with the second factor and is led to the console', async () => {
    const { page, complaints, close } = await openPage(browser);
    await signInOnPage(page, journey, 'analyst@cert.example', '/console');
    expect(new URL(page.url()).pathname).toBe('/console');
    expect(complaints).toEqual([]);
    await close();
  });
});
