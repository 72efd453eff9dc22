import { describe, expect, it } from '@jest/globals';
import { committedFiles } from './committed-files.js';

const NOTHINGS = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'manager', 'handler', 'misc']);
/** Also as the last word: a `delivery-manager` may be anything, while `common-passwords` are what they say. */
const EMPTY_ENDINGS = new Set(['utils', 'util', 'helpers', 'helper', 'manager', 'handler', 'misc']);

function saysNothing(part: string): boolean {
  const words = wordsOf(part.replace(/\..*$/u, ''));
  return NOTHINGS.has(words.join('-')) || EMPTY_ENDINGS.has(words.at(-1) ?? '');
}

/** The words of a name, whatever its spelling: `mail-handler.ts`, `mailHandler`, `mail_handler`. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/u);
}

describe('the rooms and files', () => {
  const ours = committedFiles().filter(
    (path) => /^(apps|libs|migrations|scripts|test|bench)\//u.test(path) && !path.startsWith('test/fixtures/'),
  );

  it('are named after something: rooms named after nothing attract everything', () => {
    const wrong = ours.filter((path) => path.split('/').some(saysNothing));
    expect(wrong).toEqual([]);
  });

  it('carry no Dto, Impl or leading I', () => {
    const wrong = ours.filter((path) => {
      const name = path.split('/').at(-1) ?? '';
      return wordsOf(name).some((word) => word === 'dto' || word === 'impl') || /^I[A-Z]/u.test(name);
    });
    expect(wrong).toEqual([]);
  });

  it('are spelled in kebab-case', () => {
    const kebab = /^\.?[a-z0-9]+([-.][a-z0-9]+)*$/u;
    const wrong = ours.filter((path) => /\.(ts|mjs)$/u.test(path) && !path.split('/').every((part) => kebab.test(part)));
    expect(wrong).toEqual([]);
  });
});

describe('the tests', () => {
  const specs = committedFiles().filter((path) => path.endsWith('.spec.ts'));

  it('lie where a Jest project finds them: one that lies elsewhere never runs', () => {
    expect(specs.length).toBeGreaterThanOrEqual(10);
    const found = /^(libs|apps)\/|^test\/(architecture|integration|contracts|journeys|leaks|faults|browser)\//u;
    expect(specs.filter((path) => !found.test(path))).toEqual([]);
  });
});
