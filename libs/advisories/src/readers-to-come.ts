import { audienceIssues, audienceNamedBy } from '#libs/access';
import type { Actor, Audience, TlpLabel } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { RevisionInWork } from './advisory.js';
import { PreviewAudience } from './audience-preview.js';
import type { AudiencePreview } from './audience-preview.js';
import { readersWhenPublished } from './sharing.js';

/** How a text was shared that another takes the place of. */
export interface SharedBefore {
  readonly label: TlpLabel;
  /** Known of a revision; of an imported document the label alone. */
  readonly audience?: Audience;
}

/** Of a text in work: who will read it once it is published. All of it is undefined until label and audience go together. */
@Injectable()
export class ReadersToCome {
  constructor(
    private readonly database: Database,
    private readonly preview: PreviewAudience,
  ) {}

  async reach(actor: Actor, revision: RevisionInWork): Promise<AudiencePreview | undefined> {
    const { label, audience } = revision;
    if (label === undefined || audienceIssues(label, audience).length > 0) return undefined;
    return this.preview.ofText(actor, { ...revision, label });
  }

  /** Of those who work on it (its writers, the desk of its organisation, who asks) the ids of those who will not read it then; at most 200. */
  async workersWhoWillNot(actor: Actor, revision: RevisionInWork): Promise<readonly string[] | undefined> {
    if (audienceIssues(revision.label, revision.audience).length > 0) return undefined;
    return this.database.as(actor, async (tx) => {
      const rows = await tx.query<{ person_id: string }>('SELECT person_id FROM access.workers_without_key($1, $2)', [
        revision.id,
        readersWhenPublished(revision),
      ]);
      return rows.map(({ person_id: id }) => id);
    });
  }
}

/** How the revision before was shared, or the document that it was imported from; undefined where nothing was before. */
export function sharedBefore({ baseLabel: label, baseReaders }: RevisionInWork): SharedBefore | undefined {
  return label && { label, ...(baseReaders ? { audience: audienceNamedBy(baseReaders) } : {}) };
}
