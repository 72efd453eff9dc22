import { parseLabel, TLP_LABELS } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { InvalidArgumentError } from 'commander';

/** `a,b , c` → its parts; nothing between two commas is no part. */
export function listOption(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function wholeNumberOption(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
}

export function labelOption(text: string): TlpLabel {
  const label = parseLabel(text);
  if (label === undefined) throw new InvalidArgumentError(`One of ${TLP_LABELS.join(', ')} is expected.`);
  return label;
}

/** An instant with its offset, or a date, which begins at midnight UTC. */
export function instantOption(text: string): string {
  const hasForm = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const at = new Date(text);
  if (!hasForm || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError('A date or an instant with its offset is expected, as in 2026-01-31 or 2026-01-31T12:00:00+08:00.');
  }
  return at.toISOString();
}
