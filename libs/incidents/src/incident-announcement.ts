import { systemActor } from '#libs/access';
import type { Language } from '#libs/advisories';
import { AuditLog } from '#libs/audit';
import type { Transaction } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import { IncidentMailTokens } from './incident-mail-token.js';

/** Whom the platform acts as while it takes reports in. */
export const REPORTING = systemActor('incident-report');

export interface AnnouncedIncident {
  readonly id: string;
  readonly reference: string;
  readonly language: Language;
  /** Where a confirmation goes, if anywhere. */
  readonly email?: string;
}

/** What is written beside a report that came in: the mails to the desk and to the reporter, without content, and the audit entry. */
@Injectable()
export class IncidentAnnouncement {
  constructor(
    private readonly tokens: IncidentMailTokens,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  async write(tx: Transaction, { id, reference, language, email }: AnnouncedIncident): Promise<void> {
    const token = { reference, language };
    await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'incident_notice', sealedToken: this.tokens.seal(token) });
    if (email !== undefined) {
      const sealedToken = this.tokens.seal({ ...token, email });
      await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'incident_received', sealedToken });
    }
    await this.audit.append(tx, REPORTING, { action: 'incident:report', subjectType: 'incident', subjectId: id });
  }
}
