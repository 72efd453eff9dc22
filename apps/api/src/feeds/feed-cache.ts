import { Clock } from '#libs/core';
import type { ListVersion } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import type { ListChunks } from './list-chunks.js';

/** A list as it is served; only the packed form is kept. */
export interface PackedList {
  readonly gzip: Buffer;
  /** Strong, of the unpacked bytes: the same content has the same tag in every process. */
  readonly etag: string;
  /** When the newest document in it was written. */
  readonly changedAt: string | undefined;
  /** What it was made of, where the next one can be made of it too. */
  readonly chunks?: ListChunks;
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

/**
 * Lists that were made before: of whoever opens the same sets of readers, until something is published. What was committed out of order is
 * told by the notification that follows every publication, so a list can be old by the time that takes and no longer.
 */
@Injectable()
export class FeedCache {
  private readonly kept = new Map<string, Kept>();
  private publications = 0;
  private isHeard = false;

  constructor(private readonly clock: Clock) {}

  /** Publications are heard of from now on; what was published before may not have been. */
  keep(): void {
    this.forgetAll();
    this.isHeard = true;
  }

  /** Publications are not heard of: until they are, nothing is answered from memory. */
  stopKeeping(): void {
    this.isHeard = false;
  }

  /** Whether what is kept may be answered with. */
  get isKeeping(): boolean {
    return this.isHeard;
  }

  /** Something was published, or may have been while nobody listened. */
  forgetAll(): void {
    this.publications += 1;
  }

  /** Changes with every publication that this process has heard of. */
  get generation(): number {
    return this.publications;
  }

  /** `name` says what the list is of; `make` makes it, from the one before where there is one. One that is being made is waited for, not made twice. */
  async list(
    name: string,
    { readers, newestAt }: ListVersion,
    make: (before: PackedList | undefined) => Promise<PackedList>,
  ): Promise<PackedList> {
    if (!this.isHeard) return make(undefined);
    const key = `${name} ${readers}`;
    const version = `${this.generation} ${newestAt ?? ''}`;
    const before = this.kept.get(key);
    if (before?.version === version && this.clock.nowMs() - before.madeAtMs < MAX_AGE_MS) return this.used(key, before).list;
    const list = make(await before?.list.catch(() => undefined));
    const entry: Kept = { version, madeAtMs: this.clock.nowMs(), list, bytes: 0 };
    this.used(key, entry);
    try {
      // What it was made of weighs about as much again.
      entry.bytes = 2 * (await list).gzip.length;
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
