import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithBrowser, startBrowser } from '../support/browser.js';
import { accountOf, Journey } from '../support/journey.js';
import { axeViolations, openPage, signInOnPage, tooWide } from '../support/page-checks.js';
import type { Visitor } from '../support/journey-visitor.js';
import type { WatchedPage } from '../support/page-checks.js';

const ANALYST = 'analyst@cert.example';
const REVIEWER = 'reviewer@cert.example';
const OTHER_ANALYST = 'member@bank.example';
const LANGUAGES = ['en', 'tc', 'sc'] as const;
const STIX = 'test/fixtures/stix/bundles/oasis/indicator-for-c2-ip-address.json';
const CSAF = 'test/fixtures/csaf/real/cisa/icsa-17-010-01a.json';

describeWithBrowser('the console', () => {
  let journey: Journey;
  let browser: Browser;
  let analyst: WatchedPage;
  let reviewer: WatchedPage;
  /** The analyst's account at the API: signed in once, since a code is good once and the next one is half a minute away. */
  let member: Visitor;
  const at = (path: string) => `${journey.product.webUrl}/console${path}`;

  beforeAll(async () => {
    journey = await Journey.withPages();
    browser = await startBrowser();
    analyst = await openPage(browser);
    await signInOnPage(analyst.page, journey, ANALYST, '/console');
    member = await journey.signedIn(ANALYST);
    reviewer = await openPage(browser, { javaScriptEnabled: false });
    await signInOnPage(reviewer.page, journey, REVIEWER, '/console');
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await journey.end();
  });

  /** A draft with all that is needed to submit it, made by hand in the pages. */
  async function begin(page: Page, title: string): Promise<string> {
    await page.goto(at('/advisories/new'));
    await page.fill('#title', title);
    await page.selectOption('#label', 'CLEAR');
    await page.click('main form .govuk-button');
    await page.waitForURL(/\/edit/u);
    return /HL-[\d-]+/u.exec(page.url())?.[0] ?? '';
  }

  async function makeAnalyst(email: string): Promise<void> {
    const admin = await journey.signedIn('admin@bank.example');
    const { people } = await admin.ask<{ people: { nodes: { id: string; email: string; roles: string[] }[] } }>(
      '{ people(first: 100) { nodes { id email roles } } }',
    );
    const person = people.nodes.find((each) => each.email === email);
    await admin.ask('mutation ($input: ChangeRolesInput!) { changeRoles(input: $input) { person { id } } }', {
      input: { id: person?.id, roles: ['MEMBER', 'ANALYST'] },
    });
  }

  /** A browser of its own with the analyst's cookie, whose faults are meant. */
  async function anotherTab(): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext({ storageState: await analyst.page.context().storageState() });
    return { page: await context.newPage(), context };
  }

  async function press(page: Page, name: string | RegExp): Promise<void> {
    await page.getByRole('button', { name }).first().click();
  }

  it('an analyst writes an advisory that saves itself, and a reviewer without scripts publishes it; it is delivered', async () => {
    const endpoint = await journey.webhookEndpoint(member, 'console-story');
    await journey.subscribe(member, [endpoint.id]);
    const { page } = analyst;
    const id = await begin(page, 'Remote code execution in Example Mail');
    await page.fill('[id="summary.en"]', 'A crafted message runs code.');
    await page.focus('[id="description.en"]');
    await page.keyboard.type('Some **bold** <script>alert(1)</script> text.');
    await page.waitForSelector('.hl-preview strong');
    expect(await page.locator('.hl-preview script').count()).toBe(0);
    // It is saved by itself, and what blocked publishing is gone from the list beside it.
    await page.waitForSelector('.hl-good', { timeout: 20_000 });
    // What was saved before a refused submission stays saved, and the next saving does not conflict with it.
    await page.fill('[id="title.zhHant"]', '電郵系統的漏洞');
    await press(page, 'Save and submit for review');
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Write it in Traditional Chinese too');
    // Who uses a keyboard or a screen reader is where the reasons are.
    expect(await page.locator('.govuk-error-summary:focus').count()).toBe(1);
    const list = await page.context().newPage();
    const socket = list.waitForEvent('websocket');
    await list.goto(at('/advisories?state=review'));
    await (await socket).waitForEvent('framereceived');
    // What is pressed while the page saves itself waits for that, and does not conflict with it.
    const isSaving = page.waitForRequest((request) => request.method() === 'POST' && (request.postData() ?? '').includes('autosave'));
    await page.route('**/edit**', async (route) => {
      if (route.request().method() === 'POST') await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    await page.fill('[id="title.zhHant"]', '');
    await isSaving;
    await press(page, 'Save and submit for review');
    await page.waitForURL(/done=submitted/u);
    await page.unroute('**/edit**');
    // Another tab hears of it, long before it would look again by itself.
    await list.locator('tr', { hasText: id }).waitFor({ timeout: 15_000 });
    await list.close();

    await page.goto(at(`/advisories/${id}/review`));
    expect(await page.locator('.hl-note').first().innerText()).toContain('somebody else must approve it');

    const second = reviewer.page;
    await second.goto(at(`/advisories/${id}/review`));
    expect(await second.locator('.hl-rendered').innerText()).toContain('Some bold <script>alert(1)</script> text.');
    await second.click('.hl-decision .govuk-button');
    await second.fill('#confirm', 'something else');
    await press(second, /^Publish$/u);
    expect(await second.title()).toMatch(/^Error: /u);
    await second.fill('#confirm', id);
    await press(second, /^Publish$/u);
    expect(second.url()).toContain('done=published');

    // What is no draft any more leads to where it stands.
    for (const gone of ['edit', 'review']) {
      await page.goto(at(`/advisories/${id}/${gone}`));
      expect(new URL(page.url()).pathname).toBe(`/console/advisories/${id}`);
    }
    await untilText(page, at(`/advisories/${id}/deliveries`), 'Sent');
    expect(await page.locator('main').innerText()).toContain('console-story');
  }, 180_000);

  it('somebody else saved in between: nothing is overwritten and nothing typed is lost', async () => {
    const { page } = analyst;
    const id = await begin(page, 'Two people, one draft');
    await page.waitForLoadState('networkidle');
    await member.ask(`mutation ($input: UpdateAdvisoryInput!) { updateAdvisory(input: $input) { advisory { id } } }`, {
      input: { trackingId: id, content: { summary: { en: 'Theirs.' } } },
    });
    await page.fill('[id="summary.en"]', 'Mine.');
    await page.waitForSelector('.hl-conflict', { timeout: 20_000 });
    expect(await page.inputValue('[id="summary.en"]')).toBe('Mine.');
    const { advisory } = await member.ask<{ advisory: { inWork: { text: { summary: { en: string } } } } }>(
      `query ($id: String!) { advisory(trackingId: $id) { inWork { text { summary { en } } } } }`,
      { id },
    );
    expect(advisory.inWork.text.summary.en).toBe('Theirs.');
    await press(page, 'Save mine over it');
    await page.waitForURL(/done=saved/u);
    expect(await page.inputValue('[id="summary.en"]')).toBe('Mine.');
  }, 90_000);

  it('what cannot be sent takes no page away: what was typed stays, and the reason and what to do are said', async () => {
    const { page, context } = await anotherTab();
    await begin(page, 'Typed while the network is gone');
    const field = '[id="summary.en"]';
    const told = page.locator('.hl-save-bar__state');
    const refused: readonly [number | 'gone', string][] = [
      ['gone', 'there is no connection'],
      [503, 'something went wrong on our side'],
      [401, 'you are no longer signed in'],
      [404, 'this is no longer there'],
    ];
    for (const [answer, words] of refused) {
      await page.route(/\.data/u, (route) => (answer === 'gone' ? route.abort() : route.fulfill({ status: answer, body: 'none' })));
      await page.fill(field, `Typed: ${answer}.`);
      await told.getByText(`Not saved: ${words}`).waitFor({ timeout: 15_000 });
      expect(await page.inputValue(field)).toBe(`Typed: ${answer}.`);
      // Pressed by hand, it is told where a refusal is told.
      await press(page, /^Save$/u);
      await page.locator('.govuk-error-summary', { hasText: words }).waitFor();
      expect(await page.inputValue(field)).toBe(`Typed: ${answer}.`);
      await page.unroute(/\.data/u);
    }
    // A page that was not there yet is replaced by words, inside the frame of the console.
    await page.route(/\.data/u, (route) => route.abort());
    await page.getByRole('link', { name: 'Products', exact: true }).click();
    await page.getByRole('heading', { name: 'No connection' }).waitFor();
    expect(await page.locator('.hl-rail').count()).toBe(1);
    await page.unroute(/\.data/u);
    await page.getByRole('link', { name: 'Load this page again' }).click();
    await page.getByRole('heading', { name: 'Products of' }).waitFor();
    await context.close();
  }, 90_000);

  it('who is signed out in between keeps what they typed, signs in on a whole page and comes back to a page', async () => {
    const { page, context } = await anotherTab();
    await begin(page, 'Typed while signed out');
    const text = '[id="summary.en"]';
    const signedIn = await context.cookies();
    await context.clearCookies();
    await page.fill(text, 'Still here.');
    await page.getByText('Not saved: you are no longer signed in').waitFor({ timeout: 15_000 });
    expect(await page.inputValue(text)).toBe('Still here.');
    // Signed in again in another tab.
    await context.addCookies(signedIn);
    await press(page, /^Save$/u);
    await page.waitForURL(/done=saved/u);
    expect(await page.inputValue(text)).toBe('Still here.');
    await context.clearCookies();
    await page.getByRole('link', { name: 'Policies' }).click();
    await page.getByRole('link', { name: 'Register as a reader' }).waitFor();
    expect(await page.inputValue('input[name=next]')).toBe('/console/policies');
    await page.goto(`${journey.product.webUrl}/sign-in?next=%2Fconsole%2Fadvisories.data`);
    expect(await page.inputValue('input[name=next]')).toBe('/org');
    await context.close();
  }, 60_000);

  it('every form of the editor works without scripts too', async () => {
    const { page } = reviewer;
    const id = await begin(page, 'Written without scripts');
    const edit = at(`/advisories/${id}/edit`);
    await page.fill('[id="summary.en"]', 'In short.');
    await page.fill('[id="description.en"]', 'At length.');
    await page.fill('#references', 'not-an-address');
    await press(page, /^Save$/u);
    expect(await page.title()).toMatch(/^Error: /u);
    expect(await page.inputValue('[id="summary.en"]')).toBe('In short.');
    await page.fill('#references', 'https://example.org/a The vendor says');
    await press(page, /^Save$/u);
    expect(page.url()).toContain('done=saved');

    await page.goto(`${edit}/products`);
    await page.locator('summary', { hasText: 'Paste from a spreadsheet' }).click();
    // What cannot be read is refused line by line, and comes back to be put right.
    const flawed = '\tOnlyProduct\t1\nExample\tMail\t1\tmaybe vulnerable';
    await page.fill('#paste', flawed);
    await press(page, 'Add and save');
    const told = await page.locator('.govuk-error-summary').innerText();
    expect(told).toContain('Line 1 of what you pasted has no vendor.');
    expect(told).toContain('Line 2 of what you pasted: the status “maybe vulnerable” is not known.');
    expect(await page.inputValue('#paste')).toBe(flawed);
    await page.fill('#paste', 'Vendor\tProduct\tVersion\tStatus\nExample\tMail\t<3.2\taffected\nExample\tMail\t<3.2\taffected');
    await press(page, 'Add and save');
    expect(await page.inputValue('[name="product.1.version"]')).toBe('<3.2');
    expect(await page.locator('.hl-grid__duplicate').count()).toBe(1);
    await page.check('[name="product.1.remove"]');
    await press(page, /^Save$/u);
    expect(await page.inputValue('[name="product.1.vendor"]')).toBe('');

    await page.goto(`${edit}/vulnerabilities`);
    await page.fill('#paste', 'no id at all');
    await press(page, 'Add and save');
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('There is no CVE id in this text.');
    // The dash of a word processor.
    await page.fill('#paste', 'see cve\u20132026\u201112345');
    await press(page, 'Add and save');
    await page.getByRole('link', { name: 'CVSS 3.1 calculator' }).click();
    await page.check('#AV-N');
    await press(page, /^Save$/u);
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Choose: Scope');
    for (const [metric, value] of Object.entries({ AC: 'L', PR: 'N', UI: 'N', S: 'U', C: 'H', I: 'H', A: 'H' }))
      await page.check(`#${metric}-${value}`);
    await press(page, /^Save$/u);
    expect(await page.locator('main').innerText()).toContain('9.8');

    await page.goto(`${edit}/indicators`);
    await page.fill('[name="new.comment"]', 'a remark alone');
    await press(page, /^Save$/u);
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Enter the value that the remark is about.');
    await page.fill('[name="new.comment"]', '');
    await page.fill('#text', 'hxxp://evil[.]example/x');
    await press(page, 'Find');
    await press(page, 'Add those that are chosen');
    expect(await page.locator('.hl-grid').innerText()).toContain('http://evil.example/x');
    await narrowedByHand(page, edit, id);

    await page.goto(`${edit}/audience`);
    await page.locator('input[name=label][value=GREEN]').check();
    await press(page, /^Save$/u);
    expect(await page.locator('.hl-note').first().innerText()).toMatch(/\d+ organisations, \d+ people will get this/u);
    await page.locator('summary', { hasText: 'Discard this draft' }).click();
    await press(page, 'Yes, discard it');
    expect((await page.goto(at(`/advisories/${id}`)))?.status()).toBe(404);
  }, 120_000);

  /** Its readers are shown, made fewer, stay so when the list is saved again by its form, and become more by a ticked box alone. */
  async function narrowedByHand(page: Page, edit: string, id: string): Promise<void> {
    const stored = async () => {
      const asking = await journey.signedIn(ANALYST);
      const { advisory } = await asking.ask<{ advisory: { inWork: { indicators: Readonly<Record<string, unknown>>[] } } }>(
        `query ($id: String!) { advisory(trackingId: $id) { inWork { indicators { value comment label audience { organisations } } } } }`,
        { id },
      );
      return advisory.inWork.indicators;
    };
    await page.locator('.hl-grid a').first().click();
    await press(page, /^Save$/u);
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Choose a label or name readers');
    await page.check('input[name=label][value=AMBER]');
    await page.locator('summary', { hasText: 'Organisations' }).click();
    await page.locator('input[name=organisations]').first().check();
    const water = await page.locator('input[name=organisations]').first().getAttribute('value');
    await press(page, /^Save$/u);
    expect(await page.locator('.hl-grid').innerText()).toContain('only 1 organisation');
    const narrow = { value: 'http://evil.example/x', label: 'AMBER', audience: { organisations: [water] } };
    expect(await stored()).toEqual([{ ...narrow, comment: null }]);
    await page.fill('[name="indicator.0.comment"]', 'seen twice');
    await page.selectOption('[name="new.type"]', 'DOMAIN');
    await page.fill('[name="new.value"]', 'open.example');
    await press(page, /^Save$/u);
    const open = { value: 'open.example', label: null, audience: null, comment: null };
    expect(await stored()).toEqual([{ ...narrow, comment: 'seen twice' }, open]);
    await page.goto(`${edit}/indicators/readers?at=0`);
    await page.check('input[name=label][value=""]');
    await page.uncheck('input[name=organisations]');
    await page.check('#everyone');
    await press(page, /^Save$/u);
    expect(await stored()).toEqual([{ ...narrow, label: null, audience: null, comment: 'seen twice' }, open]);
  }

  it('a refusal is told in the language of the page', async () => {
    const { page } = reviewer;
    const id = await begin(page, 'In three languages');
    const language = (value: string) => page.context().addCookies([{ name: 'harbourlight-language', value, url: journey.product.webUrl }]);
    const problems = { tc: '請輸入以 http:、https: 或 mailto: 開始的地址', sc: '请输入以 http:、https: 或 mailto: 开头的地址' };
    for (const [locale, problem] of Object.entries(problems)) {
      await language(locale);
      await page.goto(at(`/advisories/${id}/edit`));
      await page.fill('#references', 'nowhere');
      await page.click('.hl-save-bar .govuk-button');
      expect(await page.locator('.govuk-error-summary').innerText()).toContain(problem);
      expect(await page.locator('.govuk-error-summary [lang=en]').count()).toBe(0);
      // It leads to the field, which says the same.
      const place = (await page.locator('.govuk-error-summary a').first().getAttribute('href')) ?? '';
      expect([place, await page.getAttribute(place, 'aria-invalid')]).toEqual(['#references', 'true']);
    }
    await language('en');
  }, 60_000);

  it('who went on without the second factor is told why so little is there, and where to give it', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${journey.product.webUrl}/sign-in?next=%2Fconsole`);
    await page.fill('#email', ANALYST);
    await page.fill('#password', accountOf(ANALYST).password);
    await page.click('main button[type=submit]');
    await page.getByRole('link', { name: 'Go on without it' }).click();
    for (const path of ['', '/advisories']) {
      await page.goto(at(path));
      expect(await page.locator('main').innerText()).toContain('You have not given your second factor yet.');
    }
    await page.getByRole('link', { name: 'Give the second factor' }).click();
    expect(await page.inputValue('input[name=next]')).toBe('/console/advisories');
    await context.close();
  }, 60_000);

  it('readers are counted as they are ticked; what was done can be read in the dark', async () => {
    const { page, context } = await anotherTab();
    await page.emulateMedia({ colorScheme: 'dark' });
    const id = await begin(page, 'Ticked and counted');
    await page.locator('.govuk-notification-banner--success').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(at(`/advisories/${id}/edit/audience`));
    await page.locator('summary', { hasText: 'Organisations (0 chosen)' }).click();
    await page.locator('input[name=organisations]').first().check();
    await page.locator('summary', { hasText: 'Organisations (1 chosen)' }).waitFor();
    await context.close();
  }, 60_000);

  it('documents are imported one by one with a report; a bad one stops nothing', async () => {
    const { page } = analyst;
    await page.goto(at('/import'));
    await page.waitForSelector('#folder');
    await page.setInputFiles('#document', [
      { name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from('{"document": 1}') },
      { name: 'good.json', mimeType: 'application/json', buffer: readFileSync(CSAF) },
      { name: 'bundle.json', mimeType: 'application/json', buffer: readFileSync(STIX) },
    ]);
    await press(page, /^Import$/u);
    await page.waitForSelector('text=2 imported', { timeout: 30_000 });
    expect(await page.locator('main').innerText()).toContain('1 refused');
    // Of STIX and MISP, what was done with each object.
    await page.locator('summary', { hasText: 'bundle.json: 1 object (1 used)' }).click();
    expect(await page.locator('details[open] table').innerText()).toMatch(/Used\s+indicator\s+IP Address for known C2 channel/u);
    expect(await page.locator('.hl-reasons').innerText()).not.toBe('');
  }, 60_000);

  it('who reviews sees who will read it and all that goes out; what is published to others is said, and taken back by its id', async () => {
    const { page } = reviewer;
    const ids = await idsOf(member, ['Harbour Bank', 'Harbour City CERT']);
    const first = await journey.draft(member, {
      title: 'Known to the bank alone',
      label: 'AMBER',
      audience: { organisations: ids },
      content: { tags: ['vpn'], sectors: ['ENERGY'], credits: ['A finder'], techniques: ['T1190'] },
    });
    await journey.submit(member, first);
    const shown = async () => {
      await page.goto(at(`/advisories/${first.trackingId}/review`));
      return page.locator('main').innerText();
    };
    const before = await shown();
    for (const part of ['Harbour Bank', 'Harbour City CERT', '2 organisations', 'vpn', 'Energy', 'A finder', 'T1190'])
      expect(before).toContain(part);
    expect(before).not.toContain('will not be among its readers');
    await approve(page, first.trackingId);
    expect(new URL(page.url()).pathname).toBe(`/console/advisories/${first.trackingId}`);

    const changes = 'mutation ($input: ReviseAdvisoryInput!) { reviseAdvisory(input: $input) { advisory { id } } }';
    const summaryOfChanges = { en: 'More is affected.', zhHant: '更多產品受影響。' };
    await member.ask(changes, { input: { trackingId: first.trackingId, updateClass: 'MINOR', summaryOfChanges } });
    const update = 'mutation ($input: UpdateAdvisoryInput!) { updateAdvisory(input: $input) { advisory { id } } }';
    const affectedProducts = [{ vendor: 'Example', product: 'Mail', status: 'KNOWN_AFFECTED', purl: 'pkg:npm/mail@3' }];
    const audience = { organisations: ids.slice(0, 1) };
    await member.ask(update, {
      input: { trackingId: first.trackingId, kind: 'THREAT_REPORT', audience, content: { affectedProducts } },
    });
    await journey.submit(member, first);
    const revised = await shown();
    for (const part of [
      'Minor: new details',
      'More is affected.',
      '更多產品受影響。',
      'pkg:npm/mail@3',
      'You will not be among its readers',
    ])
      expect(revised).toContain(part);
    // What differs is told in words, the audience too.
    const difference = await page.locator('.hl-differences').innerText();
    expect(difference).toMatch(/Security alert[^]*Threat report[^]*Organisations: Harbour City CERT[^]*Affected/u);
    expect(difference).not.toMatch(/[A-Z]+_[A-Z]+/u);
    await page.goto(at(`/advisories/${first.trackingId}/publish`));
    expect(await page.locator('#readers').innerText()).toMatch(/Harbour Bank[^]*You will not be among its readers/u);

    await approve(page, first.trackingId);
    expect(page.url()).toContain('/console/advisories?done=published-unread');
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain(`${first.trackingId} is published`);
    expect((await page.goto(at(`/advisories/${first.trackingId}`)))?.status()).toBe(404);
    await page.getByRole('link', { name: 'Withdraw an advisory by its id' }).click();
    await takeBack(page, 'HL-2026-000000');
    const absent = await page.locator('.govuk-error-summary').innerText();
    await takeBack(page, first.trackingId);
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain(`${first.trackingId} is withdrawn`);
    // What is withdrawn already is as absent as what never was.
    await page.goto(at('/advisories/withdraw'));
    await takeBack(page, first.trackingId);
    expect(await page.locator('.govuk-error-summary').innerText()).toBe(absent);
    expect((await analyst.page.goto(at('/advisories/withdraw')))?.status()).toBe(404);
  }, 120_000);

  async function idsOf(asking: Visitor, names: readonly string[]): Promise<string[]> {
    const { organisations } = await asking.ask<{ organisations: { nodes: { id: string; name: string }[] } }>(
      '{ organisations(first: 100) { nodes { id name } } }',
    );
    return names.map((name) => organisations.nodes.find((each) => each.name === name)?.id ?? name);
  }

  async function approve(page: Page, id: string): Promise<void> {
    await page.goto(at(`/advisories/${id}/publish`));
    await page.fill('#confirm', id);
    await press(page, /^Publish$/u);
  }

  async function takeBack(page: Page, id: string): Promise<void> {
    await page.fill('#trackingId', id);
    await page.fill('[id="notice.en"]', 'It went to the wrong readers.');
    await page.check('#sure');
    await press(page, 'Withdraw it');
  }

  it('an analyst of another organisation is shown the page of what does not exist', async () => {
    const id = await begin(analyst.page, 'Not for other desks');
    await makeAnalyst(OTHER_ANALYST);
    const other = await openPage(browser);
    await signInOnPage(other.page, journey, OTHER_ANALYST, '/console');
    expect((await other.page.goto(at('/advisories')))?.status()).toBe(200);
    const hidden = await other.page.goto(at(`/advisories/${id}/edit`));
    const hiddenText = await other.page.locator('main').innerText();
    const absent = await other.page.goto(at('/advisories/HL-2026-000000/edit'));
    expect([hidden?.status(), absent?.status()]).toEqual([404, 404]);
    expect(await other.page.locator('main').innerText()).toBe(hiddenText);
    await other.close();
  }, 60_000);

  it('its pages can be read by everybody, in each language, and reflow', async () => {
    const { page } = analyst;
    const id = await begin(page, 'For every eye');
    const edit = `/advisories/${id}/edit`;
    const paths = [
      '', '/advisories?state=draft', '/advisories?state=published', '/advisories/new', `/advisories/${id}`, edit, `${edit}/products`,
      `${edit}/vulnerabilities`, `${edit}/indicators`, `${edit}/audience`, `/advisories/${id}/review`, '/import',
    ]; // prettier-ignore
    const problems: string[] = [];
    for (const language of LANGUAGES) {
      await page.context().addCookies([{ name: 'harbourlight-language', value: language, url: journey.product.webUrl }]);
      for (const path of paths) {
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(at(path));
        for (const found of [...(await axeViolations(page)), ...(await tooWide(page))]) problems.push(`${language} ${path}: ${found}`);
      }
    }
    expect(problems).toEqual([]);
  }, 240_000);

  it('nothing was written to the console of a browser, and no policy was violated', () => {
    // A form that was refused, and a page that is not there, are answers and no faults.
    expect(analyst.complaints.filter((each) => !/: (?:404|409|422)$/u.test(each))).toEqual([]);
    // A browser whose scripts are switched off refuses to load them, and calls that a policy.
    expect(reviewer.complaints.filter((each) => !/\.js: csp$/u.test(each))).toEqual([]);
  });
});

async function untilText(page: Page, url: string, text: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    await page.goto(url);
    if ((await page.locator('main').innerText()).includes(text)) return;
    await page.waitForTimeout(500);
  }
  throw new Error(`${url} does not say "${text}"`);
}
