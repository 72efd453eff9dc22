import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who keeps people knows which of them have a second factor, without which nothing narrow reaches them; who vets an application reads why it was
 * made. Of the factor itself, and of anybody else's people, nobody learns anything.
 */
export class TellAdministratorsMore implements MigrationInterface {
  readonly name = 'tell-administrators-more-0000000000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SECOND_FACTORS);
    await runner.query(REASON);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/** Owner's rights: the rows of second factors are seen by no service role. It answers for those alone whom the asker may suspend. */
const SECOND_FACTORS = `
CREATE FUNCTION accounts.second_factors_of(people uuid[]) RETURNS TABLE (person_id uuid, has_second_factor boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT p.id, EXISTS (SELECT FROM accounts.totp t WHERE t.person_id = p.id AND t.confirmed_at IS NOT NULL)
  FROM accounts.person p
  WHERE p.id = ANY (people) AND access.is_strong() AND (access.has_role('administrator')
    OR (access.has_role('organisation_admin') AND p.organisation_id = access.organisation_id()))
$$;
GRANT EXECUTE ON FUNCTION accounts.second_factors_of(uuid[]) TO harbourlight_api, harbourlight_worker;
`;

/** Beside the applicant's name and address, under the same policies. */
const REASON = `
ALTER TABLE accounts.email_link ADD COLUMN reason text CHECK (length(reason) <= 2000 AND (reason IS NULL OR purpose = 'application'));
CREATE INDEX email_link_application ON accounts.email_link (organisation_id) WHERE purpose = 'application';
`;
