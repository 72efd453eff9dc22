import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';

const DIGESTS = systemActor('assemble-digests');
/** Digests made in one transaction. */
const BATCH_SIZE = 1_000;
/** 10 million digests in one run; what is left waits for the next. */
const MAX_BATCHES = 10_000;

/**
 * One delivery for each endpoint, frequency and window that has ended; the items of the window are its content. What of them may still be
 * told is decided when the mail is written. Can run any number of times, and several at once.
 */
const ASSEMBLE = `
WITH ended AS MATERIALIZED (
  SELECT i.endpoint_id, i.frequency, i.due_at, min(i.person_id::text)::uuid AS person_id, min(i.organisation_id::text)::uuid AS organisation_id
  FROM deliveries.digest_item i WHERE i.delivery_id IS NULL AND i.due_at <= now()
  GROUP BY i.endpoint_id, i.frequency, i.due_at LIMIT $1
), wish AS (
  SELECT e.endpoint_id, e.frequency, e.due_at, array_agg(DISTINCT s.number) AS subscriptions
  FROM ended e JOIN deliveries.digest_item i USING (endpoint_id, frequency, due_at) CROSS JOIN LATERAL unnest(i.subscriptions) s(number)
  WHERE i.delivery_id IS NULL GROUP BY e.endpoint_id, e.frequency, e.due_at
), written AS (
  INSERT INTO deliveries.delivery (id, event, occasion, channel, endpoint_id, person_id, organisation_id, subscriptions, event_at)
  SELECT uuidv7(), 'digest', e.frequency || ' ' || to_char(e.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'email', e.endpoint_id,
    e.person_id, e.organisation_id, w.subscriptions, e.due_at
  FROM ended e JOIN wish w USING (endpoint_id, frequency, due_at)
  ON CONFLICT (advisory_id, endpoint_id, event, occasion) DO NOTHING
  RETURNING id, endpoint_id, occasion, event_at
), queued AS (
  INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent)
  SELECT w.id, w.endpoint_id, deliveries.destination_of('email', e.address), 'email', false
  FROM written w JOIN subscriptions.endpoint e ON e.id = w.endpoint_id
), bound AS (
  UPDATE deliveries.digest_item i SET delivery_id = w.id FROM written w
  WHERE i.endpoint_id = w.endpoint_id AND i.due_at = w.event_at AND i.frequency = split_part(w.occasion, ' ', 1) AND i.delivery_id IS NULL
)
SELECT count(*)::int AS count FROM written`;

/** An item that came after its window had been assembled goes with the next one. */
const MOVE_LATE_ITEMS = `
UPDATE deliveries.digest_item i SET due_at = i.due_at + CASE i.frequency WHEN 'hourly' THEN interval '1 hour' WHEN 'daily' THEN interval '1 day'
  ELSE interval '7 days' END
FROM deliveries.delivery d
WHERE i.delivery_id IS NULL AND i.due_at <= now() AND d.advisory_id IS NULL AND d.endpoint_id = i.endpoint_id AND d.event = 'digest'
  AND d.occasion = i.frequency || ' ' || to_char(i.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** Turns the windows that have ended into one delivery each. */
@Injectable()
export class AssembleDigests {
  constructor(private readonly database: Database) {}

  /** Answers with how many digests were made. */
  async execute(): Promise<number> {
    let made = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const count = await this.database.as(DIGESTS, async (tx) => {
        // Two at once would bind the items of one window to the digest of the other.
        await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('assemble digests', 20))");
        await tx.execute(MOVE_LATE_ITEMS);
        return (await tx.find<{ count: number }>(ASSEMBLE, [BATCH_SIZE]))?.count ?? 0;
      });
      made += count;
      if (count < BATCH_SIZE) break;
    }
    return made;
  }
}
