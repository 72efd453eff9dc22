import { CONTENT_LIMITS } from '../../content-limits.js';
import { INDICATOR_GRAMMARS } from '../../content-grammars.js';
import type { Indicator } from '../../content.js';
import { fitLine } from '../fit-text.js';
import type { StixObject } from './stix-object.js';
import { readPattern } from './stix-pattern.js';

/** Words that say no more than that it is an indicator. */
const USUAL = new Set(['malicious-activity', 'unknown']);
const LONGEST_PATTERN = CONTENT_LIMITS.textCharacters;

/**
 * An indicator (STIX 2.1 section 4.7; 2.0 section 2.5): its values where its pattern is plain, and the pattern itself, verbatim, where it
 * says more. Undefined where there is no pattern that can be kept; `json` then has the flaw.
 */
export function readIndicator(object: StixObject, context: readonly string[]): readonly Indicator[] | undefined {
  const { json } = object;
  const pattern = json.text('pattern');
  if (pattern === undefined || pattern.length > LONGEST_PATTERN) {
    json.field('pattern').note(`a pattern of at most ${LONGEST_PATTERN} characters`);
    return undefined;
  }
  const language = json.text('pattern_type') ?? 'stix';
  const comment = (value: string) => commentOf(object, value, language, context);
  if (language !== 'stix') return [{ type: 'other', value: pattern, comment: comment(pattern) }];
  const { values, isWhole } = readPattern(pattern);
  const typed = values.map(({ type, value }): Indicator => ({ type, value, comment: comment(value) }));
  if (isWhole) return typed;
  const isPattern = INDICATOR_GRAMMARS.stix_pattern(pattern);
  if (!isPattern) json.field('pattern').note('a STIX pattern');
  return [...typed, { type: isPattern ? 'stix_pattern' : 'other', value: pattern, comment: comment(pattern) }];
}

function commentOf(object: StixObject, value: string, language: string, context: readonly string[]): string | undefined {
  const { json } = object;
  const name = json.text('name');
  const says = (text: string) => value.replaceAll(/\s+/g, ' ').startsWith(text.replaceAll(/\s+/g, ' ').replace(/…$/, ''));
  const until = json.text('valid_until');
  const types = [...new Set([...object.refs('indicator_types'), ...object.refs('labels')])].filter(
    (word) => !USUAL.has(word.toLowerCase()),
  );
  const parts = [
    language === 'stix' ? undefined : language,
    name !== undefined && !says(name) ? name : undefined,
    json.text('description'),
    types.length > 0 ? types.join(', ') : undefined,
    until === undefined ? undefined : `valid until ${until}`,
    ...context,
  ].filter((part) => part !== undefined && part.trim() !== '');
  return parts.length === 0 ? undefined : fitLine(parts.join('; '));
}
