import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wishes (subscriptions), the places that alerts go to (endpoints), and the inverted rows by which a revision finds its subscribers. */
export class CreateSubscriptions implements MigrationInterface {
  readonly name = 'create-subscriptions-0000000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(POLICIES);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
CREATE SCHEMA subscriptions;
GRANT USAGE ON SCHEMA subscriptions TO harbourlight_api, harbourlight_worker;

/** Owned by a person, by an organisation (shared), or by neither: then it is a public email subscription. */
CREATE TABLE subscriptions.endpoint (
  id uuid PRIMARY KEY,
  person_id uuid REFERENCES accounts.person,
  organisation_id uuid REFERENCES accounts.organisation,
  channel text NOT NULL CHECK (channel IN ('email', 'webhook')),
  name text NOT NULL DEFAULT '',
  address text NOT NULL,
  language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'zh-Hant', 'zh-Hans')),
  status text NOT NULL DEFAULT 'unconfirmed' CHECK (status IN ('unconfirmed', 'active', 'paused', 'disabled', 'suppressed')),
  status_reason text,
  allow_amber boolean NOT NULL DEFAULT false,
  event_types text[] NOT NULL DEFAULT '{advisory.published,advisory.updated,advisory.withdrawn}',
  openpgp_key text,
  openpgp_expires_at timestamptz,
  confirmation_hash bytea,
  confirmation_expires_at timestamptz,
  confirmed_at timestamptz,
  failing_since timestamptz,
  notice_step smallint NOT NULL DEFAULT 0,
  soft_bounces int NOT NULL DEFAULT 0,
  soft_bounces_since timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  CHECK (person_id IS NULL OR organisation_id IS NULL)
);
CREATE INDEX endpoint_person ON subscriptions.endpoint (person_id) WHERE deleted_at IS NULL;
CREATE INDEX endpoint_organisation ON subscriptions.endpoint (organisation_id) WHERE deleted_at IS NULL;
CREATE INDEX endpoint_address ON subscriptions.endpoint (lower(address)) WHERE channel = 'email' AND deleted_at IS NULL;

/** Signing secrets, encrypted with the application's key; during a rotation there are two. */
CREATE TABLE subscriptions.endpoint_secret (
  id uuid PRIMARY KEY,
  endpoint_id uuid NOT NULL REFERENCES subscriptions.endpoint,
  secret_encrypted bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz
);
CREATE INDEX endpoint_secret_endpoint ON subscriptions.endpoint_secret (endpoint_id);

CREATE TABLE subscriptions.subscription (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  person_id uuid REFERENCES accounts.person,
  organisation_id uuid REFERENCES accounts.organisation,
  name text NOT NULL DEFAULT '',
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'unconfirmed', 'cancelled')),
  frequency text NOT NULL CHECK (frequency IN ('immediate', 'hourly', 'daily', 'weekly')),
  time_zone text NOT NULL DEFAULT 'UTC',
  kinds text[] NOT NULL DEFAULT '{}',
  min_severity smallint NOT NULL DEFAULT 0,
  tags text[] NOT NULL DEFAULT '{}',
  sectors text[] NOT NULL DEFAULT '{}',
  vendors text[] NOT NULL DEFAULT '{}',
  /** Terms as in advisory.terms: 'product:vendor/name', 'purl:…', 'cpe:…'. */
  products text[] NOT NULL DEFAULT '{}',
  cves text[] NOT NULL DEFAULT '{}',
  keywords text[] NOT NULL DEFAULT '{}',
  keyword_query tsquery,
  exploited_only boolean NOT NULL DEFAULT false,
  reach int NOT NULL REFERENCES access.reach,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (person_id IS NULL OR organisation_id IS NULL)
);
CREATE INDEX subscription_person ON subscriptions.subscription (person_id);
CREATE INDEX subscription_organisation ON subscriptions.subscription (organisation_id);

CREATE TABLE subscriptions.subscription_endpoint (
  subscription_id uuid NOT NULL REFERENCES subscriptions.subscription,
  endpoint_id uuid NOT NULL REFERENCES subscriptions.endpoint,
  PRIMARY KEY (subscription_id, endpoint_id)
);
CREATE INDEX subscription_endpoint_endpoint ON subscriptions.subscription_endpoint (endpoint_id);

/**
 * One row per term of the criterion that narrows most ('*' where there is none). is_whole says that nothing else needs to be
 * compared. Everything a match needs is in the index.
 */
CREATE TABLE subscriptions.term (
  term text NOT NULL,
  min_severity smallint NOT NULL,
  reach int NOT NULL,
  subscription_number bigint NOT NULL,
  is_whole boolean NOT NULL
);
CREATE INDEX term_lookup ON subscriptions.term (term, min_severity) INCLUDE (reach, subscription_number, is_whole);
CREATE INDEX term_subscription ON subscriptions.term (subscription_number);
`;

const POLICIES = `
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['endpoint', 'endpoint_secret', 'subscription', 'subscription_endpoint', 'term'] LOOP
    EXECUTE format('ALTER TABLE subscriptions.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE subscriptions.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON subscriptions.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY worker ON subscriptions.%I TO harbourlight_worker USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY system ON subscriptions.%I TO harbourlight_api USING ((SELECT access.is_system())) WITH CHECK ((SELECT access.is_system()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON subscriptions.%I TO harbourlight_api, harbourlight_worker', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['endpoint', 'subscription'] LOOP
    EXECUTE format('CREATE POLICY own ON subscriptions.%I TO harbourlight_api
      USING (person_id = (SELECT access.person_id()) OR organisation_id = (SELECT access.organisation_id()))
      WITH CHECK (person_id = (SELECT access.person_id()) OR organisation_id = (SELECT access.organisation_id()))', t);
  END LOOP;
END $$;
CREATE POLICY own ON subscriptions.endpoint_secret TO harbourlight_api
  USING (EXISTS (SELECT FROM subscriptions.endpoint e WHERE e.id = endpoint_id))
  WITH CHECK (EXISTS (SELECT FROM subscriptions.endpoint e WHERE e.id = endpoint_id));
CREATE POLICY own ON subscriptions.subscription_endpoint TO harbourlight_api
  USING (EXISTS (SELECT FROM subscriptions.subscription s WHERE s.id = subscription_id))
  WITH CHECK (EXISTS (SELECT FROM subscriptions.subscription s WHERE s.id = subscription_id)
    AND EXISTS (SELECT FROM subscriptions.endpoint e WHERE e.id = endpoint_id));
CREATE POLICY own ON subscriptions.term TO harbourlight_api
  USING (EXISTS (SELECT FROM subscriptions.subscription s WHERE s.number = subscription_number))
  WITH CHECK (EXISTS (SELECT FROM subscriptions.subscription s WHERE s.number = subscription_number));
`;
