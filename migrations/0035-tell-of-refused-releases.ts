import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever wrote or scheduled a text that was not published at its instant is told so by mail: nobody looks at a page for what did not happen. */
export class TellOfRefusedReleases implements MigrationInterface {
  readonly name = 'tell-of-refused-releases-0000000000035';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GIVE_BACK);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/** As refuse_release before it, with the owner's rights; answers with the ids of those to be told, and with nothing where it was not due any more. */
const GIVE_BACK = `
DROP FUNCTION advisories.refuse_release(uuid, text);
CREATE FUNCTION advisories.refuse_release(p_revision uuid, p_reason text) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  concerned uuid[];
BEGIN
  SELECT ARRAY(SELECT DISTINCT unnest(r.editors || r.author_id || r.scheduled_by)) INTO concerned FROM advisories.revision r
    WHERE r.id = p_revision AND r.state = 'scheduled' AND r.scheduled_for <= clock_timestamp() FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE advisories.revision SET state = 'in_review', return_reason = p_reason, scheduled_for = NULL, scheduled_zone = NULL, scheduled_by = NULL
    WHERE id = p_revision;
  RETURN concerned;
END $$;
REVOKE EXECUTE ON FUNCTION advisories.refuse_release(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION advisories.refuse_release(uuid, text) TO harbourlight_worker;
`;
