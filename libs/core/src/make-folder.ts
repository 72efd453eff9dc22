import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DomainError } from './domain-error.js';

const OWNER_ONLY = { folder: 0o700, file: 0o600 };

/** What the system answers, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this account may not write there',
  EPERM: 'the system does not allow it',
  ENOENT: 'no folder can be made at this place',
  ENOTDIR: 'something on the way to it is a file',
  EEXIST: 'something on the way to it is a file',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'there is no room left',
  EDQUOT: 'there is no room left',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
  ERR_INVALID_ARG_VALUE: 'its name holds a character that no name may hold',
};

/**
 * Makes a folder for its owner's eyes only, with the folders above it, and answers the topmost one that was new. One level at a time:
 * Node's recursive mkdir never comes back where the system says "not found" although the folder above is there, as under /proc.
 * Throws the system's error.
 */
export function makeFolder(path: string): string | undefined {
  const folder = resolve(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return undefined;
  const above = dirname(folder);
  const topmost = above === folder ? undefined : makeFolder(above);
  try {
    mkdirSync(folder, { mode: OWNER_ONLY.folder });
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && statSync(folder).isDirectory()) return topmost;
    if (topmost !== undefined) removeEmpty(above, topmost);
    throw error;
  }
  return topmost ?? folder;
}

/**
 * Makes the data folder and proves that files can be written, kept and renamed in it. Throws DATA_FOLDER_UNUSABLE (unavailable) with a
 * sentence for whoever set it; what was made for nothing is taken away again.
 */
export function openDataFolder(path: string): void {
  let made: string | undefined;
  try {
    made = makeFolder(path);
    probe(path);
  } catch (error) {
    if (made !== undefined) removeEmpty(resolve(path), made);
    const code = codeOf(error);
    const reason = REASONS[code] ?? 'the system refuses it';
    throw new DomainError(
      'unavailable',
      'DATA_FOLDER_UNUSABLE',
      `The data folder ${path} cannot be used: ${reason} (${code}). Set DATA_DIR to a folder that you may write.`,
      { cause: error },
    );
  }
}

function probe(folder: string): void {
  const file = join(folder, `.probe-${process.pid}`);
  try {
    const opened = openSync(file, 'w', OWNER_ONLY.file);
    try {
      writeSync(opened, 'written to find out whether this folder keeps files\n');
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(file, `${file}.kept`);
  } finally {
    for (const name of [file, `${file}.kept`]) rmSync(name, { force: true });
  }
}

/** From `folder` up to `topmost`; a folder in which something lies stays. */
function removeEmpty(folder: string, topmost: string): void {
  try {
    rmdirSync(folder);
  } catch {
    return;
  }
  if (folder !== topmost) removeEmpty(dirname(folder), topmost);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'UNKNOWN';
}
