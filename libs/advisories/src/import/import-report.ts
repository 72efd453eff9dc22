import { DomainError } from '#libs/core';
import type { ImportOutcome } from '../document-store.js';
import type { ObjectReport, ReportedObject } from './object-report.js';
import { NOT_VALIDATED_IN_TIME } from './validator/csaf-validator.js';

/** A document, or an advisory of one, of which nothing was stored: where it came from, the first wrong place in it, and why. */
export interface RefusedDocument {
  readonly source: string;
  readonly place?: string;
  readonly reason: string;
  /** Of the refusal, for programs that say it in their own words; absent where `reason` is all there is. */
  readonly code?: string;
  readonly expected?: string;
  readonly received?: string;
}

/** What became of a batch. */
export interface ImportReport {
  readonly imported: readonly ImportOutcome[];
  readonly updated: readonly ImportOutcome[];
  readonly unchanged: readonly ImportOutcome[];
  readonly refused: readonly RefusedDocument[];
  /** What was done with each object of STIX and MISP documents. */
  readonly objects: readonly ReportedObject[];
}

/** What became of one document. */
export interface DocumentReport {
  readonly source: string;
  readonly outcomes: readonly ImportOutcome[];
  readonly refused: readonly RefusedDocument[];
  readonly objects: readonly ReportedObject[];
}

/** Every object of a document with the advisory that uses it. */
export function reportedObjects(source: string, outcomes: readonly ImportOutcome[], others: readonly ObjectReport[]): ReportedObject[] {
  const used = outcomes.flatMap(({ trackingId, objects }) => objects.map((object) => ({ source, trackingId, ...object })));
  return [...used, ...others.map((object) => ({ source, ...object }))];
}

/** What keeps one document out; what is no matter of the document (rights, the database) ends the batch. */
export function refusalFrom(source: string, error: unknown): RefusedDocument {
  if (!(error instanceof DomainError) || error.kind === 'forbidden') throw error;
  if (error.kind === 'unavailable' && error.code !== NOT_VALIDATED_IN_TIME) throw error;
  const [first] = error.issues;
  const place = first && first.path !== '' ? first.path : undefined;
  const wrong = first ? ` Expected ${first.expected}; came: ${first.received ?? 'nothing'}.` : '';
  return {
    source,
    ...(place === undefined ? {} : { place }),
    reason: error.message + wrong,
    code: error.code,
    ...(first === undefined ? {} : { expected: first.expected }),
    ...(first?.received === undefined ? {} : { received: first.received }),
  };
}

/** Gathers the reports of documents into that of the batch. */
export class BatchReport implements ImportReport {
  readonly imported: ImportOutcome[] = [];
  readonly updated: ImportOutcome[] = [];
  readonly unchanged: ImportOutcome[] = [];
  readonly refused: RefusedDocument[] = [];
  readonly objects: ReportedObject[] = [];

  add({ outcomes, refused, objects }: DocumentReport): void {
    for (const outcome of outcomes) this[outcome.status].push(outcome);
    for (const refusal of refused) this.refused.push(refusal);
    for (const object of objects) this.objects.push(object);
  }
}
