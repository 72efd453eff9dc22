import { readersOf, TLP_LABELS } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import type { RevisionInWork } from './advisory.js';

/** How widely a text is shared, or its source allows it to be. Readers are keys of libs/access; absent where only a label is known. */
export interface Sharing {
  readonly label: TlpLabel;
  readonly readers?: readonly string[];
}

/**
 * Whether `now` is shared with anybody whom `base` does not cover: a wider label, or a key that no key of `base` includes. What cannot be
 * known without asking who belongs where (an organisation inside a sector) counts as wider.
 */
export function isWider(now: Sharing, base: Sharing): boolean {
  if (TLP_LABELS.indexOf(now.label) < TLP_LABELS.indexOf(base.label)) return true;
  const { readers } = base;
  if (readers === undefined || now.readers === undefined) return false;
  return now.readers.some((key) => !includes(readers, key));
}

function includes(readers: readonly string[], key: string): boolean {
  if (readers.includes(key) || readers.includes('public')) return true;
  // Tiers, sectors and organisations are of members; a group or a named person may be a registered public reader.
  const isOfMembers = /^(tier:|sector:|org:|government\/|industry\/)/.test(key);
  if (isOfMembers && readers.includes('member')) return true;
  const [tier, sector] = key.split('/');
  return sector !== undefined && (readers.includes(`tier:${tier ?? ''}`) || readers.includes(`sector:${sector}`));
}

/** What both allow: the narrower label, and the readers of whichever names some. */
export function narrowerSharing(a: Sharing | undefined, b: Sharing): Sharing {
  if (a === undefined) return b;
  const label = TLP_LABELS[Math.max(TLP_LABELS.indexOf(a.label), TLP_LABELS.indexOf(b.label))] ?? b.label;
  const readers = a.readers ?? b.readers;
  return { label, ...(readers === undefined ? {} : { readers }) };
}

type Shared = Pick<RevisionInWork, 'label' | 'audience' | 'authorId' | 'organisationId'>;

/** Who reads it once it is published. Throws INVALID_INPUT where label and audience do not go together. */
export function readersWhenPublished({ label, audience, authorId, organisationId }: Shared): string[] {
  return readersOf({ state: 'published', label, audience, authorId, organisationId });
}

/** Who reads it until then. The desks of an advisory talk about it, and keep what was imported, among these too. */
export function readersInWork(state: 'draft' | 'in_review', { label, audience, authorId, organisationId }: Shared): string[] {
  return readersOf({ state, label, audience, authorId, organisationId });
}

/** Whether publishing it would need a permission of the source that is not recorded. */
export function lacksPermission(revision: RevisionInWork): boolean {
  const { label, baseLabel, baseReaders, permission } = revision;
  if (label === undefined || baseLabel === undefined || permission !== undefined) return false;
  return isWider({ label, readers: readersWhenPublished(revision) }, { label: baseLabel, readers: baseReaders });
}
