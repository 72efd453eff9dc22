import type { Transaction } from '#libs/database';

/**
 * Sets deliveries going again, as they are: one alert keeps its message id, so a receiver that has it recognises it. Whether they may still be
 * sent is asked at the sending.
 */
export async function sendAgain(tx: Transaction, deliveryIds: readonly string[]): Promise<number> {
  if (deliveryIds.length === 0) return 0;
  await tx.execute("UPDATE deliveries.delivery SET status = 'pending', reason = NULL, finished_at = NULL WHERE id = ANY ($1)", [
    deliveryIds,
  ]);
  return tx.execute(
    `INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent)
     SELECT d.id, d.endpoint_id, deliveries.destination_of(e.channel, e.address), d.channel, d.is_urgent
     FROM deliveries.delivery d JOIN subscriptions.endpoint e ON e.id = d.endpoint_id WHERE d.id = ANY ($1)`,
    [deliveryIds],
  );
}
