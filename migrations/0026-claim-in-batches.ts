import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a sender holds stands in one row for the whole batch instead of a lease in every row: half of what an alert cost the database. And an
 * endpoint counts what happens to its secrets and subscriptions, so that a claim looks them up only where something did.
 */
export class ClaimInBatches implements MigrationInterface {
  readonly name = 'claim-in-batches-0000000000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLAIMS);
    await runner.query(POLICIES);
    await runner.query(COUNTS);
    await runner.query(COUNTING);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/**
 * A claim takes rows from deliveries.due and holds them until their results are written. Lists by position. While the row stands, its holder's
 * results count; when the lease is over anybody puts back what is still pending and takes the row away, and with it the right to write results.
 */
const CLAIMS = `
CREATE TABLE deliveries.claim (
  id uuid PRIMARY KEY,
  lease_until timestamptz NOT NULL,
  deliveries uuid[] NOT NULL,
  tries int[] NOT NULL,
  fallbacks_due_at timestamptz[] NOT NULL
);
CREATE INDEX claim_lease ON deliveries.claim (lease_until);

/** It was in a claim before: a try may have been made whose result nobody wrote. */
ALTER TABLE deliveries.due ADD COLUMN was_claimed boolean NOT NULL DEFAULT false;
UPDATE deliveries.due SET was_claimed = true WHERE lease_number > 0;
ALTER TABLE deliveries.due DROP COLUMN lease_until, DROP COLUMN lease_number;
`;

const POLICIES = `
ALTER TABLE deliveries.claim ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliveries.claim FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON deliveries.claim TO harbourlight_owner USING (true) WITH CHECK (true);
CREATE POLICY worker ON deliveries.claim TO harbourlight_worker USING (true) WITH CHECK (true);
CREATE POLICY system ON deliveries.claim FOR SELECT TO harbourlight_api USING ((SELECT access.is_system()));
GRANT SELECT, INSERT, UPDATE, DELETE ON deliveries.claim TO harbourlight_worker;
GRANT SELECT ON deliveries.claim TO harbourlight_api;
`;

const COUNTS = `
/** How often the endpoint's secrets changed, and how often a subscription that told it something ended or let go of it. */
ALTER TABLE subscriptions.endpoint ADD COLUMN secrets_version int NOT NULL DEFAULT 0, ADD COLUMN wishes_version int NOT NULL DEFAULT 0;
/** The endpoint's wishes_version when the delivery was planned: while it is the same, the subscriptions of the delivery still stand. */
ALTER TABLE deliveries.delivery ADD COLUMN wishes_version int;
`;

/** With the owner's rights, so that the counts follow whoever changes a row. */
const COUNTING = `
CREATE FUNCTION subscriptions.count_secrets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE subscriptions.endpoint SET secrets_version = secrets_version + 1 WHERE id = coalesce(NEW.endpoint_id, OLD.endpoint_id);
  RETURN NULL;
END $$;
CREATE TRIGGER count_secrets AFTER INSERT OR UPDATE OR DELETE ON subscriptions.endpoint_secret
  FOR EACH ROW EXECUTE FUNCTION subscriptions.count_secrets();

CREATE FUNCTION subscriptions.count_wishes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF TG_TABLE_NAME = 'subscription_endpoint' THEN
    UPDATE subscriptions.endpoint SET wishes_version = wishes_version + 1 WHERE id = OLD.endpoint_id;
  ELSE
    UPDATE subscriptions.endpoint SET wishes_version = wishes_version + 1
      WHERE id IN (SELECT endpoint_id FROM subscriptions.subscription_endpoint WHERE subscription_id = OLD.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_wishes AFTER UPDATE OR DELETE ON subscriptions.subscription_endpoint
  FOR EACH ROW EXECUTE FUNCTION subscriptions.count_wishes();
CREATE TRIGGER count_wishes AFTER UPDATE OF status ON subscriptions.subscription FOR EACH ROW
  WHEN (OLD.status = 'active' AND NEW.status <> 'active') EXECUTE FUNCTION subscriptions.count_wishes();
`;
