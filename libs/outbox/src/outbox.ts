import { newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';

/** Facts, in the past tense, with ids only; tokens are sealed (SecretBox). The relay of the worker turns each into work. */
export type OutboxEvent =
  | {
      readonly type: 'advisory.published' | 'advisory.updated' | 'advisory.withdrawn';
      readonly advisoryId: string;
      readonly revisionId: string;
      readonly isSilent?: boolean;
    }
  | { readonly type: 'endpoint.challenge_requested'; readonly endpointId: string; readonly sealedToken?: string }
  | {
      readonly type: 'account.mail_requested';
      readonly mail: string;
      readonly personId?: string;
      readonly endpointId?: string;
      readonly deliveryId?: string;
      readonly revisionId?: string;
      readonly refusalId?: string;
      readonly sealedToken?: string;
    };

/** Events are written in the transaction of the change that they tell of, so that neither exists without the other. */
@Injectable()
export class Outbox {
  /** Appends the event and answers with its id; the worker is woken when the transaction commits. */
  async append(tx: Transaction, event: OutboxEvent): Promise<string> {
    const { type, ...payload } = event;
    const id = newId();
    await tx.execute('INSERT INTO outbox.event (id, type, payload) VALUES ($1, $2, $3)', [id, type, JSON.stringify(payload)]);
    return id;
  }
}
