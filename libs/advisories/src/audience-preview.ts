import { CHANNELS, NOBODY, readersOf } from '#libs/access';
import type { Actor, Audience, Passage, TlpLabel } from '#libs/access';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { RevisionInWork } from './advisory.js';
import { AdvisoryRepository } from './advisory.repository.js';
import { authorizeLive } from './live-actor.js';
import { assertAudienceIsKnown } from './known-audience.js';
import { readersWhenPublished } from './sharing.js';

/** How a text with a label and an audience would travel, in numbers. */
export interface AudiencePreview {
  readonly organisations: number;
  readonly people: number;
  readonly channels: readonly {
    readonly channel: 'email' | 'webhook';
    readonly passage: Passage;
    /** Active endpoints of these readers with a subscription; which of them are alerted depends on their criteria. */
    readonly endpoints: number;
    /** Those that get the content. */
    readonly withContent: number;
  }[];
}

interface CountRow extends Record<string, unknown> {
  readonly organisations: number;
  readonly people: number;
  readonly email_endpoints: number;
  readonly email_endpoints_with_key: number;
  readonly webhook_endpoints: number;
  readonly webhook_endpoints_allowed: number;
}

/** For editors: whom a label and an audience reach. */
@Injectable()
export class PreviewAudience {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
  ) {}

  /** Throws INVALID_INPUT where label and audience do not go together, or an id is of nobody that the author sees. */
  async execute(actor: Actor, label: TlpLabel, audience: Audience = NOBODY): Promise<AudiencePreview> {
    return this.database.as(actor, async (tx) => {
      const { personId, organisationId } = authorizeLive(tx, actor, 'advisory:draft');
      await assertAudienceIsKnown(this.advisories, tx, audience);
      return counted(tx, label, readersOf({ state: 'published', label, audience, authorId: personId, organisationId }));
    });
  }

  /** The same of a text that the actor reads: it may name somebody who was suspended since, or whom its reviewer does not see. */
  async ofText(actor: Actor, text: RevisionInWork & { readonly label: TlpLabel }): Promise<AudiencePreview> {
    return this.database.as(actor, async (tx) => {
      authorizeLive(tx, actor, 'advisory:draft');
      return counted(tx, text.label, readersWhenPublished(text));
    });
  }
}

async function counted(tx: Transaction, label: TlpLabel, readers: readonly string[]): Promise<AudiencePreview> {
  const row = await tx.find<CountRow>('SELECT * FROM access.count_readers($1)', [readers]);
  if (row === undefined) throw new Error('nothing was counted');
  return {
    organisations: row.organisations,
    people: row.people,
    channels: [
      way('email', label, row.email_endpoints, row.email_endpoints_with_key),
      way('webhook', label, row.webhook_endpoints, row.webhook_endpoints_allowed),
    ],
  };
}

function way(channel: 'email' | 'webhook', label: TlpLabel, endpoints: number, trusted: number): AudiencePreview['channels'][number] {
  const passage = CHANNELS[channel][label];
  const withContent = passage === 'full' ? endpoints : passage === 'encrypted_or_notice' || passage === 'link_unless_allowed' ? trusted : 0;
  return { channel, passage, endpoints: passage === 'never' ? 0 : endpoints, withContent };
}
