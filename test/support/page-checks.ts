import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import type { Journey } from './journey.js';
import { accountOf } from './journey.js';

/** WCAG 2.2, levels A and AA. What axe calls best practice is none of it. */
const WCAG_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Its value is a number and not axe itself, which the browser would have to describe. */
const AXE = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')}\n;0`;
/** axe 4.13 has some 60 that are no experiments; a run of a few would prove little. */
const FEWEST_RULES = 50;
/** Runs in the page. Of each rule the results are in one list. */
const RUN_AXE = `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(WCAG_TAGS)} }, resultTypes: ['violations'] }).then((results) => ({
  rules: new Set([results.passes, results.violations, results.incomplete, results.inapplicable].flat().map(({ id }) => id)).size,
  violations: results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => id + ': ' + help + ': ' + target.join(' ') + ': ' + html.slice(0, 160)),
  ),
}))`;
const sessions = new WeakMap<Page, CDPSession>();
/** WCAG 2.2 SC 1.4.10: content reflows at this width. */
const NARROWEST_PX = 320;

/** Runs in the page. A violation that Chromium reports in no other way comes to the console too. */
const REPORT_VIOLATIONS = `document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  console.error('content security policy: ' + effectiveDirective + ' refused ' + blockedURI);
});`;

/** Runs in the page. */
const FIND_TOO_WIDE = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const scrolls = (element) =>
    element !== null && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const wide = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 1 && !scrolls(element.parentElement),
  );
  return ['the page is ' + scrollWidth + ' px wide', ...wide.slice(0, 8).map(({ outerHTML }) => outerHTML.slice(0, 160))];
})()`;

/** A page whose complaints are written down from its first request on. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of the console and of scripts, reports of the content security policy, and requests that failed; empty where all is well. */
  readonly complaints: readonly string[];
  /** Every address that was asked for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A new visitor: no cookies. `javaScriptEnabled: false` is one whose browser runs no scripts. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.addInitScript({ content: REPORT_VIOLATIONS });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    // What could not be loaded is told below, with its status.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A navigation that another one replaces, and a download, are aborted by the browser itself.
    if (!why.includes('ERR_ABORTED')) complaints.push(`${request.url()}: ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) complaints.push(`${response.url()}: ${response.status()}`);
  });
  return { page, complaints, requests, close: () => context.close() };
}

/**
 * What axe finds against WCAG 2.2 AA, one readable line for each element; the page's browser must run scripts. Every rule runs; only what is
 * well is not written down element by element. Its 500 kB go in by the browser's own protocol: half the time of playwright's `evaluate`.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  const { exceptionDetails } = await session.send('Runtime.evaluate', { expression: AXE });
  if (exceptionDetails !== undefined) throw new Error(`axe could not be put into the page: ${exceptionDetails.text}`);
  const { rules, violations } = await page.evaluate<{ rules: number; violations: string[] }>(RUN_AXE);
  if (rules < FEWEST_RULES) throw new Error(`axe has run ${rules} rules: fewer than there are`);
  return violations;
}

/** What stands wider than the page on the narrowest screen and is in no region that scrolls by itself. The page stays narrow afterwards. */
export async function tooWide(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: NARROWEST_PX, height: 800 });
  return page.evaluate<string[]>(FIND_TOO_WIDE);
}

/** Signs a demonstration account in through the pages, with its second factor; ends where `next` leads. */
export async function signInOnPage(page: Page, journey: Journey, email: string, next = '/org'): Promise<void> {
  const { webUrl } = journey.product;
  await page.goto(`${webUrl}/sign-in?next=${encodeURIComponent(next)}`);
  await page.fill('#email', email);
  await page.fill('#password', accountOf(email).password);
  await page.click('main button[type=submit]');
  await page.fill('#code', await journey.codeOf(email));
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}
