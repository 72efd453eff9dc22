import { isatty } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import type { Terminal } from './terminal.js';

const MAX_INPUT_BYTES = 2_000_000;
const ERASE_LINE = '\r\u001b[2K';

/** The terminal of this process. */
export class ProcessTerminal implements Terminal {
  readonly isInteractive = isatty(process.stderr.fd);

  constructor() {
    // A reader that has seen enough (`| head`) closes the pipe: nothing is left to tell it.
    process.stdout.on('error', () => undefined);
    process.stderr.on('error', () => undefined);
  }

  out(line: string): void {
    process.stdout.write(`${harmless(line)}\n`);
  }

  err(line: string): void {
    process.stderr.write(`${harmless(line)}\n`);
  }

  rewrite(text: string): void {
    if (!this.isInteractive) return;
    // A line that wraps could not be written over.
    const fits = stripVTControlCharacters(text).slice(0, (process.stderr.columns || 80) - 1);
    process.stderr.write(`${ERASE_LINE}${fits}`);
  }

  async readInput(): Promise<Buffer> {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of process.stdin) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size > MAX_INPUT_BYTES) break;
    }
    return Buffer.concat(parts);
  }

  /** Answers when everything written has left the process. */
  async flush(): Promise<void> {
    await Promise.all(
      [process.stdout, process.stderr].map(
        (stream) =>
          new Promise<void>((resolve) => {
            stream.write('', () => {
              resolve();
            });
          }),
      ),
    );
  }
}

/** Documents and file names are strangers' texts: no control character of theirs moves the cursor or renames the window. */
function harmless(line: string): string {
  return line.replace(/[^\P{Cc}\t\n]/gu, '\ufffd');
}
