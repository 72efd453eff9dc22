import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An advisory, its revisions and their parts. `advisory` holds the card of what is published (or of the first draft until then);
 * `revision` holds every text, published ones never changed again. Both carry their own readers: a new draft of a published
 * advisory is seen by its desk while the published revision stays with its readers.
 */
export class CreateAdvisories implements MigrationInterface {
  readonly name = 'create-advisories-0000000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RULES);
    await runner.query(POLICIES);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
CREATE SCHEMA advisories;
GRANT USAGE ON SCHEMA advisories TO harbourlight_api, harbourlight_worker;

CREATE TABLE advisories.advisory (
  id uuid PRIMARY KEY,
  tracking_id text NOT NULL UNIQUE,
  organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  author_id uuid NOT NULL REFERENCES accounts.person,
  state text NOT NULL CHECK (state IN ('draft', 'in_review', 'scheduled', 'published', 'withdrawn')),
  reader_set int NOT NULL REFERENCES access.reader_set,
  created_at timestamptz NOT NULL DEFAULT now(),
  revision_id uuid,
  revision int,
  kind text,
  severity smallint,
  label text CHECK (label IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  published_at timestamptz,
  updated_at timestamptz,
  withdrawn_at timestamptz,
  withdrawal_notice jsonb,
  exploited boolean NOT NULL DEFAULT false,
  title jsonb,
  summary jsonb,
  cves text[] NOT NULL DEFAULT '{}',
  tags text[] NOT NULL DEFAULT '{}',
  sectors text[] NOT NULL DEFAULT '{}',
  vendors text[] NOT NULL DEFAULT '{}',
  products text[] NOT NULL DEFAULT '{}',
  /** What subscriptions are matched by: 'cve:…', 'vendor:…', 'product:…', 'purl:…', 'cpe:…', 'tag:…', 'sector:…', 'kind:…'. */
  terms text[] NOT NULL DEFAULT '{}',
  search tsvector,
  CHECK ((published_at IS NULL) = (revision_id IS NULL)),
  CHECK (published_at IS NULL OR label IS NOT NULL)
);
CREATE INDEX advisory_newest ON advisories.advisory (reader_set, published_at DESC, id DESC) WHERE published_at IS NOT NULL;
CREATE INDEX advisory_search ON advisories.advisory USING gin (search) WHERE published_at IS NOT NULL;
CREATE INDEX advisory_terms ON advisories.advisory USING gin (terms) WHERE published_at IS NOT NULL;
CREATE INDEX advisory_published ON advisories.advisory (published_at DESC, id DESC) WHERE published_at IS NOT NULL;

CREATE TABLE advisories.revision (
  id uuid PRIMARY KEY,
  advisory_id uuid NOT NULL REFERENCES advisories.advisory,
  number int NOT NULL CHECK (number > 0),
  state text NOT NULL CHECK (state IN ('draft', 'in_review', 'scheduled', 'published', 'discarded')),
  reader_set int NOT NULL REFERENCES access.reader_set,
  author_id uuid NOT NULL REFERENCES accounts.person,
  /** Everyone who wrote a part of it; none of them may approve it. */
  editors uuid[] NOT NULL,
  approved_by uuid REFERENCES accounts.person,
  kind text NOT NULL,
  severity smallint NOT NULL,
  severity_reason text,
  label text CHECK (label IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  audience jsonb NOT NULL,
  content jsonb NOT NULL,
  update_class text NOT NULL DEFAULT 'major' CHECK (update_class IN ('editorial', 'minor', 'major')),
  summary_of_changes jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  saved_at timestamptz NOT NULL DEFAULT now(),
  submitted_at timestamptz,
  scheduled_for timestamptz,
  scheduled_zone text,
  scheduled_by uuid REFERENCES accounts.person,
  published_at timestamptz,
  return_reason text,
  UNIQUE (advisory_id, number),
  CONSTRAINT nobody_approves_what_they_wrote CHECK (approved_by IS NULL OR NOT (approved_by = ANY (editors || author_id))),
  CONSTRAINT published_is_labelled_and_approved CHECK (state <> 'published' OR (label IS NOT NULL AND approved_by IS NOT NULL AND published_at IS NOT NULL)),
  CONSTRAINT scheduled_has_an_instant CHECK (state <> 'scheduled' OR (scheduled_for IS NOT NULL AND scheduled_zone IS NOT NULL AND scheduled_by IS NOT NULL))
);
/** At most one text of an advisory is being worked on. */
CREATE UNIQUE INDEX revision_in_work ON advisories.revision (advisory_id) WHERE state IN ('draft', 'in_review', 'scheduled');
CREATE INDEX revision_by_state ON advisories.revision (reader_set, state, saved_at DESC, id DESC) WHERE state IN ('draft', 'in_review', 'scheduled');
CREATE INDEX revision_due ON advisories.revision (scheduled_for) WHERE state = 'scheduled';

CREATE TABLE advisories.indicator (
  id uuid PRIMARY KEY,
  revision_id uuid NOT NULL REFERENCES advisories.revision,
  position int NOT NULL,
  reader_set int NOT NULL REFERENCES access.reader_set,
  type text NOT NULL,
  value text NOT NULL,
  comment text
);
CREATE INDEX indicator_revision ON advisories.indicator (revision_id, position);

CREATE TABLE advisories.comment (
  id uuid PRIMARY KEY,
  revision_id uuid NOT NULL REFERENCES advisories.revision,
  reader_set int NOT NULL REFERENCES access.reader_set,
  author_id uuid NOT NULL REFERENCES accounts.person,
  block text,
  body text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX comment_revision ON advisories.comment (revision_id, written_at);

/** What was imported, byte for byte, with what the validator found. source_key is publisher namespace and tracking id, normalised. */
CREATE TABLE advisories.original (
  id uuid PRIMARY KEY,
  advisory_id uuid NOT NULL REFERENCES advisories.advisory,
  revision_id uuid NOT NULL REFERENCES advisories.revision,
  reader_set int NOT NULL REFERENCES access.reader_set,
  format text NOT NULL CHECK (format IN ('csaf', 'stix', 'misp')),
  place text NOT NULL,
  source_key text NOT NULL,
  source_version text NOT NULL,
  bytes bytea NOT NULL,
  sha256 bytea NOT NULL,
  findings jsonb NOT NULL DEFAULT '[]',
  is_valid boolean NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX original_source ON advisories.original (source_key, imported_at DESC);

/** Catalogues of the outside world, open to everyone. */
CREATE TABLE advisories.known_exploited (
  cve text PRIMARY KEY,
  vendor text NOT NULL,
  product text NOT NULL,
  name text NOT NULL,
  added_on date NOT NULL,
  due_on date,
  ransomware boolean NOT NULL
);
CREATE TABLE advisories.exploit_prediction (
  cve text PRIMARY KEY,
  score real NOT NULL,
  percentile real NOT NULL,
  scored_on date NOT NULL
);
CREATE TABLE advisories.catalogue_refresh (
  catalogue text PRIMARY KEY CHECK (catalogue IN ('kev', 'epss')),
  version text NOT NULL,
  entries int NOT NULL,
  refreshed_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON advisories.known_exploited, advisories.exploit_prediction, advisories.catalogue_refresh
  TO harbourlight_api, harbourlight_worker;
`;

const RULES = `
/** A published text is never changed again; a wrong one is followed by a new revision or withdrawn. */
CREATE FUNCTION advisories.keep_published_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' AND to_jsonb(OLD) - 'reader_set' IS DISTINCT FROM to_jsonb(NEW) - 'reader_set' THEN
    RAISE EXCEPTION 'a published revision is immutable' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER immutable_when_published BEFORE UPDATE ON advisories.revision FOR EACH ROW EXECUTE FUNCTION advisories.keep_published_text();

/** Chinese has no blanks: every run of Han characters becomes its overlapping pairs, so that any part of it can be found. */
CREATE FUNCTION advisories.searchable(body text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT string_agg(CASE WHEN part[1] ~ '[\\u3400-\\u9fff\\uf900-\\ufaff]'
    THEN CASE WHEN length(part[1]) = 1 THEN part[1] ELSE (SELECT string_agg(substr(part[1], i, 2), ' ' ORDER BY i) FROM generate_series(1, length(part[1]) - 1) i) END
    ELSE part[1] END, ' ')
  FROM regexp_matches(body, '[\\u3400-\\u9fff\\uf900-\\ufaff]+|[^\\u3400-\\u9fff\\uf900-\\ufaff]+', 'g') part
$$;
GRANT EXECUTE ON FUNCTION advisories.searchable(text) TO harbourlight_api, harbourlight_worker;
`;

/** The one operator, in the database: a row is visible if its set of readers is among the sets that the context's keys open. */
const POLICIES = `
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['advisory', 'revision', 'indicator', 'comment', 'original'] LOOP
    EXECUTE format('ALTER TABLE advisories.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE advisories.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON advisories.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON advisories.%I TO harbourlight_api, harbourlight_worker', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['advisory', 'revision'] LOOP
    EXECUTE format('CREATE POLICY readers ON advisories.%I TO harbourlight_api, harbourlight_worker USING (reader_set = ANY ((SELECT access.visible_sets())::int[])) WITH CHECK (reader_set = ANY ((SELECT access.visible_sets())::int[]))', t);
  END LOOP;
  -- A part may have narrower readers than its revision, never wider: it is seen by those who see both.
  FOREACH t IN ARRAY ARRAY['indicator', 'comment', 'original'] LOOP
    EXECUTE format('CREATE POLICY readers ON advisories.%1$I TO harbourlight_api, harbourlight_worker
      USING (reader_set = ANY ((SELECT access.visible_sets())::int[]) AND EXISTS (SELECT FROM advisories.revision r WHERE r.id = %1$I.revision_id))
      WITH CHECK (reader_set = ANY ((SELECT access.visible_sets())::int[]))', t);
  END LOOP;
END $$;
REVOKE DELETE ON advisories.advisory, advisories.revision, advisories.original FROM harbourlight_api, harbourlight_worker;
`;
