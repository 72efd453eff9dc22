import type { TlpLabel } from '#libs/access';
import { AdvisoryViews } from '#libs/advisories';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { ADVISORY_EVENTS } from '#libs/renditions';
import type { AdvisoryEvent, AdvisoryView } from '#libs/renditions';
import { Inject, Injectable } from '@nestjs/common';
import type { ClaimedAlert } from './claimed-alert.js';
import { Kept } from './kept.js';
import { recipientOf } from './recipient.js';

/** Long enough for a fan-out, short enough that what is kept does not outlive a change of what is shown beside the text. */
const KEPT = { entries: 200, forMs: 60_000 } as const;

/** Content was not there for a recipient who was found to be a reader a moment ago: read again on the next try, never guessed. */
export class ContentUnreadable extends Error {}

/**
 * What is rendered for alerts: read as the recipient reads it, under the recipient's own rights, and kept for the others of the same fan-out,
 * of whom the claim has found that they may read the same.
 */
@Injectable()
export class AlertViews {
  private readonly kept = new Kept<AdvisoryView>(KEPT.entries, KEPT.forMs);

  constructor(
    private readonly database: Database,
    private readonly views: AdvisoryViews,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Names what may be shared between recipients: alerts with the same key have the same content. */
  keyOf(alert: ClaimedAlert): string {
    return `${alert.revisionId ?? ''} ${alert.event}`;
  }

  /** The revision of an alert, shown under the label that holds today. */
  async of(alert: ClaimedAlert, label: TlpLabel): Promise<AdvisoryView> {
    const view = await this.kept.get(this.keyOf(alert), () => this.read(alert));
    return { ...view, label };
  }

  private async read(alert: ClaimedAlert): Promise<AdvisoryView> {
    const event = eventOf(alert);
    const view = await this.database.as(recipientOf(alert), (tx) => this.views.forRevision(tx, alert.revisionId ?? ''));
    if (view === undefined) throw new ContentUnreadable(`revision ${alert.revisionId ?? ''} is not there for its reader`);
    return { ...view, event, url: `${this.config.publicWebUrl}/advisories/${view.trackingId}` };
  }
}

function eventOf({ event }: ClaimedAlert): AdvisoryEvent {
  const found = ADVISORY_EVENTS.find((known) => known === event);
  if (found === undefined) throw new Error(`${event} is not about an advisory`);
  return found;
}
