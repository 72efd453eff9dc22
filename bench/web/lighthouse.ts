/**
 * Lighthouse, simulated mobile phone, on four public pages of the product in each language, served as they always are, with all their headers;
 * median of RUNS (3) for each. Run: `npm run bench -- web/lighthouse`. Fails below the budgets of budgets.json. Lighthouse is no dependency: it
 * is installed into `.data/lighthouse` when it is first needed, by npm and from the registry that npm is set to. It looks at loopback addresses
 * alone. Where Lighthouse cannot load a page it says why, and the measurement fails.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startBrowser } from '../../test/support/start-browser.js';
import { Product } from '../../test/support/product.js';
import { startTestCluster } from '../../test/support/test-cluster.js';
import { freePort } from '#libs/embedded';
import { report } from '../support/report.js';

const VERSION = '13.5.0';
const FOLDER = resolve('.data/lighthouse');
const CORE = resolve(FOLDER, 'node_modules/lighthouse/core');
/**
 * Lighthouse traces which features of the web platform a page uses, for one audit that scores nothing. Chromium 147 and its like end the page's
 * process when they trace so and count a Referrer-Policy header, and the document "is aborted" (net::ERR_ABORTED): any page with that header.
 */
const ENDS_THE_PAGE = 'blink.webdx_feature_usage';
const LANGUAGES = ['en', 'tc', 'sc'] as const;
const RUNS = Number(process.env['RUNS'] ?? 3);
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
type Category = (typeof CATEGORIES)[number];

interface Budgets {
  readonly lighthouse: Readonly<Record<Category, number>>;
  readonly largestContentfulPaintMs: number;
  readonly cumulativeLayoutShift: number;
  readonly totalBlockingMs: number;
}

interface Report {
  readonly lhr: {
    /** Lighthouse's own measure of this machine: some 1,500 on the desktop for which its slowing down by four stands for a phone. */
    readonly environment: { readonly benchmarkIndex: number };
    readonly runtimeError?: { readonly message: string };
    readonly categories: Readonly<
      Record<string, { readonly score: number | null; readonly auditRefs: readonly { readonly id: string }[] }>
    >;
    readonly audits: Readonly<Record<string, { readonly score: number | null; readonly title: string; readonly numericValue?: number }>>;
  };
}

interface TraceGatherer {
  getDefaultTraceCategories: () => readonly string[];
}

type Lighthouse = (url: string, flags: Readonly<Record<string, unknown>>) => Promise<Report>;

const BUDGETS = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8')) as Budgets;

/** Installs it where it is not there yet, and answers it. */
async function lighthouse(): Promise<Lighthouse> {
  const entry = resolve(CORE, 'index.js');
  if (!existsSync(entry)) {
    mkdirSync(FOLDER, { recursive: true });
    const options = ['--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--no-package-lock'];
    const { status } = spawnSync('npm', ['install', ...options, `lighthouse@${VERSION}`], { stdio: 'inherit' });
    if (status !== 0) throw new Error('Lighthouse could not be installed.');
  }
  const trace = await defaultOf<TraceGatherer>(resolve(CORE, 'gather/gatherers/trace.js'));
  const categories = trace.getDefaultTraceCategories().filter((each) => each !== ENDS_THE_PAGE);
  trace.getDefaultTraceCategories = () => categories;
  return defaultOf<Lighthouse>(entry);
}

async function defaultOf<T>(file: string): Promise<T> {
  return ((await import(pathToFileURL(file).href)) as { readonly default: T }).default;
}

interface Figures {
  readonly scores: Readonly<Record<Category, number>>;
  readonly lcpMs: number;
  readonly cls: number;
  readonly tbtMs: number;
  readonly bytes: number;
  readonly benchmarkIndex: number;
  readonly failed: readonly string[];
}

function figuresOf({ lhr: { categories, audits, environment, runtimeError } }: Report): Figures {
  if (runtimeError !== undefined) throw new Error(runtimeError.message);
  const scoreOf = (category: Category) => Math.round((categories[category]?.score ?? 0) * 100);
  const number = (id: string) => audits[id]?.numericValue ?? Infinity;
  return {
    scores: Object.fromEntries(CATEGORIES.map((each) => [each, scoreOf(each)])) as Record<Category, number>,
    lcpMs: number('largest-contentful-paint'),
    cls: number('cumulative-layout-shift'),
    tbtMs: number('total-blocking-time'),
    bytes: number('total-byte-weight'),
    benchmarkIndex: environment.benchmarkIndex,
    failed: CATEGORIES.slice(1)
      .flatMap((each) => categories[each]?.auditRefs ?? [])
      .flatMap(({ id }) => (audits[id]?.score === 0 ? `${id}: ${audits[id].title}` : [])),
  };
}

function isWithin({ scores, lcpMs, cls, tbtMs }: Figures): boolean {
  const isScored = CATEGORIES.every((each) => scores[each] >= BUDGETS.lighthouse[each]);
  return isScored && lcpMs <= BUDGETS.largestContentfulPaintMs && cls <= BUDGETS.cumulativeLayoutShift && tbtMs <= BUDGETS.totalBlockingMs;
}

async function measure(ask: Lighthouse, url: string, port: number): Promise<Figures> {
  const runs: Figures[] = [];
  for (let run = 0; run < RUNS; run++) {
    runs.push(figuresOf(await ask(url, { port, onlyCategories: CATEGORIES, logLevel: 'error', output: 'json' })));
  }
  const median = runs.sort((a, b) => a.lcpMs - b.lcpMs)[Math.floor(runs.length / 2)];
  if (median === undefined) throw new Error('RUNS must be 1 or more');
  return median;
}

/** The home page, the list, the newest alert and an article of guidance, in each language. */
async function pathsOf(product: Product): Promise<string[]> {
  const list = await (await fetch(`${product.webUrl}/en/alerts`)).text();
  const alert = /href="\/en(\/alerts\/HL-[^"/]+)"/u.exec(list)?.[1];
  if (alert === undefined) throw new Error('the list of alerts is empty');
  return ['', '/alerts', alert, '/advice/email-account-broken-into'].flatMap((path) => LANGUAGES.map((each) => `/${each}${path}`));
}

function tell(path: string, figures: Figures): void {
  const { scores, lcpMs, cls, tbtMs, bytes, benchmarkIndex, failed } = figures;
  const shown = CATEGORIES.map((each) => `${each} ${scores[each]}`).join(', ');
  const verdict = isWithin(figures) ? '' : ': OUTSIDE THE BUDGET';
  if (verdict !== '') process.exitCode = 1;
  process.stdout.write(
    `${path}: ${shown}; CLS ${cls.toFixed(3)}, TBT ${Math.round(tbtMs)} ms, ${bytes} bytes, machine ${Math.round(benchmarkIndex)}${verdict}\n`,
  );
  for (const each of failed) process.stdout.write(`  ${each}\n`);
  report({
    operation: `${path} on a phone, largest paint (Lighthouse ${scores.performance})`,
    unit: 'ms',
    ours: lcpMs,
    aim: `${BUDGETS.largestContentfulPaintMs} ms or less`,
  });
}

async function measureAll(product: Product): Promise<void> {
  const ask = await lighthouse();
  for (const path of await pathsOf(product)) {
    const port = await freePort();
    const browser = await startBrowser([`--remote-debugging-port=${port}`]);
    try {
      // A browser that has just started looks for its fonts first: half a second that no page of a site costs.
      const first = await browser.newPage();
      await first.goto(product.webUrl + path);
      await first.close();
      tell(path, await measure(ask, product.webUrl + path, port));
    } finally {
      await browser.close();
    }
  }
}

const cluster = await startTestCluster();
process.env['TEST_CLUSTER_URL'] = cluster.adminUrl;
try {
  const product = await Product.withPages({ LOG_LEVEL: 'warn' });
  try {
    await measureAll(product);
  } finally {
    await product.stop();
  }
} finally {
  await cluster.stop();
}
