import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const DEBIANS = '/usr/bin/chromium';
/** Nothing of the browser's own goes anywhere: no name but this machine's is looked up. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
];

/** The Chromium that runs here: Debian's where it is installed, else the one that npm brought; undefined where neither starts. */
export const browserPath = await findBrowser();

/** `more` are flags of this one browser. */
export async function startBrowser(more: readonly string[] = []): Promise<Browser> {
  if (browserPath === undefined) throw new Error('No browser runs here: apt-get install chromium');
  return chromium.launch({ executablePath: browserPath, headless: true, args: [...FLAGS, ...more] });
}

async function findBrowser(): Promise<string | undefined> {
  if (runs(DEBIANS)) return DEBIANS;
  // It is made for Linux on x64 and arm64 and throws or does not start elsewhere.
  const packed = await sparticuz.executablePath().catch(() => undefined);
  return packed !== undefined && runs(packed) ? packed : undefined;
}

function runs(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore' }).status === 0;
}
