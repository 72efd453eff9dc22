import { systemActor } from '#libs/access';
import type { Language } from '#libs/advisories';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { AccountMailer } from '#libs/deliveries';
import { renderAccountEmail } from '#libs/renditions';
import { Inject, Injectable } from '@nestjs/common';
import { IncidentMailTokens } from '../incident-mail-token.js';

const MAILING = systemActor('incident-mail');

/** The mails of `account.mail_requested` about a report. */
export const INCIDENT_MAILS = ['incident_notice', 'incident_received'] as const;
export type IncidentMail = (typeof INCIDENT_MAILS)[number];

/**
 * Tells the desk of a new report, or its reporter that it came in: the reference and nothing of what was reported. `eventId` becomes the
 * Message-ID. Throws `unavailable` where the mail server did not take it: the job is tried again.
 */
@Injectable()
export class SendIncidentMail {
  constructor(
    private readonly database: Database,
    private readonly mailer: AccountMailer,
    private readonly tokens: IncidentMailTokens,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Answers with how many mails were sent. */
  async execute(eventId: string, mail: IncidentMail, sealedToken: string): Promise<number> {
    const { reference, email, language } = this.tokens.open(sealedToken);
    const receivers = mail === 'incident_notice' ? await this.desk() : email === undefined ? [] : [{ email, language }];
    const path = mail === 'incident_notice' ? 'console/reports' : `${PORTAL[language]}/attacked`;
    const url = `${this.config.publicWebUrl}/${path}`;
    for (const receiver of receivers) {
      await this.mailer.send(eventId, { to: receiver.email, mail: renderAccountEmail(mail, { reference, url }, receiver.language) });
    }
    return receivers.length;
  }

  private async desk(): Promise<{ email: string; language: Language }[]> {
    return this.database.as(MAILING, (tx) =>
      tx.query<{ email: string; language: Language }>(
        `SELECT p.email, p.language FROM accounts.person p JOIN accounts.organisation o ON o.id = p.organisation_id
         WHERE o.is_operator AND o.status = 'active' AND p.status = 'active' AND p.roles && ARRAY['analyst', 'reviewer'] ORDER BY p.email`,
      ),
    );
  }
}

/** The portal in a language, as its addresses begin. */
const PORTAL: Readonly<Record<Language, string>> = { en: 'en', 'zh-Hant': 'tc', 'zh-Hans': 'sc' };
