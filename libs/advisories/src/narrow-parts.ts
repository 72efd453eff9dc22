import { audienceIssues, NOBODY, readersOf, TLP_LABELS } from '#libs/access';
import type { Audience } from '#libs/access';
import type { InputIssue } from '#libs/core';
import type { RevisionInWork } from './advisory.js';
import type { AdvisoryContent, Indicator } from './content.js';
import { readersWhenPublished } from './sharing.js';

type Sharable = Pick<RevisionInWork, 'label' | 'audience' | 'content' | 'authorId' | 'organisationId'>;

/** A part that only some of the readers of its advisory see. */
export interface NarrowPart {
  /** Its place in the list, from 0. */
  readonly index: number;
  readonly indicator: Indicator;
}

/** Whether a part is for everyone who reads its advisory. Nothing else may stand in what is rendered once for many. */
export function isForWholeAudience({ label, audience }: Pick<Indicator, 'label' | 'audience'>): boolean {
  return label === undefined && (audience === undefined || namesNobody(audience));
}

/** The content without the parts that only some of its readers see: what mails, webhooks, feeds and stored renditions are made from. */
export function forWholeAudience(content: AdvisoryContent): AdvisoryContent {
  const { indicators, ...rest } = content;
  const kept = indicators?.filter(isForWholeAudience);
  return kept === undefined || kept.length === 0 ? rest : { ...rest, indicators: kept };
}

export function narrowParts({ indicators = [] }: AdvisoryContent): NarrowPart[] {
  return indicators.map((indicator, index) => ({ index, indicator })).filter(({ indicator }) => !isForWholeAudience(indicator));
}

/** Who reads the narrower parts once they are published, by their place from 1, as `advisories.publish_revision` counts them. */
export function readersOfParts(revision: Sharable): { readonly position: number; readonly readers: readonly string[] }[] {
  return narrowParts(revision.content).map(({ index, indicator }) => ({
    position: index + 1,
    readers: readersOfPart(revision, indicator),
  }));
}

/** What keeps narrower parts from being published: a label or an audience that do not go together, or that reach beyond the advisory. */
export function partIssues(revision: Sharable): InputIssue[] {
  if (audienceIssues(revision.label, revision.audience).length > 0) return [];
  return narrowParts(revision.content).flatMap(({ index, indicator }) =>
    issuesOf(revision, indicator).map((issue) => ({ ...issue, path: `content.indicators.${index}.${issue.path}` })),
  );
}

function issuesOf(revision: Sharable, { label = revision.label, audience = NOBODY }: Indicator): InputIssue[] {
  const own = audienceIssues(label, audience);
  if (label === undefined || revision.label === undefined || own.length > 0) return own;
  if (TLP_LABELS.indexOf(label) < TLP_LABELS.indexOf(revision.label)) {
    return [{ path: 'label', expected: `TLP:${revision.label} or stricter, as its advisory`, received: label }];
  }
  if (label === revision.label && namesNobody(audience)) {
    return [{ path: 'audience', expected: 'an audience or a label that is narrower than that of the advisory', received: 'neither' }];
  }
  const base = readersWhenPublished(revision);
  const beyond = readersOfPart(revision, { type: 'other', value: '', label, audience }).filter(
    (key) => !base.some((wide) => mayHold(wide, key)),
  );
  if (beyond.length === 0) return [];
  return [{ path: 'audience', expected: 'readers of the advisory: a part is never wider', received: beyond.join(', ') }];
}

function readersOfPart({ label: advisoryLabel, authorId, organisationId }: Sharable, { label, audience }: Indicator): string[] {
  return readersOf({ state: 'published', label: label ?? advisoryLabel, audience: audience ?? NOBODY, authorId, organisationId });
}

function namesNobody(audience: Audience): boolean {
  return Object.values(audience).every((list: readonly string[]) => list.length === 0);
}

/** From the widest: what a key of one kind holds cannot be of a kind that stands before it. */
const KINDS_OF_KEYS = ['public', 'member', 'tier', 'sector', 'pair', 'group', 'org', 'user'] as const;

/**
 * Whether some who hold `key` may be among those who hold `wide`. Who belongs where is not asked: the database shows a part to those alone
 * who hold a key of it and read its advisory, so this only tells an author what nobody could ever read.
 */
function mayHold(wide: string, key: string): boolean {
  if (wide === key) return true;
  const [outer, inner] = [kindOf(wide), kindOf(key)];
  if (outer === 'tier' && inner === 'pair') return key.startsWith(`${wide.slice('tier:'.length)}/`);
  if (outer === 'sector' && inner === 'pair') return key.endsWith(`/${wide.slice('sector:'.length)}`);
  if (outer === inner) return outer === 'group' || outer === 'sector';
  return KINDS_OF_KEYS.indexOf(outer) < KINDS_OF_KEYS.indexOf(inner);
}

function kindOf(key: string): (typeof KINDS_OF_KEYS)[number] {
  return KINDS_OF_KEYS.find((kind) => key === kind || key.startsWith(`${kind}:`)) ?? 'pair';
}
