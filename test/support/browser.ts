import { describe } from '@jest/globals';
import { browserPath } from './start-browser.js';

export { browserPath, startBrowser } from './start-browser.js';

/** A suite that needs a browser: skipped, and named as skipped, where none runs. CI refuses a skip. */
export function describeWithBrowser(name: string, tests: () => void): void {
  if (browserPath !== undefined) describe(name, tests);
  else describe.skip(`${name} (needs a browser: apt-get install chromium)`, tests);
}
