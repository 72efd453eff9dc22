import { DomainError } from '#libs/core';
import type { RenderedEmail } from '#libs/renditions';
import { Injectable, Logger } from '@nestjs/common';
import { EmailSender } from '../email/email-sender.js';
import { MailWriter } from './mail-writer.js';

/**
 * Sends one mail that is about no advisory. `eventId` becomes its Message-ID, so that a second copy can be recognised. Throws `unavailable`
 * where the mail server did not take it.
 */
@Injectable()
export class AccountMailer {
  private readonly logger = new Logger(AccountMailer.name);

  constructor(
    private readonly sender: EmailSender,
    private readonly writer: MailWriter,
  ) {}

  async send(eventId: string, { to, mail }: { readonly to: string; readonly mail: RenderedEmail }): Promise<void> {
    const message = await this.writer.aboutAccount(mail, to, eventId);
    const outcome = await this.sender.send(message.envelope, message.raw);
    if (outcome.kind === 'retry')
      throw new DomainError('unavailable', 'MAIL_NOT_TAKEN', `The mail server did not take a mail (${outcome.error ?? ''}).`);
    if (outcome.kind === 'rejected') this.logger.warn(`a mail was refused for good (${outcome.error ?? ''}), event ${eventId}`);
  }
}
