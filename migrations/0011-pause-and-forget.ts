import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sending can be paused, and a database that was restored from a backup is: what was sent since the backup would be sent again. And what
 * nobody needs any more is forgotten.
 */
export class PauseAndForget implements MigrationInterface {
  readonly name = 'pause-and-forget-0000000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAUSE);
    await runner.query(FORGET);
    await runner.query(FAILING);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/**
 * identity and timeline are those of the database in which sending was last allowed; NULL until a worker starts for the first time. A dump
 * that is loaded elsewhere has another identity; point-in-time recovery begins a new timeline, as does the promotion of a replica.
 */
const PAUSE = `
CREATE TABLE outbox.sending (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  identity text,
  timeline text,
  watches_timeline boolean NOT NULL DEFAULT true,
  paused_at timestamptz,
  reason text CHECK (reason IN ('by_hand', 'restored', 'new_timeline')),
  CHECK ((paused_at IS NULL) = (reason IS NULL))
);
INSERT INTO outbox.sending DEFAULT VALUES;
ALTER TABLE outbox.sending ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox.sending FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON outbox.sending TO harbourlight_owner USING (true) WITH CHECK (true);
CREATE POLICY senders ON outbox.sending TO harbourlight_worker USING (true) WITH CHECK (true);
CREATE POLICY system ON outbox.sending FOR SELECT TO harbourlight_api USING ((SELECT access.is_system()));
GRANT SELECT ON outbox.sending TO harbourlight_api, harbourlight_worker;
GRANT UPDATE (identity, timeline, watches_timeline, paused_at, reason) ON outbox.sending TO harbourlight_worker;

CREATE FUNCTION outbox.database_identity() RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT c.system_identifier || '/' || d.oid FROM pg_control_system() c, pg_database d WHERE d.datname = current_database()
$$;

/** The first eight digits of the name of the file that is written to now. */
CREATE FUNCTION outbox.database_timeline() RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)
$$;

/** Why nothing is sent; NULL where sending goes on. Asked in every claim, so a restore is noticed before anything leaves. */
CREATE FUNCTION outbox.pause_reason() RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT CASE WHEN s.paused_at IS NOT NULL THEN s.reason
    WHEN s.identity <> outbox.database_identity() THEN 'restored'
    WHEN s.watches_timeline AND s.timeline <> outbox.database_timeline() THEN 'new_timeline' END
  FROM outbox.sending s
$$;
GRANT EXECUTE ON FUNCTION outbox.database_identity(), outbox.database_timeline(), outbox.pause_reason() TO harbourlight_api, harbourlight_worker;
`;

/**
 * A batch of what is older than it is kept, never what is pending. Whom an update or a withdrawal goes to is read from the deliveries before
 * it, so of every endpoint the newest of a published advisory stays, however old. With the owner's rights, because the worker sees no advisory.
 */
const FORGET = `
CREATE INDEX attempt_started ON deliveries.attempt USING brin (started_at);

CREATE FUNCTION deliveries.forget_attempts(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH gone AS (
    DELETE FROM deliveries.attempt t USING (
      SELECT a.delivery_id, a.number FROM deliveries.attempt a JOIN deliveries.delivery d ON d.id = a.delivery_id
      WHERE a.started_at < p_before AND d.status <> 'pending' LIMIT p_limit
    ) old WHERE t.delivery_id = old.delivery_id AND t.number = old.number RETURNING 1
  ) SELECT count(*)::int FROM gone
$$;

CREATE FUNCTION deliveries.forget_deliveries(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH old AS (
    SELECT d.id FROM deliveries.delivery d
    WHERE d.created_at < p_before AND d.status <> 'pending' AND d.finished_at < p_before
      AND NOT EXISTS (SELECT FROM deliveries.due q WHERE q.delivery_id = d.id)
      AND NOT EXISTS (SELECT FROM deliveries.digest_item i JOIN advisories.advisory a ON a.id = i.advisory_id
        WHERE i.delivery_id = d.id AND a.state = 'published')
      AND (d.advisory_id IS NULL
        OR EXISTS (SELECT FROM subscriptions.endpoint e WHERE e.id = d.endpoint_id AND e.deleted_at IS NOT NULL)
        OR EXISTS (SELECT FROM advisories.advisory a WHERE a.id = d.advisory_id AND a.state <> 'published' AND a.withdrawn_at < p_before)
        OR d.attempts = 0
        OR EXISTS (SELECT FROM deliveries.delivery n WHERE n.advisory_id = d.advisory_id AND n.endpoint_id = d.endpoint_id
          AND n.revision > d.revision AND n.attempts > 0 AND n.event <> 'advisory.withdrawn'))
    LIMIT p_limit
  ), attempts AS (
    DELETE FROM deliveries.attempt t USING old WHERE t.delivery_id = old.id
  ), items AS (
    DELETE FROM deliveries.digest_item i USING old WHERE i.delivery_id = old.id
  ), gone AS (
    DELETE FROM deliveries.delivery d USING old WHERE d.id = old.id AND d.status <> 'pending' RETURNING 1
  ) SELECT count(*)::int FROM gone
$$;
GRANT EXECUTE ON FUNCTION deliveries.forget_attempts(timestamptz, int), deliveries.forget_deliveries(timestamptz, int) TO harbourlight_worker;
`;

/** Every batch of successes asks which of its endpoints were failing: few are. */
const FAILING = `CREATE INDEX endpoint_failing ON subscriptions.endpoint (id) WHERE failing_since IS NOT NULL`;
