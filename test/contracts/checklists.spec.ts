import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const FOLDER = new URL('./', import.meta.url);
const NAMED = /(?:it|describe)(?:\.each\([\s\S]*?\))?\(\s*'((?:[A-Z]\d\d(?:, )?)+)/g;

it.each([
  ['TAXII 2.1', 'T', 52],
  ['the CSAF 2.0 trusted provider', 'C', 27],
  ['TLP 2.0', 'L', 16],
])('each requirement of %s has a test that is named after it', (_standard, letter, count) => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.spec.ts'));
  const named = new Set(
    files.flatMap((name) => [...readFileSync(new URL(name, FOLDER), 'utf8').matchAll(NAMED)].flatMap(([, ids]) => ids?.split(', ') ?? [])),
  );
  const all = Array.from({ length: count }, (_, at) => `${letter}${String(at + 1).padStart(2, '0')}`);
  expect(all.filter((id) => !named.has(id))).toEqual([]);
});
