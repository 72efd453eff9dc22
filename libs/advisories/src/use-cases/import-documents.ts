import type { Actor } from '#libs/access';
import { DomainError } from '#libs/core';
import { Injectable } from '@nestjs/common';
import { DocumentStore } from '../document-store.js';
import type { ImportOptions, ImportOutcome } from '../document-store.js';
import { documentsIn } from '../import/documents-in.js';
import type { DocumentIn } from '../import/document-in.js';
import { readDocument } from '../import/imported-document.js';
import type { ImportedDocument } from '../import/imported-document.js';
import { CsafValidator } from '../import/validator/csaf-validator.js';
import { readInput } from '../read-input.js';
import { IMPORT_OPTIONS } from './import-document.js';

/** Documents that are read and validated while earlier ones are written: enough that no processor waits, few enough for 20 MB each. */
const READ_AHEAD = 4;

/** A document of which nothing was stored: where it came from, the first wrong place in it, and why. */
export interface RefusedDocument {
  readonly source: string;
  readonly place?: string;
  readonly reason: string;
}

export interface ImportReport {
  readonly imported: readonly ImportOutcome[];
  readonly updated: readonly ImportOutcome[];
  readonly unchanged: readonly ImportOutcome[];
  readonly refused: readonly RefusedDocument[];
}

export interface ImportPathRequest extends ImportOptions {
  /** A file, a folder or a .tar, .tar.gz or .tgz. */
  readonly path: string;
  readonly onProgress?: (done: number, last: ImportOutcome | RefusedDocument) => void;
}

type Read = ImportedDocument | RefusedDocument;

/**
 * Imports every document of a path, one transaction each; a bad one is refused with place and reason, and the rest goes on. Reading and
 * validating run ahead of writing. Throws `invalid` where there is no such path, and whatever the database or the rights refuse as a whole.
 */
@Injectable()
export class ImportDocuments {
  constructor(
    private readonly store: DocumentStore,
    private readonly validator: CsafValidator,
  ) {}

  async execute(actor: Actor, { path, onProgress, ...options }: ImportPathRequest): Promise<ImportReport> {
    const read = readInput(IMPORT_OPTIONS, options);
    const report = { imported: [] as ImportOutcome[], updated: [] as ImportOutcome[], unchanged: [] as ImportOutcome[] };
    const refused: RefusedDocument[] = [];
    let done = 0;
    for await (const document of inOrder(documentsIn(path), (each) => this.read(each), READ_AHEAD)) {
      const outcome = 'reason' in document ? document : await this.write(actor, document, read);
      if ('status' in outcome) report[outcome.status].push(outcome);
      else refused.push(outcome);
      done += 1;
      onProgress?.(done, outcome);
    }
    return { ...report, refused };
  }

  private async read(document: DocumentIn): Promise<Read> {
    const { source } = document;
    if ('refused' in document) return { source, reason: document.refused };
    try {
      return await readDocument(source, await document.read(), this.validator);
    } catch (error) {
      return refusalOf(source, error);
    }
  }

  private async write(actor: Actor, document: ImportedDocument, options: ImportOptions): Promise<ImportOutcome | RefusedDocument> {
    try {
      return await this.store.store(actor, document, options);
    } catch (error) {
      return refusalOf(document.place, error);
    }
  }
}

/** What one document did wrong; what is no fault of the document (rights, the database) ends the batch. */
function refusalOf(source: string, error: unknown): RefusedDocument {
  if (!(error instanceof DomainError) || error.kind === 'forbidden' || error.kind === 'unavailable') throw error;
  const [first] = error.issues;
  const place = first && first.path !== '' ? first.path : undefined;
  const wrong = first ? ` Expected ${first.expected}; came: ${first.received ?? 'nothing'}.` : '';
  return { source, ...(place === undefined ? {} : { place }), reason: error.message + wrong };
}

/** Works on a few inputs at a time and gives the results in the order of the inputs. */
async function* inOrder<Input, Result>(
  inputs: AsyncIterable<Input>,
  work: (input: Input) => Promise<Result>,
  ahead: number,
): AsyncGenerator<Result, void, undefined> {
  const running: Promise<Result>[] = [];
  for await (const input of inputs) {
    const result = work(input);
    // Awaited in its turn below; a failure before that must not end the process.
    result.catch(() => undefined);
    running.push(result);
    const first = running.length >= ahead ? running.shift() : undefined;
    if (first) yield await first;
  }
  for (const result of running) yield await result;
}
