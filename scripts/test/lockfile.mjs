import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../prepare.mjs';

/** Fewer would mean that the file was not read, not that the project has become small. */
const AT_LEAST = 500;

/** Refuses a lockfile with an entry that its hash does not pin, or that comes from git or a folder, or that names a registry. */
export function checkLockfile() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(packages).filter(([path]) => path !== '');
  const wrong = entries.flatMap(([path, entry]) => faultsOf(entry).map((fault) => `package-lock.json: ${path}: ${fault}`));
  if (entries.length < AT_LEAST) wrong.push(`package-lock.json: ${entries.length} entries; at least ${AT_LEAST} were expected`);
  if (wrong.length > 0) throw new Error(wrong.slice(0, 20).join('\n'));
}

export function faultsOf({ integrity, link, resolved, inBundle }) {
  const faults = [];
  if (link === true) faults.push('is a link to a folder');
  else if (!integrity?.startsWith('sha512-') && inBundle !== true) faults.push('has no sha512 integrity');
  if (resolved !== undefined) faults.push('holds a download address; write the lockfile with omit-lockfile-registry-resolved');
  return faults;
}
