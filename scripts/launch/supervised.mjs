// One process of the installation, kept running until it is told to stop.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Refusal, say } from '../prepare.mjs';
import { follow } from './log-lines.mjs';

const STOP_WITH_PARENT = new URL('./stop-with-parent.mjs', import.meta.url).href;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** One that ran this long was well: its next failure begins again with the short pause. */
const WELL_AFTER_MS = 60_000;
const READY_WITHIN_MS = 120_000;
const KILL_AFTER_MS = 20_000;

export class Supervised {
  #child;
  #isStopping = false;
  #wasReady = false;
  #isRestarting = false;
  #pauseMs = FIRST_PAUSE_MS;
  #startedMs = 0;
  #pauseTimer;

  /** `{ name, nodeFlags, script, environment, healthUrl, log, showFrom, onChange }`; `onChange` is told of every new process. */
  constructor(options) {
    this.options = options;
  }

  get pid() {
    return this.#child?.pid;
  }

  /** Starts the process and answers when it says that it is ready. */
  async start() {
    this.#spawn();
    await this.#waitUntilReady();
    this.#wasReady = true;
  }

  /** A new process for a new build. */
  async restart() {
    this.#isRestarting = true;
    await this.#end();
    this.#isRestarting = false;
    if (!this.#isStopping) this.#spawn();
  }

  async stop() {
    this.#isStopping = true;
    clearTimeout(this.#pauseTimer);
    await this.#end();
  }

  #spawn() {
    const { name, nodeFlags = [], script, environment, log, showFrom, onChange } = this.options;
    // Its own session: Ctrl-C reaches the launcher alone, which stops the processes in order.
    const child = spawn(process.execPath, [...nodeFlags, '--import', STOP_WITH_PARENT, fileURLToPath(script)], {
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    follow(child, name, log, showFrom);
    child.once('error', (error) => say(`[${name}] cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => this.#onExit(code, signal));
    this.#child = child;
    this.#startedMs = performance.now();
    onChange();
  }

  #onExit(code, signal) {
    const isFirstStartFailed = !this.#wasReady && signal === null;
    if (this.#isStopping || this.#isRestarting || isFirstStartFailed) return;
    if (performance.now() - this.#startedMs > WELL_AFTER_MS) this.#pauseMs = FIRST_PAUSE_MS;
    const why = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
    say(`[${this.options.name}] ${why}; starting it again in ${this.#pauseMs / 1000} s`);
    this.#pauseTimer = setTimeout(() => this.#spawn(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  async #waitUntilReady() {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline && !this.#isStopping) {
      if (this.#child.exitCode !== null) {
        // A wrong setting does not become right by trying again.
        throw new Refusal(`The ${this.options.name} ended with code ${this.#child.exitCode} while starting; the reason stands above.`);
      }
      if (await isReady(this.options.healthUrl)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    if (!this.#isStopping) throw new Refusal(`The ${this.options.name} was not ready within ${READY_WITHIN_MS / 1000} s. See its log.`);
  }

  async #end() {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const kill = setTimeout(() => {
      say(`[${this.options.name}] did not end within ${KILL_AFTER_MS / 1000} s and is killed`);
      child.kill('SIGKILL');
    }, KILL_AFTER_MS);
    child.kill('SIGTERM');
    await exited;
    clearTimeout(kill);
  }
}

async function isReady(url) {
  try {
    const { status, body } = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await body?.cancel();
    return status === 200;
  } catch {
    return false;
  }
}
