import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The owners of the matching subscriptions are looked up by number, one by one: joined freely, the planner took its guess of 10,000 hits for a
 * reason to read the whole table, so that a match for 300 cost eight times as much among 100,000 subscriptions as among 10,000.
 */
export class MatchByNumber implements MigrationInterface {
  readonly name = 'match-by-number-0000000000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MATCH);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const MATCH = `
CREATE OR REPLACE FUNCTION subscriptions.match(p_revision uuid) RETURNS TABLE (
  subscription_id uuid, subscription_number bigint, person_id uuid, organisation_id uuid, frequency text, time_zone text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10000 SET search_path = pg_catalog SET jit = off AS $$
  SELECT s.id, s.number, s.person_id, s.organisation_id, s.frequency, s.time_zone
  FROM (SELECT m AS number FROM subscriptions.match_numbers(p_revision) m ORDER BY m) found
  CROSS JOIN LATERAL (SELECT s.* FROM subscriptions.subscription s WHERE s.number = found.number AND s.status = 'active' OFFSET 0) s
$$;
`;
