import type { TlpLabel } from '#libs/access';
import { labelText } from '#libs/access';
import { cutText, oneLine } from '../visible-text.js';
import { EMAIL_LIMITS } from './email-limits.js';

/** A subject line: the label first (TLP 2.0 section 2), then what is said; no line end or control, at most 200 characters. */
export function labelledSubject(label: TlpLabel, words: string): string {
  return plainSubject(`[${labelText(label)}] ${words}`);
}

export function plainSubject(words: string): string {
  return cutText(oneLine(words), EMAIL_LIMITS.subjectLength);
}
