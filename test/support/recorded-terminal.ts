import type { Terminal } from '../../apps/cli/src/terminal.js';

/** A terminal that keeps what is written to it, for tests. */
export class RecordedTerminal implements Terminal {
  readonly answer: string[] = [];
  readonly said: string[] = [];
  readonly rewritten: string[] = [];

  constructor(
    readonly isInteractive = false,
    private readonly input = '',
  ) {}

  out(line: string): void {
    this.answer.push(...line.split('\n'));
  }

  err(line: string): void {
    this.said.push(...line.split('\n'));
  }

  rewrite(text: string): void {
    if (this.isInteractive) this.rewritten.push(text);
  }

  readInput(): Promise<Buffer> {
    return Promise.resolve(Buffer.from(this.input));
  }
}
