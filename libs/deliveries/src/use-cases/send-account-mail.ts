import { AccountMails } from '#libs/accounts';
import type { AccountMail } from '#libs/accounts';
import type { OutboxEvent } from '#libs/outbox';
import { renderAccountEmail } from '#libs/renditions';
import { ConfirmationMails } from '#libs/subscriptions';
import type { ConfirmationMail } from '#libs/subscriptions';
import { Injectable } from '@nestjs/common';
import { AccountMailer } from '../mail/account-mailer.js';
import { EndpointNotices } from '../mail/endpoint-notices.js';
import type { DueMail } from '../mail/endpoint-notices.js';
import { ReleaseNotices } from '../mail/release-notices.js';

export type MailRequest = Extract<OutboxEvent, { type: 'account.mail_requested' }>;

const NOTICES = ['webhook_disabled_notice', 'key_expiry_warning', 'openpgp_key_notice', 'suppression_notice'] as const;
const CONFIRMATIONS: ReadonlySet<string> = new Set(['endpoint_confirmation', 'public_subscription_confirmation']);

/**
 * Sends a mail about an account or an endpoint. `eventId` becomes its Message-ID, so that a second copy can be recognised. Throws `unavailable`
 * where the mail server did not take it: the job is tried again.
 */
@Injectable()
export class SendAccountMail {
  constructor(
    private readonly mailer: AccountMailer,
    private readonly notices: EndpointNotices,
    private readonly releases: ReleaseNotices,
    private readonly confirmations: ConfirmationMails,
    private readonly accounts: AccountMails,
  ) {}

  /** Answers with how many mails were sent; none where what was asked for is no longer due. */
  async execute(eventId: string, request: MailRequest): Promise<number> {
    const mails = await this.mailsFor(request);
    for (const mail of mails) await this.mailer.send(eventId, mail);
    return mails.length;
  }

  private async mailsFor(request: MailRequest): Promise<readonly DueMail[]> {
    const notice = NOTICES.find((kind) => kind === request.mail);
    if (notice !== undefined && request.endpointId !== undefined) return this.notices.about(notice, request.endpointId);
    if (request.mail === 'urgent_fallback' && request.deliveryId !== undefined) return this.notices.fallback(request.deliveryId);
    if (request.mail === 'release_refused' && request.personId !== undefined && request.revisionId !== undefined)
      return this.releases.refused(request.personId, request.revisionId);
    if (request.mail === 'application_refused' && request.refusalId !== undefined)
      return (await this.accounts.refusal(request.refusalId)).map(rendered);
    if (request.sealedToken === undefined) throw new Error(`nobody writes mails of the kind ${request.mail}`);
    const mail = CONFIRMATIONS.has(request.mail)
      ? await this.confirmations.find(request.sealedToken)
      : await this.accounts.find(request.sealedToken);
    return mail === undefined ? [] : [rendered(mail)];
  }
}

function rendered({ to, kind, params, language }: AccountMail | ConfirmationMail): DueMail {
  return { to, mail: renderAccountEmail(kind, params, language) };
}
