import type { z } from 'zod';
import { invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { CONTENT_SCHEMAS } from './content-schema.js';
import type { ContentOrigin } from './content-schema.js';
import { LANGUAGES } from './content.js';
import type { AdvisoryContent, Language, LocalisedText } from './content.js';
import { shown } from './import/json-place.js';

/** More wrong places than a person reads at once. */
const MAX_ISSUES = 100;

/**
 * Reads the content of an advisory. CVSS scores are computed, whatever the input says they are. Throws `invalid` with every place that is
 * wrong. `imported` content (what is edited was imported) may have the addresses, purls and CPEs that its source gave it.
 */
export function parseContent(input: unknown, origin: ContentOrigin = 'analyst'): AdvisoryContent {
  const parsed = CONTENT_SCHEMAS[origin].safeParse(input, { reportInput: true });
  const issues = parsed.success ? issuesBetweenFields(parsed.data) : parsed.error.issues.flatMap((issue) => inputIssues(issue, input));
  if (!parsed.success || issues.length > 0) throw invalid(issues.slice(0, MAX_ISSUES), 'The content of the advisory is not valid.');
  return parsed.data;
}

/** What must still be done before this may be published, in the order of the form; empty when nothing is. */
export function blockersOfPublishing(content: AdvisoryContent): readonly InputIssue[] {
  const blockers: InputIssue[] = [];
  const need = (isThere: boolean, path: string, expected: string) => {
    if (!isThere) blockers.push({ path, expected, received: 'nothing' });
  };
  for (const language of languagesOf(content)) {
    for (const field of ['title', 'summary', 'description'] as const) {
      need(hasText(content[field], language), `${field}.${language}`, `the ${field} in ${language}`);
    }
  }
  for (const field of ['recommendation', 'workarounds'] as const) {
    for (const [index, step] of (content[field] ?? []).entries()) {
      need(hasText(step, content.sourceLanguage), `${field}.${index}.${content.sourceLanguage}`, `the step in ${content.sourceLanguage}`);
    }
  }
  return blockers;
}

/** The source language, and those in which any of the three main texts is written: a translation is published whole or not at all. */
function languagesOf(content: AdvisoryContent): readonly Language[] {
  const { sourceLanguage, title, summary, description } = content;
  const isUsed = (language: Language) => [title, summary, description].some((text) => hasText(text, language));
  return LANGUAGES.filter((language) => language === sourceLanguage || isUsed(language));
}

function hasText(text: LocalisedText, language: Language): boolean {
  return (text[language] ?? '').trim() !== '';
}

function issuesBetweenFields({
  sourceLanguage,
  title,
  vulnerabilities,
  affectedProducts,
  remediations = [],
}: AdvisoryContent): InputIssue[] {
  const issues: InputIssue[] = [];
  if (!hasText(title, sourceLanguage)) {
    issues.push({ path: `title.${sourceLanguage}`, expected: 'a title in the source language', received: 'nothing' });
  }
  const statements = [
    ...affectedProducts.map((product, index) => [`affectedProducts.${index}`, product] as const),
    ...remediations.map((remediation, index) => [`remediations.${index}`, remediation] as const),
  ];
  for (const [path, statement] of statements) {
    const wrong = statement.vulnerabilities?.find((position) => position >= vulnerabilities.length);
    if (wrong === undefined) continue;
    issues.push({
      path: `${path}.vulnerabilities`,
      expected: `positions in the list of ${vulnerabilities.length}`,
      received: String(wrong),
    });
  }
  return issues;
}

function inputIssues(issue: z.core.$ZodIssue, input: unknown): InputIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: dotted([...issue.path, key]),
      expected: 'no such field',
      received: shown(valueAt(input, [...issue.path, key])),
    }));
  }
  return [{ path: dotted(issue.path), expected: expectedBy(issue), received: receivedBy(issue, input) }];
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `at most ${issue.maximum} ${UNITS[issue.origin] ?? ''}`.trim();
    case 'too_small':
      return `at least ${issue.minimum} ${UNITS[issue.origin] ?? ''}`.trim();
    case 'invalid_format':
      return issue.format === 'datetime' ? 'an instant with its offset, as in 2026-01-31T12:00:00+08:00' : `the format ${issue.format}`;
    default:
      return issue.message;
  }
}

/** The value as it came, or of a text or list that is too long its length. */
function receivedBy(issue: z.core.$ZodIssue, input: unknown): string {
  const value = issue.path.length > 0 ? valueAt(input, issue.path) : input;
  if (issue.code === 'too_big' && (typeof value === 'string' || Array.isArray(value)))
    return `${value.length} ${UNITS[issue.origin] ?? ''}`.trim();
  return shown(value);
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'an object',
  record: 'texts by language',
  int: 'a whole number',
  number: 'a number',
};
const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
