import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#libs/embedded';
import { serviceUrl } from '#libs/database';
import { testDatabase } from './test-database.js';
import type { TestDatabase } from './test-database.js';

export const PROCESSES = ['api', 'worker'] as const;
export type ProcessName = (typeof PROCESSES)[number] | 'web';

interface Ports extends Readonly<Record<ProcessName, number>> {
  /** Whether the pages are served too; most stories are told at the API alone. */
  readonly hasPages: boolean;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

/** The built product as processes of their own, on a database of its own: what journeys and faults are told about. */
export class Product {
  private readonly running = new Map<string, ChildProcess>();
  private readonly output: string[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly dataDir: string,
    private readonly ports: Ports,
    private readonly extra: Readonly<Record<string, string>>,
  ) {}

  /** Starts api and worker and waits until both are ready. `extra` is added to their environment. */
  static async start(extra: Readonly<Record<string, string>> = {}): Promise<Product> {
    return Product.seeded(PROCESSES, extra);
  }

  /** The same with the pages, at `webUrl`. */
  static async withPages(extra: Readonly<Record<string, string>> = {}): Promise<Product> {
    return Product.seeded([...PROCESSES, 'web'], extra);
  }

  private static async seeded(names: readonly ProcessName[], extra: Readonly<Record<string, string>>): Promise<Product> {
    const database = await testDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'harbourlight-product-'));
    const product = new Product(database, dataDir, await freePorts(names.includes('web')), extra);
    try {
      await product.cli(['demo', 'seed']);
      await product.runAll(names);
    } catch (error) {
      await product.stop();
      throw error;
    }
    return product;
  }

  /** The api alone, on a database that is there already; stopping it drops the database. */
  static async over(database: TestDatabase, extra: Readonly<Record<string, string>> = {}): Promise<Product> {
    const dataDir = await mkdtemp(join(tmpdir(), 'harbourlight-product-'));
    const product = new Product(database, dataDir, await freePorts(false), extra);
    try {
      await product.run('api');
    } catch (error) {
      await product.stop();
      throw error;
    }
    return product;
  }

  get apiUrl(): string {
    return this.urlOf('api');
  }

  get workerUrl(): string {
    return this.urlOf('worker');
  }

  /** Where the pages are, without a final slash; links in mails lead there. */
  get webUrl(): string {
    if (!this.ports.hasPages) throw new Error('this product was started without its pages');
    return this.urlOf('web');
  }

  private urlOf(name: ProcessName): string {
    return `http://127.0.0.1:${this.ports[name]}`;
  }

  /** All at once; where one does not start, the others are waited for, so that they can be ended. */
  private async runAll(names: readonly ProcessName[]): Promise<void> {
    const failed = (await Promise.allSettled(names.map((name) => this.run(name)))).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  /** Starts one process and waits until it is ready. */
  async run(name: ProcessName): Promise<void> {
    const child = this.spawn(`dist/apps/${name}/src/main.js`, [], name === 'web' ? this.openSettings() : this.serviceSettings(name));
    this.running.set(name, child);
    await this.untilReady(name, child);
  }

  /** The process's number, to read what it costs. */
  pidOf(name: ProcessName): number {
    const pid = this.running.get(name)?.pid;
    if (pid === undefined) throw new Error(`${name} does not run`);
    return pid;
  }

  /** `kill -9`, as a machine that loses its power would. */
  async kill(name: ProcessName): Promise<void> {
    await this.end(name, 'SIGKILL');
  }

  /** Ends all processes as an operator would; the database stays as it is. */
  async halt(): Promise<void> {
    await Promise.all([...this.running.keys()].map((name) => this.end(name, 'SIGTERM')));
  }

  /** Runs a command of `npm run cli` and answers its stdout; throws with its stderr where it fails. */
  async cli(args: readonly string[]): Promise<string> {
    const child = this.spawn('dist/apps/cli/src/main.js', args, this.settings(this.database.adminUrl), true);
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`cli ${args.join(' ')} ended with ${String(code)}: ${stderr}${stdout}`);
    return stdout;
  }

  /** A token of a demonstration account, made as an operator makes one. */
  async tokenOf(email: string): Promise<string> {
    return (await this.cli(['token', 'create', '--as', email, '--scopes', 'read,write,subscribe,admin'])).trim();
  }

  /** Everything that the processes have written, for tests that look for what must not be there. */
  get log(): string {
    return this.output.join('');
  }

  /** `KEEP_LOG` names a file for what the processes wrote, to look at after a test has failed. */
  async stop(): Promise<void> {
    await this.halt();
    const keptLog = process.env['KEEP_LOG'];
    if (keptLog !== undefined) await writeFile(keptLog, this.log);
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private spawn(script: string, args: readonly string[], settings: Readonly<Record<string, string>>, isCommand = false): ChildProcess {
    const child = spawn(process.execPath, [script, ...args], {
      env: { PATH: process.env['PATH'], ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (!isCommand) {
      child.stdout.on('data', (chunk: Buffer) => this.output.push(chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => this.output.push(chunk.toString()));
    }
    return child;
  }

  private serviceSettings(name: 'api' | 'worker'): Record<string, string> {
    return this.settings(serviceUrl(this.database.adminUrl, `harbourlight_${name}`, this.database.secretKey));
  }

  private settings(databaseUrl: string): Record<string, string> {
    return { ...this.openSettings(), DATABASE_URL: databaseUrl, SECRET_KEY: this.database.secretKey };
  }

  /** All that the web process is given: no secret, and no way to the database. */
  private openSettings(): Record<string, string> {
    return {
      NODE_ENV: 'production',
      API_PORT: String(this.ports.api),
      WORKER_PORT: String(this.ports.worker),
      WEB_PORT: String(this.ports.web),
      DATA_DIR: this.dataDir,
      DEMO: 'true',
      ALLOW_LOOPBACK_WEBHOOKS: 'true',
      PUBLIC_API_URL: this.apiUrl,
      PUBLIC_WEB_URL: this.ports.hasPages ? this.webUrl : 'http://127.0.0.1:3000',
      ...this.extra,
    };
  }

  private async untilReady(name: ProcessName, child: ChildProcess): Promise<void> {
    const url = `${this.urlOf(name)}/health/ready`;
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (performance.now() < deadline) {
      if (child.exitCode !== null) break;
      const response = await fetch(url).catch(() => undefined);
      if (response?.status === 200) return;
      await pause(50);
    }
    throw new Error(`${name} did not become ready:\n${this.log.slice(-4_000)}`);
  }

  private async end(name: string, signal: NodeJS.Signals): Promise<void> {
    const child = this.running.get(name);
    this.running.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }
}

async function freePorts(hasPages: boolean): Promise<Ports> {
  return { api: await freePort(), worker: await freePort(), web: await freePort(), hasPages };
}
