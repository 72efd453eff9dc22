import { describe, expect, it } from '@jest/globals';
import { committedFiles, read } from './committed-files.js';

const files = committedFiles()
  .map((path) => /^migrations\/(.*)\.ts$/u.exec(path)?.[1] ?? '')
  .filter((name) => name !== '' && name !== 'index')
  .sort();

describe('the migrations', () => {
  it('are numbered from 0001 on without a gap, and named after what each one does', () => {
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const [at, name] of files.entries()) {
      expect(name).toMatch(/^\d{4}(-[a-z0-9]+){2,}$/u);
      expect(name.slice(0, 4)).toBe(String(at + 1).padStart(4, '0'));
    }
  });

  it('are all listed in their order, so that none is forgotten and none runs early', () => {
    const index = read('migrations/index.ts');
    const imported = [...index.matchAll(/^import \{ (\w+) \} from '\.\/(.+)\.js';$/gmu)];
    expect(imported.map(([, , file]) => file)).toEqual(files);
    const listed = /MIGRATIONS = \[([^\]]*)\]/u.exec(index)?.[1] ?? '';
    expect(listed.match(/\w+/gu)).toEqual(imported.map(([, name]) => name));
  });
});
