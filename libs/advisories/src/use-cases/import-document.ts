import { NOBODY, TLP_LABELS } from '#libs/access';
import type { Actor } from '#libs/access';
import { invalid } from '#libs/core';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { audienceField } from '../advisory-input.js';
import type { ImportOptions, ImportOutcome } from '../document-store.js';
import { ImportRun } from '../import-run.js';
import type { RefusedDocument } from '../import/import-report.js';
import type { ReportedObject } from '../import/object-report.js';
import { readInput } from '../read-input.js';

/** What an import decides for documents that do not say; the same for one document and for many. */
export const IMPORT_OPTIONS = z.object({
  label: z.enum(TLP_LABELS).optional(),
  audience: audienceField.optional(),
  publish: z.boolean().optional(),
});

export interface ImportRequest extends ImportOptions {
  readonly bytes: Uint8Array;
  /** Where it comes from, for the report and the record: a file name, an address. At most 1,000 characters count. */
  readonly place: string;
}

/** What became of the first advisory of a document, with all the others. */
export interface ImportedAdvisories extends ImportOutcome {
  readonly all: readonly ImportOutcome[];
  /** Advisories of the document of which nothing was stored. */
  readonly refused: readonly RefusedDocument[];
  /** What was done with each object of the document. */
  readonly report: readonly ReportedObject[];
}

const MAX_PLACE_CHARACTERS = 1_000;

/**
 * Imports one document (CSAF 2.0, STIX 2.0 or 2.1, MISP): each of its advisories as a draft, as the next revision of what was imported before,
 * or (with `publish`) as a published advisory. Throws `invalid` with the place and the reason where it cannot be read, and the conflicts of
 * drafting and publishing where they refuse all of it.
 */
@Injectable()
export class ImportDocument {
  constructor(private readonly run: ImportRun) {}

  async execute(actor: Actor, { bytes, place, ...options }: ImportRequest): Promise<ImportedAdvisories> {
    const read = readInput(IMPORT_OPTIONS, options);
    const document = await this.run.read(place.slice(0, MAX_PLACE_CHARACTERS), bytes);
    const { outcomes, refused, objects } = await this.run.storeOrThrow(actor, document, { audience: NOBODY, ...read });
    const [first] = outcomes;
    if (first === undefined) throw invalid([{ path: '', expected: 'a document with an advisory', received: 'none' }]);
    return { ...first, all: outcomes, refused, report: objects };
  }
}
