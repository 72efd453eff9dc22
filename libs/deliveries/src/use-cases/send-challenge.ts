import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { writeMessage } from './write-message.js';

/** Asks a new webhook to show that it is its subscriber's. `eventId` is of the request, which holds the sealed token. */
@Injectable()
export class SendChallenge {
  constructor(private readonly database: Database) {}

  async execute(eventId: string, endpointId: string): Promise<void> {
    await this.database.as(systemActor('endpoint-challenge'), async (tx) => {
      const waiting = await tx.find<{ id: string }>(
        "SELECT id FROM subscriptions.endpoint WHERE id = $1 AND channel = 'webhook' AND confirmed_at IS NULL AND deleted_at IS NULL",
        [endpointId],
      );
      if (waiting !== undefined) await writeMessage(tx, { endpointId, event: 'endpoint.challenge', occasion: eventId });
    });
  }
}
