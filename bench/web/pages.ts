/**
 * What a cached public page costs: the processor time that the web process spends on a request against that of a bare node:http server which
 * sends the same HTML, in interleaved rounds, median of the ratios; and how many bytes a visitor loads. Run: `npm run bench -- web-pages`.
 * REQUESTS and ROUNDS change the size. Fails above the budgets (docs/architecture.md). Processor time is read from /proc, so on Linux alone.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Pool } from 'undici';
import { Product } from '../test/support/product.js';
import { startTestCluster } from '../test/support/test-cluster.js';

const REQUESTS = Number(process.env['REQUESTS'] ?? 20_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const IN_FLIGHT = 20;
const TICKS_PER_SECOND = 100;
const MOST_RATIO = 2;
const BUDGET_BYTES = { css: 14 * 1024, html: 12 * 1024, all: 30 * 1024 };
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
    process.stdout.write(`ratio ${ratio.toFixed(2)} (at most ${MOST_RATIO})\n`);
    if (ratio > MOST_RATIO) process.exitCode = 1;
  } finally {
    bare.kill();
  }
}

async function weigh(product: Product): Promise<void> {
  const text = async (path: string) => (await fetch(`${product.webUrl}${path}`)).text();
  const first = await text('/en');
  const css = gzipSync(await text(/<link rel="stylesheet" href="([^"]+)"/u.exec(first)?.[1] ?? '')).length;
  for (const path of PAGES) {
    const html = gzipSync(await text(path)).length;
    const isSmall = css <= BUDGET_BYTES.css && html <= BUDGET_BYTES.html && css + html <= BUDGET_BYTES.all;
    process.stdout.write(`${path}: HTML ${html} + CSS ${css} = ${css + html} bytes, gzip${isSmall ? '' : ': OVER THE BUDGET'}\n`);
    if (!isSmall) process.exitCode = 1;
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
