import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { makeFolder, openDataFolder } from './make-folder.js';

describe('the data folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'harbourlight-folder-'));
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('is made with the folders above it, for its owner alone, and keeps no trace of the trial', () => {
    const folder = join(root, 'a', 'b', 'c');
    openDataFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual([]);
    expect(makeFolder(folder)).toBeUndefined();
  });

  it.each([
    ['under a file', (): string => join(aFile(), 'data'), 'something on the way to it is a file'],
    ['that is a file', aFile, 'something on the way to it is a file'],
    ['with a name that is too long', (): string => join(root, 'new', 'x'.repeat(300)), 'its name is too long'],
  ])('is refused in one sentence at a place %s', (_, place, reason) => {
    const folder = place();
    expect(() => {
      openDataFolder(folder);
    }).toThrow(`The data folder ${folder} cannot be used: ${reason}`);
    expect(existsSync(join(root, 'new'))).toBe(false);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux.each(['/proc/harbourlight/data', '/sys/harbourlight', '/dev/null/data'])('is refused at %s within seconds', (folder) => {
    const startedMs = performance.now();
    expect(() => {
      openDataFolder(folder);
    }).toThrow(`The data folder ${folder} cannot be used`);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  function aFile(): string {
    const file = join(root, 'file');
    writeFileSync(file, '');
    return file;
  }
});
