import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { invalid } from '#libs/core';
import { DOCUMENT_LIMITS, DOCUMENT_NAME, PACKED_ADVICE, PACKED_NAME, TOO_LARGE_ADVICE } from './document-in.js';
import type { DocumentIn, DocumentLimits } from './document-in.js';
import { documentsInArchive } from './documents-in-archive.js';

const ARCHIVE = /\.(tar|tar\.gz|tgz)$/i;
const MAX_FOLDER_DEPTH = 50;

/**
 * The documents of a file, of a folder (recursive, in order of their names, `*.json`, `*.stix` and `*.stix2` only, symbolic links not followed out of it) or of
 * a `.tar`, `.tar.gz` or `.tgz`. A bad entry is one refusal and the rest goes on. Throws `invalid` where there is no such file or folder.
 */
export async function* documentsIn(path: string, limits: DocumentLimits = DOCUMENT_LIMITS): AsyncGenerator<DocumentIn, void, undefined> {
  const found = await stat(path).catch((error: unknown) => {
    throw invalid([{ path: '', expected: 'a file or a folder that can be read', received: `${path} (${reasonOf(error)})` }]);
  });
  if (found.isDirectory()) yield* documentsInFolder({ root: await realpath(path), limits, seen: 0 }, path, 0);
  else if (!found.isFile()) yield { source: path, refused: 'It is neither a file nor a folder.' };
  else if (ARCHIVE.test(path)) yield* documentsInArchive(path, limits);
  else yield documentIn(path, await realpath(path), found.size, limits);
}

interface Walk {
  /** The folder itself, without symbolic links: nothing outside it is read. */
  readonly root: string;
  readonly limits: DocumentLimits;
  seen: number;
}

async function* documentsInFolder(walk: Walk, folder: string, depth: number): AsyncGenerator<DocumentIn, void, undefined> {
  const names = await readdir(folder).catch(reasonOf);
  if (typeof names === 'string' || depth > MAX_FOLDER_DEPTH) {
    yield { source: folder, refused: typeof names === 'string' ? `The folder cannot be read (${names}).` : 'The folder lies too deep.' };
    return;
  }
  for (const name of names.sort()) {
    walk.seen += 1;
    if (walk.seen > walk.limits.maxEntries) {
      if (walk.seen === walk.limits.maxEntries + 1)
        yield { source: folder, refused: `There are more than ${walk.limits.maxEntries} files.` };
      return;
    }
    const source = join(folder, name);
    const entry = await lstat(source).catch(reasonOf);
    if (typeof entry === 'string') yield { source, refused: `It cannot be read (${entry}).` };
    else if (entry.isDirectory()) yield* documentsInFolder(walk, source, depth + 1);
    else if (DOCUMENT_NAME.test(name)) yield await fileInFolder(walk, source, entry.isSymbolicLink(), entry.size);
    else if (PACKED_NAME.test(name)) yield { source, refused: PACKED_ADVICE };
    else if (entry.isSymbolicLink() && (await leadsToFolder(source)))
      yield { source, refused: 'It is a symbolic link to a folder, which is not followed.' };
  }
}

async function leadsToFolder(source: string): Promise<boolean> {
  return stat(source).then((found) => found.isDirectory(), () => false); // prettier-ignore
}

async function fileInFolder(walk: Walk, source: string, isLink: boolean, size: number): Promise<DocumentIn> {
  if (!isLink) return documentIn(source, source, size, walk.limits);
  const target = await realpath(source).catch(reasonOf);
  if (!target.startsWith(walk.root + sep)) return { source, refused: 'It is a symbolic link that leads out of the folder.' };
  return documentIn(source, target, (await stat(target)).size, walk.limits);
}

function documentIn(source: string, file: string, size: number, { maxEntryBytes }: DocumentLimits): DocumentIn {
  if (size > maxEntryBytes) return { source, refused: `It has ${size} bytes; at most ${maxEntryBytes} are read. ${TOO_LARGE_ADVICE}` };
  return { source, read: () => readWhole(file, maxEntryBytes) };
}

/** Does not follow a link that took the file's place, and does not wait for a writer where the file became a pipe. */
async function readWhole(file: string, maxBytes: number): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error: unknown) => {
    throw invalid([{ path: '', expected: 'a file that can be read', received: reasonOf(error) }]);
  });
  try {
    const { size, isRegular } = await handle.stat().then((found) => ({ size: found.size, isRegular: found.isFile() }));
    if (!isRegular || size > maxBytes)
      throw invalid([{ path: '', expected: `a file of at most ${maxBytes} bytes`, received: `${size} bytes` }]);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
