import { CHANNELS, isNarrower, labelText } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import { DIGEST_FREQUENCIES, renderDigestEmail } from '#libs/renditions';
import type { AdvisoryView, DigestFrequency } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import type { BuiltMessage } from '../email/message.js';
import { MailLinks } from '../mail/mail-links.js';
import { MailWriter } from '../mail/mail-writer.js';
import { recipientKey } from '../mail/recipient-key.js';
import { unsubscribeTokenFor } from '../mail/unsubscribe-token-for.js';
import type { ClaimedAlert } from '../sending/claimed-alert.js';
import { recipientOf } from '../sending/recipient.js';
import { DigestItems } from './digest-items.js';

const HOUR_MS = 3_600_000;
const WINDOW_MS: Readonly<Record<DigestFrequency, number>> = { hourly: HOUR_MS, daily: 24 * HOUR_MS, weekly: 7 * 24 * HOUR_MS };

/** Several alerts in one mail. */
@Injectable()
export class DigestMails {
  constructor(
    private readonly database: Database,
    private readonly items: DigestItems,
    private readonly writer: MailWriter,
    private readonly links: MailLinks,
    private readonly clock: Clock,
  ) {}

  /** The digest as it is at this moment, or nothing where nothing is left to be told: there is no empty digest. */
  async messageFor(alert: ClaimedAlert): Promise<BuiltMessage | undefined> {
    const { items, unsubscribeToken } = await this.database.as(recipientOf(alert), async (tx) => ({
      items: await this.items.of(tx, alert.id),
      unsubscribeToken: await unsubscribeTokenFor(tx, alert, this.links),
    }));
    const label = narrowest(items);
    if (label === undefined) return undefined;
    const isEncrypted = alert.openPgpKey !== null && items.some((item) => CHANNELS.email[item.label] === 'encrypted_or_notice');
    const recipient = this.links.headersFor(alert, unsubscribeToken);
    const mail = renderDigestEmail(items, {
      language: alert.language,
      ...windowOf(alert),
      isEncrypted,
      reasons: [],
      manageUrl: this.links.manage(alert.personId === null && alert.organisationId === null, unsubscribeToken, alert.language),
      ...(unsubscribeToken === undefined ? {} : { unsubscribeUrl: this.links.page('unsubscribe', unsubscribeToken, alert.language) }),
    });
    const message = this.writer.prepare(mail, { label, mustBeEncrypted: isEncrypted, isForSubscribers: true });
    if (!isEncrypted) return message.forRecipient(recipient);
    return message.encryptedFor(recipient, await recipientKey(alert, this.clock.now()), `[${labelText(label)}] Harbourlight`);
  }
}

function narrowest(items: readonly AdvisoryView[]): TlpLabel | undefined {
  return items.map(({ label }) => label).reduce<TlpLabel | undefined>((a, b) => (a === undefined || isNarrower(b, a) ? b : a), undefined);
}

/** `daily 2026-11-23T00:00:00Z` names the frequency and the end of the window. */
function windowOf({ occasion }: ClaimedAlert): { frequency: DigestFrequency; windowStart: string; windowEnd: string } {
  const [name = '', windowEnd = ''] = occasion.split(' ');
  const frequency = DIGEST_FREQUENCIES.find((known) => known === name);
  if (frequency === undefined) throw new Error('a digest names its frequency');
  return { frequency, windowEnd, windowStart: new Date(Date.parse(windowEnd) - WINDOW_MS[frequency]).toISOString() };
}
