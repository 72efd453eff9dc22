import { PublicationRecorder } from '#libs/advisories';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import type { Transaction } from '#libs/database';
import { renderStix } from '#libs/renditions';
import { Inject, Injectable } from '@nestjs/common';
import { feedPublisher } from './feed-publisher.js';
import { publicationView } from './publication-view.js';
import type { PublicationRow } from './publication-view.js';
import { stixRow } from './stix-rows.js';

/**
 * Writes the STIX objects of a revision into the collections, in the transaction that publishes or withdraws it. Readers and collections are
 * the database's to compute. RED is in none; that an advisory became RED still takes away what stood there before.
 */
@Injectable()
export class TaxiiRecorder extends PublicationRecorder {
  constructor(@Inject(CONFIG) private readonly config: Config) {
    super();
  }

  override async record(tx: Transaction, revisionId: string): Promise<void> {
    const row = await tx.find<{ view: PublicationRow }>('SELECT taxii.publication_view($1) AS view', [revisionId]);
    if (row === undefined) throw new Error('a publication has no view');
    const view = publicationView(row.view, `${this.config.publicWebUrl}/advisories`);
    const objects = view.label === 'RED' ? [] : renderStix(view, await feedPublisher(tx, this.config)).objects;
    await tx.query('SELECT taxii.record_publication($1, $2)', [revisionId, JSON.stringify(objects.map(stixRow))]);
  }
}
