import type { Transaction } from '#libs/database';

/** How far back an alert that was not sent is counted and offered; what is older is sent by a replay of its range. */
export const UNSENT_DAYS = 31;

/**
 * Alerts that nobody got, though they were wanted and allowed: the endpoint was paused, disabled or suppressed, or every try failed. One that a newer
 * alert about the same advisory has overtaken is left out, since it would not be sent. $1 ids of endpoints.
 */
const UNSENT = `
FROM deliveries.delivery d
WHERE d.endpoint_id = ANY ($1::uuid[]) AND d.created_at > now() - interval '${UNSENT_DAYS} days' AND d.event NOT LIKE 'endpoint.%'
  AND (d.status = 'failed' OR d.status = 'suppressed' AND d.reason IN ('endpoint_paused', 'endpoint_disabled', 'endpoint_suppressed', 'address_suppressed'))
  AND NOT EXISTS (SELECT FROM deliveries.delivery n WHERE n.advisory_id = d.advisory_id AND n.endpoint_id = d.endpoint_id
    AND (n.revision, n.event = 'advisory.withdrawn') > (d.revision, d.event = 'advisory.withdrawn'))`;

/** How many there are of each endpoint that has any, of what the transaction's actor may see. */
export async function countUnsent(tx: Transaction, endpointIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ endpoint_id: string; count: number }>(
    `SELECT d.endpoint_id, count(*)::int AS count ${UNSENT} GROUP BY d.endpoint_id`,
    [endpointIds],
  );
  return new Map(rows.map(({ endpoint_id, count }) => [endpoint_id, count]));
}

/** Their ids, oldest first, at most `limit`, locked. */
export async function unsentOf(tx: Transaction, endpointId: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`SELECT d.id ${UNSENT} ORDER BY d.created_at, d.id LIMIT $2 FOR UPDATE OF d`, [
    [endpointId],
    limit,
  ]);
  return rows.map(({ id }) => id);
}
