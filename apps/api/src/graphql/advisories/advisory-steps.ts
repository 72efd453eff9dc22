import type { Actor } from '#libs/access';
import { AdvisoryQueries } from '#libs/advisories';
import type { AdvisoryDetail } from '#libs/advisories';
import { invalid, notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { isAbsent } from '../vocabulary/given.js';
import { idOf } from '../global-id.js';
import type { AdvisoryTargetInput } from './advisory.inputs.js';
import { fromDetail } from './to-advisory.js';
import type { Advisory } from './advisory.types.js';

/** What the mutations of advisories have in common: which one is meant, and how it is afterwards. */
@Injectable()
export class AdvisorySteps {
  constructor(
    private readonly database: Database,
    private readonly queries: AdvisoryQueries,
  ) {}

  /** How an input names an advisory, whether the actor sees it or not. Throws INVALID_INPUT unless it is in one way. */
  named({ id, trackingId }: AdvisoryTargetInput): { advisoryId: string } | { trackingId: string } {
    if (isAbsent(id) === isAbsent(trackingId)) {
      throw invalid([{ path: 'id', expected: 'exactly one of id and trackingId', received: isAbsent(id) ? 'neither' : 'both' }]);
    }
    return isAbsent(id) ? { trackingId: trackingId ?? '' } : { advisoryId: idOf('Advisory', id) };
  }

  /** The advisory that an input means. Throws NOT_FOUND for what is hidden or absent, INVALID_INPUT unless it is named in one way. */
  async target(actor: Actor, input: AdvisoryTargetInput): Promise<AdvisoryDetail> {
    const named = this.named(input);
    const detail = await this.database.as(actor, (tx) =>
      'trackingId' in named ? this.queries.byTrackingId(tx, named.trackingId) : this.queries.byId(tx, named.advisoryId),
    );
    if (!detail) throw notFound();
    return detail;
  }

  /**
   * The advisory after a step. One that its actor does not see any more (a text returned to the desk of another organisation, a draft that
   * was discarded) is shown as it was, in its new state.
   */
  async after(actor: Actor, before: AdvisoryDetail, state: string): Promise<Advisory> {
    const now = await this.read(actor, before.id);
    if (now) return now;
    return { ...fromDetail(before), state };
  }

  async read(actor: Actor, id: string): Promise<Advisory | undefined> {
    const detail = await this.database.as(actor, (tx) => this.queries.byId(tx, id));
    return detail && fromDetail(detail);
  }
}
