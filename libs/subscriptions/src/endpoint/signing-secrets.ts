import { SecretBox } from '#libs/config';
import { newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { wrongState } from '../subscription.errors.js';
import { ENDPOINT_LIMITS } from './endpoint.js';
import { newWebhookSecret } from './webhook-secret.js';

/** What signing secrets are sealed for. */
export const ENDPOINT_SECRET_PURPOSE = 'endpoint-secret';

/** Signing secrets: shown once, stored sealed. The api writes them and cannot read them. */
@Injectable()
export class SigningSecrets {
  constructor(private readonly box: SecretBox) {}

  /** A new secret; the ones before it sign beside it for a day, so that the receiver can change over without missing a call. */
  async add(tx: Transaction, endpointId: string): Promise<string> {
    await tx.execute(
      "UPDATE subscriptions.endpoint_secret SET expires_at = now() + $2 * interval '1 hour' WHERE endpoint_id = $1 AND expires_at IS NULL",
      [endpointId, ENDPOINT_LIMITS.rotationHours],
    );
    const alive = await tx.query<{ id: string }>(
      'SELECT id FROM subscriptions.endpoint_secret WHERE endpoint_id = $1 AND expires_at > now()',
      [endpointId],
    );
    if (alive.length >= ENDPOINT_LIMITS.secrets) {
      throw wrongState(`${ENDPOINT_LIMITS.secrets} secrets are in use already: wait until the oldest has expired.`);
    }
    const secret = newWebhookSecret();
    await tx.execute('INSERT INTO subscriptions.endpoint_secret (id, endpoint_id, secret_encrypted) VALUES ($1, $2, $3)', [
      newId(),
      endpointId,
      this.box.seal(ENDPOINT_SECRET_PURPOSE, secret),
    ]);
    return secret;
  }

  /** Nothing is signed with them any more. */
  async end(tx: Transaction, endpointId: string): Promise<void> {
    await tx.execute(
      'UPDATE subscriptions.endpoint_secret SET expires_at = now() WHERE endpoint_id = $1 AND (expires_at IS NULL OR expires_at > now())',
      [endpointId],
    );
  }
}
