// `node scripts/pictures.mjs [NAME …]`: takes the pictures of docs/images, each under 200 kB, from a demonstration that it starts and stops.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, prepare, Refusal, ROOT, say } from './prepare.mjs';
import { builtLib } from './launch/settings.mjs';
import { startDemonstration } from './pictures/demonstration.mjs';
import { setScene } from './pictures/scene.mjs';

const MOST_BYTES = 200_000;
const DEBIANS = '/usr/bin/chromium';
/** No name but this machine's is looked up. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
];
const FOLDER = join(ROOT, 'docs', 'images');
const PORTAL_SIZE = { width: 1200, height: 860 };
const WORK_SIZE = { width: 1360, height: 860 };
const NETSCALER = 'a:has-text("Citrix NetScaler")';

const PICTURES = { home, advisory, 'health-check': healthCheck, editor, deliveries };

await command(async () => {
  await prepare();
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PICTURES);
  const unknown = names.find((name) => !(name in PICTURES));
  if (unknown !== undefined) throw new Refusal(`There is no picture "${unknown}". There are: ${Object.keys(PICTURES).join(', ')}.`);
  const demonstration = await startDemonstration();
  const browser = await startBrowser();
  const endScene = await setScene(demonstration).catch(async (error) => {
    await Promise.all([browser.close(), demonstration.stop()]);
    throw error;
  });
  try {
    for (const name of names) await PICTURES[name]({ site: demonstration.webUrl, browser, name });
  } finally {
    endScene();
    await browser.close();
    await demonstration.stop();
  }
});

async function startBrowser() {
  const { chromium } = await import('playwright-core');
  const { default: packed } = await import('@sparticuz/chromium');
  const executablePath = existsSync(DEBIANS) ? DEBIANS : await packed.executablePath();
  return chromium.launch({ executablePath, args: FLAGS });
}

async function home({ site, browser, name }) {
  const page = await browser.newPage({ viewport: PORTAL_SIZE });
  await page.goto(`${site}/en`);
  await take(page, name);
}

async function advisory({ site, browser, name }) {
  const page = await browser.newPage({ viewport: PORTAL_SIZE });
  await page.goto(`${site}/en/alerts?q=NetScaler`);
  await page.click(`main ${NETSCALER}`);
  await take(page, name);
}

/** Answers every question of the first check, the answers in turn, and looks at the result. */
async function healthCheck({ site, browser, name }) {
  const page = await browser.newPage({ viewport: PORTAL_SIZE });
  await page.goto(`${site}/en/advice/check-up`);
  await page.click('main a[href*="/advice/check-up/"]');
  for (let count = 0; !page.url().includes('/result'); count++) {
    await page.locator('main input[type=radio]').nth(count % 2).check(); // prettier-ignore
    await page.click('main form button');
  }
  await take(page, name);
}

/** A new revision of an advisory, its description being written. */
async function editor({ site, browser, name }) {
  const page = await signedIn({ site, browser }, 'analyst@cert.example');
  await page.goto(`${site}/en/alerts?q=NetScaler`);
  const trackingId = (await page.getAttribute(`main ${NETSCALER}`, 'href')).split('/').at(-1);
  await page.goto(`${site}/console/advisories/${trackingId}/revise`);
  await page.fill('[name="summaryOfChanges.en"]', 'Two more product versions are affected.');
  await page.click('main form button');
  await page.waitForURL(/\/edit/u);
  await page.goto(`${site}/console/advisories/${trackingId}/edit`);
  await page.waitForLoadState('networkidle');
  await page.waitForSelector('.hl-preview strong');
  await take(page, name);
}

async function deliveries({ site, browser, name }) {
  const page = await signedIn({ site, browser }, 'member@bank.example');
  await page.goto(`${site}/org/deliveries`);
  await take(page, name);
}

async function signedIn({ site, browser }, email) {
  const { demoAccounts, totpCode } = await builtLib('accounts');
  const { password, totpSecret } = demoAccounts().find((account) => account.email === email);
  const page = await browser.newPage({ viewport: WORK_SIZE });
  await page.goto(`${site}/sign-in?next=/org`);
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.click('main button[type=submit]');
  await page.fill('#code', await totpCode(totpSecret, new Date()));
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return page;
}

async function take(page, name) {
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
  const picture = await page.screenshot({ type: 'png' });
  if (picture.length > MOST_BYTES) throw new Refusal(`${name}.png would have ${picture.length} bytes; at most ${MOST_BYTES}.`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.png`), picture);
  say(`docs/images/${name}.png: ${picture.length} bytes`);
}
