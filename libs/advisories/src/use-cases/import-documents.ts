import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import type { ImportOptions } from '../document-store.js';
import { ImportRun, LARGE } from '../import-run.js';
import type { OnStored, ReadOrRefused } from '../import-run.js';
import { LARGE_DOCUMENT_BYTES } from '../import/document-in.js';
import { documentsIn } from '../import/documents-in.js';
import { BatchReport } from '../import/import-report.js';
import type { DocumentReport, ImportReport } from '../import/import-report.js';
import type { ReadDocument } from '../import/imported-document.js';
import { inOrder } from '../import/in-order.js';
import { KeyedTurns } from '../import/keyed-turns.js';
import { readInput } from '../read-input.js';
import { IMPORT_OPTIONS } from './import-document.js';

/** Documents that are read and validated while earlier ones are written: enough that no processor waits, few enough for 20 MB each. */
const READ_AHEAD = 4;
/** Documents that are written at once: one is rendered and signed while the database works on another. */
const WRITTEN_AT_ONCE = 4;

export interface ImportPathRequest extends ImportOptions {
  /** A file, a folder or a .tar, .tar.gz or .tgz. */
  readonly path: string;
  readonly onProgress?: (done: number, last: DocumentReport) => void;
  /** Within a document that holds several advisories. */
  readonly onStored?: OnStored;
  /** Stops after the advisories under way; the report is of what was done until then. */
  readonly signal?: AbortSignal;
}

/**
 * Imports every document of a path, one transaction for each advisory; a bad one is refused with place and reason, and the rest goes on. Reading
 * and validating run ahead of writing. Throws `invalid` where there is no such path, and whatever the database or the rights refuse as a whole.
 */
@Injectable()
export class ImportDocuments {
  constructor(private readonly run: ImportRun) {}

  async execute(actor: Actor, { path, onProgress, onStored, signal, ...options }: ImportPathRequest): Promise<ImportReport> {
    const read = readInput(IMPORT_OPTIONS, options);
    const batch = new BatchReport();
    let done = 0;
    const turns = new KeyedTurns();
    const store = async (document: ReadOrRefused): Promise<DocumentReport | undefined> => {
      if ('outcomes' in document) return document;
      return turns.take(keysOf(document), async () =>
        signal?.aborted ? undefined : this.run.store(actor, document, read, { onStored, signal }),
      );
    };
    const documents = inOrder(until(signal, documentsIn(path)), (each) => this.run.readOrRefuse(each), READ_AHEAD);
    for await (const report of inOrder(until(signal, documents), store, WRITTEN_AT_ONCE)) {
      if (report === undefined) continue;
      batch.add(report);
      done += 1;
      onProgress?.(done, report);
    }
    const { imported, updated, unchanged, refused, objects } = batch;
    return { imported, updated, unchanged, refused, objects };
  }
}

async function* until<Entry>(signal: AbortSignal | undefined, entries: AsyncIterable<Entry>): AsyncGenerator<Entry, void, undefined> {
  for await (const entry of entries) {
    if (signal?.aborted) return;
    yield entry;
  }
}

/** Versions of one document are stored in the order in which they came. */
function keysOf({ advisories }: ReadDocument): readonly string[] {
  const isLarge = (advisories[0]?.bytes.byteLength ?? 0) > LARGE_DOCUMENT_BYTES;
  return [...new Set(advisories.map(({ sourceKey }) => sourceKey)), ...(isLarge ? [LARGE] : [])];
}
