import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What feeds serve: one row per revision, format and language, written in the transaction that publishes. Service roles read under
 * row-level security and write nothing; whoever publishes writes through functions that run with the owner's rights, because an approver
 * need not be among the readers. Readers, label and instants are taken from the revision and never from the caller.
 */
export class CreateRenditions implements MigrationInterface {
  readonly name = 'create-renditions-0000000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(POLICIES);
    await runner.query(SOURCES);
    await runner.query(RECORDING);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
CREATE SCHEMA renditions;
GRANT USAGE ON SCHEMA renditions TO harbourlight_api, harbourlight_worker;

/** The signature that came with an imported document, as it came. */
ALTER TABLE advisories.original ADD COLUMN IF NOT EXISTS signature text;

/** Public halves of every OpenPGP key that ever signed a rendition: an old signature can be verified for as long as it is served. */
CREATE TABLE renditions.signing_key (
  fingerprint text PRIMARY KEY CHECK (fingerprint ~ '^[0-9A-F]{40,64}$'),
  public_key text NOT NULL,
  first_used_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT ON renditions.signing_key TO harbourlight_api, harbourlight_worker;

CREATE TABLE renditions.rendition (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  advisory_id uuid NOT NULL REFERENCES advisories.advisory,
  revision_id uuid NOT NULL REFERENCES advisories.revision,
  revision int NOT NULL,
  /** entry: one advisory in a syndication feed, as JSON. csaf_source: the imported document, byte for byte. */
  format text NOT NULL CHECK (format IN ('csaf', 'csaf_source', 'misp', 'entry')),
  language text NOT NULL CHECK (language IN ('en', 'zh-Hant', 'zh-Hans')),
  reader_set int NOT NULL REFERENCES access.reader_set,
  label text NOT NULL CHECK (label IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  /** Whether it is what the advisory says now. */
  is_current boolean NOT NULL,
  is_withdrawal boolean NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  bytes bytea NOT NULL,
  gzip bytea,
  sha256 bytea NOT NULL,
  sha512 bytea NOT NULL,
  /** OpenPGP, detached, armored; of ours by the key that signed_by names, of a csaf_source by its publisher where it came with one. */
  signature text,
  signed_by text REFERENCES renditions.signing_key,
  /** A strong entity tag (RFC 9110 section 8.8.3), with its quotes. */
  etag text NOT NULL,
  /** What lists say of it without opening it. */
  card jsonb NOT NULL,
  /** Its entry in a list of documents, as JSON text. */
  list_entry text,
  /** Of the advisory: first publication, and what this rendition says. */
  published_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (revision_id, format, language),
  CHECK (signature IS NULL OR signed_by IS NOT NULL OR format = 'csaf_source')
);
/** Bytes and gzip are compressed already or read whole: kept out of line as they are, so that a list never touches them. */
ALTER TABLE renditions.rendition ALTER COLUMN bytes SET STORAGE EXTERNAL, ALTER COLUMN gzip SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX rendition_file ON renditions.rendition (format, file_name) WHERE is_current;
CREATE INDEX rendition_newest ON renditions.rendition (format, language, reader_set, updated_at DESC, id DESC) WHERE is_current;
CREATE INDEX rendition_recorded ON renditions.rendition (format, reader_set, recorded_at DESC) WHERE is_current;
CREATE INDEX rendition_advisory ON renditions.rendition (advisory_id);
`;

const POLICIES = `
ALTER TABLE renditions.rendition ENABLE ROW LEVEL SECURITY;
ALTER TABLE renditions.rendition FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON renditions.rendition TO harbourlight_owner USING (true) WITH CHECK (true);
-- An older revision is never wider than what is published now, and nobody reads a text that was withdrawn.
CREATE POLICY readers ON renditions.rendition FOR SELECT TO harbourlight_api, harbourlight_worker
  USING (reader_set = ANY ((SELECT access.visible_sets())::int[])
    AND (is_current OR EXISTS (SELECT FROM advisories.advisory a WHERE a.id = advisory_id AND a.state <> 'withdrawn')));
GRANT SELECT ON renditions.rendition TO harbourlight_api, harbourlight_worker;

/** Readers of a revision that change take those of its renditions with them. */
CREATE FUNCTION renditions.follow_readers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE renditions.rendition SET reader_set = NEW.reader_set, recorded_at = clock_timestamp() WHERE revision_id = NEW.id AND reader_set <> NEW.reader_set;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_readers AFTER UPDATE OF reader_set ON advisories.revision
  FOR EACH ROW WHEN (NEW.state = 'published' AND OLD.reader_set IS DISTINCT FROM NEW.reader_set) EXECUTE FUNCTION renditions.follow_readers();
`;

/** What a renderer needs of one revision, for whoever publishes it at this moment, or for the worker where its renditions are missing. */
const SOURCES = `
/** Published revisions without their renditions, oldest first: all of a living advisory, of a withdrawn one the notice. Ids only. */
CREATE FUNCTION renditions.missing(p_limit int) RETURNS TABLE (revision_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT r.id FROM advisories.revision r JOIN advisories.advisory a ON a.id = r.advisory_id
  WHERE r.state = 'published' AND (a.state = 'published' OR (a.state = 'withdrawn' AND a.revision_id = r.id))
    AND NOT EXISTS (SELECT FROM renditions.rendition x
      WHERE x.revision_id = r.id AND x.format = 'csaf' AND x.is_withdrawal = (a.state = 'withdrawn'))
  ORDER BY r.published_at, r.id LIMIT p_limit
$$;
GRANT EXECUTE ON FUNCTION renditions.missing(int) TO harbourlight_worker;

/**
 * Whether the caller may render the revision: it was approved by the caller or its advisory withdrawn, in this very transaction; or the
 * worker makes up for what is missing. Anybody else reads what row-level security shows.
 */
CREATE FUNCTION renditions.may_record(p_revision uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM advisories.revision r
      WHERE r.id = p_revision AND r.state = 'published' AND r.approved_by = access.person_id() AND r.xmin = pg_current_xact_id()::xid)
    OR EXISTS (SELECT FROM advisories.advisory a
      WHERE a.revision_id = p_revision AND a.state = 'withdrawn' AND 'desk:cert' = ANY (access.keys()) AND a.xmin = pg_current_xact_id()::xid)
    OR (session_user = 'harbourlight_worker' AND access.purpose() = 'renditions' AND EXISTS (SELECT FROM advisories.revision r JOIN advisories.advisory a ON a.id = r.advisory_id
      WHERE r.id = p_revision AND r.state = 'published' AND (a.state = 'published' OR a.revision_id = r.id)
        AND NOT EXISTS (SELECT FROM renditions.rendition x
          WHERE x.revision_id = r.id AND x.format = 'csaf' AND x.is_withdrawal = (a.state = 'withdrawn'))))
$$;

/** As node-postgres gives it: ISO 8601 with microseconds. */
CREATE FUNCTION renditions.instant(at timestamptz) RETURNS text
LANGUAGE sql STABLE STRICT SET search_path = pg_catalog AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
GRANT EXECUTE ON FUNCTION renditions.instant(timestamptz) TO harbourlight_api, harbourlight_worker;

/**
 * The revision with its indicators, its card and the history that its readers may know of; of a withdrawn advisory the notice. An indicator
 * with narrower readers stays out of what all readers of the revision get, and so do the words about an earlier revision that not all of
 * them may read. NULL where the caller may not render it.
 */
CREATE FUNCTION renditions.source_of(p_revision uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
      'trackingId', a.tracking_id, 'isWithdrawn', a.state = 'withdrawn', 'revision', r.number, 'kind', r.kind, 'severity', r.severity,
      'label', r.label, 'publisher', a.publisher, 'firstPublishedAt', renditions.instant(a.published_at),
      'changedAt', renditions.instant(coalesce(a.withdrawn_at, r.published_at)), 'exploited', a.exploited, 'title', a.title,
      'sourceLanguage', a.source_language, 'withdrawalNotice', a.withdrawal_notice, 'summaryOfChanges', r.summary_of_changes,
      'operator', (SELECT jsonb_build_object('en', o.name, 'zhHant', o.name_zh_hant, 'zhHans', o.name_zh_hans, 'contact', o.contact_email)
        FROM accounts.organisation o WHERE o.is_operator)))
    || CASE WHEN a.state = 'withdrawn' THEN '{}' ELSE jsonb_build_object(
      'content', r.content,
      'indicators', (SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('type', i.type, 'value', i.value, 'comment', i.comment)) ORDER BY i.position)
        FROM advisories.indicator i WHERE i.revision_id = r.id AND i.reader_set = r.reader_set AND i.label IS NULL),
      'history', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', p.number, 'publishedAt', renditions.instant(p.published_at),
          'summary', p.summary_of_changes) ORDER BY p.number), '[]')
        FROM advisories.revision p JOIN access.reader_set own ON own.id = r.reader_set JOIN access.reader_set theirs ON theirs.id = p.reader_set
        WHERE p.advisory_id = r.advisory_id AND p.state = 'published' AND p.number < r.number
          AND (own.keys <@ theirs.keys OR 'public' = ANY (theirs.keys))),
      'sourceFindings', (SELECT jsonb_agg(f.value) FROM (SELECT o.findings FROM advisories.original o WHERE o.revision_id = r.id
          ORDER BY o.imported_at DESC LIMIT 1) AS newest, jsonb_array_elements(newest.findings) AS f(value)
        WHERE f.value->>'kind' IN ('schema', 'mandatory'))) END
  FROM advisories.revision r JOIN advisories.advisory a ON a.id = r.advisory_id
  WHERE r.id = p_revision AND renditions.may_record(p_revision)
$$;
GRANT EXECUTE ON FUNCTION renditions.source_of(uuid) TO harbourlight_api, harbourlight_worker;
`;

const RECORDING = `
/** CLEAR 0 to RED 4, as TLP_LABELS in libs/access; NULL for no label, or none that is known. */
CREATE FUNCTION renditions.narrowness(p_label text) RETURNS int
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT array_position(ARRAY['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'], replace(upper(trim(p_label)), 'WHITE', 'CLEAR')) - 1
$$;

/**
 * Writes the renditions of a revision that the caller may render. Hashes and entity tags are made here, over the very bytes; readers, label
 * and instants are the revision's. p_rows: format, language, fileName, mediaType, signature, card, listEntry; p_bytes and p_gzip in the same
 * order. What was current gives way; of a withdrawn advisory nothing but the notice is left. Running twice changes nothing.
 */
CREATE FUNCTION renditions.record(p_revision uuid, p_key jsonb, p_rows jsonb, p_bytes bytea[], p_gzip bytea[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  r advisories.revision;
  a advisories.advisory;
  is_current_now boolean;
  recorded int;
BEGIN
  IF NOT renditions.may_record(p_revision) THEN
    RAISE EXCEPTION 'there is no such revision to render' USING ERRCODE = 'no_data_found';
  END IF;
  SELECT * INTO STRICT r FROM advisories.revision WHERE id = p_revision;
  SELECT * INTO STRICT a FROM advisories.advisory WHERE id = r.advisory_id;
  is_current_now := a.revision_id = r.id;
  INSERT INTO renditions.signing_key (fingerprint, public_key) VALUES (p_key->>'fingerprint', p_key->>'publicKey') ON CONFLICT DO NOTHING;
  IF a.state = 'withdrawn' THEN
    DELETE FROM renditions.rendition WHERE advisory_id = a.id;
  ELSIF is_current_now THEN
    UPDATE renditions.rendition SET is_current = false WHERE advisory_id = a.id AND is_current AND revision_id <> r.id;
  END IF;
  INSERT INTO renditions.rendition (advisory_id, revision_id, revision, format, language, reader_set, label, is_current, is_withdrawal, file_name,
      media_type, bytes, gzip, sha256, sha512, signature, signed_by, etag, card, list_entry, published_at, updated_at)
    SELECT a.id, r.id, r.number, row->>'format', row->>'language', r.reader_set, r.label, is_current_now, a.state = 'withdrawn', row->>'fileName',
      row->>'mediaType', p_bytes[at], p_gzip[at], sha256(p_bytes[at]), sha512(p_bytes[at]), row->>'signature',
      CASE WHEN row ? 'signature' THEN p_key->>'fingerprint' END, '"' || encode(sha256(p_bytes[at]), 'hex') || '"', row->'card', row->>'listEntry',
      a.published_at, coalesce(a.withdrawn_at, r.published_at)
    FROM jsonb_array_elements(p_rows) WITH ORDINALITY AS given(row, at)
    WHERE row->>'format' <> 'csaf_source'
    ON CONFLICT (revision_id, format, language) DO NOTHING;
  GET DIAGNOSTICS recorded = ROW_COUNT;
  IF a.state <> 'withdrawn' THEN
    PERFORM renditions.keep_source(r, a, is_current_now);
  END IF;
  RETURN recorded;
END $$;
GRANT EXECUTE ON FUNCTION renditions.record(uuid, jsonb, jsonb, bytea[], bytea[]) TO harbourlight_api, harbourlight_worker;

/**
 * The imported document beside ours, byte for byte with its own signature: where it passed its tests, where its own label is no narrower than
 * ours, and where no person has touched the text (what an analyst took out must not come back by another way).
 */
CREATE FUNCTION renditions.keep_source(r advisories.revision, a advisories.advisory, is_current_now boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  INSERT INTO renditions.rendition (advisory_id, revision_id, revision, format, language, reader_set, label, is_current, is_withdrawal, file_name,
      media_type, bytes, sha256, sha512, signature, etag, card, published_at, updated_at)
    SELECT a.id, r.id, r.number, 'csaf_source', r.content->>'sourceLanguage', r.reader_set, r.label, is_current_now, false,
      regexp_replace(lower(r.tracking_id), '[^+a-z0-9-]+', '_', 'g') || '.json', 'application/json', o.bytes, o.sha256, sha512(o.bytes), o.signature,
      '"' || encode(o.sha256, 'hex') || '"', jsonb_build_object('trackingId', r.content->'source'->'trackingId', 'version', o.source_version),
      a.published_at, r.published_at
    FROM (SELECT * FROM advisories.original WHERE revision_id = r.id ORDER BY imported_at DESC LIMIT 1) AS o
    WHERE o.format = 'csaf' AND o.is_valid AND r.author_id = '00000000-0000-4000-8000-000000000001' AND r.editors = '{}'
      AND (r.content->'source'->>'label' IS NULL OR renditions.narrowness(r.content->'source'->>'label') <= renditions.narrowness(r.label))
    ON CONFLICT (revision_id, format, language) DO NOTHING
$$;
`;
