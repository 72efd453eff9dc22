/**
 * Writes what came of a batch: attempts, states and what is due next, in one statement. A result counts only while its claim is the newest
 * one; a later claim's own result tells the truth. Lists by position: $1 delivery ids, $2 lease numbers, $3 outcomes, $4 starts in ms since 1970, $5 durations in ms,
 * $6 delays in ms, $7 reasons, $8 statuses, $9 errors, $10 excerpts.
 */
export const WRITE_RESULTS = `
WITH result AS MATERIALIZED (
  SELECT r.id, r.lease_number, r.outcome, to_timestamp(r.started_ms / 1000) AS started_at, r.duration_ms, r.delay_ms, r.reason, r.status_code, r.error, r.excerpt
  FROM unnest($1::uuid[], $2::int[], $3::text[], $4::float8[], $5::int[], $6::int[], $7::text[], $8::int[], $9::text[], $10::text[])
    AS r(id, lease_number, outcome, started_ms, duration_ms, delay_ms, reason, status_code, error, excerpt)
  JOIN deliveries.due q ON q.delivery_id = r.id AND q.lease_number = r.lease_number
  ORDER BY r.id FOR UPDATE OF q
), finished AS (
  DELETE FROM deliveries.due q USING result r WHERE q.delivery_id = r.id AND r.outcome IN ('sent', 'failed', 'cancelled')
), later AS (
  UPDATE deliveries.due q SET lease_until = NULL, next_attempt_at = now() + interval '1 millisecond' * r.delay_ms,
    tries = q.tries + CASE r.outcome WHEN 'retry' THEN 1 ELSE 0 END
  FROM result r WHERE q.delivery_id = r.id AND r.outcome IN ('retry', 'put_back')
), told AS (
  UPDATE deliveries.delivery d SET attempts = d.attempts + CASE r.outcome WHEN 'cancelled' THEN 0 ELSE 1 END,
    first_attempt_at = coalesce(d.first_attempt_at, CASE r.outcome WHEN 'cancelled' THEN NULL ELSE r.started_at END),
    status = CASE r.outcome WHEN 'retry' THEN 'pending' ELSE r.outcome END, reason = r.reason,
    finished_at = CASE r.outcome WHEN 'retry' THEN NULL ELSE now() END
  FROM result r WHERE d.id = r.id AND r.outcome <> 'put_back'
  RETURNING d.id, d.attempts, r.started_at, r.duration_ms, r.outcome, r.status_code, r.error, r.excerpt
), recorded AS (
  INSERT INTO deliveries.attempt (delivery_id, number, started_at, duration_ms, outcome, status_code, error, excerpt)
  SELECT t.id, t.attempts, t.started_at, t.duration_ms, t.outcome, t.status_code, t.error, t.excerpt FROM told t WHERE t.outcome <> 'cancelled'
)
SELECT r.id FROM result r`;

/**
 * The same of what was sent, which nearly everything is: what is due is taken away at once, without a lock before. $1 delivery ids, $2 lease
 * numbers, $3 starts in ms since 1970, $4 durations in ms, $5 statuses, $6 remarks, $7 excerpts.
 */
export const WRITE_SENT = `
WITH result AS (
  DELETE FROM deliveries.due q
  USING unnest($1::uuid[], $2::int[], $3::float8[], $4::int[], $5::int[], $6::text[], $7::text[])
    AS r(id, lease_number, started_ms, duration_ms, status_code, error, excerpt)
  WHERE q.delivery_id = r.id AND q.lease_number = r.lease_number
  RETURNING r.id, to_timestamp(r.started_ms / 1000) AS started_at, r.duration_ms, r.status_code, r.error, r.excerpt
), told AS (
  UPDATE deliveries.delivery d SET attempts = d.attempts + 1, first_attempt_at = coalesce(d.first_attempt_at, r.started_at), status = 'sent',
    reason = NULL, finished_at = now()
  FROM result r WHERE d.id = r.id
  RETURNING d.id, d.attempts, r.started_at, r.duration_ms, r.status_code, r.error, r.excerpt
), recorded AS (
  INSERT INTO deliveries.attempt (delivery_id, number, started_at, duration_ms, outcome, status_code, error, excerpt)
  SELECT t.id, t.attempts, t.started_at, t.duration_ms, 'sent', t.status_code, t.error, t.excerpt FROM told t
)
SELECT r.id FROM result r`;
