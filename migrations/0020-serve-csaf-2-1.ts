import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Documents in CSAF 2.1 beside those in 2.0, where the installation serves them. What was published before is made up for by the worker, as it
 * is for 2.0; that a format is wanted says the API, because whoever may read a revision to render it must not be the one who says that it is due.
 */
export class ServeCsaf21 implements MigrationInterface {
  readonly name = 'serve-csaf-2-1-0000000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WANTED);
    await runner.query(RECORDING);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const WANTED = `
ALTER TABLE renditions.rendition DROP CONSTRAINT rendition_format_check;
ALTER TABLE renditions.rendition ADD CONSTRAINT rendition_format_check CHECK (format IN ('csaf', 'csaf_2_1', 'csaf_source', 'misp', 'entry'));

/** Formats that are made only where somebody serves them. */
CREATE TABLE renditions.wanted_format (
  format text PRIMARY KEY CHECK (format IN ('csaf_2_1'))
);
ALTER TABLE renditions.wanted_format ENABLE ROW LEVEL SECURITY;
ALTER TABLE renditions.wanted_format FORCE ROW LEVEL SECURITY;
-- Read and written by the functions below alone.
CREATE POLICY owner ON renditions.wanted_format TO harbourlight_owner USING (true) WITH CHECK (true);

CREATE FUNCTION renditions.want_csaf_2_1(p_wanted boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF p_wanted THEN
    INSERT INTO renditions.wanted_format (format) VALUES ('csaf_2_1') ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM renditions.wanted_format WHERE format = 'csaf_2_1';
  END IF;
END $$;
GRANT EXECUTE ON FUNCTION renditions.want_csaf_2_1(boolean) TO harbourlight_api;
`;

const RECORDING = `
/** Whether a revision lacks a document that it should have. TLP:RED has none in CSAF 2.1: it is in no feed. */
CREATE FUNCTION renditions.lacks(r advisories.revision, a advisories.advisory, p_with_csaf_2_1 boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT NOT EXISTS (SELECT FROM renditions.rendition x
      WHERE x.revision_id = r.id AND x.format = 'csaf' AND x.is_withdrawal = (a.state = 'withdrawn'))
    OR (p_with_csaf_2_1 AND r.label <> 'RED' AND EXISTS (SELECT FROM renditions.wanted_format w WHERE w.format = 'csaf_2_1')
      AND NOT EXISTS (SELECT FROM renditions.rendition x
        WHERE x.revision_id = r.id AND x.format = 'csaf_2_1' AND x.is_withdrawal = (a.state = 'withdrawn')))
$$;

DROP FUNCTION renditions.missing(int);
/** Published revisions without their renditions, oldest first: all of a living advisory, of a withdrawn one the notice. Ids only. */
CREATE FUNCTION renditions.missing(p_limit int, p_with_csaf_2_1 boolean) RETURNS TABLE (revision_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT r.id FROM advisories.revision r JOIN advisories.advisory a ON a.id = r.advisory_id
  WHERE r.state = 'published' AND (a.state = 'published' OR (a.state = 'withdrawn' AND a.revision_id = r.id))
    AND renditions.lacks(r, a, p_with_csaf_2_1)
  ORDER BY r.published_at, r.id LIMIT p_limit
$$;
GRANT EXECUTE ON FUNCTION renditions.missing(int, boolean) TO harbourlight_worker;

CREATE OR REPLACE FUNCTION renditions.may_record(p_revision uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM advisories.revision r
      WHERE r.id = p_revision AND r.state = 'published' AND r.approved_by = access.person_id() AND r.xmin = pg_current_xact_id()::xid)
    OR EXISTS (SELECT FROM advisories.advisory a
      WHERE a.revision_id = p_revision AND a.state = 'withdrawn' AND 'desk:cert' = ANY (access.keys()) AND a.xmin = pg_current_xact_id()::xid)
    OR (session_user = 'harbourlight_worker' AND access.purpose() = 'renditions' AND EXISTS (SELECT FROM advisories.revision r JOIN advisories.advisory a ON a.id = r.advisory_id
      WHERE r.id = p_revision AND r.state = 'published' AND (a.state = 'published' OR a.revision_id = r.id) AND renditions.lacks(r, a, true)))
$$;
`;
