import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { IncidentDesk } from '../incident-desk.js';
import { knownForm, NOTE_BODY, readInput } from '../incident-input.js';

/** What the desk says to itself about a report. The reporter never sees it. */
@Injectable()
export class NoteOnIncident {
  constructor(
    private readonly database: Database,
    private readonly desk: IncidentDesk,
  ) {}

  async execute(actor: Actor, input: { readonly id: string; readonly body: string }): Promise<void> {
    const body = readInput(NOTE_BODY, input.body);
    await this.database.as(actor, async (tx) => {
      const { report, personId } = await this.desk.open(tx, actor, knownForm(input.id));
      await this.desk.write(tx, report.id, personId, { body });
      await tx.execute('UPDATE incidents.report SET changed_at = clock_timestamp() WHERE id = $1', [report.id]);
      await this.desk.record(tx, actor, 'incident:note', report.id);
    });
  }
}
