import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import type { Transaction } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import type { SharingPermission } from './advisory.js';

/** What every process is told at once, ids only; each reader's own keys decide who learns of it. */
export const LIVE_CHANNEL = 'harbourlight_live';

/** The message of LIVE_CHANNEL, as JSON. A silent one is for caches and lists: it alerts nobody. */
export interface LiveMessage {
  readonly type: 'advisory.published' | 'advisory.updated' | 'advisory.withdrawn';
  readonly advisoryId: string;
  readonly revisionId: string;
  readonly isSilent?: true;
}

export interface AdvisoryAct {
  /** `advisory:<verb>`. */
  readonly action: string;
  readonly advisoryId: string;
  /** Whose administrator may read the entry; the actor's own where it is not given. */
  readonly organisationId?: string;
  readonly revisionId?: string;
  readonly permission?: SharingPermission;
  /** Ids, names of fields and states; never content. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** What is written beside every change of an advisory, in its transaction: the audit entry, and the event that sets alerts in motion. */
@Injectable()
export class AdvisoryEvents {
  constructor(
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
  ) {}

  async record(tx: Transaction, actor: Actor, act: AdvisoryAct): Promise<void> {
    const { action, advisoryId, organisationId, revisionId, permission, detail } = act;
    await this.audit.append(tx, actor, {
      action,
      subjectType: 'advisory',
      subjectId: advisoryId,
      organisationId,
      detail: { ...(revisionId ? { revisionId } : {}), ...(permission ? { permission } : {}), ...detail },
    });
  }

  async announce(tx: Transaction, message: LiveMessage): Promise<void> {
    await this.outbox.append(tx, message);
    await tx.query('SELECT pg_notify($1, $2)', [LIVE_CHANNEL, JSON.stringify(message)]);
  }
}
