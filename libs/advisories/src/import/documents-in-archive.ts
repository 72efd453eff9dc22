import { createReadStream } from 'node:fs';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { Extract, Header } from 'tar-stream';
import { DOCUMENT_NAME, PACKED_ADVICE, PACKED_NAME } from './document-in.js';
import type { DocumentIn, DocumentLimits } from './document-in.js';

type Entry = Extract extends AsyncIterable<infer Source> ? Source : never;

/** Below this an archive may have any ratio: a few small repetitive documents are no bomb. */
const MIN_BOMB_BYTES = 50_000_000;
/** Refusals that an archive is reported with; one made of nothing but bad entries must not flood the report. */
const MAX_REFUSALS = 1000;

/** Stands for what is wrong with the archive as a whole; what came before it stands. */
class ArchiveRefused extends Error {}

/**
 * The `*.json`, `*.stix` and `*.stix2` entries of a `.tar`, `.tar.gz` or `.tgz`, in its order, each unpacked in memory when it is reached. Links, devices and names
 * that lead out of the archive are refused one by one; an archive that is damaged or unpacks to too much ends with a refusal.
 */
export async function* documentsInArchive(path: string, limits: DocumentLimits): AsyncGenerator<DocumentIn, void, undefined> {
  const entries = extract();
  const packed = new Counter();
  const unpacked = new Counter((bytes) => {
    const isBomb = bytes > MIN_BOMB_BYTES && bytes > limits.maxRatio * packed.bytes;
    if (isBomb) throw new ArchiveRefused(`It unpacks to more than ${limits.maxRatio} times its size.`);
    if (bytes > limits.maxTotalBytes) throw new ArchiveRefused(`It unpacks to more than ${limits.maxTotalBytes} bytes.`);
  });
  const unzip = /\.tar$/i.test(path) ? new PassThrough() : createGunzip();
  const flow = pipeline(createReadStream(path), packed, unzip, unpacked, entries);
  // The same failure ends the loop below, which reports it.
  flow.catch(() => undefined);
  let seen = 0;
  let refusals = 0;
  try {
    for await (const entry of entries) {
      seen += 1;
      if (seen > limits.maxEntries) throw new ArchiveRefused(`It has more than ${limits.maxEntries} entries.`);
      const document = await documentOf(path, entry, limits);
      if (document && 'refused' in document) refusals += 1;
      if (refusals > MAX_REFUSALS) throw new ArchiveRefused(`More than ${MAX_REFUSALS} of its entries had to be refused.`);
      if (document) yield document;
    }
    await flow;
  } catch (error) {
    const reason =
      error instanceof ArchiveRefused ? error.message : `It is damaged (${error instanceof Error ? error.message : String(error)}).`;
    yield { source: path, refused: `${reason} ${seen} entries were read before.` };
  } finally {
    entries.destroy();
  }
}

async function documentOf(path: string, entry: Entry, limits: DocumentLimits): Promise<DocumentIn | undefined> {
  const { header } = entry;
  const source = `${path}!${header.name}`;
  const refused = refusalOf(header, limits);
  const isDocument = header.type === 'file' && DOCUMENT_NAME.test(header.name);
  if (refused === undefined && isDocument) {
    const bytes = await collected(entry);
    return { source, read: () => Promise.resolve(bytes) };
  }
  entry.resume();
  return refused === undefined ? undefined : { source, refused };
}

function refusalOf({ name, type, size }: Header, { maxEntryBytes }: DocumentLimits): string | undefined {
  if (type !== 'file' && type !== 'contiguous-file' && type !== 'directory') return `It is a ${type}, not a file.`;
  if (/^([/\\]|[a-z]:)/i.test(name)) return 'Its path is absolute.';
  if (name.split(/[/\\]/).includes('..') || name.includes('\0')) return 'Its path leads out of the archive.';
  if (type !== 'directory' && PACKED_NAME.test(name)) return PACKED_ADVICE;
  const isTooLarge = size > maxEntryBytes && DOCUMENT_NAME.test(name);
  return isTooLarge ? `It has ${size} bytes; at most ${maxEntryBytes} are read.` : undefined;
}

async function collected(entry: Entry): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Counts what passes through, and lets `check` stop it. */
class Counter extends Transform {
  bytes = 0;

  constructor(check: (bytes: number) => void = () => undefined) {
    super({
      transform: (chunk: Buffer, _encoding, done) => {
        this.bytes += chunk.length;
        try {
          check(this.bytes);
          done(null, chunk);
        } catch (error) {
          done(error as Error);
        }
      },
    });
  }
}
