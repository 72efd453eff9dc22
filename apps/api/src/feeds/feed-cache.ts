import { createHash } from 'node:crypto';
import { createGzip } from 'node:zlib';
import { Clock } from '#libs/core';
import type { ListVersion } from '#libs/renditions';
import { Injectable } from '@nestjs/common';

/** A list as it is served; only the packed form is kept. */
export interface PackedList {
  readonly gzip: Buffer;
  /** Strong, of the unpacked bytes: the same content has the same tag in every process. */
  readonly etag: string;
  /** When the newest document in it was written. */
  readonly changedAt: string | undefined;
}

interface Kept {
  readonly version: string;
  readonly madeAtMs: number;
  readonly list: Promise<PackedList>;
  bytes: number;
}

/** Of all lists together, packed. */
const MAX_BYTES = 128 * 1024 * 1024;
/** A list is made again after so long even where nothing seems to have changed. */
const MAX_AGE_MS = 5 * 60_000;
/** Lists are large and alike line by line: the fast level already takes nine tenths. */
const GZIP_LEVEL = 5;

/**
 * Lists that were made before: of whoever opens the same sets of readers, until something is published. What was committed out of order is
 * told by the notification that follows every publication, so a list can be old by the time that takes and no longer.
 */
@Injectable()
export class FeedCache {
  private readonly kept = new Map<string, Kept>();
  private publications = 0;

  constructor(private readonly clock: Clock) {}

  /** Something was published, or may have been while nobody listened. */
  forgetAll(): void {
    this.publications += 1;
  }

  /** Changes with every publication that this process has heard of. */
  get generation(): number {
    return this.publications;
  }

  /** `name` says what the list is of; `write` gives its text in pieces. One that is being made is waited for, not made twice. */
  async list(name: string, { readers, newestAt }: ListVersion, write: () => AsyncIterable<string>): Promise<PackedList> {
    const key = `${name} ${readers}`;
    const version = `${this.generation} ${newestAt ?? ''}`;
    const before = this.kept.get(key);
    if (before?.version === version && this.clock.now().getTime() - before.madeAtMs < MAX_AGE_MS) return this.used(key, before).list;
    const list = pack(write(), newestAt);
    const entry: Kept = { version, madeAtMs: this.clock.now().getTime(), list, bytes: 0 };
    this.used(key, entry);
    try {
      entry.bytes = (await list).gzip.length;
    } catch (error) {
      if (this.kept.get(key) === entry) this.kept.delete(key);
      throw error;
    }
    this.makeRoom();
    return list;
  }

  /** The last used stand last. */
  private used(key: string, entry: Kept): Kept {
    this.kept.delete(key);
    this.kept.set(key, entry);
    return entry;
  }

  private makeRoom(): void {
    let bytes = [...this.kept.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [key, entry] of this.kept) {
      if (bytes <= MAX_BYTES) return;
      this.kept.delete(key);
      bytes -= entry.bytes;
    }
  }
}

async function pack(pieces: AsyncIterable<string>, changedAt: string | undefined): Promise<PackedList> {
  const digest = createHash('sha256');
  const gzip = createGzip({ level: GZIP_LEVEL });
  const packed: Buffer[] = [];
  const isPacked = new Promise<void>((resolve, reject) => {
    gzip.on('data', (chunk: Buffer) => packed.push(chunk));
    gzip.once('end', resolve);
    gzip.once('error', reject);
  });
  for await (const piece of pieces) {
    digest.update(piece);
    if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await isPacked;
  return { gzip: Buffer.concat(packed), etag: `"${digest.digest('hex')}"`, changedAt };
}
