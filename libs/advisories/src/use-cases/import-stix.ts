import { NOBODY } from '#libs/access';
import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import type { ImportOptions } from '../document-store.js';
import { ImportRun } from '../import-run.js';
import type { DocumentReport } from '../import/import-report.js';
import { readInput } from '../read-input.js';
import { IMPORT_OPTIONS } from './import-document.js';

export interface ImportStixRequest extends ImportOptions {
  /** Objects of STIX 2.0 or 2.1 as they were parsed. */
  readonly objects: readonly unknown[];
  /** The bytes that they came in, which are kept; where there are none, the objects are written anew. */
  readonly bytes?: Uint8Array;
  /** Where they come from, for the report and the record, such as the address of a collection and the id of what was sent. */
  readonly place: string;
}

/**
 * Makes drafts of STIX objects that came by another way than a file, such as an inbox of TAXII. A bad advisory is refused and the rest goes on.
 * Throws `invalid` where nothing of it can be read.
 */
@Injectable()
export class ImportStix {
  constructor(private readonly run: ImportRun) {}

  async execute(actor: Actor, { objects, bytes, place, ...options }: ImportStixRequest): Promise<DocumentReport> {
    const read = readInput(IMPORT_OPTIONS, options);
    const written = bytes ?? Buffer.from(JSON.stringify({ objects }));
    return this.run.store(actor, await this.run.read(place.slice(0, 1_000), written), { audience: NOBODY, ...read });
  }
}
