import { newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { AdvisoryState } from './advisory-state.js';
import type { RevisionInWork } from './advisory.js';
import type { ImportFormat } from './import/identify-format.js';
import type { CsafValidation } from './import/validator/csaf-validator.js';

/** The last that an organisation imported of one document. */
export interface EarlierImport {
  readonly advisoryId: string;
  readonly trackingId: string;
  readonly state: AdvisoryState;
  readonly sourceVersion: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface NewOriginal {
  readonly format: ImportFormat;
  /** Whether the document holds other advisories too: then its bytes are kept once for all of them. */
  readonly isShared: boolean;
  readonly place: string;
  readonly sourceKey: string;
  readonly sourceVersion: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly validation: CsafValidation;
  readonly signature?: string;
}

/** Imported documents, byte for byte; for the desks alone. */
@Injectable()
export class OriginalRepository {
  /** The last import of the document by the caller's organisation. Until the transaction ends, nobody else imports it. */
  async lockEarlier(tx: Transaction, sourceKey: string): Promise<EarlierImport | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [sourceKey]);
    return tx.find<EarlierImport>(
      `SELECT advisory_id AS "advisoryId", tracking_id AS "trackingId", state, source_version AS "sourceVersion", encode(sha256, 'hex') AS sha256
       FROM advisories.imported_before($1)`,
      [sourceKey],
    );
  }

  async insert(tx: Transaction, revision: RevisionInWork, readerSet: number, original: NewOriginal): Promise<void> {
    const { format, place, sourceKey, sourceVersion, sha256, validation, signature } = original;
    const { own, shared } = await this.keepBytes(tx, original);
    await tx.prepared(
      'advisories.insert-original',
      `INSERT INTO advisories.original (id, advisory_id, revision_id, organisation_id, reader_set, format, place, source_key, source_version, bytes,
         file_id, sha256, findings, is_valid, signature)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, decode($12, 'hex'), $13, $14, $15)`,
      [
        ...[newId(), revision.advisoryId, revision.id, revision.organisationId, readerSet, format, place, sourceKey, sourceVersion],
        ...[own, shared, sha256, JSON.stringify(validation.findings), validation.isValid, signature ?? null],
      ],
    );
  }

  private async keepBytes(
    tx: Transaction,
    { bytes, sha256, isShared }: NewOriginal,
  ): Promise<{ own: Buffer | null; shared: string | null }> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (!isShared) return { own: buffer, shared: null };
    const known = await tx.find<{ id: string | null }>(`SELECT advisories.original_file(decode($1, 'hex')) AS id`, [sha256]);
    if (known?.id) return { own: null, shared: known.id };
    const made = await tx.find<{ id: string }>(`SELECT advisories.keep_original_file(decode($1, 'hex'), $2) AS id`, [sha256, buffer]);
    return { own: null, shared: made?.id ?? null };
  }
}
