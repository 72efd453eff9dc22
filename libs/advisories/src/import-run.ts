import type { Actor } from '#libs/access';
import { DomainError } from '#libs/core';
import { Injectable } from '@nestjs/common';
import { DocumentStore } from './document-store.js';
import type { ImportOptions, ImportOutcome } from './document-store.js';
import { LARGE_DOCUMENT_BYTES } from './import/document-in.js';
import type { DocumentIn } from './import/document-in.js';
import { refusalFrom, reportedObjects } from './import/import-report.js';
import type { DocumentReport, RefusedDocument } from './import/import-report.js';
import { readDocument } from './import/imported-document.js';
import type { ReadDocument } from './import/imported-document.js';
import { KeyedTurns } from './import/keyed-turns.js';
import { CsafValidator } from './import/validator/csaf-validator.js';

/** The one turn of all documents of which two at once would need too much memory. */
export const LARGE = 'large';

/** A document that was read, or the reason why it was not. */
export type ReadOrRefused = ReadDocument | DocumentReport;

/** Called before each advisory of a document that holds several: how many are done, of how many. */
export type OnStored = (done: number, of: number) => void;

/** Who is told of a document that holds several advisories, and who stops before the next of them. */
export interface Watching {
  readonly onStored?: OnStored | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Reads documents and stores their advisories, each in a transaction of its own: one bad advisory never stops the others. */
@Injectable()
export class ImportRun {
  private readonly turns = new KeyedTurns();

  constructor(
    private readonly documents: DocumentStore,
    private readonly validator: CsafValidator,
  ) {}

  /** Throws `invalid` with the place and the reason where nothing of it can be imported. Large ones are read one after the other. */
  async read(place: string, bytes: Uint8Array): Promise<ReadDocument> {
    if (bytes.byteLength <= LARGE_DOCUMENT_BYTES) return readDocument(place, bytes, this.validator);
    return this.turns.take([LARGE], () => readDocument(place, bytes, this.validator));
  }

  async readOrRefuse(document: DocumentIn): Promise<ReadOrRefused> {
    const { source } = document;
    const nothing = { source, outcomes: [], objects: [] };
    if ('refused' in document) return { ...nothing, refused: [{ source, reason: document.refused }] };
    try {
      return await this.read(source, await document.read());
    } catch (error) {
      return { ...nothing, refused: [refusalFrom(source, error)] };
    }
  }

  /** Stores what was read. Throws what is no fault of the document: rights, the database. */
  async store(actor: Actor, document: ReadDocument, options: ImportOptions, watching?: Watching): Promise<DocumentReport> {
    return (await this.storeAll(actor, document, options, watching)).report;
  }

  /** As `store`, and throws what refused the first advisory where all are refused. */
  async storeOrThrow(actor: Actor, document: ReadDocument, options: ImportOptions): Promise<DocumentReport> {
    const { report, firstError } = await this.storeAll(actor, document, options);
    if (report.outcomes.length === 0 && firstError !== undefined) throw firstError;
    return report;
  }

  private async storeAll(
    actor: Actor,
    { place: source, advisories, refused: parts, others }: ReadDocument,
    options: ImportOptions,
    { onStored, signal }: Watching = {},
  ) {
    const outcomes: ImportOutcome[] = [];
    const refused: RefusedDocument[] = parts.map(({ place, reason }) => ({ source, place, reason }));
    let firstError: DomainError | undefined;
    for (const [index, advisory] of advisories.entries()) {
      if (signal?.aborted) break;
      if (advisories.length > 1) onStored?.(index, advisories.length);
      try {
        outcomes.push(await this.documents.store(actor, advisory, options));
      } catch (error) {
        const refusal = refusalFrom(source, error);
        if (error instanceof DomainError) firstError ??= error;
        const name = advisories.length > 1 ? (advisory.content.source?.trackingId ?? '') : '';
        refused.push({ ...refusal, ...(refusal.place === undefined && name !== '' ? { place: name } : {}) });
      }
    }
    const report: DocumentReport = { source, outcomes, refused, objects: reportedObjects(source, outcomes, others) };
    return { report, firstError };
  }
}
