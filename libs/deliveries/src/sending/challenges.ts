import { systemActor } from '#libs/access';
import { SecretBox } from '#libs/config';
import { DomainError } from '#libs/core';
import { Database } from '#libs/database';
import { renderChallenge } from '#libs/renditions';
import { CONFIRMATION_PURPOSE, ConfirmEndpoint } from '#libs/subscriptions';
import { Injectable } from '@nestjs/common';
import { eventAtOf } from './claimed-alert.js';
import type { ClaimedAlert } from './claimed-alert.js';

const CHALLENGES = systemActor('endpoint-challenge');

/**
 * The question that shows that a webhook is its subscriber's. The token stays sealed in the event that asked for it (`occasion` is its id);
 * a receiver confirms by answering 2xx with `{"challenge": "<token>"}`, or its owner does with the token from its log.
 */
@Injectable()
export class Challenges {
  constructor(
    private readonly database: Database,
    private readonly secretBox: SecretBox,
    private readonly confirmEndpoint: ConfirmEndpoint,
  ) {}

  async bodyOf(alert: ClaimedAlert): Promise<string> {
    return renderChallenge(await this.tokenOf(alert), eventAtOf(alert));
  }

  /** Confirms the endpoint if the reply repeats the token. A token that a newer question made void changes nothing. */
  async answered(alert: ClaimedAlert, reply: string): Promise<void> {
    const token = await this.tokenOf(alert);
    if (readEcho(reply) !== token) return;
    try {
      await this.confirmEndpoint.execute(CHALLENGES, { token });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'not_found') throw error;
    }
  }

  private async tokenOf({ occasion }: ClaimedAlert): Promise<string> {
    const row = await this.database.as(CHALLENGES, (tx) =>
      tx.find<{ sealed: string }>("SELECT payload->>'sealedToken' AS sealed FROM outbox.event WHERE id = $1", [occasion]),
    );
    if (row === undefined) throw new Error('the request of a challenge is gone');
    return this.secretBox.open(CONFIRMATION_PURPOSE, Buffer.from(row.sealed, 'base64url'));
  }
}

function readEcho(reply: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(reply);
    return typeof answer === 'object' && answer !== null && 'challenge' in answer && typeof answer.challenge === 'string'
      ? answer.challenge
      : undefined;
  } catch {
    return undefined;
  }
}
