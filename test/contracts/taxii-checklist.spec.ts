import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

it('each of the 52 requirements of TAXII 2.1 (T01 to T52) has a test that is named after it', () => {
  const folder = new URL('./', import.meta.url);
  const files = readdirSync(folder).filter((name) => /^taxii-.*\.spec\.ts$/.test(name) && !name.includes('checklist'));
  const named = new Set(
    files.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/(?:it|describe)(?:\.each\([\s\S]*?\))?\(\s*'((?:T\d\d(?:, )?)+)/g)].flatMap(
        ([, ids]) => ids?.split(', ') ?? [],
      ),
    ),
  );
  const all = Array.from({ length: 52 }, (_, at) => `T${String(at + 1).padStart(2, '0')}`);
  expect(all.filter((id) => !named.has(id))).toEqual([]);
});
