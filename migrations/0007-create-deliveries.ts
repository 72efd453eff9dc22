import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every alert to every endpoint is a row, with every attempt. The row is the truth, the queue a wake-up. */
export class CreateDeliveries implements MigrationInterface {
  readonly name = 'create-deliveries-0000000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(DIGESTS);
    await runner.query(FUNCTIONS);
    await runner.query(POLICIES);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
CREATE SCHEMA deliveries;
GRANT USAGE ON SCHEMA deliveries TO harbourlight_api, harbourlight_worker;

/**
 * One alert to one endpoint. \`event\` is an advisory event, 'digest', 'endpoint.test' or 'endpoint.challenge'; \`occasion\` tells one from
 * the next (number of the revision, window of a digest, id of the request), so that nothing is alerted twice. A resend or a replay sends the
 * same row again: one alert to one endpoint has one message id for ever.
 * No index holds a column that a send changes: its updates stay inside their page (fillfactor), which halves what a send costs here.
 */
CREATE TABLE deliveries.delivery (
  id uuid PRIMARY KEY,
  message_id text NOT NULL GENERATED ALWAYS AS ('msg_' || replace(id::text, '-', '')) STORED,
  event text NOT NULL,
  occasion text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email', 'webhook')),
  endpoint_id uuid NOT NULL REFERENCES subscriptions.endpoint,
  person_id uuid,
  organisation_id uuid,
  advisory_id uuid,
  revision_id uuid,
  revision int,
  is_urgent boolean NOT NULL DEFAULT false,
  /** Numbers of the subscriptions that matched; where all of them have ended by the time of sending, nothing is sent. */
  subscriptions bigint[] NOT NULL DEFAULT '{}',
  event_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed', 'suppressed', 'superseded', 'cancelled')),
  reason text,
  attempts int NOT NULL DEFAULT 0,
  first_attempt_at timestamptz,
  finished_at timestamptz,
  fallback_at timestamptz,
  CHECK ((advisory_id IS NULL) = (revision_id IS NULL) AND (advisory_id IS NULL) = (revision IS NULL)),
  CHECK ((status = 'pending') = (finished_at IS NULL)),
  UNIQUE NULLS NOT DISTINCT (advisory_id, endpoint_id, event, occasion)
) WITH (fillfactor = 50);
CREATE INDEX delivery_endpoint ON deliveries.delivery (endpoint_id, created_at DESC, id DESC);
CREATE INDEX delivery_created ON deliveries.delivery USING brin (created_at);

/**
 * What is still to be sent: exactly one row for each pending delivery, written and taken away with it. Narrow, so that claiming is cheap.
 * lease_number fences: the result of a send is accepted only from the newest claim.
 */
CREATE TABLE deliveries.due (
  delivery_id uuid PRIMARY KEY REFERENCES deliveries.delivery ON DELETE CASCADE,
  endpoint_id uuid NOT NULL,
  /** The server behind the endpoint: scheme, host and port, or the domain of the address. Many endpoints may share one. */
  destination text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email', 'webhook')),
  is_urgent boolean NOT NULL,
  /** Tries made since the delivery was planned, or was sent again by hand. A position in RETRY_SCHEDULE. */
  tries int NOT NULL DEFAULT 0,
  is_retry boolean NOT NULL GENERATED ALWAYS AS (tries > 0) STORED,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  /** When an urgent alert that has had no success goes by another channel too. */
  fallback_due_at timestamptz,
  lease_until timestamptz,
  lease_number int NOT NULL DEFAULT 0
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX due_next ON deliveries.due (channel, is_retry, is_urgent DESC, next_attempt_at) INCLUDE (endpoint_id, destination);
CREATE INDEX due_fallback ON deliveries.due (fallback_due_at) WHERE fallback_due_at IS NOT NULL;

/** One try. Written in the statement that writes the delivery's new state, from its own rows; a foreign key would only ask that again. */
CREATE TABLE deliveries.attempt (
  delivery_id uuid NOT NULL,
  number int NOT NULL,
  started_at timestamptz NOT NULL,
  duration_ms int NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('sent', 'retry', 'failed')),
  status_code int,
  error text,
  /** The first kilobyte of the answer: a stranger's text. */
  excerpt text,
  PRIMARY KEY (delivery_id, number)
);

/** Addresses that are not written to any more, and why. Lower case. */
CREATE TABLE deliveries.suppression (
  address text PRIMARY KEY CHECK (address = lower(address)),
  reason text NOT NULL CHECK (reason IN ('hard_bounce', 'soft_bounces', 'complaint', 'by_hand')),
  detail text NOT NULL DEFAULT '',
  since timestamptz NOT NULL DEFAULT now()
);

/** Which warnings about the end of an OpenPGP key were sent, so that each is sent once. */
CREATE TABLE deliveries.key_warning (
  endpoint_id uuid NOT NULL REFERENCES subscriptions.endpoint,
  expires_at timestamptz NOT NULL,
  warning text NOT NULL,
  PRIMARY KEY (endpoint_id, expires_at, warning)
);
`;

const DIGESTS = `
/** What waits for the digest of an endpoint. */
CREATE TABLE deliveries.digest_item (
  endpoint_id uuid NOT NULL REFERENCES subscriptions.endpoint,
  frequency text NOT NULL CHECK (frequency IN ('hourly', 'daily', 'weekly')),
  /** The end of the window. */
  due_at timestamptz NOT NULL,
  advisory_id uuid NOT NULL,
  revision_id uuid NOT NULL,
  revision int NOT NULL,
  event text NOT NULL,
  event_at timestamptz NOT NULL,
  subscriptions bigint[] NOT NULL DEFAULT '{}',
  person_id uuid,
  organisation_id uuid,
  delivery_id uuid,
  -- Without the window: an event that is planned twice finds the item of the first time.
  PRIMARY KEY (endpoint_id, advisory_id, revision_id, event)
);
CREATE INDEX digest_item_due ON deliveries.digest_item (due_at) WHERE delivery_id IS NULL;
CREATE INDEX digest_item_advisory ON deliveries.digest_item (advisory_id, endpoint_id);
CREATE INDEX digest_item_delivery ON deliveries.digest_item (delivery_id);

/** The end of the window that \`at\` falls into: the full hour, or 08:00 of the next day or Monday in the subscription's zone. */
CREATE FUNCTION deliveries.window_end(frequency text, zone text, at timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
DECLARE
  local timestamp;
  ends timestamp;
BEGIN
  BEGIN
    local := at AT TIME ZONE zone;
  EXCEPTION WHEN invalid_parameter_value THEN
    -- A zone that this server does not know must not keep back everybody's alerts.
    zone := 'UTC';
    local := at AT TIME ZONE zone;
  END;
  IF frequency = 'hourly' THEN
    RETURN date_trunc('hour', at) + interval '1 hour';
  END IF;
  ends := date_trunc(CASE frequency WHEN 'weekly' THEN 'week' ELSE 'day' END, local) + interval '8 hours';
  IF ends <= local THEN
    ends := ends + CASE frequency WHEN 'weekly' THEN interval '7 days' ELSE interval '1 day' END;
  END IF;
  RETURN ends AT TIME ZONE zone;
END $$;
GRANT EXECUTE ON FUNCTION deliveries.window_end(text, text, timestamptz) TO harbourlight_worker;
`;

/**
 * With the owner's rights, because the worker sees no advisory outside a recipient's context: who may read a revision now, and nothing of
 * what it says. Of the revision itself and of what its advisory is today; a recipient must be a reader of both.
 */
const FUNCTIONS = `
CREATE FUNCTION deliveries.standing(p_revision uuid) RETURNS TABLE (
  advisory_id uuid, revision int, kind text, severity smallint, label text, readers text[], published_at timestamptz,
  current_revision int, current_label text, current_readers text[], is_withdrawn boolean, withdrawn_at timestamptz, has_narrower_parts boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT a.id, r.number, r.kind, r.severity, r.label, rs.keys, r.published_at, a.revision, a.label, cs.keys, a.state = 'withdrawn',
    a.withdrawn_at, EXISTS (SELECT FROM advisories.indicator i WHERE i.revision_id = r.id AND i.reader_set <> r.reader_set)
  FROM advisories.revision r
  JOIN advisories.advisory a ON a.id = r.advisory_id
  JOIN access.reader_set rs ON rs.id = r.reader_set
  JOIN access.reader_set cs ON cs.id = a.reader_set
  WHERE r.id = p_revision AND r.state = 'published' AND a.published_at IS NOT NULL AND a.state IN ('published', 'withdrawn')
$$;
GRANT EXECUTE ON FUNCTION deliveries.standing(uuid) TO harbourlight_worker;

/** Where an address leads: \`https://soc.example.org:8443\`, or \`example.org\`. */
CREATE FUNCTION deliveries.destination_of(channel text, address text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT lower(coalesce(CASE channel WHEN 'email' THEN split_part(address, '@', -1) ELSE substring(address FROM '^[a-z]+://[^/?#]+') END, address))
$$;
GRANT EXECUTE ON FUNCTION deliveries.destination_of(text, text) TO harbourlight_api, harbourlight_worker;

/** Wakes the senders, in every process. */
CREATE FUNCTION deliveries.wake() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_notify('harbourlight_deliveries', '');
  RETURN NULL;
END $$;
CREATE TRIGGER wake AFTER INSERT ON deliveries.due FOR EACH STATEMENT EXECUTE FUNCTION deliveries.wake();
`;

const POLICIES = `
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['delivery', 'due', 'attempt', 'digest_item', 'suppression', 'key_warning'] LOOP
    EXECUTE format('ALTER TABLE deliveries.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE deliveries.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON deliveries.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY worker ON deliveries.%I TO harbourlight_worker USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY system ON deliveries.%I TO harbourlight_api USING ((SELECT access.is_system())) WITH CHECK ((SELECT access.is_system()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON deliveries.%I TO harbourlight_worker', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON deliveries.%I TO harbourlight_api', t);
  END LOOP;
END $$;
-- The log of one's own alerts; an alert about what one may not (or no longer) read is not shown.
CREATE POLICY own ON deliveries.delivery TO harbourlight_api
  USING ((person_id = (SELECT access.person_id()) OR organisation_id = (SELECT access.organisation_id()))
    AND (advisory_id IS NULL OR EXISTS (SELECT FROM advisories.advisory a WHERE a.id = advisory_id)))
  WITH CHECK ((person_id = (SELECT access.person_id()) OR organisation_id = (SELECT access.organisation_id()))
    AND EXISTS (SELECT FROM subscriptions.endpoint e WHERE e.id = endpoint_id));
CREATE POLICY own ON deliveries.due TO harbourlight_api
  USING (EXISTS (SELECT FROM deliveries.delivery d WHERE d.id = delivery_id))
  WITH CHECK (EXISTS (SELECT FROM deliveries.delivery d WHERE d.id = delivery_id));
CREATE POLICY own ON deliveries.attempt FOR SELECT TO harbourlight_api
  USING (EXISTS (SELECT FROM deliveries.delivery d WHERE d.id = delivery_id));
`;
