import { can } from '#libs/access';
import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { ViewerTasks } from './desk.types.js';

/** Under the caller's own row-level security: what they do not see is not counted. */
const COUNTS = `
SELECT
  (SELECT count(*)::int FROM advisories.revision r WHERE r.state = 'draft' AND r.author_id = access.person_id()) AS "ownDrafts",
  (SELECT count(*)::int FROM advisories.revision r WHERE r.state = 'in_review' AND NOT access.person_id() = ANY (r.editors || r.author_id)) AS "toReview",
  (SELECT count(*)::int FROM advisories.revision r WHERE r.state = 'scheduled') AS scheduled,
  (SELECT count(*)::int FROM guidance.revision r WHERE r.state = 'draft' AND r.author_id = access.person_id()) AS "ownGuidanceDrafts",
  (SELECT count(*)::int FROM guidance.revision r WHERE r.state = 'in_review' AND NOT access.person_id() = ANY (r.editors || r.author_id)) AS "guidanceToReview",
  (SELECT count(*)::int FROM accounts.organisation o WHERE o.status = 'applied') AS "openApplications",
  (SELECT count(*)::int FROM incidents.report i WHERE i.state = 'received') AS "incidentsReceived",
  (SELECT count(*)::int FROM incidents.report i WHERE i.state = 'in_work') AS "incidentsInWork"`;

const NOTHING: ViewerTasks = {
  ownDrafts: 0,
  toReview: 0,
  scheduled: 0,
  ownGuidanceDrafts: 0,
  guidanceToReview: 0,
  openApplications: 0,
  incidentsReceived: 0,
  incidentsInWork: 0,
};

/** The numbers of the dashboard, in one statement. */
@Injectable()
export class TaskCounts {
  constructor(private readonly database: Database) {}

  async of(actor: Actor): Promise<ViewerTasks> {
    if (actor.kind !== 'person') return NOTHING;
    const row = await this.database.as(actor, (tx) => tx.find<ViewerTasks & Record<string, unknown>>(COUNTS));
    const counts = row ?? NOTHING;
    return {
      ...counts,
      toReview: can(actor, 'advisory:publish') ? counts.toReview : 0,
      guidanceToReview: can(actor, 'guidance:publish') ? counts.guidanceToReview : 0,
      openApplications: can(actor, 'organisation:vet') ? counts.openApplications : 0,
    };
  }
}
