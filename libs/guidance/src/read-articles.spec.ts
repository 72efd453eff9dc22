import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/core';
import { readArticles } from './read-articles.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guidance-'));
  cpSync(new URL('./articles/', import.meta.url), folder, { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const change = (file: string, from: string | RegExp, to: string) => {
  const before = readFileSync(join(folder, file), 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(join(folder, file), after);
};
const read = () => readArticles(pathToFileURL(`${folder}/`));
const placesOfMistakes = (): string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'invalid') return error.issues.map(({ path }) => path);
    throw error;
  }
  return [];
};

describe('reading the guidance articles', () => {
  it('accepts them as they are', () => {
    expect(placesOfMistakes()).toEqual([]);
    expect(
      read()
        .find(({ slug }) => slug === 'phishing')
        ?.sources.map(({ publisher }) => publisher),
    ).toEqual(['UK NCSC', 'HKCERT']);
  });

  it('names file and line of a heading that is missing or misspelt', () => {
    change('phishing/en.markdown', '## Step by step', '## Steps');
    expect(placesOfMistakes()).toContain('phishing/en.markdown:15');
  });

  it('names the first step that lacks its reason or its link', () => {
    change('phishing/zh-hant.markdown', /^1\. \*\*.*$/m, '1. 只有一句話。');
    expect(placesOfMistakes()).toContain('phishing/zh-hant.markdown:11');
  });

  it('names an item of the checklist that is none', () => {
    change('wifi/zh-hans.markdown', '- 固件已升级', '固件已升级');
    expect(placesOfMistakes()).toEqual([expect.stringMatching(/^wifi\/zh-hans\.markdown:\d+$/)]);
  });

  it('names a link to an article, a page, a step or a scheme that does not exist', () => {
    change('phishing/en.markdown', '(article:passwords-and-passkeys)', '(article:no-such)');
    change('backups/en.markdown', '(step:4)', '(step:9)');
    change('wifi/en.markdown', '(page:report)', '(page:nowhere)');
    change('updates/en.markdown', '(article:backups)', '(http://example.org)');
    expect(placesOfMistakes()).toEqual(['backups/en.markdown', 'phishing/en.markdown', 'updates/en.markdown', 'wifi/en.markdown']);
  });

  it('names the field of about.json that is wrong, and a source or related article that is unknown', () => {
    change('phishing/about.json', '"minutes": 10', '"minutes": 0');
    change('wifi/about.json', '"hkcert-7"', '"nobody"');
    change('updates/about.json', '"backups"', '"no-such"');
    change('backups/about.json', /\{/, '{{');
    const places = placesOfMistakes();
    for (const place of ['phishing/about.json#minutes', 'wifi/about.json#sources', 'updates/about.json#related', 'backups/about.json'])
      expect(places).toContain(place);
  });

  it('names a language that is missing', () => {
    rmSync(join(folder, 'logging/zh-hans.markdown'));
    expect(placesOfMistakes()).toContain('logging/zh-hans.markdown');
  });
});
