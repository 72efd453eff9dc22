// The processes' logs: all of it into a file, what a person should see on the terminal.
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { say } from '../prepare.mjs';

const KEEP_BYTES = 20_000_000;
const LEVELS = { 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

/** A file stream for one process's log; a log that has grown large is put aside as `.1`. */
export function openLog(dataDir, name) {
  const file = join(dataDir, 'logs', `${name}.log`);
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  if (existsSync(file) && statSync(file).size > KEEP_BYTES) renameSync(file, `${file}.1`);
  return createWriteStream(file, { flags: 'a', mode: 0o600 });
}

/** Copies a child's output to the log; shows entries of `showFrom` (a pino level) on and everything that is no entry. */
export function follow(child, name, log, showFrom) {
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      const shown = readable(line, showFrom);
      if (shown !== undefined) say(`[${name}] ${shown}`);
    });
  }
}

function readable(line, showFrom) {
  if (!line.startsWith('{')) return line.trim() === '' ? undefined : line;
  try {
    const { level, msg, err } = JSON.parse(line);
    if (typeof level === 'number' && level < showFrom) return undefined;
    return [LEVELS[level] ?? level, msg, err?.message].filter(Boolean).join(' ');
  } catch {
    return line;
  }
}
