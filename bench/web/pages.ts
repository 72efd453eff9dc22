/**
 * What a cached public page costs: the processor time that the web process spends on a request against that of a bare node:http server which
 * sends the same HTML, in interleaved rounds, median of the ratios; and how many bytes a visitor loads. Before anything is timed both must send
 * the same bytes. Run: `npm run bench -- web/pages`. REQUESTS and ROUNDS change the size. Fails above the budgets of budgets.json. Processor time is read from /proc, so on Linux alone.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Pool, request } from 'undici';
import { Product } from '../../test/support/product.js';
import { startTestCluster } from '../../test/support/test-cluster.js';
import { cpuMsOf, residentMb } from '../support/cpu-time.js';
import { median, report, scaled } from '../support/report.js';

const REQUESTS = Number(process.env['REQUESTS'] ?? scaled(5_000, 20_000));
const ROUNDS = Number(process.env['ROUNDS'] ?? scaled(3, 5));
const IN_FLIGHT = 20;
const { publicPage: BUDGET, cachedPage } = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8')) as {
  readonly publicPage: Readonly<Record<'scripts' | 'cssGzipBytes' | 'htmlGzipBytes' | 'transferBytes', number>>;
  readonly cachedPage: { readonly mostTimesABareServer: number };
};
const PAGES = [
  '/en',
  '/tc',
  '/sc/alerts',
  '/en/statistics',
  '/en/attacked',
  '/tc/attacked',
  '/en/report',
  '/en/membership/apply',
  '/en/feeds',
  '/sc/advice',
  '/tc/advice/email-account-broken-into',
];

/** The bare server: the bytes that it is given, and the two headers that any page has. */
function serve(): void {
  process.once('message', (html: string) => {
    const body = Buffer.from(html);
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length }).end(body);
    });
    server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  });
}

/** How many requests each second of processor time of `pid` answers. */
async function perProcessorSecond(origin: string, path: string, pid: number): Promise<number> {
  const pool = new Pool(origin, { connections: IN_FLIGHT, pipelining: 1 });
  const startedAtMs = cpuMsOf(pid);
  let next = 0;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next++ < REQUESTS) {
        const { statusCode, body } = await pool.request({ method: 'GET', path });
        await body.dump();
        if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
      }
    }),
  );
  await pool.close();
  return (REQUESTS / (cpuMsOf(pid) - startedAtMs)) * 1_000;
}

async function bytesOf(url: string): Promise<Buffer> {
  const { statusCode, body } = await request(url);
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
  return Buffer.from(await body.arrayBuffer());
}

/** What is timed must be the same page on both sides, and ours must come from the cache: the same bytes each time. */
async function compare(product: Product, path: string): Promise<void> {
  const html = await bytesOf(product.webUrl + path);
  const bare = fork(fileURLToPath(import.meta.url), ['bare']);
  try {
    const port = await new Promise<number>((resolve) => {
      bare.once('message', (told) => {
        resolve(Number(told));
      });
      bare.send(html.toString());
    });
    const bareOrigin = `http://127.0.0.1:${port}`;
    const isSame = html.equals(await bytesOf(`${bareOrigin}/`)) && html.equals(await bytesOf(product.webUrl + path));
    if (!isSame) throw new Error(`${path}: the bare server and ours do not send the same bytes`);
    await timeBoth(product, path, { origin: bareOrigin, pid: bare.pid ?? 0 });
  } finally {
    bare.kill();
  }
}

async function timeBoth(product: Product, path: string, bare: { readonly origin: string; readonly pid: number }): Promise<void> {
  const rounds: { readonly ours: number; readonly theirs: number }[] = [];
  let peakMb = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await perProcessorSecond(product.webUrl, path, product.pidOf('web'));
    peakMb = Math.max(peakMb, residentMb(product.pidOf('web')));
    rounds.push({ ours, theirs: await perProcessorSecond(bare.origin, '/', bare.pid) });
  }
  const ours = median(rounds.map((round) => round.ours));
  const ratio = median(rounds.map((round) => round.ours / round.theirs));
  const least = 1 / cachedPage.mostTimesABareServer;
  report({
    operation: `cached page ${path}, for each second of processor time`,
    unit: '/s',
    ours,
    limit: { name: 'bare node:http, the same HTML', value: median(rounds.map((round) => round.theirs)) },
    ratio,
    aim: `ratio ${least.toFixed(2)} or more`,
    cpuUs: 1_000_000 / ours,
    peakMb,
  });
  if (ratio < least) process.exitCode = 1;
}

/** The pages of the list and the newest alert, each with its own style sheet and icon, in the coding that a browser would take. */
async function weigh(product: Product): Promise<void> {
  const text = async (path: string) => (await fetch(`${product.webUrl}${path}`)).text();
  const alert = /href="(\/en\/alerts\/HL-[^"/]+)"/u.exec(await text('/en/alerts'))?.[1];
  if (alert === undefined) throw new Error('the list of alerts is empty');
  for (const path of [...PAGES, alert]) {
    const page = await text(path);
    const css = gzipSync(await text(/<link rel="stylesheet" href="([^"]+)"/u.exec(page)?.[1] ?? '')).length;
    const icon = gzipSync(await text(/<link rel="icon" href="([^"]+)"/u.exec(page)?.[1] ?? '')).length;
    const html = gzipSync(page).length;
    const scripts = [...page.matchAll(/<script(?![^>]*application\/ld\+json)/gu)].length;
    const all = html + css + icon;
    const isWithin = scripts <= BUDGET.scripts && css <= BUDGET.cssGzipBytes && html <= BUDGET.htmlGzipBytes && all <= BUDGET.transferBytes;
    const verdict = isWithin ? '' : ': OVER THE BUDGET';
    process.stdout.write(`${path}: HTML ${html} + CSS ${css} + icon ${icon} = ${all} bytes, gzip; ${scripts} scripts${verdict}\n`);
    if (!isWithin) process.exitCode = 1;
  }
}

async function run(): Promise<void> {
  const cluster = await startTestCluster();
  process.env['TEST_CLUSTER_URL'] = cluster.adminUrl;
  try {
    const product = await Product.withPages({ LOG_LEVEL: 'warn' });
    try {
      await weigh(product);
      for (const path of ['/en', '/tc/alerts']) await compare(product, path);
    } finally {
      await product.stop();
    }
  } finally {
    await cluster.stop();
  }
}

if (process.argv[2] === 'bare') serve();
else await run();
