import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { IncidentDesk } from '../incident-desk.js';
import { knownForm, NOTE_BODY, readInput, STATE } from '../incident-input.js';
import { assertMayMove } from '../incident-workflow.js';

/** Takes a report up, lays it down or closes it, with or without a word why. Throws WRONG_STATE where it is there already. */
@Injectable()
export class ChangeIncidentState {
  constructor(
    private readonly database: Database,
    private readonly desk: IncidentDesk,
  ) {}

  async execute(actor: Actor, input: { readonly id: string; readonly state: string; readonly note?: string }): Promise<void> {
    const state = readInput(STATE, input.state);
    const body = input.note === undefined ? undefined : readInput(NOTE_BODY, input.note);
    await this.database.as(actor, async (tx) => {
      const { report, personId } = await this.desk.open(tx, actor, knownForm(input.id));
      assertMayMove(report.state, state);
      await tx.execute(
        `UPDATE incidents.report SET state = $2, changed_at = clock_timestamp(), closed_at = CASE WHEN $2 = 'closed' THEN clock_timestamp() END WHERE id = $1`,
        [report.id, state],
      );
      await this.desk.write(tx, report.id, personId, { body, state });
      await this.desk.record(tx, actor, 'incident:change_state', report.id, state);
    });
  }
}
