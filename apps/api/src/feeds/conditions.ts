import type { IncomingHttpHeaders } from 'node:http';

/** A stored tag, and the one under which an encoded form of the same bytes goes out: strong tags differ by coding (RFC 9110 section 8.8.3). */
export function etagFor(etag: string, encoding: string): string {
  return encoding === 'identity' ? etag : `${etag.slice(0, -1)}-${encoding}"`;
}

/** The stored tags that a client has, whatever the coding it got them in; `*` where it asks for anything at all. */
export function knownEtags(header: string | undefined): readonly string[] {
  if (header === undefined) return [];
  if (header.trim() === '*') return ['*'];
  return [...header.matchAll(/(?:W\/)?("[^"]{0,200}")/g)].slice(0, 50).map(([, tag = '']) => tag.replace(/-(gzip|br)"$/, '"'));
}

/** Whole seconds, as HTTP has them; undefined within the second, in which a second change would look the same. */
export function lastModified(changedAt: string | undefined, now: Date): Date | undefined {
  if (changedAt === undefined) return undefined;
  const seconds = Math.floor(Date.parse(changedAt) / 1_000);
  return now.getTime() / 1_000 - seconds > 1 ? new Date(seconds * 1_000) : undefined;
}

/** RFC 9110 section 13.2.2: entity tags are asked first, and the instant only where there are none. */
export function isNotModified(headers: IncomingHttpHeaders, etag: string, modifiedAt: Date | undefined): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    const known = knownEtags(tags);
    return known.includes('*') || known.includes(etag);
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return modifiedAt !== undefined && !Number.isNaN(since) && modifiedAt.getTime() <= since;
}
