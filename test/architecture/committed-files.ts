import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Fewer would mean that the listing failed, and that every test over it passed for nothing. */
const AT_LEAST = 60;

/** Paths, relative to the root, of all files that are committed or about to be. */
export function committedFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  });
  const files = listed.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)));
  if (files.length < AT_LEAST) throw new Error(`Only ${files.length} files were found; at least ${AT_LEAST} were expected.`);
  return files;
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
