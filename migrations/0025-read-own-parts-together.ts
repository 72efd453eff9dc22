import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a mail says to one recipient alone is read for many recipients at once: a transaction for each took longer than all the rest of a mail. */
export class ReadOwnPartsTogether implements MigrationInterface {
  readonly name = 'read-own-parts-together-0000000000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OWN_PARTS);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/**
 * For each alert: whether its owner's live keys open the advisory at this moment, the active subscription that one click ends, and why the alert is
 * sent. Owner's rights, because the worker sees no advisory outside a recipient's context; of the advisory nothing is told but which of the
 * owner's own criteria it meets, and that only to whom it is open. A withdrawn advisory has no reasons left.
 */
const OWN_PARTS = `
CREATE FUNCTION deliveries.own_parts(p_deliveries uuid[]) RETURNS TABLE (delivery_id uuid, may_read boolean, subscription_id uuid, reasons jsonb)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 500 SET search_path = pg_catalog SET jit = off AS $$
  WITH alert AS MATERIALIZED (
    SELECT d.id, d.advisory_id, d.subscriptions, e.person_id, e.organisation_id
    FROM deliveries.delivery d JOIN subscriptions.endpoint e ON e.id = d.endpoint_id WHERE d.id = ANY (p_deliveries)
  ), owner AS MATERIALIZED (
    SELECT o.person_id, o.organisation_id, subscriptions.owner_keys(o.person_id, o.organisation_id) AS keys
    FROM (SELECT DISTINCT person_id, organisation_id FROM alert) o
  ), open AS MATERIALIZED (
    SELECT x.id, a.id AS advisory_id, a.withdrawn_at IS NULL AS has_reasons
    FROM alert x
    JOIN owner o ON coalesce(o.person_id, o.organisation_id, '00000000-0000-0000-0000-000000000000')
      = coalesce(x.person_id, x.organisation_id, '00000000-0000-0000-0000-000000000000')
    JOIN advisories.advisory a ON a.id = x.advisory_id AND a.published_at IS NOT NULL
    JOIN access.reader_set r ON r.id = a.reader_set AND r.keys && o.keys
  )
  SELECT x.id, open.id IS NOT NULL, wish.first_id, wish.reasons
  FROM alert x LEFT JOIN open ON open.id = x.id LEFT JOIN advisories.advisory a ON a.id = open.advisory_id AND open.has_reasons
  CROSS JOIN LATERAL (
    SELECT (array_agg(s.id ORDER BY s.number))[1] AS first_id,
      jsonb_agg(jsonb_build_object('met', subscriptions.met(s, a), 'min_severity', s.min_severity, 'exploited_only', s.exploited_only) ORDER BY s.number)
        FILTER (WHERE a.id IS NOT NULL) AS reasons
    FROM subscriptions.subscription s WHERE s.number = ANY (x.subscriptions) AND s.status = 'active'
  ) wish
$$;
REVOKE EXECUTE ON FUNCTION deliveries.own_parts(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION deliveries.own_parts(uuid[]) TO harbourlight_worker;
`;
