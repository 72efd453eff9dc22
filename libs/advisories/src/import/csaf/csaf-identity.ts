import type { CsafDocument } from './read-csaf.js';

/** Which version of which document it is. Two documents with equal namespace and tracking id are one document (CSAF 2.0 section 3.2.1.12.4). */
export interface CsafIdentity {
  /** Evened out for comparison; not an address. */
  readonly publisherNamespace: string;
  readonly trackingId: string;
  /** An integer or a semantic version. */
  readonly version: string;
}

export function identityOf({ publisherNamespace, trackingId, version }: CsafDocument): CsafIdentity {
  return { publisherNamespace: comparableNamespace(publisherNamespace), trackingId, version };
}

/**
 * One publisher spells its namespace in several ways: with and without `www.`, a slash at the end, `https`, or the folder of its CSAF
 * documents (`https://ciq.com/csaf` and `https://www.ciq.com`). Other paths tell publishers on one host apart, and stay.
 */
export function comparableNamespace(namespace: string): string {
  if (!URL.canParse(namespace)) return namespace.trim().toLowerCase();
  const url = new URL(namespace);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return namespace.trim();
  const path = url.pathname.replace(/\/+$/, '').replace(/(\/\.well-known)?\/csaf$/i, '');
  return `${url.host.replace(/^www\./, '')}${path}`;
}

/**
 * Whether version `a` is newer than `b`. Both are integers or semantic versions (CSAF 2.0 section 3.1.11); a document that changes from
 * one scheme to the other, or has neither, is compared by its numbers.
 */
export function isNewerVersion(a: string, b: string): boolean {
  return compareVersions(a, b) > 0;
}

/** Orders versions as semver.org section 11 says: numbers by value, and a pre-release before its release. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(first.numbers.length, second.numbers.length); index += 1) {
    const difference = (first.numbers[index] ?? 0) - (second.numbers[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return comparePreReleases(first.preRelease, second.preRelease);
}

function partsOf(version: string): { numbers: number[]; preRelease: string } {
  const [, numbers = '', preRelease = ''] = /^v?([0-9.]*)(?:-([^+]*))?/.exec(version) ?? [];
  return { numbers: numbers.split('.').map(Number), preRelease };
}

function comparePreReleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  return Math.sign(a.localeCompare(b, 'en', { numeric: true }));
}
