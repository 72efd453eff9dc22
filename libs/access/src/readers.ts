import { invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';
import type { Audience } from './audience.js';
import type { TlpLabel } from './labels.js';

/** The states that decide who reads a text; `published` also stands for withdrawn. */
export type ReadersState = 'draft' | 'in_review' | 'published';

export interface ReadersInput {
  readonly state: ReadersState;
  /** Undefined only before publishing: a label is never invented. */
  readonly label: TlpLabel | undefined;
  readonly audience: Audience;
  readonly authorId: string;
  readonly organisationId: string;
}

type Addressing = keyof Audience;

/** By which lists of the audience a published label addresses its readers, and what stands for an empty audience. */
export const READERS: Readonly<
  Record<TlpLabel, { readonly addressedBy: readonly Addressing[]; readonly whenNobodyIsNamed: readonly string[] }>
> = {
  CLEAR: { addressedBy: [], whenNobodyIsNamed: ['public'] },
  GREEN: { addressedBy: ['tiers', 'sectors', 'tierSectors', 'groups'], whenNobodyIsNamed: ['member'] },
  AMBER: { addressedBy: ['tiers', 'sectors', 'tierSectors', 'groups', 'organisations'], whenNobodyIsNamed: [] },
  'AMBER+STRICT': { addressedBy: ['tiers', 'sectors', 'tierSectors', 'groups', 'organisations'], whenNobodyIsNamed: [] },
  RED: { addressedBy: ['persons'], whenNobodyIsNamed: [] },
};

const KEY_OF: Readonly<Record<Addressing, (id: string) => string>> = {
  tiers: (tier) => `tier:${tier}`,
  sectors: (sector) => `sector:${sector}`,
  tierSectors: (pair) => pair,
  groups: (id) => `group:${id}`,
  organisations: (id) => `org:${id}`,
  persons: (id) => `user:${id}`,
};

const ADDRESSINGS = Object.keys(KEY_OF) as Addressing[];

/** What keeps a label and an audience from being published together; empty where nothing does. */
export function audienceIssues(label: TlpLabel | undefined, audience: Audience): InputIssue[] {
  if (label === undefined) return [{ path: 'label', expected: 'a TLP label', received: 'none' }];
  const { addressedBy, whenNobodyIsNamed } = READERS[label];
  const misplaced = ADDRESSINGS.filter((list) => audience[list].length > 0 && !addressedBy.includes(list)).map((list) => ({
    path: `audience.${list}`,
    expected:
      addressedBy.length === 0 ? `nobody named: TLP:${label} is for everyone` : `TLP:${label} is addressed by ${addressedBy.join(', ')}`,
    received: `${audience[list].length} named`,
  }));
  const named = addressedBy.reduce((count, list) => count + audience[list].length, 0);
  const missing =
    named === 0 && whenNobodyIsNamed.length === 0
      ? [{ path: 'audience', expected: `at least one of ${addressedBy.join(', ')}`, received: 'nobody named' }]
      : [];
  return [...misplaced, ...missing];
}

/**
 * Who may read: the keys of which a reader must hold one. Sorted, without repetition.
 * Throws INVALID_INPUT where a label and an audience do not go together in a published text.
 */
export function readersOf({ state, label, audience, authorId, organisationId }: ReadersInput): string[] {
  if (state === 'draft') return [`desk:${organisationId}`, `user:${authorId}`];
  if (state === 'in_review') return ['desk:cert', `desk:${organisationId}`, `user:${authorId}`].sort();
  const issues = audienceIssues(label, audience);
  if (issues.length > 0 || label === undefined) throw invalid(issues, 'The label and the audience do not go together.');
  const { addressedBy, whenNobodyIsNamed } = READERS[label];
  const named = addressedBy.flatMap((list) => audience[list].map(KEY_OF[list]));
  return [...new Set(named.length > 0 ? named : whenNobodyIsNamed)].sort();
}

/** The whole policy: a row is visible if and only if its readers and the request's keys overlap. */
export function overlaps(readers: readonly string[], keys: readonly string[]): boolean {
  return readers.some((key) => keys.includes(key));
}
