import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ValidationAnswer } from './validate-in-child.js';

/** Compiled (`.js`) beside compiled, source (`.ts`) beside source: the child is the file of our own kind. */
const SCRIPT = fileURLToPath(new URL(`./validate-in-child${extname(import.meta.url)}`, import.meta.url));
/** The largest process that is kept after a document; a fresh one has about 130 MB. */
const MAX_KEPT_BYTES = 400_000_000;

/** How a question to the process ended: an answer, a reason from the process, or no answer. */
export type Outcome = ValidationAnswer | { readonly failed: string } | 'died' | 'timed_out' | 'not_started' | 'closed';
/** What the process says by itself, once, when it has loaded its tests. */
export const READY = 'ready';

export interface ProcessLimits {
  /** For one document, from when the process is ready. */
  readonly timeoutMs: number;
  /** From the start of the process until it is ready. */
  readonly startMs: number;
  readonly maxHeapMegabytes: number;
  readonly idleMs: number;
}

/** One child process: started by the first question, asked one at a time, and replaced when it dies, hangs or has grown. */
export class ValidatorProcess {
  private child: ChildProcess | undefined;
  private readyChild: ChildProcess | undefined;
  private isClosed = false;
  private idleTimer: NodeJS.Timeout | undefined;
  private finish: (outcome: Outcome | typeof READY) => void = () => undefined;

  constructor(private readonly limits: ProcessLimits) {}

  async ask(bytes: Uint8Array): Promise<Outcome> {
    if (this.isClosed) return 'closed';
    clearTimeout(this.idleTimer);
    const child = (this.child ??= this.start());
    hold(child);
    const outcome = await this.answerWhenReady(child, bytes);
    release(child);
    const isGrown = typeof outcome === 'object' && 'isValid' in outcome && outcome.memoryBytes > MAX_KEPT_BYTES;
    if (isGrown || outcome === 'timed_out' || outcome === 'not_started') this.discard(child);
    this.idleTimer = setTimeout(() => {
      this.discard(child);
    }, this.limits.idleMs).unref();
    return this.isClosedNow() ? 'closed' : outcome;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.idleTimer);
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    hold(child);
    this.discard(child);
    this.finish('closed');
    await ended;
  }

  private isClosedNow(): boolean {
    return this.isClosed;
  }

  /** The time that starting takes on a busy machine is no fault of a document, so it does not count as the document's. */
  private async answerWhenReady(child: ChildProcess, bytes: Uint8Array): Promise<Outcome> {
    if (this.readyChild !== child) {
      const start = await this.wait(this.limits.startMs);
      if (start !== READY) return start === 'closed' ? start : 'not_started';
    }
    const answer = this.wait(this.limits.timeoutMs);
    child.send(bytes, (error) => {
      if (error) this.finish('died');
    });
    const outcome = await answer;
    return outcome === READY ? 'died' : outcome;
  }

  private wait(limitMs: number): Promise<Outcome | typeof READY> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.finish('timed_out');
      }, limitMs);
      this.finish = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
    });
  }

  /** Without environment, so without secrets; with Node's permissions, so without network, writing, and processes of its own. */
  private start(): ChildProcess {
    const child = fork(SCRIPT, [], {
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--permission', '--allow-fs-read=*', `--max-old-space-size=${this.limits.maxHeapMegabytes}`, '--no-warnings'],
    });
    child.on('message', (message) => {
      if (child !== this.child) return;
      if (message === READY) this.readyChild = child;
      this.finish(message as Outcome | typeof READY);
    });
    const died = () => {
      if (child !== this.child) return;
      this.child = undefined;
      this.finish('died');
    };
    child.on('exit', died);
    child.on('error', died);
    return child;
  }

  private discard(child: ChildProcess): void {
    if (child === this.child) this.child = undefined;
    child.kill('SIGKILL');
  }
}

/** While it works, the child keeps this process alive; idle, it must not. */
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}
