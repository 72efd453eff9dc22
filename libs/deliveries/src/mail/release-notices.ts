import { workerFor } from '#libs/access';
import type { Language } from '#libs/advisories';
import { Database } from '#libs/database';
import { renderAccountEmail } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import type { DueMail } from './endpoint-notices.js';
import { MailLinks } from './mail-links.js';

interface Row extends Record<string, unknown> {
  readonly tracking_id: string;
  readonly email: string;
  readonly language: Language;
}

/** Mails to those who wrote or scheduled a text that was not published at its instant. */
@Injectable()
export class ReleaseNotices {
  constructor(
    private readonly database: Database,
    private readonly links: MailLinks,
  ) {}

  /** Read as the person: who does not see the text any more is told nothing of it. */
  async refused(personId: string, revisionId: string): Promise<DueMail[]> {
    const row = await this.database.as(workerFor({ kind: 'person', id: personId }), (tx) =>
      tx.find<Row>(
        `SELECT r.tracking_id, p.email, p.language FROM advisories.revision r JOIN accounts.person p ON p.id = access.person_id() AND p.status = 'active'
         WHERE r.id = $1`,
        [revisionId],
      ),
    );
    if (row === undefined) return [];
    const { tracking_id: trackingId, email, language } = row;
    const params = { trackingId, url: this.links.desk(trackingId) };
    return [{ to: email, mail: renderAccountEmail('release_refused', params, language) }];
  }
}
