import { systemActor } from '#libs/access';
import { RequestLimits } from '#libs/accounts';
import { AuditLog } from '#libs/audit';
import { newId } from '#libs/core';
import { Database } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import { readInput, REPORT_INPUT } from '../incident-input.js';
import { IncidentMailTokens } from '../incident-mail-token.js';
import { newIncidentReference } from '../incident-reference.js';
import { legalClocks } from '../legal-clocks.js';
import type { LegalClock } from '../legal-clocks.js';

const REPORTING = systemActor('incident-report');

export interface ReceivedIncident {
  readonly reference: string;
  readonly receivedAt: string;
  readonly clocks: readonly LegalClock[];
  /** Whether a confirmation goes to the address that was given. */
  readonly isConfirmedByMail: boolean;
}

/**
 * Takes in what anybody reports. The desk is told by mail, the reporter too where an address was given, both without content. Throws INVALID_INPUT,
 * or TOO_MANY_TRIES for a network that reports too often.
 */
@Injectable()
export class ReportIncident {
  constructor(
    private readonly database: Database,
    private readonly limits: RequestLimits,
    private readonly tokens: IncidentMailTokens,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** `address` is the caller's, as the door knows it; it is not kept. */
  async execute(input: unknown, { address }: { readonly address?: string | undefined } = {}): Promise<ReceivedIncident> {
    const { whatHappened, affected, contact, ...report } = readInput(REPORT_INPUT, input);
    await this.limits.count('incident', address);
    const isConfirmedByMail = contact?.email !== undefined && (await this.limits.mayMail(contact.email));
    const [id, reference] = [newId(), newIncidentReference()];
    const receivedAt = await this.database.as(REPORTING, async (tx) => {
      const row = await tx.find<{ at: string }>('SELECT incidents.receive($1, $2, $3) AS at', [
        id,
        reference,
        JSON.stringify({ ...report, content: { whatHappened, affected, contact } }),
      ]);
      if (row === undefined) throw new Error('a report was taken in without an instant');
      const token = { reference, language: report.language };
      await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'incident_notice', sealedToken: this.tokens.seal(token) });
      if (isConfirmedByMail) {
        const sealedToken = this.tokens.seal({ ...token, email: contact.email });
        await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'incident_received', sealedToken });
      }
      await this.audit.append(tx, REPORTING, { action: 'incident:report', subjectType: 'incident', subjectId: id });
      return row.at;
    });
    const { reporter, disruptsCoreFunction, awareAt = null } = report;
    return { reference, receivedAt, isConfirmedByMail, clocks: legalClocks({ reporter, disruptsCoreFunction, awareAt, receivedAt }) };
  }
}
