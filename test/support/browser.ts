import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const DEBIANS = '/usr/bin/chromium';
/** Nothing of the browser's own goes anywhere: only the pages under test are asked for. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** A headless Chromium: Debian's where it is installed, else the one that npm brought. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = existsSync(DEBIANS) ? DEBIANS : await sparticuz.executablePath();
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
