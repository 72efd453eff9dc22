import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * TAXII 2.1: collections and their objects, one row per collection, STIX id and version. Rows are written with the owner's rights when a
 * revision is published or withdrawn, because whoever approves a text need not be among its readers; who reads a row, and in which
 * collections it stands, is computed here from the revision, so that whoever writes names objects and nothing else.
 */
export class CreateTaxii implements MigrationInterface {
  readonly name = 'create-taxii-0000000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(POLICIES);
    await runner.query(ADDING);
    await runner.query(COLLECTIONS);
    await runner.query(PUBLISHING);
    await runner.query(SUBMITTING);
    await runner.query(DRAFTING);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
CREATE SCHEMA taxii;
GRANT USAGE ON SCHEMA taxii TO harbourlight_api, harbourlight_worker;

CREATE TABLE taxii.collection (
  /** TAXII 2.1 section 5.2.1 wants a version 4 UUID. */
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  api_root text NOT NULL CHECK (api_root IN ('public', 'members')),
  kind text NOT NULL CHECK (kind IN ('clear', 'green', 'amber', 'group', 'inbox')),
  title text NOT NULL,
  alias text,
  group_id uuid UNIQUE REFERENCES accounts.closed_group ON DELETE CASCADE,
  organisation_id uuid UNIQUE REFERENCES accounts.organisation ON DELETE CASCADE,
  /** Who knows of the collection; each object has readers of its own. */
  reader_set int NOT NULL REFERENCES access.reader_set,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (api_root, alias),
  CHECK ((kind = 'group') = (group_id IS NOT NULL)),
  CHECK ((kind = 'inbox') = (organisation_id IS NOT NULL)),
  CHECK ((kind = 'clear') = (api_root = 'public'))
);

/** The last instant that a collection gave away. Its row is locked until the end of the transaction, so instants are given in the order of commits. */
CREATE TABLE taxii.clock (
  collection_id uuid PRIMARY KEY REFERENCES taxii.collection ON DELETE CASCADE,
  last_added_at timestamptz NOT NULL
);

CREATE TABLE taxii.object (
  collection_id uuid NOT NULL REFERENCES taxii.collection ON DELETE CASCADE,
  stix_id text NOT NULL,
  /** modified, else created, else the instant of arrival: as it is written, and as an instant. */
  version text NOT NULL,
  version_at timestamptz NOT NULL,
  spec_version text NOT NULL,
  type text NOT NULL,
  date_added timestamptz NOT NULL,
  /** Whether it is the oldest and the newest version of its object in the collection. */
  is_first boolean NOT NULL DEFAULT true,
  is_last boolean NOT NULL DEFAULT true,
  reader_set int NOT NULL REFERENCES access.reader_set,
  advisory_id uuid REFERENCES advisories.advisory ON DELETE CASCADE,
  submission_id uuid,
  /** As it is sent. */
  json text NOT NULL,
  PRIMARY KEY (collection_id, stix_id, version_at),
  UNIQUE (collection_id, date_added)
);
CREATE INDEX object_latest ON taxii.object (collection_id, reader_set, date_added) WHERE is_last;
CREATE INDEX object_every ON taxii.object (collection_id, reader_set, date_added);
CREATE INDEX object_latest_of_type ON taxii.object (collection_id, reader_set, type, date_added) WHERE is_last;
CREATE INDEX object_advisory ON taxii.object (advisory_id) WHERE advisory_id IS NOT NULL;

/** The sets of readers that objects of a collection have had: a page asks for those that the reader's keys open, each in its own index range. */
CREATE TABLE taxii.collection_set (
  collection_id uuid NOT NULL REFERENCES taxii.collection ON DELETE CASCADE,
  reader_set int NOT NULL REFERENCES access.reader_set,
  PRIMARY KEY (collection_id, reader_set)
);

/** Which state of an advisory the collections hold. */
CREATE TABLE taxii.publication (
  advisory_id uuid PRIMARY KEY REFERENCES advisories.advisory ON DELETE CASCADE,
  revision_id uuid NOT NULL,
  is_withdrawn boolean NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

/** Who sent what; the bytes are kept beside the draft that was made of them (advisories.original). */
CREATE TABLE taxii.submission (
  id uuid PRIMARY KEY,
  collection_id uuid NOT NULL REFERENCES taxii.collection ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  person_id uuid NOT NULL REFERENCES accounts.person,
  reader_set int NOT NULL REFERENCES access.reader_set,
  sha256 bytea NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

/** TAXII 2.1 section 4.3.1; forgotten some time after completion. */
CREATE TABLE taxii.status (
  id uuid PRIMARY KEY,
  reader_set int NOT NULL REFERENCES access.reader_set,
  requested_at timestamptz NOT NULL,
  completed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  successes jsonb NOT NULL,
  failures jsonb NOT NULL
);
CREATE INDEX status_completed ON taxii.status (completed_at);
`;

/** Service roles read what their context opens and write nothing: every write is a function below. */
const POLICIES = `
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['collection', 'clock', 'object', 'collection_set', 'publication', 'submission', 'status'] LOOP
    EXECUTE format('ALTER TABLE taxii.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE taxii.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON taxii.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['collection', 'object', 'collection_set', 'submission', 'status'] LOOP
    EXECUTE format('GRANT SELECT ON taxii.%I TO harbourlight_api, harbourlight_worker', t);
    EXECUTE format('CREATE POLICY readers ON taxii.%I FOR SELECT TO harbourlight_api, harbourlight_worker
      USING (reader_set = ANY ((SELECT access.visible_sets())::int[]))', t);
  END LOOP;
END $$;
`;

const ADDING = `
/** TAXII timestamps have microseconds (TAXII 2.1 section 2). */
CREATE FUNCTION taxii.instant(at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
GRANT EXECUTE ON FUNCTION taxii.instant(timestamptz) TO harbourlight_api, harbourlight_worker;

/**
 * Adds objects, each {id, type, specVersion, version?, json}, in their order, and answers those that were not there already as they are. The
 * collection's clock stays locked until the end of the transaction: whoever has read up to an instant misses nothing that commits later.
 */
CREATE FUNCTION taxii.add_objects(p_collection uuid, p_readers int, p_advisory uuid, p_submission uuid, p_objects jsonb) RETURNS SETOF taxii.object
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
#variable_conflict use_column
DECLARE
  start timestamptz;
  ids text[];
BEGIN
  SELECT greatest(clock_timestamp(), c.last_added_at + interval '1 microsecond') INTO STRICT start
    FROM taxii.clock c WHERE c.collection_id = p_collection FOR UPDATE;
  RETURN QUERY INSERT INTO taxii.object AS o (collection_id, stix_id, version, version_at, spec_version, type, date_added, reader_set, advisory_id, submission_id, json)
    SELECT p_collection, n.id, coalesce(n.version, to_char(n.added AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
      coalesce(n.version::timestamptz, date_trunc('milliseconds', n.added)), n.spec, n.type, n.added, p_readers, p_advisory, p_submission, n.json
    FROM (
      SELECT f.id, f.type, f.spec, f.version, f.json, start + (row_number() OVER (ORDER BY f.position) - 1) * interval '1 microsecond' AS added
      FROM (
        -- The last of several with one id and version counts.
        SELECT DISTINCT ON (e.value->>'id', (e.value->>'version')::timestamptz) e.position, e.value->>'id' AS id, e.value->>'type' AS type,
          e.value->>'specVersion' AS spec, e.value->>'version' AS version, e.value->>'json' AS json
        FROM jsonb_array_elements(p_objects) WITH ORDINALITY AS e(value, position)
        ORDER BY e.value->>'id', (e.value->>'version')::timestamptz, e.position DESC
      ) f
      WHERE NOT EXISTS (SELECT FROM taxii.object o WHERE o.collection_id = p_collection AND o.stix_id = f.id AND o.json = f.json
        AND (f.version IS NULL OR o.version_at = f.version::timestamptz))
    ) n
    ON CONFLICT (collection_id, stix_id, version_at) DO UPDATE SET version = excluded.version, spec_version = excluded.spec_version, type = excluded.type,
      date_added = excluded.date_added, reader_set = excluded.reader_set, advisory_id = excluded.advisory_id, submission_id = excluded.submission_id,
      json = excluded.json
    RETURNING o.*;
  ids := ARRAY(SELECT e.value->>'id' FROM jsonb_array_elements(p_objects) e);
  PERFORM taxii.mark_versions(p_collection, ids);
  UPDATE taxii.clock SET last_added_at = greatest(last_added_at,
      coalesce((SELECT max(o.date_added) FROM taxii.object o WHERE o.collection_id = p_collection AND o.stix_id = ANY (ids)), last_added_at))
    WHERE collection_id = p_collection;
  INSERT INTO taxii.collection_set (collection_id, reader_set) VALUES (p_collection, p_readers) ON CONFLICT DO NOTHING;
END $$;

/** Says again which versions of these objects are the first and the last. */
CREATE FUNCTION taxii.mark_versions(p_collection uuid, p_ids text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  UPDATE taxii.object o SET is_first = o.version_at = m.first_at, is_last = o.version_at = m.last_at
  FROM (SELECT stix_id, min(version_at) AS first_at, max(version_at) AS last_at FROM taxii.object
    WHERE collection_id = p_collection AND stix_id = ANY (p_ids) GROUP BY stix_id) m
  WHERE o.collection_id = p_collection AND o.stix_id = m.stix_id AND (o.is_first, o.is_last) IS DISTINCT FROM (o.version_at = m.first_at, o.version_at = m.last_at)
$$;
`;

/** CLEAR for everyone; GREEN and AMBER for members; one collection per closed group, and one inbox per active organisation. */
const COLLECTIONS = `
CREATE FUNCTION taxii.open_collection(p_root text, p_kind text, p_title text, p_readers text[], p_alias text, p_group uuid, p_organisation uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  opened uuid;
  source uuid := (SELECT id FROM taxii.collection WHERE kind = 'clear');
  shared record;
BEGIN
  INSERT INTO taxii.collection (api_root, kind, title, reader_set, alias, group_id, organisation_id)
    VALUES (p_root, p_kind, p_title, access.intern_readers(p_readers), p_alias, p_group, p_organisation)
    ON CONFLICT DO NOTHING RETURNING id INTO opened;
  IF opened IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO taxii.clock (collection_id, last_added_at) VALUES (opened, clock_timestamp());
  -- The publisher and the labels are in every collection from its first day: that they appear must tell of no advisory.
  IF p_kind <> 'inbox' AND source IS NOT NULL THEN
    SELECT jsonb_agg(jsonb_build_object('id', stix_id, 'type', type, 'specVersion', spec_version, 'version', version, 'json', json) ORDER BY date_added) AS objects
      INTO shared FROM taxii.object WHERE collection_id = source AND advisory_id IS NULL;
    PERFORM taxii.add_objects(opened, (SELECT reader_set FROM taxii.collection WHERE id = opened), NULL, NULL, coalesce(shared.objects, '[]'));
  END IF;
END $$;

CREATE FUNCTION taxii.follow_group() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM taxii.open_collection('members', 'group', 'Closed group: ' || NEW.name, ARRAY['group:' || NEW.id], NULL, NEW.id, NULL);
  UPDATE taxii.collection SET title = 'Closed group: ' || NEW.name WHERE group_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_group AFTER INSERT OR UPDATE OF name ON accounts.closed_group FOR EACH ROW EXECUTE FUNCTION taxii.follow_group();

CREATE FUNCTION taxii.follow_organisation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.status = 'active' THEN
    PERFORM taxii.open_collection('members', 'inbox', 'Inbox of ' || NEW.name, ARRAY['org:' || NEW.id], NULL, NULL, NEW.id);
    UPDATE taxii.collection SET title = 'Inbox of ' || NEW.name WHERE organisation_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_organisation AFTER INSERT OR UPDATE OF name, status ON accounts.organisation FOR EACH ROW EXECUTE FUNCTION taxii.follow_organisation();

SELECT taxii.open_collection('public', 'clear', 'TLP:CLEAR advisories', ARRAY['public'], 'clear', NULL, NULL);
SELECT taxii.open_collection('members', 'green', 'TLP:GREEN advisories addressed to you', ARRAY['member'], 'green', NULL, NULL);
SELECT taxii.open_collection('members', 'amber', 'TLP:AMBER and TLP:AMBER+STRICT advisories addressed to you', ARRAY['member'], 'amber', NULL, NULL);
SELECT taxii.open_collection('members', 'group', 'Closed group: ' || g.name, ARRAY['group:' || g.id], NULL, g.id, NULL) FROM accounts.closed_group g;
SELECT taxii.open_collection('members', 'inbox', 'Inbox of ' || o.name, ARRAY['org:' || o.id], NULL, NULL, o.id) FROM accounts.organisation o WHERE o.status = 'active';
`;

const PUBLISHING = `
/** Objects that belong to no advisory: who publishes, and the labels of TLP 2.0 (libs/renditions/src/stix/stix-objects.ts). */
CREATE FUNCTION taxii.is_shared(p_object jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT p_object->>'type' = 'identity' OR p_object->>'id' = ANY (ARRAY['marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
    'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
    'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003'])
$$;

/**
 * The advisory whose current text a revision is, if the caller may record it: whoever published or withdrew it in this transaction, or
 * the worker that makes up for what was published before.
 */
CREATE FUNCTION taxii.advisory_to_record(p_revision uuid) RETURNS advisories.advisory
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  a advisories.advisory;
  approver uuid;
BEGIN
  SELECT * INTO a FROM advisories.advisory WHERE revision_id = p_revision;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no such publication' USING ERRCODE = 'no_data_found';
  END IF;
  SELECT approved_by INTO approver FROM advisories.revision WHERE id = p_revision;
  IF (session_user = 'harbourlight_worker' AND access.is_system())
    OR (a.updated_at >= transaction_timestamp() AND a.state = 'published' AND approver = access.person_id())
    OR (a.updated_at >= transaction_timestamp() AND a.state = 'withdrawn' AND 'desk:cert' = ANY (access.keys())) THEN
    RETURN a;
  END IF;
  RAISE EXCEPTION 'there is no such publication' USING ERRCODE = 'no_data_found';
END $$;

/** What is rendered: the text with its indicators, or the notice of withdrawal without the text. */
CREATE FUNCTION taxii.publication_view(p_revision uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  a advisories.advisory := taxii.advisory_to_record(p_revision);
  r advisories.revision;
  is_withdrawn boolean := a.state = 'withdrawn';
BEGIN
  SELECT * INTO STRICT r FROM advisories.revision WHERE id = p_revision;
  RETURN jsonb_build_object('trackingId', a.tracking_id, 'revision', r.number, 'isWithdrawn', is_withdrawn, 'kind', r.kind, 'severity', r.severity,
    'label', r.label, 'publisher', a.publisher, 'publishedAt', taxii.instant(a.published_at), 'updatedAt', taxii.instant(a.updated_at),
    'exploited', a.exploited, 'title', a.title, 'sourceLanguage', a.source_language, 'withdrawalNotice', a.withdrawal_notice,
    'summaryOfChanges', CASE WHEN is_withdrawn THEN NULL ELSE r.summary_of_changes END,
    'content', CASE WHEN is_withdrawn THEN NULL ELSE r.content || coalesce((SELECT jsonb_build_object('indicators',
      jsonb_agg(jsonb_strip_nulls(jsonb_build_object('type', i.type, 'value', i.value, 'comment', i.comment)) ORDER BY i.position))
      FROM advisories.indicator i WHERE i.revision_id = p_revision AND i.reader_set = a.reader_set AND i.label IS NULL HAVING count(*) > 0), '{}') END);
END $$;

/**
 * Writes the objects of a publication into the collections of its label and groups, none for RED. What is no longer so goes: objects in other
 * collections or for other readers, and all of a withdrawn advisory but its report. What an earlier revision had and this one has not is revoked.
 */
CREATE FUNCTION taxii.record_publication(p_revision uuid, p_objects jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  a advisories.advisory := taxii.advisory_to_record(p_revision);
  own jsonb := coalesce((SELECT jsonb_agg(e ORDER BY position) FROM jsonb_array_elements(p_objects) WITH ORDINALITY AS x(e, position) WHERE NOT taxii.is_shared(e)), '[]');
  shared jsonb := coalesce((SELECT jsonb_agg(e ORDER BY position) FROM jsonb_array_elements(p_objects) WITH ORDINALITY AS x(e, position) WHERE taxii.is_shared(e)), '[]');
  modified text := (SELECT max(e->>'version') FROM jsonb_array_elements(own) e WHERE e->>'type' = 'report');
  readers int;
  target uuid;
  targets uuid[];
  gone jsonb;
BEGIN
  IF a.label = 'RED' AND p_objects <> '[]' THEN
    RAISE EXCEPTION 'TLP:RED is in no collection' USING ERRCODE = 'check_violation';
  END IF;
  -- In the order of their ids, so that two publications never wait for each other.
  targets := ARRAY(SELECT c.id FROM taxii.collection c, advisories.revision r WHERE r.id = p_revision AND CASE a.label WHEN 'RED' THEN false
    WHEN 'CLEAR' THEN c.kind = 'clear' ELSE c.kind = CASE a.label WHEN 'GREEN' THEN 'green' ELSE 'amber' END
      OR (c.kind = 'group' AND r.audience->'groups' ? c.group_id::text) END ORDER BY c.id);
  DELETE FROM taxii.object o WHERE o.advisory_id = a.id AND (a.state = 'withdrawn' OR o.reader_set <> a.reader_set OR o.collection_id <> ALL (targets));
  FOREACH target IN ARRAY targets LOOP
    SELECT c.reader_set INTO STRICT readers FROM taxii.collection c WHERE c.id = target;
    PERFORM taxii.add_objects(target, readers, NULL, NULL, shared);
    gone := coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.stix_id, 'type', o.type, 'specVersion', o.spec_version, 'version', modified,
        'json', (o.json::jsonb || jsonb_build_object('revoked', true, 'modified', modified))::text) ORDER BY o.date_added)
      FROM taxii.object o WHERE o.advisory_id = a.id AND o.collection_id = target AND o.is_last AND o.type <> 'marking-definition'
        AND NOT o.json::jsonb @> '{"revoked":true}' AND NOT EXISTS (SELECT FROM jsonb_array_elements(own) e WHERE e->>'id' = o.stix_id)), '[]');
    PERFORM taxii.add_objects(target, a.reader_set, a.id, NULL, gone || own);
  END LOOP;
  INSERT INTO taxii.publication (advisory_id, revision_id, is_withdrawn) VALUES (a.id, p_revision, a.state = 'withdrawn')
    ON CONFLICT (advisory_id) DO UPDATE SET revision_id = excluded.revision_id, is_withdrawn = excluded.is_withdrawn, recorded_at = clock_timestamp();
END $$;

/** Puts the publisher and the labels into every collection that lacks them, before the first publication does. */
CREATE FUNCTION taxii.ensure_shared(p_objects jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  c record;
BEGIN
  IF NOT access.is_system() OR EXISTS (SELECT FROM jsonb_array_elements(p_objects) e WHERE NOT taxii.is_shared(e)) THEN
    RAISE EXCEPTION 'only the platform shares the publisher and the labels' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR c IN SELECT id, reader_set FROM taxii.collection WHERE kind <> 'inbox' AND EXISTS (SELECT FROM jsonb_array_elements(p_objects) e
      WHERE NOT EXISTS (SELECT FROM taxii.object o WHERE o.collection_id = collection.id AND o.stix_id = e->>'id' AND o.json = e->>'json')) ORDER BY id LOOP
    PERFORM taxii.add_objects(c.id, c.reader_set, NULL, NULL, p_objects);
  END LOOP;
END $$;

/** Current revisions whose state the collections do not hold, by the ids of their advisories; for the worker, which is told no more than ids. */
CREATE FUNCTION taxii.unrecorded(p_after uuid, p_limit int) RETURNS TABLE (advisory_id uuid, revision_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT a.id, a.revision_id FROM advisories.advisory a LEFT JOIN taxii.publication p ON p.advisory_id = a.id
  WHERE a.published_at IS NOT NULL AND (p_after IS NULL OR a.id > p_after)
    AND (p.revision_id, p.is_withdrawn) IS DISTINCT FROM (a.revision_id, a.state = 'withdrawn')
  ORDER BY a.id LIMIT p_limit
$$;

/** The names and the contact of the operating CERT, which stand in everything that it publishes; NULL where there is none. */
CREATE FUNCTION taxii.publisher_names() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object('en', o.name, 'zhHant', o.name_zh_hant, 'zhHans', o.name_zh_hans,
    'contact', o.contact_email))
    FROM accounts.organisation o WHERE o.is_operator
$$;
GRANT EXECUTE ON FUNCTION taxii.publication_view(uuid), taxii.record_publication(uuid, jsonb), taxii.ensure_shared(jsonb), taxii.publisher_names()
  TO harbourlight_api, harbourlight_worker;
GRANT EXECUTE ON FUNCTION taxii.unrecorded(uuid, int) TO harbourlight_worker;
`;

const SUBMITTING = `
/** The inbox of the caller's own organisation, if this is it and they passed a second factor. */
CREATE FUNCTION taxii.own_inbox(p_collection uuid) RETURNS taxii.collection
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  c taxii.collection;
BEGIN
  SELECT * INTO c FROM taxii.collection WHERE id = p_collection AND kind = 'inbox' AND organisation_id = access.organisation_id()
    AND reader_set = ANY (access.visible_sets());
  IF NOT FOUND OR access.person_id() IS NULL OR access.assurance() < 2 THEN
    RAISE EXCEPTION 'there is no such inbox' USING ERRCODE = 'no_data_found';
  END IF;
  RETURN c;
END $$;

/** Keeps what was submitted, with its status for the person who did. Answers how many objects are new or changed. */
CREATE FUNCTION taxii.accept_submission(p_id uuid, p_collection uuid, p_requested timestamptz, p_sha256 bytea, p_objects jsonb, p_failures jsonb) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  c taxii.collection := taxii.own_inbox(p_collection);
  added int;
BEGIN
  SELECT count(*) INTO added FROM taxii.add_objects(c.id, c.reader_set, NULL, p_id, p_objects);
  INSERT INTO taxii.submission (id, collection_id, organisation_id, person_id, reader_set, sha256)
    VALUES (p_id, c.id, c.organisation_id, access.person_id(), c.reader_set, p_sha256);
  INSERT INTO taxii.status (id, reader_set, requested_at, successes, failures)
    SELECT p_id, access.intern_readers(ARRAY['user:' || access.person_id()]), p_requested, coalesce(jsonb_agg(jsonb_build_object('id', e.value->>'id', 'version',
      coalesce(e.value->>'version', (SELECT o.version FROM taxii.object o WHERE o.collection_id = c.id AND o.stix_id = e.value->>'id' AND o.json = e.value->>'json'
        ORDER BY o.version_at DESC LIMIT 1))) ORDER BY e.position), '[]'), p_failures
    FROM jsonb_array_elements(p_objects) WITH ORDINALITY AS e(value, position);
  RETURN added;
END $$;

/** Takes versions of an object out of an inbox. Answers how many there were. */
CREATE FUNCTION taxii.remove_objects(p_collection uuid, p_stix_id text, p_spec_versions text[], p_keywords text[], p_versions timestamptz[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  c taxii.collection := taxii.own_inbox(p_collection);
  removed int;
BEGIN
  DELETE FROM taxii.object o WHERE o.collection_id = c.id AND o.stix_id = p_stix_id AND (p_spec_versions IS NULL OR o.spec_version = ANY (p_spec_versions))
    AND ('all' = ANY (p_keywords) OR ('first' = ANY (p_keywords) AND o.is_first) OR ('last' = ANY (p_keywords) AND o.is_last) OR o.version_at = ANY (p_versions));
  GET DIAGNOSTICS removed = ROW_COUNT;
  PERFORM taxii.mark_versions(c.id, ARRAY[p_stix_id]);
  RETURN removed;
END $$;

/** Statuses are kept for a day at least (TAXII 2.1 section 4.3). */
CREATE FUNCTION taxii.forget_statuses(p_before timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  forgotten int;
BEGIN
  DELETE FROM taxii.status WHERE completed_at < least(p_before, clock_timestamp() - interval '24 hours');
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$;
GRANT EXECUTE ON FUNCTION taxii.accept_submission(uuid, uuid, timestamptz, bytea, jsonb, jsonb), taxii.remove_objects(uuid, text, text[], text[], timestamptz[])
  TO harbourlight_api, harbourlight_worker;
GRANT EXECUTE ON FUNCTION taxii.forget_statuses(timestamptz) TO harbourlight_worker;
`;

/**
 * What a member organisation submits becomes a draft of the operating CERT, whose author is the source. With the owner's rights, because nobody of the
 * submitting organisation writes in the name of the CERT otherwise, nor sees what becomes of it.
 */
const DRAFTING = `
/** The bytes of a submission, kept once for the operating CERT however many drafts come of it. */
CREATE FUNCTION advisories.keep_submitted_file(p_bytes bytea) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  operator uuid := (SELECT id FROM accounts.organisation WHERE is_operator);
  kept uuid;
BEGIN
  IF access.person_id() IS NULL OR access.organisation_id() IS NULL OR access.assurance() < 2 OR operator IS NULL THEN
    RAISE EXCEPTION 'people of an organisation submit to the operating CERT' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO advisories.original_file (organisation_id, sha256, bytes) VALUES (operator, sha256(p_bytes), p_bytes)
    ON CONFLICT (organisation_id, sha256) DO UPDATE SET sha256 = excluded.sha256 RETURNING id INTO kept;
  RETURN kept;
END $$;

CREATE FUNCTION advisories.draft_submitted(p_advisory uuid, p_revision uuid, p_original uuid, p_tracking_id text, p_draft jsonb, p_source jsonb, p_file uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  importer CONSTANT uuid := '00000000-0000-4000-8000-000000000001';
  operator uuid := (SELECT id FROM accounts.organisation WHERE is_operator);
  readers int;
  desks int;
  base text[] := (SELECT array_agg(k) FROM jsonb_array_elements_text(p_draft->'base'->'readers') k);
  r advisories.revision;
  file record;
BEGIN
  SELECT * INTO file FROM advisories.original_file WHERE id = p_file AND organisation_id = operator;
  IF NOT FOUND OR access.person_id() IS NULL OR access.organisation_id() IS NULL OR access.assurance() < 2 OR operator IS NULL THEN
    RAISE EXCEPTION 'people of an organisation submit to the operating CERT' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(p_source->>'key', 1));
  -- A newer version takes the place of one that nobody has touched yet.
  SELECT v.* INTO r FROM advisories.original o JOIN advisories.revision v ON v.id = o.revision_id
    WHERE o.source_key = p_source->>'key' AND o.organisation_id = operator AND v.state = 'draft' AND v.author_id = importer AND v.editors = '{}'
    ORDER BY o.imported_at DESC LIMIT 1 FOR UPDATE OF v;
  IF FOUND THEN
    UPDATE advisories.revision SET kind = p_draft->>'kind', severity = (p_draft->>'severity')::int, label = p_draft->>'label', base_label = p_draft->'base'->>'label',
      base_readers = base,
      content = p_draft->'content', saved_at = clock_timestamp() WHERE id = r.id;
  ELSE
    readers := access.intern_readers(ARRAY['desk:' || operator, 'user:' || importer]);
    INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set)
      VALUES (p_advisory, p_tracking_id, operator, importer, 'draft', readers) ON CONFLICT (tracking_id) DO NOTHING;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, kind, severity, label, audience, content,
        base_label, base_readers)
      VALUES (p_revision, p_advisory, operator, p_tracking_id, 1, 'draft', readers, importer, '{}', p_draft->>'kind', (p_draft->>'severity')::int, p_draft->>'label',
        p_draft->'audience', p_draft->'content', p_draft->'base'->>'label', base) RETURNING * INTO r;
  END IF;
  desks := access.intern_readers(ARRAY['desk:' || operator, 'user:' || importer, 'desk:cert']);
  INSERT INTO advisories.original (id, advisory_id, revision_id, organisation_id, reader_set, format, place, source_key, source_version, file_id, sha256, findings, is_valid)
    VALUES (p_original, r.advisory_id, r.id, operator, desks, 'stix', p_source->>'place', p_source->>'key', p_source->>'version', file.id, file.sha256,
      p_source->'findings', (p_source->>'isValid')::boolean);
  RETURN r.tracking_id;
END $$;
GRANT EXECUTE ON FUNCTION advisories.draft_submitted(uuid, uuid, uuid, text, jsonb, jsonb, uuid), advisories.keep_submitted_file(bytea)
  TO harbourlight_api, harbourlight_worker;
`;
