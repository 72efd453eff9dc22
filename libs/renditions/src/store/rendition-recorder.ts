import { promisify } from 'node:util';
import { gzip as gzipWithCallback } from 'node:zlib';
import { PublicationRecorder } from '#libs/advisories';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import type { Transaction } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import { readSource } from './publication-source.js';
import type { PublicationSource } from './publication-source.js';
import { renderRevision } from './render-revision.js';
import type { NewRendition } from './render-revision.js';
import { SigningKey } from './signing-key.js';

const gzip = promisify(gzipWithCallback);

/**
 * Writes the renditions of a revision in the transaction that publishes or withdraws it. The only rows that are locked then are those of this
 * one advisory; rendering, signing and packing touch neither disk nor network. Whether the caller may, and who will read it, the database says.
 */
@Injectable()
export class RenditionRecorder extends PublicationRecorder {
  constructor(
    private readonly key: SigningKey,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  override async record(tx: Transaction, revisionId: string): Promise<void> {
    const isRecorded = await this.recordWhereDue(tx, revisionId);
    if (!isRecorded) throw new Error('a revision is rendered by whoever publishes it, when they do');
  }

  /** False where it is not the caller's to render, or is rendered already. */
  async recordWhereDue(tx: Transaction, revisionId: string): Promise<boolean> {
    const source = await readSource(tx, revisionId, this.config);
    if (source === undefined) return false;
    const renditions = await Promise.all(this.rendered(source).map((rendition) => this.signed(rendition)));
    const rows = renditions.map(({ format, language, fileName, card, listEntry, signature }) => ({
      ...{ format, language, fileName, card, listEntry, signature },
      mediaType: 'application/json',
    }));
    await tx.query('SELECT renditions.record($1, $2, $3, $4, $5)', [
      ...[revisionId, JSON.stringify(await this.key.identity()), JSON.stringify(rows)],
      ...[renditions.map(({ bytes }) => bytes), renditions.map(({ packed }) => packed)],
    ]);
    return true;
  }

  private rendered(source: PublicationSource): readonly NewRendition[] {
    const { publicApiUrl, isCsaf21Served } = this.config;
    return renderRevision(source, publicApiUrl, isCsaf21Served ? ['2.0', '2.1'] : ['2.0']);
  }

  /** Entries are read into larger documents, so they are neither signed nor packed. */
  private async signed(rendition: NewRendition) {
    if (rendition.format === 'entry') return { ...rendition, signature: undefined, packed: null };
    const [signature, packed] = await Promise.all([this.key.sign(rendition.bytes), gzip(rendition.bytes)]);
    return { ...rendition, signature, packed };
  }
}
