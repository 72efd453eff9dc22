import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './committed-files.js';

interface LockfileStep {
  checkLockfile(): void;
  faultsOf(entry: { integrity?: string; link?: boolean; resolved?: string }): string[];
}

interface JestResultStep {
  readJestResult(file: string): { passed: number; failed: number; skipped: string[] };
}

async function script<Step>(path: string): Promise<Step> {
  return (await import(pathToFileURL(join(ROOT, 'scripts', path)).href)) as Step;
}

describe('npm test', () => {
  it('accepts our lockfile', async () => {
    const { checkLockfile } = await script<LockfileStep>('test/lockfile.mjs');
    expect(checkLockfile).not.toThrow();
  });

  it('refuses a package that no sha512 pins, one from a folder and one with a download address', async () => {
    const { faultsOf } = await script<LockfileStep>('test/lockfile.mjs');
    expect(faultsOf({ integrity: 'sha512-abc' })).toEqual([]);
    expect(faultsOf({ integrity: 'sha1-abc' })).toEqual(['has no sha512 integrity']);
    expect(faultsOf({})).toEqual(['has no sha512 integrity']);
    expect(faultsOf({ link: true })).toEqual(['is a link to a folder']);
    expect(faultsOf({ integrity: 'sha512-abc', resolved: 'git+ssh://git@host.example/a.git' })).toHaveLength(1);
  });

  it('counts a file that could not be run as a failure, and names what was skipped', async () => {
    const { readJestResult } = await script<JestResultStep>('test/jest-result.mjs');
    const folder = mkdtempSync(join(tmpdir(), 'harbourlight-result-'));
    try {
      const file = join(folder, 'result.json');
      const assertionResults = [
        { status: 'passed', fullName: 'one' },
        { status: 'pending', fullName: 'needs Redis' },
        { status: 'todo', fullName: 'not written' },
      ];
      writeFileSync(
        file,
        JSON.stringify({ numPassedTests: 1, numFailedTests: 2, numRuntimeErrorTestSuites: 3, testResults: [{ assertionResults }] }),
      );
      expect(readJestResult(file)).toEqual({ passed: 1, failed: 5, skipped: ['needs Redis', 'not written'] });
      expect(() => readJestResult(join(folder, 'missing.json'))).toThrow('Jest ended without a result');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
