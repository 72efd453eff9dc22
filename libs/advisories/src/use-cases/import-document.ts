import { NOBODY, TLP_LABELS } from '#libs/access';
import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { audienceField } from '../audience-field.js';
import { DocumentStore } from '../document-store.js';
import type { ImportOptions, ImportOutcome } from '../document-store.js';
import { readDocument } from '../import/imported-document.js';
import { CsafValidator } from '../import/validator/csaf-validator.js';
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

const MAX_PLACE_CHARACTERS = 1_000;

/**
 * Imports one CSAF 2.0 document as a draft, as the next revision of what was imported before, or (with `publish`) as a published advisory.
 * Throws `invalid` with the place and the reason where it cannot be read, and the conflicts of drafting and publishing.
 */
@Injectable()
export class ImportDocument {
  constructor(
    private readonly store: DocumentStore,
    private readonly validator: CsafValidator,
  ) {}

  async execute(actor: Actor, { bytes, place, ...options }: ImportRequest): Promise<ImportOutcome> {
    const read = readInput(IMPORT_OPTIONS, options);
    const document = await readDocument(place.slice(0, MAX_PLACE_CHARACTERS), bytes, this.validator);
    return this.store.store(actor, document, { audience: NOBODY, ...read });
  }
}
