/**
 * What a cached public page costs: the processor time that the web process spends on a request against that of a bare node:http server which
 * sends the same HTML, in interleaved rounds, median of the ratios; and how many bytes a visitor loads. Run: `npm run bench -- web/pages`.
 * REQUESTS and ROUNDS change the size. Fails above the budgets of budgets.json. Processor time is read from /proc, so on Linux alone.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Pool } from 'undici';
import { Product } from '../../test/support/product.js';
import { startTestCluster } from '../../test/support/test-cluster.js';

const REQUESTS = Number(process.env['REQUESTS'] ?? 20_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const IN_FLIGHT = 20;
const TICKS_PER_SECOND = 100;
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

/** Seconds of processor time, of the program and of the system for it, since it began (proc(5), fields 14 and 15). */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Requests for each second of processor time. */
async function perProcessorSecond(origin: string, path: string, pid: number): Promise<number> {
  const pool = new Pool(origin, { connections: IN_FLIGHT, pipelining: 1 });
  const startedAt = processorSeconds(pid);
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
  return REQUESTS / (processorSeconds(pid) - startedAt);
}

async function compare(product: Product, html: string): Promise<void> {
  const bare = fork(fileURLToPath(import.meta.url), ['bare']);
  try {
    const port = await new Promise<number>((resolve) => {
      bare.once('message', (told) => {
        resolve(Number(told));
      });
      bare.send(html);
    });
    const bareOrigin = `http://127.0.0.1:${port}`;
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const ours = await perProcessorSecond(product.webUrl, '/en', product.pidOf('web'));
      const theirs = await perProcessorSecond(bareOrigin, '/', bare.pid ?? 0);
      ratios.push(theirs / ours);
      process.stdout.write(
        `cached page ${Math.round(ours)}, bare server ${Math.round(theirs)} requests for each second of processor time\n`,
      );
    }
    const ratio = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Infinity;
    process.stdout.write(`ratio ${ratio.toFixed(2)} (at most ${cachedPage.mostTimesABareServer})\n`);
    if (ratio > cachedPage.mostTimesABareServer) process.exitCode = 1;
  } finally {
    bare.kill();
  }
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
      await compare(product, await (await fetch(`${product.webUrl}/en`)).text());
    } finally {
      await product.stop();
    }
  } finally {
    await cluster.stop();
  }
}

if (process.argv[2] === 'bare') serve();
else await run();
