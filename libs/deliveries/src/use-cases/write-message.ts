import { newId } from '#libs/core';
import type { Transaction } from '#libs/database';

interface Message {
  readonly endpointId: string;
  readonly event: 'endpoint.test' | 'endpoint.challenge';
  readonly occasion: string;
}

/**
 * Writes the delivery of a message that is not about an advisory, and what is due with it. Asked again for the same occasion, it answers with
 * the delivery that is there.
 */
export async function writeMessage(tx: Transaction, { endpointId, event, occasion }: Message): Promise<string> {
  const id = newId();
  const written = await tx.execute(
    `INSERT INTO deliveries.delivery (id, event, occasion, channel, endpoint_id, person_id, organisation_id, event_at)
     SELECT $1, $2, $3, e.channel, e.id, e.person_id, e.organisation_id, now() FROM subscriptions.endpoint e WHERE e.id = $4
     ON CONFLICT (advisory_id, endpoint_id, event, occasion) DO NOTHING`,
    [id, event, occasion, endpointId],
  );
  if (written === 0) {
    const row = await tx.find<{ id: string }>(
      'SELECT id FROM deliveries.delivery WHERE endpoint_id = $1 AND event = $2 AND occasion = $3',
      [endpointId, event, occasion],
    );
    return row?.id ?? id;
  }
  await tx.execute(
    `INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent)
     SELECT $1, e.id, deliveries.destination_of(e.channel, e.address), e.channel, false FROM subscriptions.endpoint e WHERE e.id = $2`,
    [id, endpointId],
  );
  return id;
}
