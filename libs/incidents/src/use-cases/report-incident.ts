import { RequestLimits } from '#libs/accounts';
import { Clock, newId } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { IncidentAnnouncement, REPORTING } from '../incident-announcement.js';
import { readInput, REPORT_INPUT, requirePast } from '../incident-input.js';
import type { ReadReport } from '../incident-input.js';
import { newIncidentReference } from '../incident-reference.js';
import { legalClocks } from '../legal-clocks.js';
import type { LegalClock } from '../legal-clocks.js';

export interface ReceivedIncident {
  readonly reference: string;
  readonly receivedAt: string;
  readonly clocks: readonly LegalClock[];
  /** Whether a confirmation goes to the address that was given. */
  readonly isConfirmedByMail: boolean;
}

/**
 * Takes in what anybody reports. The desk is told by mail, the reporter too where an address was given, both without content. Throws INVALID_INPUT,
 * or TOO_MANY_TRIES for a network that reports too often. What is sent again within an hour, word for word, is answered as the first time and told
 * nobody again.
 */
@Injectable()
export class ReportIncident {
  constructor(
    private readonly database: Database,
    private readonly limits: RequestLimits,
    private readonly announcement: IncidentAnnouncement,
    private readonly clock: Clock,
  ) {}

  /** `address` is the caller's, as the door knows it; it is not kept. */
  async execute(input: unknown, { address }: { readonly address?: string | undefined } = {}): Promise<ReceivedIncident> {
    const read = readInput(REPORT_INPUT, input);
    requirePast(read, this.clock.now());
    const { contact, ...report } = read;
    await this.limits.count('incident', address);
    const isConfirmedByMail = contact?.email !== undefined && (await this.limits.mayMail(contact.email));
    const { reference, receivedAt } = await this.database.as(REPORTING, async (tx) => {
      const received = await receive(tx, read);
      const { language } = report;
      const announced = { ...received, language, ...(isConfirmedByMail ? { email: contact.email } : {}) };
      if (received.isNew) await this.announcement.write(tx, announced);
      return received;
    });
    const { reporter, disruptsCoreFunction, awareAt = null } = report;
    return { reference, receivedAt, isConfirmedByMail, clocks: legalClocks({ reporter, disruptsCoreFunction, awareAt, receivedAt }) };
  }
}

interface Received {
  readonly id: string;
  readonly reference: string;
  readonly receivedAt: string;
  /** False for what was sent before. */
  readonly isNew: boolean;
}

async function receive(tx: Transaction, { whatHappened, affected, contact, ...report }: ReadReport): Promise<Received> {
  const id = newId();
  const row = await tx.find<{ reference: string; at: string; isNew: boolean }>(
    'SELECT reference, received_at AS at, is_new AS "isNew" FROM incidents.receive($1, $2, $3)',
    [id, newIncidentReference(), JSON.stringify({ ...report, content: { whatHappened, affected, contact } })],
  );
  if (row === undefined) throw new Error('a report was taken in without an instant');
  return { id, reference: row.reference, receivedAt: row.at, isNew: row.isNew };
}
