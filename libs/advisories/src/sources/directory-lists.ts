import type { ListedDocument } from './provider.js';

const DOCUMENT = /\.json$/i;

/**
 * Reads changes.csv (CSAF 2.0 section 7.1.13): a path and an instant in each line, with or without quotation marks. Lines that name no
 * document are passed over, a heading among them.
 */
export function readChanges(text: string, directoryUrl: string): readonly ListedDocument[] {
  return linesOf(text).flatMap((line) => {
    const [, path = '', changed = ''] = /^\s*"?([^",]+)"?\s*[,;]\s*"?([^",]*)"?/.exec(line) ?? [];
    return DOCUMENT.test(path.trim()) ? [{ urls: placesOf(directoryUrl, path.trim()), changed: changed.trim() }] : [];
  });
}

/** Reads index.txt (section 7.1.12), which does not say when anything changed. */
export function readIndex(text: string, directoryUrl: string): readonly ListedDocument[] {
  return linesOf(text).flatMap((line) => {
    const path = line.trim().replaceAll(/^"|"$/g, '');
    return DOCUMENT.test(path) ? [{ urls: placesOf(directoryUrl, path), changed: '' }] : [];
  });
}

function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n|\r/);
}

/**
 * Where a path of a list leads: from the folder of the list, as the standard says, or from the root of the repository, as some publishers
 * write it. A path that begins as the folder ends (`csaf_files/IT/white/2024/x.json` in `…/csaf_files/IT/white/`) is of the second kind.
 */
export function placesOf(directoryUrl: string, path: string): readonly string[] {
  if (URL.canParse(path)) return [new URL(path).href];
  const base = new URL(directoryUrl);
  const relative = path.replace(/^\/+/, '');
  const plain = new URL(relative, base).href;
  const folders = base.pathname.split('/').filter((part) => part !== '');
  const parts = relative.split('/');
  for (let shared = Math.min(folders.length, parts.length - 1); shared > 0; shared -= 1) {
    const isOverlap = folders.slice(-shared).every((folder, index) => folder === parts[index]);
    if (isOverlap) return [new URL(parts.slice(shared).join('/'), base).href, plain];
  }
  return [plain];
}
