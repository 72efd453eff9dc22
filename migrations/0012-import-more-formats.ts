import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A STIX bundle or a list of MISP events holds several advisories: its bytes are kept once for all of them. And the providers from which
 * documents are imported by themselves, with how far each has come.
 */
export class ImportMoreFormats implements MigrationInterface {
  readonly name = 'import-more-formats-0000000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FILES);
    await runner.query(SOURCES);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const FILES = `
/** What was imported, byte for byte, where several advisories came in one file; for those who see an original of it. */
CREATE TABLE advisories.original_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  sha256 bytea NOT NULL,
  bytes bytea NOT NULL,
  UNIQUE (organisation_id, sha256)
);
ALTER TABLE advisories.original ALTER COLUMN bytes DROP NOT NULL;
ALTER TABLE advisories.original ADD COLUMN file_id uuid REFERENCES advisories.original_file;
ALTER TABLE advisories.original ADD CONSTRAINT bytes_are_kept CHECK ((bytes IS NULL) <> (file_id IS NULL));
CREATE INDEX original_file_id ON advisories.original (file_id) WHERE file_id IS NOT NULL;

ALTER TABLE advisories.original_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE advisories.original_file FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON advisories.original_file TO harbourlight_owner USING (true) WITH CHECK (true);
-- Seen by those who see an original that it belongs to; row-level security of that table decides.
CREATE POLICY readers ON advisories.original_file FOR SELECT TO harbourlight_api, harbourlight_worker
  USING (EXISTS (SELECT FROM advisories.original o WHERE o.file_id = original_file.id));
GRANT SELECT ON advisories.original_file TO harbourlight_api, harbourlight_worker;

/** The file with this hash that the caller's organisation imported. With the owner's rights: until its first original is there, nobody sees it. */
CREATE FUNCTION advisories.original_file(p_sha256 bytea) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT f.id FROM advisories.original_file f WHERE f.organisation_id = access.organisation_id() AND f.sha256 = p_sha256
$$;

/** Keeps a file for the caller's organisation, or finds it. With the owner's rights, for the same reason. */
CREATE FUNCTION advisories.keep_original_file(p_sha256 bytea, p_bytes bytea) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  kept uuid;
BEGIN
  IF access.organisation_id() IS NULL OR sha256(p_bytes) <> p_sha256 THEN
    RAISE EXCEPTION 'only people of an organisation keep files, under their own hash' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO advisories.original_file (organisation_id, sha256, bytes) VALUES (access.organisation_id(), p_sha256, p_bytes)
    ON CONFLICT (organisation_id, sha256) DO UPDATE SET sha256 = excluded.sha256 RETURNING id INTO kept;
  RETURN kept;
END $$;
REVOKE ALL ON FUNCTION advisories.original_file(bytea), advisories.keep_original_file(bytea, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION advisories.original_file(bytea), advisories.keep_original_file(bytea, bytea) TO harbourlight_api, harbourlight_worker;
`;

const SOURCES = `
/** A provider of CSAF documents that is asked again and again. For the desk of the organisation that added it, and for administrators. */
CREATE TABLE advisories.source (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  /** As it was given: a domain, provider-metadata.json, a feed or an index. */
  url text NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'paused')),
  /** In whose name documents are imported; they become drafts of that person's desk. Nobody, until somebody of the desk takes it on. */
  run_as uuid REFERENCES accounts.person,
  added_by uuid NOT NULL REFERENCES accounts.person,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  /** How often it is asked by itself. */
  every_minutes int NOT NULL CHECK (every_minutes BETWEEN 15 AND 43200),
  next_run_at timestamptz,
  /** While a run is under way: whose it is, and until when it is nobody else's. */
  run_id uuid,
  running_until timestamptz,
  last_started_at timestamptz,
  last_ended_at timestamptz,
  last_outcome text CHECK (last_outcome IN ('complete', 'partial', 'failed')),
  /** Why the last run failed or left something out, in words. */
  last_error text,
  /** ETag and Last-Modified of each list that was worked off to its end. */
  lists jsonb NOT NULL DEFAULT '{}',
  /** Of the last run: found, done, imported, updated, unchanged, refused, unavailable. */
  counts jsonb NOT NULL DEFAULT '{}',
  publisher text,
  UNIQUE (organisation_id, url)
);
CREATE INDEX source_due ON advisories.source (next_run_at) WHERE next_run_at IS NOT NULL;

/** What became of each document of a source, so that a run resumes where the one before stopped. */
CREATE TABLE advisories.source_document (
  source_id uuid NOT NULL REFERENCES advisories.source ON DELETE CASCADE,
  url text NOT NULL,
  /** When its provider says it was changed; empty where the provider does not say. */
  changed text NOT NULL,
  etag text,
  last_modified text,
  outcome text NOT NULL CHECK (outcome IN ('imported', 'updated', 'unchanged', 'refused', 'unavailable')),
  place text,
  reason text,
  advisory_id uuid,
  tries int NOT NULL DEFAULT 1,
  done_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (source_id, url)
);
CREATE INDEX source_document_wrong ON advisories.source_document (source_id, done_at DESC) WHERE outcome IN ('refused', 'unavailable');

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['source', 'source_document'] LOOP
    EXECUTE format('ALTER TABLE advisories.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE advisories.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON advisories.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON advisories.%I TO harbourlight_api, harbourlight_worker', t);
  END LOOP;
END $$;
/** The desk's key is given after a second factor alone; an administrator needs one too. */
CREATE POLICY of_desk ON advisories.source TO harbourlight_api, harbourlight_worker
  USING ('desk:' || organisation_id = ANY ((SELECT access.keys())::text[])
    OR ((SELECT access.has_role('administrator')) AND (SELECT access.is_strong()) AND organisation_id = (SELECT access.organisation_id())))
  WITH CHECK (organisation_id = (SELECT access.organisation_id()));
CREATE POLICY of_runs ON advisories.source TO harbourlight_worker
  USING ((SELECT access.purpose()) = 'run-sources') WITH CHECK ((SELECT access.purpose()) = 'run-sources');
CREATE POLICY of_source ON advisories.source_document TO harbourlight_api, harbourlight_worker
  USING (EXISTS (SELECT FROM advisories.source s WHERE s.id = source_id)) WITH CHECK (EXISTS (SELECT FROM advisories.source s WHERE s.id = source_id));

/** Whoever changes it can only take it on in their own name, and never moves it to another organisation. */
CREATE FUNCTION advisories.guard_source() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF access.purpose() IS NOT NULL OR current_user NOT IN ('harbourlight_api', 'harbourlight_worker') THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.organisation_id, NEW.url, NEW.added_by) IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.url, OLD.added_by) THEN
    RAISE EXCEPTION 'what a source is and whose it is does not change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.run_as IS NOT NULL AND NEW.run_as <> access.person_id() AND (TG_OP = 'INSERT' OR NEW.run_as IS DISTINCT FROM OLD.run_as) THEN
    RAISE EXCEPTION 'nobody imports in the name of another' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_source BEFORE INSERT OR UPDATE ON advisories.source FOR EACH ROW EXECUTE FUNCTION advisories.guard_source();
`;
