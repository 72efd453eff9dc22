import { systemActor } from '#libs/access';
import { SecretBox } from '#libs/config';
import { Database } from '#libs/database';
import { renderChallenge } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import type { ClaimedAlert } from './claimed-alert.js';

const CHALLENGES = systemActor('endpoint-challenge');

/** What libs/subscriptions seals these tokens for. */
export const CONFIRMATION_PURPOSE = 'endpoint-confirmation';

/**
 * The question that shows that a webhook is its subscriber's. The token stays sealed in the event that asked for it (`occasion` is its id);
 * a receiver confirms by answering 2xx with `{"challenge": "<token>"}`, or its owner does with the token from its log.
 */
@Injectable()
export class Challenges {
  constructor(
    private readonly database: Database,
    private readonly secretBox: SecretBox,
  ) {}

  async bodyOf(alert: ClaimedAlert): Promise<string> {
    return renderChallenge(await this.tokenOf(alert), alert.eventAt);
  }

  /** Confirms the endpoint if the reply repeats the token. */
  async answered(alert: ClaimedAlert, reply: string): Promise<void> {
    if (readEcho(reply) !== (await this.tokenOf(alert))) return;
    await this.database.as(CHALLENGES, (tx) =>
      tx.execute(
        `UPDATE subscriptions.endpoint SET status = 'active', confirmed_at = now()
         WHERE id = $1 AND confirmed_at IS NULL AND deleted_at IS NULL AND confirmation_expires_at > now()`,
        [alert.endpointId],
      ),
    );
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
