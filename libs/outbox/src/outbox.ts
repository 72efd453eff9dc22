import { newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';

/** Facts, in the past tense, with ids only. The relay of the worker turns each into work. */
export type OutboxEvent =
  | {
      readonly type: 'advisory.published' | 'advisory.updated' | 'advisory.withdrawn';
      readonly advisoryId: string;
      readonly revisionId: string;
      readonly isSilent?: boolean;
    }
  | { readonly type: 'endpoint.challenge_requested' | 'endpoint.test_requested'; readonly endpointId: string }
  | {
      readonly type: 'account.mail_requested';
      readonly mail: string;
      readonly personId?: string;
      readonly endpointId?: string;
      readonly sealedToken?: string;
    }
  | { readonly type: 'deliveries.replay_requested'; readonly replayId: string };

/** Events are written in the transaction of the change that they tell of, so that neither exists without the other. */
@Injectable()
export class Outbox {
  /** Appends the event; the worker is woken when the transaction commits. */
  async append(tx: Transaction, event: OutboxEvent): Promise<void> {
    const { type, ...payload } = event;
    await tx.execute('INSERT INTO outbox.event (id, type, payload) VALUES ($1, $2, $3)', [newId(), type, JSON.stringify(payload)]);
  }
}
