import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeWithBrowser, startBrowser } from '../support/browser.js';
import { Journey } from '../support/journey.js';
import { axeViolations, openPage, signInOnPage, tooWide } from '../support/page-checks.js';
import type { WatchedPage } from '../support/page-checks.js';

/** Who opens which pages; each is read by axe in every language. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'admin@cert.example': ['/console/organisations', '/console/users', '/console/settings', '/console/sources'],
  'reviewer@cert.example': [
    '/console/reports',
    '/console/deliveries',
    '/console/policies',
    '/console/guidance',
    '/console/guidance/backups',
  ],
  'auditor@cert.example': ['/console/audit'],
};
const LOCALES = ['en', 'tc', 'sc'] as const;

describeWithBrowser('the console of administrators and of the desk', () => {
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

  async function signedIn(email: string, options: { javaScriptEnabled?: boolean } = {}): Promise<WatchedPage> {
    const watched = await openPage(browser, options);
    await signInOnPage(watched.page, journey, email, '/console');
    return watched;
  }

  it.each(Object.entries(PAGES))(
    '%s can read their pages, in each language, without complaints',
    async (email, paths) => {
      const { page, complaints, close } = await signedIn(email);
      for (const locale of LOCALES) {
        await page.context().addCookies([{ name: 'harbourlight-language', value: locale, url: journey.product.webUrl }]);
        for (const path of paths) {
          await page.setViewportSize({ width: 1280, height: 900 });
          expect([path, (await page.goto(at(path)))?.status()]).toEqual([path, 200]);
          expect([path, await page.locator('h1').count()]).toEqual([path, 1]);
          expect([path, await axeViolations(page)]).toEqual([path, []]);
          expect([path, await tooWide(page)]).toEqual([path, []]);
        }
      }
      expect(complaints).toEqual([]);
      await close();
    },
    180_000,
  );

  it('a member finds nothing there: the page of what does not exist', async () => {
    const { page, close } = await signedIn('member@bank.example');
    for (const path of [...Object.values(PAGES).flat(), '/console/audit.csv']) {
      if (path === '/console/policies') continue;
      const response = await page.request.get(at(path));
      expect([path, response.status()]).toEqual([path, 404]);
    }
    await close();
  }, 60_000);

  it('an article is revised, reviewed by somebody else, and read by the public, with scripts and without', async () => {
    const analyst = await signedIn('analyst@cert.example', { javaScriptEnabled: false });
    await analyst.page.goto(at('/console/guidance'));
    expect(await analyst.page.locator('tr:has(a[href$="/wifi"])').innerText()).toContain('繁體中文');
    // What is missing is said in the words of the form.
    await analyst.page.goto(at('/console/guidance/new'));
    await analyst.page.fill('#title', 'An article that says nothing yet');
    await analyst.page.fill('#slug', 'says-nothing-yet');
    await analyst.page.click('main form .govuk-button');
    await analyst.page.goto(at('/console/guidance/says-nothing-yet'));
    const missing = await analyst.page.locator('main').innerText();
    expect(missing).toContain('English, Summary: Write something here');
    expect(missing).not.toContain('content.');
    await analyst.page.goto(at('/console/guidance/wifi'));
    await analyst.page.click('button[value=revise]');
    await analyst.page.fill('#summary', `${await analyst.page.inputValue('#summary')} A sentence that nobody has read before.`);
    await analyst.page.click('main form button:has-text("Save")');
    expect(await changesOn(analyst.page)).toContain('nobody has read before');
    await analyst.page.click('button[value=submit]');
    expect(await analyst.page.locator('button[value=publish]').count()).toBe(0);
    await analyst.close();

    const reviewer = await signedIn('reviewer@cert.example');
    await reviewer.page.goto(at('/console/guidance/wifi'));
    expect(await changesOn(reviewer.page)).toContain('nobody has read before');
    await reviewer.page.click('button[value=publish]');
    await reviewer.page.waitForSelector('button[value=revise]');
    expect(reviewer.complaints).toEqual([]);
    await reviewer.close();

    const visitor = await openPage(browser);
    let text = '';
    // A public page is at most five seconds old.
    for (let tries = 0; tries < 14 && !text.includes('nobody has read before'); tries++) {
      await visitor.page.waitForTimeout(500);
      await visitor.page.goto(at('/en/advice/wifi'));
      text = (await visitor.page.textContent('main')) ?? '';
    }
    expect(text).toContain('nobody has read before');
    await visitor.close();
  }, 180_000);

  it('roles are changed, and a suspension asks once more', async () => {
    const { page, close } = await signedIn('admin@cert.example', { javaScriptEnabled: false });
    await page.goto(at('/console/users'));
    expect(await page.locator('table').innerText()).toMatch(/Second factor[\s\S]*set up/u);
    await page.click('table a >> nth=0');
    await page.click('details summary');
    await page.click('button[value=suspend]');
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('Tick the box');
    await page.context().addCookies([{ name: 'harbourlight-language', value: 'tc', url: journey.product.webUrl }]);
    await page.goto(at('/console/sources'));
    await page.fill('#url', 'nowhere');
    await page.click('main form .govuk-button');
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('請輸入完整網址');
    await close();
  }, 60_000);

  it('an auditor takes the log as CSV', async () => {
    const { page, close } = await signedIn('auditor@cert.example');
    const response = await page.request.get(at('/console/audit.csv?action=session:create'));
    expect(response.headers()['content-type']).toBe('text/csv; charset=utf-8');
    expect((await response.text()).split('\r\n')[0]).toBe(
      'at,action,actorKind,actorPersonId,organisationId,subjectType,subjectId,detail,isSealed',
    );
    // A day that is none narrows nothing, and is refused instead of left aside.
    await page.goto(at('/console/audit?from=2026-99-99'));
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Give a day');
    expect(await page.locator('main table').count()).toBe(0);
    expect((await page.request.get(at('/console/audit.csv?from=2026-99-99'))).status()).toBe(400);
    await close();
  }, 60_000);
});

async function changesOn(page: Page): Promise<string> {
  return (await page.locator('.hl-change ins').allTextContents()).join('\n');
}
