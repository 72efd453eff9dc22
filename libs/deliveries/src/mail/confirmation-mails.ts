import { systemActor } from '#libs/access';
import type { Language } from '#libs/advisories';
import { SecretBox } from '#libs/config';
import { Database } from '#libs/database';
import { renderAccountEmail } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import { CONFIRMATION_PURPOSE } from '../sending/challenges.js';
import type { DueMail } from './endpoint-notices.js';
import { MailLinks } from './mail-links.js';

interface EndpointRow extends Record<string, unknown> {
  readonly address: string;
  readonly language: Language;
  readonly expires_at: string;
  readonly organisation: string | null;
}

/** The question to the holder of an address whether alerts may be sent there. */
@Injectable()
export class ConfirmationMails {
  constructor(
    private readonly database: Database,
    private readonly secretBox: SecretBox,
    private readonly links: MailLinks,
  ) {}

  /** None where the address was confirmed meanwhile, or the question has expired. */
  async of(mail: string, endpointId: string, sealedToken: string): Promise<DueMail[]> {
    if (mail !== 'endpoint_confirmation') throw new Error(`nobody writes mails of the kind ${mail}`);
    const endpoint = await this.database.as(systemActor('endpoint-confirmation'), (tx) =>
      tx.find<EndpointRow>(
        `SELECT e.address, e.language, e.confirmation_expires_at AS expires_at, o.name AS organisation
         FROM subscriptions.endpoint e LEFT JOIN accounts.organisation o ON o.id = e.organisation_id
         WHERE e.id = $1 AND e.channel = 'email' AND e.confirmed_at IS NULL AND e.deleted_at IS NULL AND e.confirmation_expires_at > now()`,
        [endpointId],
      ),
    );
    if (endpoint === undefined) return [];
    const token = this.secretBox.open(CONFIRMATION_PURPOSE, Buffer.from(sealedToken, 'base64url'));
    const params = {
      url: this.links.page('confirm-endpoint', token),
      expiresAt: endpoint.expires_at,
      ...(endpoint.organisation === null ? {} : { organisation: endpoint.organisation }),
    };
    return [{ to: endpoint.address, mail: renderAccountEmail('endpoint_confirmation', params, endpoint.language) }];
  }
}
