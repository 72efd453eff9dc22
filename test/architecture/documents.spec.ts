import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ENVIRONMENT } from '#libs/config';
import { committedFiles, read, ROOT } from './committed-files.js';

const documents = committedFiles().filter((path) => /^(docs\/.*|[A-Z]+)\.md$/u.test(path));
const files = committedFiles();

/** A path of this repository, a folder or file of it, or the end of such a path. */
function exists(path: string): boolean {
  const wanted = path.replace(/\/$/u, '');
  return files.some((file) => `/${file}`.endsWith(`/${wanted}`) || `/${file}`.includes(`/${wanted}/`));
}

describe('the documents', () => {
  it('are all there', () => {
    const needed = [
      'README',
      'CONTRIBUTING',
      'SECURITY',
      'CHANGELOG',
      'docs/architecture',
      'docs/glossary',
      'docs/operations',
      'docs/security',
    ];
    for (const name of needed) expect(documents).toContain(`${name}.md`);
    expect(documents.filter((path) => /^docs\/adr\/\d{4}-/u.test(path)).length).toBeGreaterThanOrEqual(12);
  });

  it('link to what exists', () => {
    const links = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/gu)].map(([, target]) => ({ path, target: target ?? '' })),
    );
    expect(links.length).toBeGreaterThanOrEqual(20);
    expect(links.filter(({ path, target }) => !existsSync(join(ROOT, dirname(path), target)))).toEqual([]);
  });

  it('name files and folders that exist', () => {
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/`((?:apps|libs|test|docs|migrations|scripts|bench)\/[\w./-]+)`/gu)].map(([, target]) => ({
        path,
        target: target ?? '',
      })),
    );
    expect(named.length).toBeGreaterThanOrEqual(30);
    expect(named.filter(({ target }) => !exists(target))).toEqual([]);
  });

  it('list every decision', () => {
    const index = read('docs/adr/README.md');
    const pages = documents.filter((path) => /^docs\/adr\/\d{4}-/u.test(path));
    for (const page of pages) expect(index).toContain(`(${page.slice('docs/adr/'.length)})`);
  });

  it('explain every setting, and none that is not there', () => {
    const section = /\n## Configuration\n([\s\S]*?)\n## /u.exec(read('docs/operations.md'))?.[1] ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    const explained = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z][A-Z0-9_]*)`/gu)].map(([, key]) => key ?? ''));
    expect(explained.sort()).toEqual(Object.keys(ENVIRONMENT.shape).sort());
  });
});

describe('the promises of docs/security.md', () => {
  const rows = read('docs/security.md')
    .split('\n')
    .filter((line) => /^\| P\d+ \|/u.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  it('are numbered from P1 to P25', () => {
    expect(rows.map(([, number]) => number)).toEqual(Array.from({ length: 25 }, (_, at) => `P${at + 1}`));
  });

  it('each name a test that exists, or say that there is none yet', () => {
    for (const [, number, , proof = '', missing = ''] of rows) {
      const tests = [...proof.matchAll(/`([\w/*.-]+)`/gu)].map(([, name]) => name ?? '').filter((name) => /[/.-]/u.test(name));
      expect([number, tests.length > 0 || missing !== '']).toEqual([number, true]);
      const absent = tests.filter((name) => !name.includes('*') && ![name, `${name}.spec.ts`].some(exists));
      expect([number, absent]).toEqual([number, []]);
    }
  });
});
