import { DomainError } from '#libs/core';
import { Injectable } from '@nestjs/common';
import { DigestMails } from '../digest/digest-mails.js';
import type { BuiltMessage } from '../email/message.js';
import { AdvisoryMails } from './advisory-mails.js';
import type { ClaimedAlert } from './claimed-alert.js';
import { TestMails } from './test-mails.js';

/** The mail of any alert. */
@Injectable()
export class AlertMails {
  constructor(
    private readonly advisories: AdvisoryMails,
    private readonly digests: DigestMails,
    private readonly tests: TestMails,
  ) {}

  /** The mail, or nothing where a digest has become empty. */
  async messageFor(alert: ClaimedAlert): Promise<BuiltMessage | undefined> {
    if (alert.event === 'endpoint.test') return this.tests.messageFor(alert);
    const mails = alert.event === 'digest' ? this.digests : this.advisories;
    try {
      return await mails.messageFor(alert);
    } catch (error) {
      // The key expired or was revoked since it was stored: the reader is told, without content.
      if (!(error instanceof DomainError) || error.code !== 'OPENPGP_KEY_UNUSABLE') throw error;
      return mails.messageFor({ ...alert, openPgpKey: null });
    }
  }
}
