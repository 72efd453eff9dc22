import { systemActor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import { deliveryOfBounceAddress, parseBounce, parseComplaint } from '../email/bounces.js';
import { MailLinks } from '../mail/mail-links.js';
import { EndpointHealth } from '../sending/endpoint-health.js';

const BOUNCES = systemActor('record-bounce');
/** Temporary bounces within seven days after which an address is given up. */
const MAX_SOFT_BOUNCES = 5;

export interface BounceInput {
  /** The address that the report came to: the return path of the mail, by which its delivery is known. */
  readonly to: string;
  readonly raw: Uint8Array;
}

/** What a report led to; `ignored` for one that is not ours, tells of no failure, or was recorded before. */
export type BounceEffect = 'suppressed' | 'counted' | 'ignored';

/** Records a bounce or a complaint that came back by mail. Throws `invalid` for a message over 1 MB. */
@Injectable()
export class RecordBounce {
  constructor(
    private readonly database: Database,
    private readonly health: EndpointHealth,
    private readonly links: MailLinks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute({ to, raw }: BounceInput): Promise<BounceEffect> {
    const complaint = await parseComplaint(raw);
    const address = complaint?.returnPath ?? to;
    const deliveryId = deliveryOfBounceAddress(address, [this.links.bounceSecret], this.config.mailDomain);
    if (deliveryId === undefined) return 'ignored';
    const reports = complaint === undefined ? (await parseBounce(raw)).filter(({ action }) => action === 'failed') : [];
    if (complaint === undefined && reports.length === 0) return 'ignored';
    return this.database.as(BOUNCES, async (tx) => {
      const delivery = await tx.find<{ endpoint_id: string; address: string }>(
        `SELECT d.endpoint_id, e.address FROM deliveries.delivery d JOIN subscriptions.endpoint e ON e.id = d.endpoint_id
         WHERE d.id::text = $1 AND d.channel = 'email' FOR UPDATE OF d`,
        [deliveryId],
      );
      if (delivery === undefined) return 'ignored';
      if (complaint !== undefined) {
        await this.health.suppress(tx, delivery.address, 'complaint', complaint.feedbackType);
        return 'suppressed';
      }
      const permanent = reports.find((report) => report.permanent);
      if (permanent === undefined) return this.countSoft(tx, deliveryId, delivery, reports[0]?.diagnostic ?? '');
      await tx.execute("UPDATE deliveries.delivery SET status = 'failed', reason = 'bounced' WHERE id = $1 AND status = 'sent'", [
        deliveryId,
      ]);
      await this.health.suppress(tx, delivery.address, 'hard_bounce', permanent.diagnostic ?? permanent.status);
      return 'suppressed';
    });
  }

  private async countSoft(
    tx: Transaction,
    deliveryId: string,
    { endpoint_id, address }: { endpoint_id: string; address: string },
    detail: string,
  ): Promise<BounceEffect> {
    const isNew = await tx.execute(
      "UPDATE deliveries.delivery SET status = 'failed', reason = 'bounced' WHERE id = $1 AND status = 'sent' AND reason IS DISTINCT FROM 'bounced'",
      [deliveryId],
    );
    if (isNew === 0) return 'ignored';
    const row = await tx.find<{ soft_bounces: number }>(
      `UPDATE subscriptions.endpoint SET
         soft_bounces = CASE WHEN soft_bounces_since > now() - interval '7 days' THEN soft_bounces + 1 ELSE 1 END,
         soft_bounces_since = CASE WHEN soft_bounces_since > now() - interval '7 days' THEN soft_bounces_since ELSE now() END
       WHERE id = $1 RETURNING soft_bounces`,
      [endpoint_id],
    );
    if ((row?.soft_bounces ?? 0) < MAX_SOFT_BOUNCES) return 'counted';
    await this.health.suppress(tx, address, 'soft_bounces', detail);
    return 'suppressed';
  }
}
