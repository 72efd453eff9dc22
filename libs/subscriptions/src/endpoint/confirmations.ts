import { createHash } from 'node:crypto';
import { SecretBox } from '#libs/config';
import { notFound, randomSecret } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import { rateLimited } from '../subscription.errors.js';
import { ENDPOINT_LIMITS } from './endpoint.js';
import type { Endpoint } from './endpoint.js';

/** What the sealed tokens of `endpoint.challenge_requested` and of confirmation mails were sealed for (base64url in the event). */
export const CONFIRMATION_PURPOSE = 'endpoint-confirmation';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A token that exists in clear text only in the mail or call that carries it. */
interface IssuedToken {
  readonly hash: Buffer;
  /** For the outbox. */
  readonly sealed: string;
}

/** Asks the holder of an address to show that it is theirs. The question travels through the outbox, in the transaction that asks. */
@Injectable()
export class Confirmations {
  constructor(
    private readonly box: SecretBox,
    private readonly outbox: Outbox,
  ) {}

  /** Asks for the mail that a public subscription is confirmed by; answers with the hash of its token. */
  async askPublicly(tx: Transaction, endpointId: string): Promise<Buffer> {
    const { hash, sealed } = this.issue();
    await this.outbox.append(tx, {
      type: 'account.mail_requested',
      mail: 'public_subscription_confirmation',
      endpointId,
      sealedToken: sealed,
    });
    return hash;
  }

  /** Opens the token of an event. */
  open(sealed: string): string {
    return this.box.open(CONFIRMATION_PURPOSE, Buffer.from(sealed, 'base64url'));
  }

  /** A newer question makes the older ones void. Throws RATE_LIMITED where the last one was just asked. */
  async ask(tx: Transaction, endpoint: Endpoint): Promise<void> {
    const { hash, sealed } = this.issue();
    const asked = await tx.execute(
      `UPDATE subscriptions.endpoint SET confirmation_hash = $2, confirmation_expires_at = now() + $3 * interval '1 hour', confirmation_requested_at = now()
       WHERE id = $1 AND (confirmation_requested_at IS NULL OR confirmation_requested_at <= now() - $4 * interval '1 minute')`,
      [endpoint.id, hash, ENDPOINT_LIMITS.confirmationHours, ENDPOINT_LIMITS.confirmationEveryMinutes],
    );
    if (asked === 0) throw rateLimited(ENDPOINT_LIMITS.confirmationEveryMinutes * 60, 'endpoint');
    await this.outbox.append(
      tx,
      endpoint.channel === 'webhook'
        ? { type: 'endpoint.challenge_requested', endpointId: endpoint.id, sealedToken: sealed }
        : { type: 'account.mail_requested', mail: 'endpoint_confirmation', endpointId: endpoint.id, sealedToken: sealed },
    );
  }

  /** The hash of a token as it came back. Throws NOT_FOUND for what cannot be one. */
  hashOf(token: unknown): Buffer {
    if (typeof token !== 'string' || !TOKEN.test(token)) throw notFound();
    return hashOfToken(token);
  }

  private issue(): IssuedToken {
    const token = randomSecret(32);
    return { hash: hashOfToken(token), sealed: this.box.seal(CONFIRMATION_PURPOSE, token).toString('base64url') };
  }
}

function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
