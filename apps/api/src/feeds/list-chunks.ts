import { createHash } from 'node:crypto';
import type { Transaction } from '#libs/database';
import type { ChunkOfList, ListedRendition, ListScope, RenditionQueries } from '#libs/renditions';
import { joinPacked, packText } from './packed-text.js';
import type { PackedText } from './packed-text.js';

/** A list that is one text a document, between a head and a tail; the last changed first. */
export interface RowList {
  readonly scope: ListScope;
  /** `newestAt` is when the last changed was changed; undefined where there is none. */
  readonly head: (newestAt: string | undefined) => string;
  readonly rows: (documents: readonly ListedRendition[]) => string;
  /** Between the texts of two documents; `rows` puts it there itself. */
  readonly separator: string;
  readonly tail: string;
}

interface Chunk {
  readonly fingerprint: string;
  readonly packed: PackedText;
}

/** What a list was made of: its documents in chunks between instants, the oldest first. */
export interface ListChunks {
  readonly boundaries: readonly string[];
  readonly chunks: ReadonlyMap<number, Chunk>;
}

export interface ChunkedList {
  readonly gzip: Buffer;
  readonly etag: string;
  readonly chunks: ListChunks;
}

/** Whence the documents come: a transaction in the asker's context. */
interface ListSource {
  readonly tx: Transaction;
  readonly queries: RenditionQueries;
}

/** Documents in a chunk; one that has twice as many is divided. */
const CHUNK_DOCUMENTS = 2_000;
const NOTHING: ListChunks = { boundaries: [], chunks: new Map() };

/**
 * Makes a list again from what it was made of before: a publication changes one chunk or two, and only those are read and packed. Whether a
 * chunk is still as it was says the database, under the asker's own keys: a document that the asker may no longer see changes its
 * fingerprint, so nothing that is kept can show it.
 */
export async function chunkedList(
  { tx, queries }: ListSource,
  name: string,
  list: RowList,
  before: ListChunks = NOTHING,
  chunkDocuments = CHUNK_DOCUMENTS,
): Promise<ChunkedList> {
  const { boundaries, found } = await divided({ tx, queries }, list.scope, before.boundaries, chunkDocuments);
  const known = new Map([...before.chunks.values()].map((chunk) => [chunk.fingerprint, chunk]));
  const packing: Promise<readonly [number, Chunk]>[] = [];
  for (const { position, fingerprint } of found) {
    const kept = known.get(fingerprint);
    const text = kept === undefined ? list.rows(await queries.between(tx, list.scope, boundaries[position - 1], boundaries[position])) : '';
    packing.push(Promise.resolve(kept ?? packText(text).then((packed) => ({ fingerprint, packed }))).then((chunk) => [position, chunk]));
  }
  const chunks = new Map(await Promise.all(packing));
  const newestAt = found.at(-1)?.newestAt;
  const head = list.head(newestAt);
  return {
    gzip: joinPacked(await inOrder(head, chunks, list)),
    etag: etagOf([name, head, list.tail], found),
    chunks: { boundaries, chunks },
  };
}

/** The chunks as they are now, divided where they have grown. */
async function divided({ tx, queries }: ListSource, scope: ListScope, before: readonly string[], chunkDocuments: number) {
  const found = await queries.chunks(tx, scope, before);
  const large = found.filter(({ count }) => count > 2 * chunkDocuments);
  if (large.length === 0) return { boundaries: before, found };
  // What is new stands behind the last boundary; where something came in between, all of it is divided anew.
  const kept = large.every(({ position }) => position === before.length) ? before : [];
  const boundaries = [...kept, ...(await queries.boundaries(tx, scope, kept.at(-1), chunkDocuments))];
  return { boundaries, found: await queries.chunks(tx, scope, boundaries) };
}

async function inOrder(head: string, chunks: ReadonlyMap<number, Chunk>, { separator, tail }: RowList): Promise<readonly PackedText[]> {
  const [first, between, last] = await Promise.all([head, separator, tail].map(packText));
  if (first === undefined || between === undefined || last === undefined) throw new Error('a list has a head, a separator and a tail');
  const newestFirst = [...chunks].sort(([a], [b]) => b - a).map(([, { packed }]) => packed);
  return [first, ...newestFirst.flatMap((packed, at) => (at === 0 || separator === '' ? [packed] : [between, packed])), last];
}

/** Of which documents are in it, whatever the chunks: every process gives the same list the same tag. */
function etagOf(frame: readonly string[], found: readonly ChunkOfList[]): string {
  const sums = found.map(({ fingerprint }) => fingerprint.split(' ').map(BigInt));
  const both = [0, 1].map((at) => sums.reduce((sum, each) => sum ^ (each[at] ?? 0n), 0n).toString());
  const count = found.reduce((sum, each) => sum + each.count, 0);
  return `"${createHash('sha256')
    .update(JSON.stringify([frame, both, count]))
    .digest('hex')}"`;
}
