/**
 * Claims what is due and decides in the same statement what may still be sent: the live account's keys are compared with the readers of the
 * revision and of its advisory as it stands today. What may not be sent ends here, with its reason. Due times and leases go by the database's
 * clock. What is claimed leaves the list of what is due and stands in one row for all of it. It is found by its place in the table, which the
 * lock keeps: no second look into an index. A row that somebody changed in the very moment of the lock is left for the next claim. Whether a
 * subscription still stands is looked up only where the endpoint has lost one since the delivery was planned. $1 channel, $2 retries,
 * $3 endpoints and $4 destinations that hold enough already, $5 limit, $6 per endpoint, $7 lease in seconds, $8 labels that this channel never takes.
 */
export const CLAIM = `
WITH free AS MATERIALIZED (
  SELECT q.ctid AS place, q.endpoint_id FROM deliveries.due q
  WHERE (SELECT outbox.pause_reason()) IS NULL AND q.channel = $1 AND q.is_retry = $2 AND q.next_attempt_at <= now()
    AND q.endpoint_id <> ALL ($3::uuid[]) AND q.destination <> ALL ($4::text[])
  ORDER BY q.is_urgent DESC, q.next_attempt_at LIMIT $5 FOR UPDATE SKIP LOCKED
), picked AS MATERIALIZED (
  SELECT f.place FROM (SELECT place, row_number() OVER (PARTITION BY endpoint_id) AS turn FROM free) f WHERE f.turn <= $6
), taken AS (
  -- A join and no list of places: the planner takes any list for ten rows, and then looks up each account by itself.
  DELETE FROM deliveries.due q USING picked p WHERE q.ctid = p.place
  RETURNING q.delivery_id, q.endpoint_id, q.tries, q.destination, q.fallback_due_at
), alert AS MATERIALIZED (
  SELECT t.tries, t.destination, t.fallback_due_at, d.id, d.message_id, d.event, d.occasion, t.endpoint_id, d.advisory_id, d.revision_id, d.revision, d.subscriptions,
    d.event_at, d.is_urgent, d.wishes_version IS NOT DISTINCT FROM e.wishes_version AS has_its_wishes, e.person_id, e.organisation_id, e.address,
    e.language, e.status, e.allow_amber, e.confirmed_at, e.deleted_at, e.secrets_version,
    e.openpgp_key, e.openpgp_expires_at, e.openpgp_usable_at, coalesce(e.person_id, e.organisation_id, '00000000-0000-0000-0000-000000000000') AS owner
  FROM taken t JOIN deliveries.delivery d ON d.id = t.delivery_id JOIN subscriptions.endpoint e ON e.id = t.endpoint_id
), standing AS MATERIALIZED (
  SELECT r.revision_id, s.*, s.readers <@ ARRAY['public', 'member'] AND s.current_readers <@ ARRAY['public', 'member'] AS is_broad,
    s.readers && ARRAY['public'] AND s.current_readers && ARRAY['public'] AS is_public
  FROM (SELECT DISTINCT a.revision_id FROM alert a WHERE a.revision_id IS NOT NULL) r CROSS JOIN LATERAL deliveries.standing(r.revision_id) s
), account AS MATERIALIZED (
  -- Every active account holds 'public', and every one of an organisation 'member': only what is narrower needs all of its keys.
  SELECT a.owner, p.id IS NOT NULL OR o.id IS NOT NULL OR a.person_id IS NULL AND a.organisation_id IS NULL AS is_active, o.id IS NOT NULL AS is_member,
    CASE WHEN EXISTS (SELECT FROM standing s WHERE NOT s.is_broad) THEN subscriptions.owner_keys(a.person_id, a.organisation_id) END AS keys
  FROM (SELECT DISTINCT owner, person_id, organisation_id FROM alert) a
  LEFT JOIN accounts.person p ON p.id = a.person_id AND p.status = 'active'
    AND (p.organisation_id IS NULL OR EXISTS (SELECT FROM accounts.organisation h WHERE h.id = p.organisation_id AND h.status = 'active'))
  LEFT JOIN accounts.organisation o ON o.id = coalesce(p.organisation_id, a.organisation_id) AND o.status = 'active'
), judged AS MATERIALIZED (
  SELECT a.*, s.label, s.current_label, CASE
    WHEN a.deleted_at IS NOT NULL THEN 'cancelled endpoint_deleted'
    WHEN a.event = 'endpoint.challenge' THEN CASE WHEN a.confirmed_at IS NULL THEN NULL ELSE 'cancelled endpoint_confirmed' END
    WHEN a.status <> 'active' THEN 'suppressed endpoint_' || a.status
    WHEN $1 = 'email' AND EXISTS (SELECT FROM deliveries.suppression x WHERE x.address = lower(a.address)) THEN 'suppressed address_suppressed'
    WHEN NOT k.is_active THEN 'suppressed account_not_active'
    WHEN a.event = 'endpoint.test' THEN NULL
    WHEN NOT a.has_its_wishes AND NOT EXISTS (SELECT FROM subscriptions.subscription w
      JOIN subscriptions.subscription_endpoint l ON l.subscription_id = w.id AND l.endpoint_id = a.endpoint_id
      WHERE w.number = ANY (a.subscriptions) AND w.status = 'active')
      THEN 'cancelled subscription_ended'
    WHEN a.event = 'digest' THEN NULL
    WHEN s.revision_id IS NULL THEN 'suppressed no_access'
    WHEN NOT CASE WHEN s.is_broad THEN s.is_public OR k.is_member ELSE k.keys && s.readers AND k.keys && s.current_readers END
      THEN 'suppressed no_access'
    WHEN s.label = ANY ($8::text[]) OR s.current_label = ANY ($8::text[]) THEN 'suppressed label_not_by_channel'
    WHEN s.is_withdrawn AND a.event <> 'advisory.withdrawn' THEN 'superseded withdrawn'
    WHEN (s.current_revision > a.revision OR s.is_withdrawn) AND EXISTS (SELECT FROM deliveries.delivery n WHERE n.advisory_id = a.advisory_id AND n.endpoint_id = a.endpoint_id
      AND (n.revision, n.event = 'advisory.withdrawn') > (a.revision, a.event = 'advisory.withdrawn')) THEN 'superseded newer_revision'
  END AS verdict
  FROM alert a JOIN account k ON k.owner = a.owner LEFT JOIN standing s ON s.revision_id = a.revision_id
), ended AS (
  UPDATE deliveries.delivery d SET status = split_part(j.verdict, ' ', 1), reason = split_part(j.verdict, ' ', 2), finished_at = now()
  FROM judged j WHERE d.id = j.id AND j.verdict IS NOT NULL
), claimed AS (
  INSERT INTO deliveries.claim (id, lease_until, deliveries, tries, fallbacks_due_at)
  SELECT uuidv7(), now() + interval '1 second' * $7::int, array_agg(j.id), array_agg(j.tries), array_agg(j.fallback_due_at)
  FROM judged j WHERE j.verdict IS NULL HAVING count(*) > 0
  RETURNING id
)
SELECT j.id, j.verdict, CASE WHEN j.verdict IS NULL THEN (SELECT c.id FROM claimed c) END AS "claimId", j.tries, j.destination,
  j.fallback_due_at AS "fallbackDueAt", j.message_id AS "messageId", j.event, j.occasion,
  j.endpoint_id AS "endpointId", j.advisory_id AS "advisoryId", j.revision_id AS "revisionId",
  CASE WHEN $1 = 'email' THEN array_to_string(j.subscriptions, ' ') END AS subscriptions, CASE WHEN j.advisory_id IS NULL THEN j.event_at END AS "eventAt",
  j.is_urgent AS "isUrgent", j.person_id AS "personId", j.organisation_id AS "organisationId", j.address, j.language, j.allow_amber AS "allowAmber",
  j.confirmed_at IS NOT NULL AS "isVerified", j.label, j.current_label AS "currentLabel", j.secrets_version AS "secretsVersion",
  CASE WHEN j.openpgp_expires_at <= now() OR j.openpgp_usable_at > now() THEN NULL ELSE j.openpgp_key END AS "openPgpKey"
FROM judged j`;

/** Claims whose lease is over, so that their holder is gone or hangs. $1 how many at most. */
export const EXPIRED_CLAIMS = `
SELECT c.id FROM deliveries.claim c WHERE c.lease_until <= now() ORDER BY c.lease_until LIMIT $1 FOR UPDATE SKIP LOCKED`;

/**
 * Puts back what of these claims has no result, due at once, and ends them. A statement of its own after the lock, so that it sees every
 * result that was written before. $1 ids of claims.
 */
export const REOPEN_CLAIMS = `
WITH ended AS (
  DELETE FROM deliveries.claim c WHERE c.id = ANY ($1::uuid[]) RETURNING c.deliveries, c.tries, c.fallbacks_due_at
)
INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent, tries, fallback_due_at, was_claimed)
SELECT d.id, d.endpoint_id, deliveries.destination_of(e.channel, e.address), d.channel, d.is_urgent, x.tries, x.fallback_due_at, true
FROM ended CROSS JOIN LATERAL unnest(ended.deliveries, ended.tries, ended.fallbacks_due_at) AS x(id, tries, fallback_due_at)
JOIN deliveries.delivery d ON d.id = x.id JOIN subscriptions.endpoint e ON e.id = d.endpoint_id
WHERE d.status = 'pending'
ON CONFLICT (delivery_id) DO NOTHING`;
