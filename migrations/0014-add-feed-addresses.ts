import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A personal feed address is a token with the scope `feed` alone: its text begins differently from that of other tokens, and the database
 * gives it the keys of its person without those that open RED and drafts, so that an address that got about opens nothing else.
 */
export class AddFeedAddresses implements MigrationInterface {
  readonly name = 'add-feed-addresses-0000000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ENTER_PERSON_WITH);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const ENTER_PERSON_WITH = `
CREATE OR REPLACE FUNCTION access.enter_person_with(person uuid, given_assurance int, scopes text[] DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  p record;
  all_keys text[];
  given text[];
BEGIN
  SELECT a.id, a.organisation_id, a.roles, a.name, a.email, a.language, o.status AS organisation_status, o.tier, o.is_operator INTO p
  FROM accounts.person a LEFT JOIN accounts.organisation o ON o.id = a.organisation_id
  WHERE a.id = person AND a.status = 'active' AND (o.id IS NULL OR o.status = 'active');
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  all_keys := access.person_keys(p.id);
  given := CASE WHEN given_assurance >= 2 THEN ARRAY(SELECT DISTINCT k FROM unnest(all_keys) k ORDER BY k) ELSE access.broad_keys(all_keys) END;
  -- A token without the scope "read" opens what everyone reads and, where it may write, the drafts of its own desk.
  -- A personal feed address ("feed") opens what feeds may hold: nothing that the person's own key alone opens (RED), no draft.
  IF 'feed' = ANY (scopes) THEN
    given := ARRAY(SELECT k FROM unnest(given) k WHERE k NOT LIKE 'user:%' AND k NOT LIKE 'desk:%');
  ELSIF NOT 'read' = ANY (scopes) THEN
    given := ARRAY(SELECT k FROM unnest(given) k WHERE k = 'public' OR (k LIKE 'desk:%' AND 'write' = ANY (scopes)));
  END IF;
  PERFORM access.set_context(p.id, p.organisation_id, p.roles, given, NULL, given_assurance);
  RETURN jsonb_build_object('kind', 'person', 'personId', p.id, 'organisationId', p.organisation_id, 'tier', p.tier,
    'isOperator', coalesce(p.is_operator, false), 'roles', to_jsonb(p.roles), 'keys', to_jsonb(given), 'assurance', given_assurance,
    -- Whether a second factor opens more. Not counted is one's own key: what it alone opens (RED) goes to no endpoint with content.
    'hasNarrowKeys', EXISTS (SELECT FROM unnest(all_keys) k WHERE k NOT IN ('public', 'member', 'user:' || p.id)), 'name', p.name, 'email', p.email, 'language', p.language);
END $$;
`;
