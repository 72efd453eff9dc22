/**
 * A result counts only while the claim of its alert stands: after that the alert is somebody else's, whose own result tells the truth. The lock
 * keeps the claim until the results are written. $1 ids of claims.
 */
const STANDING_CLAIMS = `
WITH standing AS MATERIALIZED (
  SELECT array_position($1::uuid[], c.id) AS place FROM deliveries.claim c WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id FOR KEY SHARE
)`;

/**
 * Writes what came of a batch: attempts, states and what is due next, in one statement. Lists by position: $2 delivery ids, $3 places of their
 * claims in $1, $4 outcomes, $5 starts in ms since 1970, $6 durations in ms, $7 delays in ms, $8 reasons, $9 statuses, $10 errors, $11 excerpts,
 * $12 tries before this one, $13 destinations, $14 instants at which urgent ones fall back.
 */
export const WRITE_RESULTS = `${STANDING_CLAIMS}, result AS MATERIALIZED (
  SELECT r.id, r.outcome, to_timestamp(r.started_ms / 1000) AS started_at, r.duration_ms, r.delay_ms, r.reason, r.status_code, r.error, r.excerpt,
    r.tries, r.destination, r.fallback_due_at
  FROM unnest($2::uuid[], $3::int[], $4::text[], $5::float8[], $6::int[], $7::int[], $8::text[], $9::int[], $10::text[], $11::text[], $12::int[],
    $13::text[], $14::timestamptz[])
    AS r(id, claim, outcome, started_ms, duration_ms, delay_ms, reason, status_code, error, excerpt, tries, destination, fallback_due_at)
  JOIN standing c ON c.place = r.claim
), told AS (
  UPDATE deliveries.delivery d SET attempts = d.attempts + CASE WHEN r.outcome IN ('cancelled', 'put_back') THEN 0 ELSE 1 END,
    first_attempt_at = coalesce(d.first_attempt_at, CASE WHEN r.outcome IN ('cancelled', 'put_back') THEN NULL ELSE r.started_at END),
    status = CASE WHEN r.outcome IN ('retry', 'put_back') THEN 'pending' ELSE r.outcome END,
    reason = CASE r.outcome WHEN 'put_back' THEN d.reason ELSE r.reason END,
    finished_at = CASE WHEN r.outcome IN ('retry', 'put_back') THEN NULL ELSE now() END
  FROM result r WHERE d.id = r.id AND d.status = 'pending'
  RETURNING d.id, d.endpoint_id, d.channel, d.is_urgent, d.attempts, r.started_at, r.duration_ms, r.delay_ms, r.outcome, r.status_code, r.error,
    r.excerpt, r.tries, r.destination, r.fallback_due_at
), later AS (
  INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent, tries, next_attempt_at, fallback_due_at, was_claimed)
  SELECT t.id, t.endpoint_id, t.destination, t.channel, t.is_urgent, t.tries + CASE t.outcome WHEN 'retry' THEN 1 ELSE 0 END,
    now() + interval '1 millisecond' * t.delay_ms, t.fallback_due_at, true
  FROM told t WHERE t.outcome IN ('retry', 'put_back')
  ON CONFLICT (delivery_id) DO NOTHING
), recorded AS (
  INSERT INTO deliveries.attempt (delivery_id, number, started_at, duration_ms, outcome, status_code, error, excerpt)
  SELECT t.id, t.attempts, t.started_at, t.duration_ms, t.outcome, t.status_code, t.error, t.excerpt
  FROM told t WHERE t.outcome NOT IN ('cancelled', 'put_back')
)
SELECT t.id FROM told t`;

/**
 * The same of what was sent, which nearly everything is. Lists by position: $2 delivery ids, $3 places of their claims in $1, $4 starts in ms since
 * 1970, $5 durations in ms, $6 statuses, $7 remarks, $8 excerpts.
 */
export const WRITE_SENT = `${STANDING_CLAIMS}, told AS (
  UPDATE deliveries.delivery d SET attempts = d.attempts + 1, first_attempt_at = coalesce(d.first_attempt_at, to_timestamp(r.started_ms / 1000)),
    status = 'sent', reason = NULL, finished_at = now()
  FROM unnest($2::uuid[], $3::int[], $4::float8[], $5::int[], $6::int[], $7::text[], $8::text[])
      AS r(id, claim, started_ms, duration_ms, status_code, error, excerpt)
    JOIN standing c ON c.place = r.claim
  WHERE d.id = r.id AND d.status = 'pending'
  RETURNING d.id, d.attempts, r.started_ms, r.duration_ms, r.status_code, r.error, r.excerpt
), recorded AS (
  INSERT INTO deliveries.attempt (delivery_id, number, started_at, duration_ms, outcome, status_code, error, excerpt)
  SELECT t.id, t.attempts, to_timestamp(t.started_ms / 1000), t.duration_ms, 'sent', t.status_code, t.error, t.excerpt FROM told t
)
SELECT t.id FROM told t`;

/** The end of claims of which every result is written. $1 ids of claims. */
export const END_CLAIMS = 'DELETE FROM deliveries.claim WHERE id = ANY ($1::uuid[])';
