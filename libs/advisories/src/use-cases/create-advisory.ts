import type { Actor } from '#libs/access';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { AdvisoryEvents } from '../advisory-events.js';
import { readCreateInput } from '../advisory-input.js';
import { refTo } from '../advisory.js';
import type { AdvisoryRef } from '../advisory.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { assertAudienceIsKnown, assertPartsAreKnown } from '../known-audience.js';
import { authorizeLive } from '../live-actor.js';
import { readersInWork } from '../sharing.js';
import { withTranslationTimes } from '../translations.js';

/** Begins a draft, under a tracking id that it keeps for ever. It is seen by its author and their desk. */
@Injectable()
export class CreateAdvisory {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly events: AdvisoryEvents,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<AdvisoryRef> {
    const read = readCreateInput(input);
    const now = this.clock.now();
    return this.database.as(actor, async (tx) => {
      const author = authorizeLive(tx, actor, 'advisory:draft');
      await assertAudienceIsKnown(this.advisories, tx, read.audience);
      await assertPartsAreKnown(this.advisories, tx, read.content);
      const { personId: authorId, organisationId } = author;
      const content = { ...withTranslationTimes(read.content, undefined, now), source: undefined };
      const draft = {
        kind: read.kind,
        severity: read.severity,
        severityReason: read.severityReason ?? undefined,
        label: read.label ?? undefined,
        audience: read.audience,
        content,
        updateClass: 'major' as const,
      };
      const readerSet = await this.advisories.internReaders(tx, readersInWork('draft', { ...draft, authorId, organisationId }));
      const advisory = await this.advisories.insertAdvisory(tx, { organisationId, authorId }, readerSet);
      const begin = { draft, ...advisory, organisationId, authorId, editors: [authorId], number: 1, state: 'draft' as const };
      const revision = await this.advisories.insertRevision(tx, begin, readerSet);
      await this.events.record(tx, actor, {
        action: 'advisory:draft',
        advisoryId: advisory.advisoryId,
        organisationId,
        revisionId: revision.id,
      });
      return refTo(revision);
    });
  }
}
