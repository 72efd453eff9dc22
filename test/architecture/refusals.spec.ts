import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EXPECTED_RULES } from '../../apps/web/app/forms/expected-rules.js';
import { IMPORT_RULES } from '../../apps/web/app/forms/import-rules.js';
import { committedFiles, read } from './committed-files.js';

/** The rooms whose refusals a form of a member or of the console can meet. */
const ROOMS = /^libs\/(?:access|accounts|advisories|subscriptions|guidance)\/src\//u;
/** What an author or an operator meets elsewhere than in a form: catalogues, archives, files of articles, cursors, ids that pages make, certificates of machines. */
const ELSEWHERE =
  /(?:severity\/(?:kev|epss)|-by-operator|documents-in|about-schema|read-articles|read-article-text|health-check|rolie-feed|import\/|demo|sources\/|client-certificate)/u;
const NOT_TYPED =
  /^(?:no such field|no tracking id|a page$|a query$|at most 3 reports|an id|a list|a cursor|approve or refuse|true or false|the token|the savedAt|the content|the cursor|positions in|1 to|a whole number from|en, zh-Hant|at most \d* ?levels|the name of a page|a code, here|the format)/u;
/** Of these fields a form has a sentence of its own, whatever the API says (members.errors.field). */
const OWN_SENTENCE =
  /^(?:six digits|a number of days|at least 1 day|a recovery code|an endpoint of the same owner|letters, digits|at least two Chinese|a password that|a criterion|an address of|a public)/u;

/** Every English text that a source gives as what was expected: literals, with values in place of what is filled in. */
function expectedIn(source: string): string[] {
  const found = [
    ...source.matchAll(
      /(?:expected: |, |\(|error: )(['`])((?:an? |at (?:least|most) |one of |no |the |who |readers |nobody |3 )[^'`\n]*)\1/gu,
    ),
  ];
  return found.map(([, , text = '']) => text.replaceAll(/\$\{[^}]*\}/gu, '3'));
}

describe('what the API expected', () => {
  const known = (text: string) => EXPECTED_RULES.some(([pattern]) => pattern.test(text));

  it('is told in words of ours wherever a form can meet it', () => {
    const files = committedFiles().filter((path) => ROOMS.test(path) && path.endsWith('.ts') && !path.endsWith('.spec.ts'));
    const texts = files
      .filter((path) => !ELSEWHERE.test(path) && /expected|z\./u.test(read(path)))
      .flatMap((path) => expectedIn(read(path)));
    const told = texts.filter(known);
    expect(told.length).toBeGreaterThan(60);
    expect([...new Set(texts.filter((text) => !known(text) && !NOT_TYPED.test(text) && !OWN_SENTENCE.test(text)))]).toEqual([]);
  });

  it('has a sentence for every rule, with the values that the rule finds', () => {
    const { expected } = JSON.parse(readFileSync('apps/web/app/i18n/messages/en/refusals.json', 'utf8')) as {
      expected: Record<string, string>;
    };
    for (const [pattern, key] of EXPECTED_RULES) {
      const wanted = [...(expected[key] ?? '{absent}').matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? '');
      expect([key, wanted.filter((name) => !pattern.source.includes(`(?<${name}>`))]).toEqual([key, []]);
    }
    expect(new Set(EXPECTED_RULES.map(([, key]) => key))).toEqual(new Set(Object.keys(expected)));
  });
});

/** What the importers of STIX and MISP say that became of an object: how their sentences begin, where they are no notes on a place. */
const TREATED = /^(?:an? |the |it |its |nothing |no report |keys |sightings |what |It is no |It has no |Its id )/u;
/** Of other things than objects: expectations at a place, titles, and parts of other sentences. */
const NOT_TREATED =
  /^(?:a (?:text|value|CVSS|marking|list|MISP|pattern|CVE)|an address|an attribute|an object$|it was |the id|the (?:3|event)$|a report of)/u;

function treatmentsIn(source: string): string[] {
  const literals = [...source.matchAll(/(?<!note\(|expected: |expected\()(['`])((?:(?!\1)[^\n\\])*)\1/gu)].map(([, , text = '']) => text);
  const texts = literals.map((text) => text.replaceAll(/\$\{[^}]*\}/gu, '3'));
  return texts.filter((text) => TREATED.test(text) && !NOT_TREATED.test(text));
}

describe('what became of an object of a document', () => {
  it('is told in words of ours', () => {
    const files = committedFiles().filter((path) => /^libs\/advisories\/src\/import\/(?:stix|misp)\/(?!.*\.spec\.ts).*\.ts$/u.test(path));
    const texts = files.flatMap((path) => treatmentsIn(read(path)));
    const told = texts.filter((text) => IMPORT_RULES.some(([pattern]) => pattern.test(text)));
    expect(told.length).toBeGreaterThan(40);
    expect([...new Set(texts.filter((text) => !told.includes(text)))]).toEqual([]);
  });

  it('has a sentence for every rule, with the values that the rule finds', () => {
    const words = (JSON.parse(readFileSync('apps/web/app/i18n/messages/en/refusals.json', 'utf8')) as { import: Record<string, string> })
      .import;
    for (const [pattern, key] of IMPORT_RULES) {
      const wanted = [...(words[key] ?? '{absent}').matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? '');
      expect([key, wanted.filter((name) => !pattern.source.includes(`(?<${name}>`))]).toEqual([key, []]);
    }
    expect(new Set(IMPORT_RULES.map(([, key]) => key))).toEqual(new Set(Object.keys(words)));
  });
});
