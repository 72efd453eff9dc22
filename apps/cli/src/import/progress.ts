import type { Terminal } from '../terminal.js';

/** How often a line is written over, and, where it cannot be, after how many documents another is written. */
const EVERY_MS = 100;
const EVERY_DOCUMENTS = 100;
/** A rate of less than this is not one yet. */
const RATE_AFTER_MS = 500;

/** Tells a waiting person how far an import is. `nowMs` runs on, whatever the time of day does. */
export class ImportProgress {
  private readonly startedMs: number;
  private toldMs = Number.NEGATIVE_INFINITY;
  private told = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.startedMs = nowMs();
  }

  /** `done` documents of `total`, where that is known. */
  tell(done: number, total?: number): void {
    const nowMs = this.nowMs();
    if (this.terminal.isInteractive) {
      if (nowMs - this.toldMs < EVERY_MS && done !== total) return;
      this.terminal.rewrite(progressLine(done, total, nowMs - this.startedMs));
    } else if (Math.floor(done / EVERY_DOCUMENTS) > Math.floor(this.told / EVERY_DOCUMENTS)) {
      this.terminal.err(progressLine(done, total, nowMs - this.startedMs));
    }
    this.told = done;
    this.toldMs = nowMs;
  }

  /** `done` advisories of the document under way. */
  tellWithin(done: number, of: number): void {
    const nowMs = this.nowMs();
    const line = `${done} of ${of} advisories of one document`;
    if (this.terminal.isInteractive) {
      if (nowMs - this.toldMs < EVERY_MS) return;
      this.terminal.rewrite(line);
      this.toldMs = nowMs;
    } else if (done > 0 && done % EVERY_DOCUMENTS === 0) {
      this.terminal.err(line);
    }
  }

  end(): void {
    if (this.terminal.isInteractive) this.terminal.rewrite('');
  }
}

/** `120 of 150 documents, 41/s, 1 s left` */
export function progressLine(done: number, total: number | undefined, elapsedMs: number): string {
  const parts = [total === undefined ? `${done} documents` : `${done} of ${total} documents`];
  if (elapsedMs >= RATE_AFTER_MS && done > 0) {
    const perSecond = done / (elapsedMs / 1_000);
    parts.push(`${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`);
    if (total !== undefined && total > done) parts.push(`${duration((total - done) / perSecond)} left`);
  }
  return parts.join(', ');
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
