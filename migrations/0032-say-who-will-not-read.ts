import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is published is read by those who are named, and by nobody because they wrote or approved it (docs/adr/0006). Who works on a text is
 * told before it is published whether they will read it then.
 */
export class SayWhoWillNotRead implements MigrationInterface {
  readonly name = 'say-who-will-not-read-0000000000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTION);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/**
 * Of a text in work that the caller reads: its writers, the desk of its organisation and the caller, as far as they hold none of the given
 * keys. Definer: whose key opens what is known to the owner alone. It is told of nobody else, and of no text that the caller does not read.
 */
const FUNCTION = `
CREATE FUNCTION access.workers_without_key(p_revision uuid, p_keys text[]) RETURNS TABLE (person_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT access.is_strong() OR NOT access.roles() && ARRAY['analyst', 'reviewer'] THEN
    RAISE EXCEPTION 'only a desk may ask who will not read' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY SELECT p.id FROM advisories.revision r JOIN accounts.person p
      ON p.id = r.author_id OR p.id = ANY (r.editors) OR p.id = access.person_id()
        OR (p.organisation_id = r.organisation_id AND p.roles && ARRAY['analyst', 'reviewer'])
    WHERE r.id = p_revision AND r.state IN ('draft', 'in_review', 'scheduled') AND r.reader_set = ANY ((SELECT access.visible_sets())::int[])
      AND p.status = 'active' AND NOT access.person_keys(p.id) && p_keys
    ORDER BY p.name, p.id LIMIT 200;
END $$;
REVOKE ALL ON FUNCTION access.workers_without_key(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.workers_without_key(uuid, text[]) TO harbourlight_api;
`;
