import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { REPORTING } from '../incident-announcement.js';
import { isIncidentReference } from '../incident-reference.js';

/** For whoever holds a reference: when the report came in. Nothing of what was reported is read. */
@Injectable()
export class FindReceipt {
  constructor(private readonly database: Database) {}

  /** ISO 8601; undefined where no report has that reference. */
  async execute(reference: string): Promise<string | undefined> {
    if (!isIncidentReference(reference)) return undefined;
    const row = await this.database.as(REPORTING, (tx) =>
      tx.find<{ at: string | null }>('SELECT incidents.receipt($1) AS at', [reference]),
    );
    return row?.at ?? undefined;
  }
}
