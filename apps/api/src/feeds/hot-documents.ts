import { Clock } from '#libs/core';
import type { StoredDocument } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import { FeedCache } from './feed-cache.js';

interface Asked {
  sinceMs: number;
  times: number;
  generation: number;
  document?: StoredDocument;
}

/** For so long a document is counted, and for so long at most it is answered from memory. */
const WINDOW_MS = 1_000;
/** Asked for more often than this within it. */
const HOT_AFTER = 8;
const MAX_DOCUMENTS = 500;
const MAX_DOCUMENT_BYTES = 1024 * 1024;

/**
 * Public documents that everybody asks for at the same moment: a second's worth of them is answered from memory, so that an alert that all
 * machines fetch at once costs the database little. No longer than the next publication or withdrawal, and nothing but what is TLP:CLEAR.
 */
@Injectable()
export class HotDocuments {
  private readonly asked = new Map<string, Asked>();

  constructor(
    private readonly lists: FeedCache,
    private readonly clock: Clock,
  ) {}

  /** `read` is what this one request needs, `readWhole` what any request may need of the document. */
  async get(
    key: string,
    read: () => Promise<StoredDocument | undefined>,
    readWhole: () => Promise<StoredDocument | undefined>,
  ): Promise<StoredDocument | undefined> {
    if (!this.lists.isKeeping) return read();
    const entry = this.entryOf(key);
    entry.times += 1;
    if (entry.times <= HOT_AFTER) return read();
    if (entry.document !== undefined) return entry.document;
    const document = await readWhole();
    if (document !== undefined && (document.body?.length ?? 0) <= MAX_DOCUMENT_BYTES) entry.document = document;
    return document;
  }

  private entryOf(key: string): Asked {
    const now = this.clock.nowMs();
    const { generation } = this.lists;
    const known = this.asked.get(key);
    if (known !== undefined && known.generation === generation && now - known.sinceMs < WINDOW_MS) return known;
    // A hot one stays counted as such, and is read again.
    const wasHot = known !== undefined && known.times > HOT_AFTER && now - known.sinceMs < 2 * WINDOW_MS && known.generation === generation;
    const fresh: Asked = { sinceMs: now, times: wasHot ? HOT_AFTER : 0, generation };
    if (this.asked.size >= MAX_DOCUMENTS) this.asked.clear();
    this.asked.set(key, fresh);
    return fresh;
  }
}
