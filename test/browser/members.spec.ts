import { totpCode } from '#libs/accounts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeWithBrowser, startBrowser } from '../support/browser.js';
import { Journey } from '../support/journey.js';
import { until } from '../support/journey-visitor.js';
import { axeViolations, openPage, signInOnPage, tooWide } from '../support/page-checks.js';
import type { WatchedPage } from '../support/page-checks.js';

const BANK_MEMBER = 'member@bank.example';
const BANK_ADMIN = 'admin@bank.example';
const WATER_MEMBER = 'member@water.example';
const FINGERPRINT = '0123456789abcdef'.repeat(4);
const SUBMIT = 'main form button[type=submit]';

/** Every page of the member zone that has an address of its own; those of one thing are looked at in the stories. */
const PAGES = [
  '/org',
  '/org/alerts',
  '/org/subscriptions',
  '/org/subscriptions/new',
  '/org/endpoints',
  '/org/endpoints/new-email',
  '/org/endpoints/new-webhook',
  '/org/deliveries',
  '/org/deliveries/replay',
  '/org/tokens',
  '/org/tokens/new',
  '/org/certificates',
  '/org/certificates/new',
  '/org/team',
  '/org/team/invite',
  '/org/groups',
  '/org/feeds',
  '/org/feeds/new',
  '/org/audit',
  '/account',
  '/account/password',
  '/account/second-factor',
  '/account/recovery-codes',
  '/account/sessions',
] as const;
const ENTRIES = ['/sign-in', '/reset', '/register', '/links/unsubscribe/a-token', '/links/accept-invitation/a-token'] as const;
const LANGUAGES = ['en', 'tc', 'sc'] as const;

describeWithBrowser('the member zone', () => {
  let journey: Journey;
  let browser: Browser;
  let admin: WatchedPage;

  beforeAll(async () => {
    journey = await Journey.withPages();
    browser = await startBrowser();
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await journey.end();
  });

  const alertsArrived = (secret: string) => journey.receiver.alertsOf('bank', secret).length;
  const at = (path: string) => `${journey.product.webUrl}${path}`;

  it('an administrator of the bank signs in without scripts, and everything between a wish and a delivery works', async () => {
    admin = await openPage(browser, { javaScriptEnabled: false });
    const { page } = admin;
    await signInOnPage(page, journey, BANK_ADMIN);
    expect(await page.textContent('h1')).toBe('What concerns us');

    // A webhook that the organisation shares: the secret is shown once, and the receiver confirms itself.
    await page.goto(at('/org/endpoints/new-webhook'));
    await page.fill('#url', journey.receiver.urlOf('bank'));
    await page.fill('#name', 'Operations');
    await page.check('#isShared-2');
    await page.click(SUBMIT);
    const secret = (await page.textContent('.hl-secret')) ?? '';
    expect(secret).toMatch(/^whsec_/);
    await page.click('main a.govuk-button');
    expect(await page.content()).not.toContain(secret);
    await until('the endpoint to be confirmed', async () => {
      await page.reload();
      return (await page.textContent('main dl'))?.includes('Active') === true ? true : undefined;
    });

    // What was typed is kept when the form is refused.
    await page.goto(at('/org/subscriptions/new'));
    await page.fill('#name', 'Our gateways');
    await page.fill('#cves', 'CVE-2026-1\nnonsense');
    await page.fill('#products', 'Quaygate');
    await page.click('button[value=save]');
    expect(await page.title()).toMatch(/^Error: /);
    expect([await page.inputValue('#cves'), await page.inputValue('#name')]).toEqual(['CVE-2026-1\nnonsense', 'Our gateways']);
    const links = await page.locator('.govuk-error-summary a').all();
    const wrong = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(wrong).toEqual(['#cves', '#endpointIds']);

    // Looking first: nothing is saved.
    await page.fill('#cves', '');
    await page.click('button[value=preview]');
    expect(await page.textContent('#preview-title')).toContain('Would have matched 0 alerts in 90 days');
    await page.check('#endpointIds');
    await page.check('#isShared-2');
    await page.click('button[value=save]');
    expect(new URL(page.url()).pathname).toBe('/org/subscriptions');
    expect(await page.textContent('.hl-cards')).toContain('product: Quaygate');

    const [analyst, reviewer] = [await journey.signedIn('analyst@cert.example'), await journey.signedIn('reviewer@cert.example')];
    const written = await journey.publishNew(analyst, reviewer, {
      title: 'Quaygate lets anybody in',
      label: 'GREEN',
      audience: { tiers: ['INDUSTRY'] },
      content: {
        affectedProducts: [{ vendor: 'Harbourworks', product: 'Quaygate', status: 'KNOWN_AFFECTED' }],
        recommendation: [{ en: 'Update to 2.0.' }],
        indicators: [{ type: 'DOMAIN', value: 'evil.example', comment: '=1+1' }],
      },
    });
    await until('the alert', () => Promise.resolve(alertsArrived(secret) > 0 ? true : undefined));

    // The log shows it, with its try; it goes again under the same id.
    // (The receiver knows it first: the worker writes down the answers of a batch together.)
    const sent = page.locator(`main tr:has-text("${written.trackingId}") a`);
    await until('the log to say that it was sent', async () => {
      await page.goto(at('/org/deliveries?status=SENT'));
      return (await sent.count()) > 0 ? true : undefined;
    });
    await sent.click();
    expect(await page.textContent('main')).toContain('Accepted');
    await page.click(SUBMIT);
    expect(await page.textContent('.govuk-notification-banner')).toContain('on its way again');
    await until('the alert once more', () => Promise.resolve(alertsArrived(secret) > 1 ? true : undefined));
    expect(new Set(journey.receiver.alertsOf('bank', secret).map(({ id }) => id)).size).toBe(1);

    // What the webhook misses while it is paused is counted, and goes with one button once it is resumed.
    await page.goto(at('/org/endpoints'));
    await page.click('main table a');
    await page.click('main button:has-text("Pause")');
    expect(await page.textContent('.govuk-notification-banner')).toContain('you can have it sent');
    await journey.publishNew(analyst, reviewer, {
      title: 'Quaygate again',
      label: 'GREEN',
      audience: { tiers: ['INDUSTRY'] },
      content: { affectedProducts: [{ vendor: 'Harbourworks', product: 'Quaygate', status: 'KNOWN_AFFECTED' }] },
    });
    await until('the missed alert to be told', async () => {
      await page.reload();
      const text = (await page.textContent('main')) ?? '';
      return text.includes('1 alert of the last 31 days was not sent') && text.includes('the endpoint was paused') ? true : undefined;
    });
    await page.click('main button:has-text("Resume")');
    await page.click('main button:has-text("Send it now")');
    expect(await page.textContent('.govuk-notification-banner')).toContain('on their way');
    await until('the missed alert', () => Promise.resolve(alertsArrived(secret) > 2 ? true : undefined));

    // The log of the organisation says in words who did that; a filter that cannot be read is told.
    await page.goto(at('/org/audit'));
    expect(await page.textContent('main table')).toMatch(/Resumed an endpoint[\s\S]*Operations/);
    await page.goto(at('/org/deliveries?status=NOPE&from=2026-13-45'));
    expect(await page.locator('.govuk-error-summary a').count()).toBe(2);

    // The address in the alert leads to the whole of it, with its label above and below and the reason.
    await page.goto(at(`/advisories/${written.trackingId}`));
    expect(new URL(page.url()).pathname).toBe(`/org/alerts/${written.trackingId}`);
    expect(await page.locator('.hl-tlp-bar').allTextContents()).toEqual([
      expect.stringContaining('TLP:GREEN'),
      expect.stringContaining('TLP:GREEN'),
    ]);
    expect(await page.textContent('main')).toContain('Our gateways');
    expect(await page.textContent('#indicators')).toContain('evil[.]example');
    await page.check('#status-2');
    await page.click('#acknowledge button');
    expect(await page.textContent('#acknowledge')).toContain('We have done what was to be done');
    const csv = await page.request.get(at(`/org/alerts/${written.trackingId}/indicators.csv`));
    expect([csv.headers()['cache-control'], await csv.text()]).toEqual([
      'no-store',
      expect.stringContaining("domain,evil.example,'=1+1,TLP:GREEN"),
    ]);

    // The overview says why it concerns us.
    await page.goto(at('/org'));
    expect(await page.textContent('.hl-reasons')).toContain('quaygate');
    expect(admin.complaints).toEqual([]);

    // For another tier it is not there: byte for byte as what never was.
    const other = await openPage(browser, { javaScriptEnabled: false });
    await signInOnPage(other.page, journey, 'member@treasury.example');
    const [hidden, absent] = await Promise.all([
      other.page.request.get(at(`/org/alerts/${written.trackingId}`)),
      other.page.request.get(at('/org/alerts/HL-2026-999999')),
    ]);
    expect([hidden.status(), absent.status()]).toEqual([404, 404]);
    expect(await hidden.body()).toEqual(await absent.body());
    expect(await hidden.text()).not.toContain('Quaygate');
    await other.close();
  }, 240_000);

  it('what belongs to one organisation is not there for another, whatever the address says', async () => {
    const { page } = admin;
    await page.goto(at('/org/endpoints'));
    const href = (await page.getAttribute('main table a', 'href')) ?? '';
    await page.goto(at('/org/deliveries'));
    const delivery = (await page.getAttribute('main table a', 'href')) ?? '';
    const water = await openPage(browser, { javaScriptEnabled: false });
    await signInOnPage(water.page, journey, WATER_MEMBER);
    const nothing = await (await water.page.request.get(at('/org/endpoints/bm90aGluZw'))).body();
    for (const path of [href, `${href}/rotate`, `${href}/delete`, delivery]) {
      const answer = await water.page.request.get(at(path));
      expect([path, answer.status()]).toEqual([path, 404]);
      expect(await answer.body()).toEqual(nothing);
    }
    const answer = await water.page.request.get(at(`/org/deliveries?endpoint=${href.split('/').at(-1) ?? ''}`));
    expect(await answer.text()).not.toContain('Operations');
    await water.close();
  }, 120_000);

  it('a member sets up nothing that is shared, and keeps an account in their own language', async () => {
    const { page, complaints, close } = await openPage(browser, { javaScriptEnabled: false });
    await signInOnPage(page, journey, BANK_MEMBER, '/account');
    await page.selectOption('#language', 'ZH_HANT');
    await page.click('main form button[type=submit]');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-Hant-HK');
    await page.goto(at('/org/team/invite'));
    expect(await page.locator('main form').count()).toBe(0);
    await page.goto(at('/org/audit'));
    expect(await page.locator('main table').count()).toBe(0);
    expect((await page.request.get(at('/org/audit.csv'))).status()).toBe(404);

    // An address for feed readers is shown once, opens at once, and opens nothing once it is revoked.
    await page.goto(at('/org/feeds/new'));
    await page.click(SUBMIT);
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('請輸入名稱');
    await page.fill('#name', 'phone');
    await page.click(SUBMIT);
    const address = await page.locator('.hl-secret').first().innerText();
    expect(address).toMatch(/\/feeds\/personal\/hlf_\w+\/en\/all\.atom$/u);
    expect((await page.request.get(address)).status()).toBe(200);
    await page.goto(at('/org/feeds'));
    expect(await page.content()).not.toContain(address);
    await page.locator('main table a', { hasText: 'phone' }).click();
    await page.click(SUBMIT);
    expect((await page.request.get(address)).status()).toBe(404);

    // A certificate is registered by its fingerprint, stands apart from the addresses, and is registered once. A private key goes nowhere.
    await page.goto(at('/org/certificates/new'));
    await page.fill('#name', 'collector');
    await page.fill('#certificate', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----');
    await page.click(SUBMIT);
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('切勿貼上私人密碼匙');
    expect(await page.inputValue('#certificate')).toBe('');
    await page.fill('#certificate', FINGERPRINT);
    await page.click(SUBMIT);
    expect(await page.locator('main tbody').innerText()).toMatch(/collector\s+0123456789abcdef…/u);
    await page.goto(at('/org/feeds'));
    expect(await page.locator('main').innerText()).not.toContain('collector');
    await page.goto(at('/org/certificates'));
    await page.locator('main table a').click();
    await page.click(SUBMIT);
    expect(await page.locator('main tbody').innerText()).toContain('已撤銷');
    await page.goto(at('/org/certificates/new'));
    await page.fill('#name', 'collector');
    await page.fill('#certificate', FINGERPRINT);
    await page.click(SUBMIT);
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('此證書已登記或曾經登記');

    // Somebody else's session can be told by its browser.
    await page.goto(at('/account/sessions'));
    expect(await page.locator('main tbody').innerText()).toContain('Chrome');
    expect(complaints).toEqual([]);
    await close();
  }, 120_000);

  it('a newcomer follows an invitation, sets up a second factor, and a forgotten password comes back by mail', async () => {
    await admin.page.goto(at('/org/team/invite'));
    await admin.page.fill('#name', 'Wing Chan');
    await admin.page.fill('#email', 'wing@bank.example');
    await admin.page.click(SUBMIT);
    expect(await admin.page.textContent('main')).toContain('wing@bank.example');
    const { page, complaints, close } = await openPage(browser, { javaScriptEnabled: false });
    const invitation = await journey.mails.linkTo('wing@bank.example', 'accept-invitation');
    await page.goto(at(invitation));
    await page.fill('#password', 'short');
    await page.click(SUBMIT);
    expect(await page.textContent('.govuk-error-summary')).toContain('at least 15 characters');
    await page.fill('#password', 'nine barges under a paper moon');
    await page.click(SUBMIT);
    await page.click('main a.govuk-button');
    await page.fill('#email', 'wing@bank.example');
    await page.fill('#password', 'nine barges under a paper moon');
    await page.click(SUBMIT);
    expect(await page.textContent('.govuk-inset-text')).toContain('no second factor');
    await page.click('.govuk-inset-text a');
    await page.fill('#password', 'nine barges under a paper moon');
    await page.click(SUBMIT);
    expect(await page.locator('svg.hl-qr path').count()).toBe(1);
    const enrolled = ((await page.textContent('.hl-secret')) ?? '').trim();
    await page.fill('#code', '000000');
    await page.click(SUBMIT);
    expect(await page.textContent('.hl-secret')).toContain(enrolled);
    await page.fill('#code', totpCode(enrolled, new Date()));
    await page.click(SUBMIT);
    expect(await page.locator('.hl-codes li').count()).toBe(10);

    await page.goto(at('/reset'));
    await page.fill('#email', 'wing@bank.example');
    await page.click(SUBMIT);
    const reset = await journey.mails.linkTo('wing@bank.example', 'reset-password');
    await page.goto(at(reset));
    await page.goto(at(reset));
    await page.fill('#password', 'ten kites above a stone bridge');
    await page.click(SUBMIT);
    expect(await page.textContent('main')).toContain('Your password is changed');
    await page.goto(at(reset));
    await page.fill('#password', 'ten kites above a stone bridge');
    await page.click(SUBMIT);
    expect(await page.textContent('.govuk-error-summary')).toContain('used already');
    expect(complaints).toEqual([]);
    await close();
  }, 240_000);

  it('each page can be read by everybody, in each language', async () => {
    const { page, complaints, close } = await openPage(browser);
    const seen: string[] = [];
    const look = async (path: string, language: string) => {
      await page.setViewportSize({ width: 1280, height: 900 });
      const answer = await page.goto(at(path));
      expect([path, answer?.status(), answer?.headers()['cache-control']]).toEqual([path, 200, 'no-store']);
      expect([language, path, await axeViolations(page)]).toEqual([language, path, []]);
      expect([language, path, await tooWide(page)]).toEqual([language, path, []]);
      expect(await page.locator('script').count()).toBe(0);
      seen.push(path);
    };
    for (const path of ENTRIES) await look(path, 'en');
    await signInOnPage(page, journey, BANK_ADMIN);
    for (const language of LANGUAGES) {
      await page.context().addCookies([{ name: 'harbourlight-language', value: language, url: journey.product.webUrl }]);
      for (const path of PAGES) await look(path, language);
    }
    expect(seen).toHaveLength(ENTRIES.length + PAGES.length * LANGUAGES.length);
    expect(complaints).toEqual([]);
    await close();
  }, 600_000);
});
