/** A terminal signals every process of a command at once, and those that run it pass the signal on: within this time it is the same one. */
const SAME_SIGNAL_MS = 1_000;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type SignalName = keyof typeof EXIT_CODES;
const NAMES = Object.keys(EXIT_CODES) as SignalName[];

/** Lets work that is asked to end finish what is under way and tell of it. Asked once more, the process ends as it would have. */
export class Interruption {
  private readonly stop = new AbortController();
  private first: { readonly name: SignalName; readonly atMs: number } | undefined;

  constructor(private readonly onFirst: () => void) {
    for (const name of NAMES) process.on(name, this.ask);
  }

  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /** Which signal it was, and the exit code that a shell expects of it. */
  get asked(): { readonly name: SignalName; readonly exitCode: number } | undefined {
    return this.first && { name: this.first.name, exitCode: EXIT_CODES[this.first.name] };
  }

  end(): void {
    for (const name of NAMES) process.off(name, this.ask);
  }

  private readonly ask = (name: SignalName): void => {
    const atMs = performance.now();
    if (this.first === undefined) {
      this.first = { name, atMs };
      this.stop.abort();
      this.onFirst();
    } else if (atMs - this.first.atMs > SAME_SIGNAL_MS) {
      this.end();
      process.kill(process.pid, name);
    }
  };
}
