import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every alert to every endpoint is a row, with every attempt. The row is the truth, the queue a wake-up. */
export class CreateDeliveries implements MigrationInterface {
  readonly name = 'create-deliveries-0000000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
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
 * the next (revision number, window of a digest, number of a replay), so that nothing is alerted twice.
 */
CREATE TABLE deliveries.delivery (
  id uuid PRIMARY KEY,
  message_id text NOT NULL UNIQUE,
  event text NOT NULL,
  occasion text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email', 'webhook')),
  endpoint_id uuid NOT NULL REFERENCES subscriptions.endpoint,
  person_id uuid,
  organisation_id uuid,
  advisory_id uuid,
  revision_id uuid,
  is_urgent boolean NOT NULL DEFAULT false,
  subscriptions bigint[] NOT NULL DEFAULT '{}',
  event_at timestamptz NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sending', 'sent', 'failed', 'suppressed', 'superseded', 'cancelled')),
  reason text,
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  lease_until timestamptz,
  lease_number int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  first_attempt_at timestamptz,
  finished_at timestamptz,
  fallback_at timestamptz,
  UNIQUE NULLS NOT DISTINCT (endpoint_id, advisory_id, event, occasion)
);
CREATE INDEX delivery_due ON deliveries.delivery (channel, next_attempt_at) WHERE status = 'pending';
CREATE INDEX delivery_leased ON deliveries.delivery (lease_until) WHERE status = 'sending';
CREATE INDEX delivery_endpoint ON deliveries.delivery (endpoint_id, created_at DESC, id DESC);
CREATE INDEX delivery_organisation ON deliveries.delivery (organisation_id, created_at DESC, id DESC);
CREATE INDEX delivery_person ON deliveries.delivery (person_id, created_at DESC, id DESC);
CREATE INDEX delivery_advisory ON deliveries.delivery (advisory_id, endpoint_id);

CREATE TABLE deliveries.attempt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery_id uuid NOT NULL REFERENCES deliveries.delivery,
  number int NOT NULL,
  started_at timestamptz NOT NULL,
  duration_ms int NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('sent', 'retry', 'failed')),
  status_code int,
  error text,
  excerpt text
);
CREATE INDEX attempt_delivery ON deliveries.attempt (delivery_id, number);

/** What waits for the digest of an endpoint. */
CREATE TABLE deliveries.digest_item (
  endpoint_id uuid NOT NULL REFERENCES subscriptions.endpoint,
  frequency text NOT NULL CHECK (frequency IN ('hourly', 'daily', 'weekly')),
  due_at timestamptz NOT NULL,
  advisory_id uuid NOT NULL,
  revision_id uuid NOT NULL,
  event text NOT NULL,
  subscriptions bigint[] NOT NULL DEFAULT '{}',
  person_id uuid,
  organisation_id uuid,
  delivery_id uuid,
  PRIMARY KEY (endpoint_id, frequency, due_at, revision_id, event)
);
CREATE INDEX digest_item_due ON deliveries.digest_item (due_at) WHERE delivery_id IS NULL;

/** Addresses that are not written to any more, and why. */
CREATE TABLE deliveries.suppression (
  address text PRIMARY KEY,
  reason text NOT NULL CHECK (reason IN ('hard_bounce', 'soft_bounces', 'complaint', 'by_hand')),
  detail text NOT NULL DEFAULT '',
  since timestamptz NOT NULL DEFAULT now()
);
`;

const POLICIES = `
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['delivery', 'attempt', 'digest_item', 'suppression'] LOOP
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
  WITH CHECK (person_id = (SELECT access.person_id()) OR organisation_id = (SELECT access.organisation_id()));
CREATE POLICY own ON deliveries.attempt FOR SELECT TO harbourlight_api
  USING (EXISTS (SELECT FROM deliveries.delivery d WHERE d.id = delivery_id));
`;
