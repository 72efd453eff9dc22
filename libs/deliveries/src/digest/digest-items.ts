import { isNarrower } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { AdvisoryViews } from '#libs/advisories';
import type { Transaction } from '#libs/database';
import type { AdvisoryEvent, AdvisoryView } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import { MailLinks } from '../mail/mail-links.js';

interface ItemRow extends Record<string, unknown> {
  readonly revision_id: string;
  readonly event: AdvisoryEvent;
  readonly label: TlpLabel;
  readonly current_label: TlpLabel;
}

/**
 * What of a window is still to be told: of each advisory the newest item, wished for by a subscription that is still active, which the
 * recipient may read as it was published and as it stands today, and not about a text that was withdrawn since.
 */
const ITEMS = `
SELECT DISTINCT ON (i.advisory_id) i.revision_id, i.event, s.label, s.current_label
FROM deliveries.digest_item i CROSS JOIN LATERAL deliveries.standing(i.revision_id) s
WHERE i.delivery_id = $1 AND EXISTS (SELECT FROM subscriptions.subscription w WHERE w.number = ANY (i.subscriptions) AND w.status = 'active')
  AND (SELECT access.keys())::text[] && s.readers AND (SELECT access.keys())::text[] && s.current_readers
  AND (i.event = 'advisory.withdrawn' OR NOT s.is_withdrawn)
ORDER BY i.advisory_id, i.revision DESC, (i.event = 'advisory.withdrawn') DESC`;

/** The content of a digest, read in its recipient's own context: what the recipient may not read now is not there. */
@Injectable()
export class DigestItems {
  constructor(
    private readonly views: AdvisoryViews,
    private readonly links: MailLinks,
  ) {}

  async of(tx: Transaction, deliveryId: string): Promise<AdvisoryView[]> {
    const items: AdvisoryView[] = [];
    for (const { revision_id, event, label, current_label } of await tx.query<ItemRow>(ITEMS, [deliveryId])) {
      const view = await this.views.forRevision(tx, revision_id);
      if (view === undefined) continue;
      const narrower = isNarrower(current_label, label) ? current_label : label;
      items.push({ ...view, label: narrower, event, url: this.links.advisory(view.trackingId) });
    }
    return items;
  }
}
