// `node scripts/pictures.mjs [URL]`: takes the pictures of docs/images from a running demonstration (`npm start`), each under 200 kB.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, prepare, Refusal, ROOT, say } from './prepare.mjs';

const MOST_BYTES = 200_000;
const DEBIANS = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update'];
const FOLDER = join(ROOT, 'docs', 'images');
const site = process.argv[2] ?? 'http://localhost:3000';
const ANALYST = 'analyst@cert.example';

await command(async () => {
  await prepare();
  const browser = await start();
  try {
    const page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage();
    await take(page, 'home', '/en');
    await page.click('.hl-cards a[href*="/alerts/"]:has-text("NetScaler")').catch(() => page.click('.hl-cards a'));
    await take(page, 'advisory');
    await takeHealthCheck(page);
    await takeConsole(page);
  } finally {
    await browser.close();
  }
});

async function start() {
  const { chromium } = await import('playwright-core');
  const { default: packed } = await import('@sparticuz/chromium');
  const executablePath = existsSync(DEBIANS) ? DEBIANS : await packed.executablePath();
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Answers every question of the first check and looks at the result. */
async function takeHealthCheck(page) {
  await visit(page, '/en/advice/check-up');
  const first = page.locator('main a[href*="/advice/check-up/"]').first();
  if ((await first.count()) === 0) return say('health-check: there is no health check here yet');
  await first.click();
  for (let count = 0; count < 60 && !page.url().includes('/result'); count++) {
    const radios = page.locator('main input[type=radio]');
    if ((await radios.count()) === 0) break;
    await radios.nth(count % 2).check();
    await page.locator('main form button').first().click();
  }
  await take(page, 'health-check');
}

/** The editor and the delivery log, as an analyst sees them. */
async function takeConsole(page) {
  const { demoAccounts, totpCode } = await import(new URL('../dist/libs/accounts/src/index.js', import.meta.url).href);
  const account = demoAccounts().find(({ email }) => email === ANALYST);
  await visit(page, '/sign-in?next=/console/advisories');
  await page.fill('#email', account.email);
  await page.fill('#password', account.password);
  await page.click('main button[type=submit]');
  await page.fill('#code', await totpCode(account.totpSecret, new Date()));
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  const edit = page.locator('a[href*="/edit"]').first();
  if ((await edit.count()) > 0) {
    await edit.click();
    await take(page, 'editor');
  } else say('editor: there is no draft to open here');
  await take(page, 'deliveries', '/org/deliveries');
}

async function visit(page, path) {
  const response = await page.goto(`${site}${path}`).catch(() => undefined);
  if (response === undefined) throw new Refusal(`Nothing answers at ${site}: start the demonstration first (npm start).`);
  return response;
}

async function take(page, name, path) {
  if (path !== undefined && (await visit(page, path)).status() >= 400) return say(`${name}: ${path} is not there yet`);
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
  const picture = await page.screenshot({ type: 'png' });
  if (picture.length > MOST_BYTES) throw new Refusal(`${name}.png would have ${picture.length} bytes; at most ${MOST_BYTES}.`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.png`), picture);
  say(`docs/images/${name}.png: ${picture.length} bytes`);
}
