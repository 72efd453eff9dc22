import type { Language } from '#libs/advisories';
import { Clock } from '#libs/core';
import { composeAdvisoryEmail, EMAIL_LIMITS } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import type { BuiltMessage, PreparedMessage } from '../email/message.js';
import { newHole } from '../email/mime-body.js';
import { MailLinks } from '../mail/mail-links.js';
import { MailWriter } from '../mail/mail-writer.js';
import { recipientKey } from '../mail/recipient-key.js';
import { AlertViews } from './alert-views.js';
import type { ClaimedAlert } from './claimed-alert.js';
import { Kept } from './kept.js';
import { reasonsIn } from './match-reasons.js';
import { OwnParts } from './own-parts.js';
import { emailPassage } from './passage.js';

const REASON_SEPARATORS: Readonly<Record<Language, string>> = { en: '; ', 'zh-Hant': '；', 'zh-Hans': '；' };

/** A mail whose unchanging parts are ready: what differs between recipients goes into the holes. */
interface Template {
  readonly message: PreparedMessage;
  /** Of a mail that goes encrypted: label and reference, and nothing else. */
  readonly subject: string;
  readonly reasonsHole: string;
  readonly unsubscribeHole: string;
}

/** One alert about one advisory by mail. */
@Injectable()
export class AdvisoryMails {
  private readonly templates = new Kept<Template>(200, 60_000);

  constructor(
    private readonly parts: OwnParts,
    private readonly views: AlertViews,
    private readonly writer: MailWriter,
    private readonly links: MailLinks,
    private readonly clock: Clock,
  ) {}

  async messageFor(alert: ClaimedAlert): Promise<BuiltMessage> {
    const own = await this.ownPart(alert);
    const template = await this.templateOf(alert, own.reasons.length > 0, own.unsubscribeToken !== undefined);
    const fill = { [template.reasonsHole]: own.reasons, [template.unsubscribeHole]: own.unsubscribeToken ?? '' };
    const recipient = { ...this.links.headersFor(alert, own.unsubscribeToken, own.earlier), fill };
    if (emailPassage(alert).passage !== 'encrypted') return template.message.forRecipient(recipient);
    return template.message.encryptedFor(recipient, await recipientKey(alert, this.clock.now()), template.subject);
  }

  /** Asked of the recipient's live keys, at the moment of sending. */
  private async ownPart(
    alert: ClaimedAlert,
  ): Promise<{ reasons: string; unsubscribeToken: string | undefined; earlier: readonly string[] }> {
    const isNotice = emailPassage(alert).passage.endsWith('notice');
    const { met, subscriptionId, earlier } = await this.parts.of(alert);
    return {
      reasons: isNotice ? '' : reasonsIn(met, alert.language).slice(0, EMAIL_LIMITS.reasons).join(REASON_SEPARATORS[alert.language]),
      earlier,
      unsubscribeToken: subscriptionId && this.links.unsubscribeToken(alert),
    };
  }

  private templateOf(alert: ClaimedAlert, hasReasons: boolean, hasUnsubscribe: boolean): Promise<Template> {
    const { label, passage } = emailPassage(alert);
    const isPublic = alert.personId === null && alert.organisationId === null;
    const key = `${this.views.keyOf(alert)} ${label} ${passage} ${alert.language} ${hasReasons} ${hasUnsubscribe} ${isPublic}`;

    return this.templates.get(key, async () => {
      const view = await this.views.of(alert, label);
      const composed = composeAdvisoryEmail(view, alert.language, passage === 'encrypted' ? 'full' : passage);
      const reasonsHole = newHole();
      const unsubscribeHole = newHole();
      const mail = composed.forRecipient({
        reasons: hasReasons ? [reasonsHole] : [],
        manageUrl: this.links.manage(isPublic, hasUnsubscribe ? unsubscribeHole : undefined, alert.language),
        ...(hasUnsubscribe ? { unsubscribeUrl: this.links.page('unsubscribe', unsubscribeHole, alert.language) } : {}),
      });
      const traits = {
        label,
        mustBeEncrypted: composed.mustBeEncrypted,
        holes: [reasonsHole, unsubscribeHole],
        isForSubscribers: true,
      };
      return { message: this.writer.prepare(mail, traits), subject: composed.subject, reasonsHole, unsubscribeHole };
    });
  }
}
