import type { Actor } from '#libs/access';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { AdvisoryEvents } from '../advisory-events.js';
import { readUpdateInput } from '../advisory-input.js';
import type { UpdateInput } from '../advisory-input.js';
import { notEditable, staleDraft } from '../advisory.errors.js';
import { refTo } from '../advisory.js';
import type { AdvisoryRef, Draft, RevisionInWork } from '../advisory.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { assertAudienceIsKnown, assertPartsAreKnown } from '../known-audience.js';
import { authorizeLive } from '../live-actor.js';
import { knownForm } from '../read-input.js';
import { withoutTakenOut } from '../source-notes.js';
import { withTranslationTimes } from '../translations.js';

/**
 * Saves a draft. Fields that are not given stay; `label: null` and `severityReason: null` take them away. With `expectedSavedAt`, what
 * somebody saved in between is not overwritten (STALE_DRAFT). Whoever saves is among those who may not approve it.
 */
@Injectable()
export class UpdateAdvisory {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly events: AdvisoryEvents,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<AdvisoryRef> {
    const advisoryId = knownForm((input as { advisoryId?: unknown } | null)?.advisoryId);
    return this.database.as(actor, async (tx) => {
      const before = await this.advisories.inWorkForUpdate(tx, advisoryId, 'submit');
      const editor = authorizeLive(tx, actor, 'advisory:edit', before);
      if (before.state !== 'draft') throw notEditable(before.state);
      const read = readUpdateInput(input, before.content.source ? 'imported' : 'analyst');
      if (read.expectedSavedAt !== undefined && read.expectedSavedAt !== before.savedAt) throw staleDraft();
      if (read.audience) await assertAudienceIsKnown(this.advisories, tx, read.audience);
      if (read.content) await assertPartsAreKnown(this.advisories, tx, read.content);
      const saved = await this.advisories.saveDraft(tx, before, changed(before, read, this.clock.now()), editor.personId);
      await this.events.record(tx, actor, {
        action: 'advisory:edit',
        advisoryId,
        organisationId: before.organisationId,
        revisionId: before.id,
        permission: read.permission,
        detail: { fields: Object.keys(read).filter((key) => key !== 'advisoryId' && key !== 'expectedSavedAt') },
      });
      return refTo(saved);
    });
  }
}

function changed(before: RevisionInWork, read: UpdateInput, now: Date): Draft {
  return {
    kind: read.kind ?? before.kind,
    severity: read.severity ?? before.severity,
    severityReason: read.severityReason === undefined ? before.severityReason : (read.severityReason ?? undefined),
    label: read.label === undefined ? before.label : (read.label ?? undefined),
    audience: read.audience ?? before.audience,
    // Where it came from is a fact and no text: an editor does not change it.
    content: read.content
      ? { ...withTranslationTimes(withoutTakenOut(read.content, before.content), before.content, now), source: before.content.source }
      : before.content,
    updateClass: read.updateClass ?? before.updateClass,
    summaryOfChanges: read.summaryOfChanges ?? before.summaryOfChanges,
    permission: read.permission ?? before.permission,
  };
}
