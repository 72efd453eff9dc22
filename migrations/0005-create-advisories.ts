import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An advisory, its revisions and their parts. `advisory` holds the card of what is published (or of the first draft until then);
 * `revision` holds every text, published ones never changed again. Both carry their own readers: a new draft of a published
 * advisory is seen by its desk while the published revision stays with its readers. What changes readers goes through functions
 * that run with the owner's rights and check the caller themselves: row-level security wants the caller to see the new row of an
 * update too, and a reviewer need not be among the readers of what they approve.
 */
export class CreateAdvisories implements MigrationInterface {
  readonly name = 'create-advisories-0000000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(CATALOGUES);
    await runner.query(RULES);
    await runner.query(WORK);
    await runner.query(POLICIES);
    await runner.query(SEARCH);
    await runner.query(READING);
    await runner.query(PUBLISHING);
    await runner.query(RELEASING);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
CREATE SCHEMA advisories;
GRANT USAGE ON SCHEMA advisories TO harbourlight_api, harbourlight_worker;

/** The author of what is imported: it writes nothing, belongs to nobody and can never sign in (docs/adr: imports and four eyes). */
INSERT INTO accounts.person (id, email, name, status)
  VALUES ('00000000-0000-4000-8000-000000000001', 'import@harbourlight.invalid', 'Import', 'suspended');

CREATE TABLE advisories.advisory (
  id uuid PRIMARY KEY,
  tracking_id text NOT NULL UNIQUE,
  organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  author_id uuid NOT NULL REFERENCES accounts.person,
  state text NOT NULL CHECK (state IN ('draft', 'in_review', 'scheduled', 'published', 'withdrawn', 'discarded')),
  reader_set int NOT NULL REFERENCES access.reader_set,
  created_at timestamptz NOT NULL DEFAULT now(),
  revision_id uuid,
  revision int,
  kind text,
  /** A position in SEVERITIES: 0 low to 3 critical. */
  severity smallint,
  label text CHECK (label IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  /** The organisation's names when it was published: visitors see no organisations. */
  publisher jsonb,
  published_at timestamptz,
  updated_at timestamptz,
  withdrawn_at timestamptz,
  withdrawal_notice jsonb,
  exploited boolean NOT NULL DEFAULT false,
  title jsonb,
  summary jsonb,
  source_language text,
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
CREATE INDEX advisory_revision ON advisories.advisory (revision_id) WHERE revision_id IS NOT NULL;
CREATE INDEX advisory_changed ON advisories.advisory (updated_at, id) WHERE published_at IS NOT NULL;

CREATE TABLE advisories.revision (
  id uuid PRIMARY KEY,
  advisory_id uuid NOT NULL REFERENCES advisories.advisory,
  /** As on the advisory, whose row need not be visible to those who review its next revision. */
  organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  tracking_id text NOT NULL,
  number int NOT NULL CHECK (number > 0),
  state text NOT NULL CHECK (state IN ('draft', 'in_review', 'scheduled', 'published', 'discarded')),
  reader_set int NOT NULL REFERENCES access.reader_set,
  author_id uuid NOT NULL REFERENCES accounts.person,
  /** Everyone who wrote a part of it; none of them may approve it. */
  editors uuid[] NOT NULL,
  approved_by uuid REFERENCES accounts.person,
  kind text NOT NULL,
  severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 3),
  severity_reason text,
  label text CHECK (label IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  audience jsonb NOT NULL,
  content jsonb NOT NULL,
  update_class text NOT NULL DEFAULT 'major' CHECK (update_class IN ('editorial', 'minor', 'major')),
  summary_of_changes jsonb,
  /** The label and the readers that may not be widened without the source's permission: the revision before, or the import. */
  base_label text CHECK (base_label IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  base_readers text[],
  permission jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  saved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  submitted_at timestamptz,
  scheduled_for timestamptz,
  scheduled_zone text,
  scheduled_by uuid REFERENCES accounts.person,
  published_at timestamptz,
  return_reason text,
  CONSTRAINT nobody_approves_what_they_wrote CHECK (approved_by IS NULL OR NOT (approved_by = ANY (editors || author_id))),
  CONSTRAINT published_is_labelled_and_approved CHECK (state <> 'published' OR (label IS NOT NULL AND approved_by IS NOT NULL AND published_at IS NOT NULL)),
  CONSTRAINT scheduled_has_an_instant CHECK (state <> 'scheduled' OR (scheduled_for IS NOT NULL AND scheduled_zone IS NOT NULL AND scheduled_by IS NOT NULL))
);
/** The number of a discarded draft is taken again: a gap would tell of it. */
CREATE UNIQUE INDEX revision_number ON advisories.revision (advisory_id, number) WHERE state <> 'discarded';
CREATE INDEX revision_tracking_id ON advisories.revision (tracking_id);
/** At most one text of an advisory is being worked on. */
CREATE UNIQUE INDEX revision_in_work ON advisories.revision (advisory_id) WHERE state IN ('draft', 'in_review', 'scheduled');
CREATE INDEX revision_by_state ON advisories.revision (reader_set, saved_at DESC, id DESC) WHERE state IN ('draft', 'in_review', 'scheduled');
CREATE INDEX revision_due ON advisories.revision (scheduled_for) WHERE state = 'scheduled';

CREATE TABLE advisories.indicator (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  revision_id uuid NOT NULL REFERENCES advisories.revision,
  position int NOT NULL,
  reader_set int NOT NULL REFERENCES access.reader_set,
  type text NOT NULL,
  value text NOT NULL,
  comment text
);
CREATE INDEX indicator_revision ON advisories.indicator (revision_id, position);

/** What the desks say to each other about a text. */
CREATE TABLE advisories.comment (
  id uuid PRIMARY KEY,
  revision_id uuid NOT NULL REFERENCES advisories.revision,
  reader_set int NOT NULL REFERENCES access.reader_set,
  author_id uuid NOT NULL REFERENCES accounts.person,
  block text,
  body text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX comment_revision ON advisories.comment (revision_id, written_at);

/**
 * What was imported, byte for byte, with what the validator found; for the desks. source_key is publisher namespace and tracking id,
 * evened out.
 */
CREATE TABLE advisories.original (
  id uuid PRIMARY KEY,
  advisory_id uuid NOT NULL REFERENCES advisories.advisory,
  revision_id uuid NOT NULL REFERENCES advisories.revision,
  organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  reader_set int NOT NULL REFERENCES access.reader_set,
  format text NOT NULL CHECK (format IN ('csaf', 'stix', 'misp')),
  place text NOT NULL,
  source_key text NOT NULL,
  source_version text NOT NULL,
  bytes bytea NOT NULL,
  sha256 bytea NOT NULL,
  findings jsonb NOT NULL DEFAULT '[]',
  is_valid boolean NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX original_source ON advisories.original (source_key, imported_at DESC);
CREATE INDEX original_revision ON advisories.original (revision_id);
`;

/** Catalogues of the outside world, open to everyone. */
const CATALOGUES = `
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
  refreshed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON advisories.known_exploited, advisories.exploit_prediction, advisories.catalogue_refresh
  TO harbourlight_api, harbourlight_worker;
`;

const RULES = `
/**
 * What holds for every revision, whoever writes it: a published text is never changed again; service roles publish only through
 * advisories.publish_revision; what is under review stays as the reviewer reads it; whoever changes a text is among its editors, and nobody leaves that list.
 */
CREATE FUNCTION advisories.guard_revision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  by_service boolean := current_user IN ('harbourlight_api', 'harbourlight_worker');
  importer CONSTANT uuid := '00000000-0000-4000-8000-000000000001';
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND to_jsonb(OLD) - 'reader_set' IS DISTINCT FROM to_jsonb(NEW) - 'reader_set' THEN
    RAISE EXCEPTION 'a published revision is immutable' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT by_service THEN
    RETURN NEW;
  END IF;
  IF NEW.state = 'published' OR NEW.approved_by IS NOT NULL OR NEW.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'a revision is published by advisories.publish_revision alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.author_id NOT IN (importer, access.person_id()) THEN
      RAISE EXCEPTION 'nobody writes in the name of another' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.advisory_id, NEW.organisation_id, NEW.tracking_id, NEW.author_id) IS DISTINCT FROM
     (OLD.id, OLD.advisory_id, OLD.organisation_id, OLD.tracking_id, OLD.author_id) OR NOT NEW.editors @> OLD.editors THEN
    RAISE EXCEPTION 'what a revision belongs to and who wrote it is not changed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.state <> 'draft'
    AND (NEW.kind, NEW.severity, NEW.label, NEW.audience, NEW.content) IS DISTINCT FROM (OLD.kind, OLD.severity, OLD.label, OLD.audience, OLD.content) THEN
    RAISE EXCEPTION 'what is under review is not changed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT (NEW.editors || NEW.author_id) @> ARRAY[access.person_id()] AND NOT (OLD.author_id = importer AND OLD.editors = '{}')
    AND (NEW.kind, NEW.severity, NEW.label, NEW.audience, NEW.content) IS DISTINCT FROM (OLD.kind, OLD.severity, OLD.label, OLD.audience, OLD.content) THEN
    RAISE EXCEPTION 'whoever changes a text is among its editors' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_revision BEFORE INSERT OR UPDATE ON advisories.revision FOR EACH ROW EXECUTE FUNCTION advisories.guard_revision();

/** Until it is published, an advisory is where its first revision is. The owner's rights, because service roles may not update advisories. */
CREATE FUNCTION advisories.follow_first_revision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE advisories.advisory SET state = NEW.state, reader_set = NEW.reader_set
    WHERE id = NEW.advisory_id AND published_at IS NULL AND (state, reader_set) IS DISTINCT FROM (NEW.state, NEW.reader_set);
  RETURN NULL;
END $$;
CREATE TRIGGER follow_first_revision AFTER INSERT OR UPDATE OF state, reader_set ON advisories.revision
  FOR EACH ROW EXECUTE FUNCTION advisories.follow_first_revision();
`;

/** Whether a set of readers is that of a text that nobody published: its author, their desk, and under review the reviewing desk. */
const WORK = `
CREATE FUNCTION advisories.readers_in_work(p_state text, p_organisation uuid, p_author uuid, p_readers int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT s.keys <@ ARRAY['desk:' || p_organisation, 'user:' || p_author, 'desk:cert'] AND (p_state <> 'draft' OR NOT 'desk:cert' = ANY (s.keys))
  FROM access.reader_set s WHERE s.id = p_readers
$$;
GRANT EXECUTE ON FUNCTION advisories.readers_in_work(text, uuid, uuid, int) TO harbourlight_api, harbourlight_worker;
`;

/** The one operator, in the database: a row is visible if its set of readers is among the sets that the context's keys open. */
const POLICIES = `
DO $$
DECLARE
  t text;
  own CONSTANT text := 'reader_set = ANY ((SELECT access.visible_sets())::int[])';
BEGIN
  FOREACH t IN ARRAY ARRAY['advisory', 'revision', 'indicator', 'comment', 'original'] LOOP
    EXECUTE format('ALTER TABLE advisories.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE advisories.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON advisories.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT ON advisories.%I TO harbourlight_api, harbourlight_worker', t);
  END LOOP;
  EXECUTE format('CREATE POLICY readers ON advisories.advisory TO harbourlight_api, harbourlight_worker USING (%1$s) WITH CHECK (%1$s AND published_at IS NULL)', own);
  -- An older revision is never wider than what is published now, and nobody reads a text that was withdrawn.
  EXECUTE format('CREATE POLICY readers ON advisories.revision TO harbourlight_api, harbourlight_worker
    USING (%1$s AND (state <> ''published'' OR EXISTS (SELECT FROM advisories.advisory a WHERE a.id = advisory_id AND a.state <> ''withdrawn'')))
    WITH CHECK (%1$s AND advisories.readers_in_work(state, organisation_id, author_id, reader_set))', own);
  -- A part may have narrower readers than its revision, never wider: it is seen by those who see both.
  FOREACH t IN ARRAY ARRAY['indicator', 'comment', 'original'] LOOP
    EXECUTE format('CREATE POLICY readers ON advisories.%1$I TO harbourlight_api, harbourlight_worker
      USING (%2$s AND EXISTS (SELECT FROM advisories.revision r WHERE r.id = %1$I.revision_id))
      WITH CHECK (%2$s AND EXISTS (SELECT FROM advisories.revision r WHERE r.id = %1$I.revision_id))', t, own);
  END LOOP;
END $$;
-- Whoever writes begins in the name of their own organisation.
CREATE POLICY own_organisation ON advisories.advisory AS RESTRICTIVE FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK (organisation_id = (SELECT access.organisation_id()));
CREATE POLICY own_organisation ON advisories.revision AS RESTRICTIVE FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK (organisation_id = (SELECT access.organisation_id())
    AND EXISTS (SELECT FROM advisories.advisory a WHERE a.id = advisory_id AND a.organisation_id = revision.organisation_id));
GRANT UPDATE ON advisories.revision TO harbourlight_api, harbourlight_worker;
`;

/**
 * Search takes words apart in its own way, on both sides: everything that is neither letter nor digit separates; Chinese has no blanks, so
 * every run of Han characters becomes its overlapping pairs and its last character, by which any part of it is found; an id is also kept
 * as one word without its separators, whatever they were.
 */
const SEARCH = `
CREATE FUNCTION advisories.normalised(body text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT translate(regexp_replace(lower(normalize(body, NFKC)), '[\\u00ad\\u200b-\\u200f\\u2060\\ufeff]', '', 'g'), '‐‑‒–—―−', '-------')
$$;

/** The words of a normalised text in their order, Han runs as overlapping pairs. */
CREATE FUNCTION advisories.lexemes(body text, with_last_character boolean) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT coalesce(array_agg(lexeme ORDER BY word.at, part.at), '{}')
  FROM string_to_table(regexp_replace(regexp_replace(body, '([\\u3400-\\u9fff\\uf900-\\ufaff\\U00020000-\\U0003ffff]+)', ' \\1 ', 'g'), '[^[:alnum:]]+', ' ', 'g'), ' ')
      WITH ORDINALITY AS word(text, at),
    LATERAL (
      SELECT left(word.text, 200) AS lexeme, 0 AS at WHERE word.text !~ '^[\\u3400-\\u9fff\\uf900-\\ufaff\\U00020000-\\U0003ffff]'
      UNION ALL
      SELECT substr(word.text, i, 2), i FROM generate_series(1, length(word.text)) i
      WHERE word.text ~ '^[\\u3400-\\u9fff\\uf900-\\ufaff\\U00020000-\\U0003ffff]'
        AND (i < length(word.text) OR with_last_character OR length(word.text) = 1)
    ) AS part
  WHERE word.text <> ''
$$;

/** Names with digits whose parts are joined by signs, such as rhsa-2024:1234, as one word each. */
CREATE FUNCTION advisories.joined_ids(body text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT coalesce(array_agg(DISTINCT left(regexp_replace(found[1], '[^a-z0-9]', '', 'g'), 200)), '{}')
  FROM regexp_matches(body, '\\m([a-z][a-z0-9]*(?:[-:_#][a-z0-9]+)+)\\M', 'g') AS found
  WHERE found[1] ~ '[0-9]'
$$;

/** What is searched for, as words in their order, in a form that any parser takes as they are: phraseto_tsquery('simple', searchable(…)). */
CREATE FUNCTION advisories.searchable(body text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT array_to_string(advisories.lexemes(advisories.normalised(body), false), ' ')
$$;

/** What is found, as words: the same, with what single characters and whole ids are found by. */
CREATE FUNCTION advisories.indexable(body text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT array_to_string(advisories.lexemes(n, true) || advisories.joined_ids(n), ' ') FROM advisories.normalised(body) n
$$;

/** What an advisory is found by: ids and title, summary and names, impact and advice, everything else. Texts are cut to size by the caller. */
CREATE FUNCTION advisories.search_vector(a text, b text, c text, d text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT setweight(to_tsvector('simple', coalesce(advisories.indexable(a), '')), 'A') || setweight(to_tsvector('simple', coalesce(advisories.indexable(b), '')), 'B')
    || setweight(to_tsvector('simple', coalesce(advisories.indexable(c), '')), 'C') || setweight(to_tsvector('simple', coalesce(advisories.indexable(d), '')), 'D')
$$;

/** Words one after the other; the last one may be the beginning of a word. */
CREATE FUNCTION advisories.phrase(words text[], is_last_open boolean) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
  result tsquery;
  part tsquery;
BEGIN
  FOR at IN 1..cardinality(words) LOOP
    part := to_tsquery('simple', words[at] || CASE WHEN is_last_open AND at = cardinality(words) THEN ':*' ELSE '' END);
    result := CASE WHEN result IS NULL THEN part ELSE tsquery_phrase(result, part) END;
  END LOOP;
  RETURN result;
END $$;

/**
 * What a person typed, as a query: all words, "quoted words" one after the other, an id in any notation; if is_open, the last word may
 * be unfinished. NULL where there is no word in it. At most 16 words and 300 characters count.
 */
CREATE FUNCTION advisories.search_query(typed text, is_open boolean DEFAULT true) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
  body text := regexp_replace(left(advisories.normalised(typed), 300),
    '\\m([a-z]{2,10})[[:space:]:_#-]*((?:19|20)[0-9]{2})[[:space:]:_-]+([0-9]{2,})\\M', '\\1-\\2-\\3', 'g');
  tokens text[] := ARRAY(SELECT m[1] FROM regexp_matches(body, '"[^"]*"?|[^[:space:]"]+', 'g') AS m LIMIT 16);
  result tsquery;
  part tsquery;
  token text;
  words text[];
  last text;
  is_open_here boolean;
BEGIN
  FOR at IN 1..cardinality(tokens) LOOP
    token := tokens[at];
    words := advisories.lexemes(token, false);
    CONTINUE WHEN words = '{}';
    last := words[cardinality(words)];
    -- A CVE id with all its digits is whole: CVE-2024-1234 does not find CVE-2024-12345.
    is_open_here := is_open AND at = cardinality(tokens) AND length(last) > 1 AND token !~ '^cve[-:_]?[0-9]{4}[-:_]?[0-9]{4,}$';
    -- One Han character is the first of a pair or the last of its run; an unfinished Latin word has at least two letters.
    part := CASE
      WHEN token LIKE '"%' THEN advisories.phrase(words, false)
      WHEN last ~ '^[\\u3400-\\u9fff\\uf900-\\ufaff\\U00020000-\\U0003ffff]' THEN advisories.phrase(words, length(last) = 1)
      -- Parts of an id with a year stand in nearly every advisory, the whole in few: only the whole is looked up.
      WHEN token ~ '^[a-z]{2,10}[-:_#](19|20)[0-9]{2}[-:_#][0-9]+$' THEN
        to_tsquery('simple', regexp_replace(token, '[^a-z0-9]', '', 'g') || CASE WHEN is_open_here THEN ':*' ELSE '' END)
      WHEN token ~ '^[a-z][a-z0-9]*([-:_#][a-z0-9]+)+$' AND token ~ '[0-9]' THEN
        advisories.phrase(words, is_open_here) || to_tsquery('simple', regexp_replace(token, '[^a-z0-9]', '', 'g'))
      ELSE advisories.phrase(words, is_open_here)
    END;
    result := CASE WHEN result IS NULL THEN part ELSE result && part END;
  END LOOP;
  RETURN result;
END $$;
GRANT EXECUTE ON FUNCTION advisories.normalised(text), advisories.lexemes(text, boolean), advisories.joined_ids(text), advisories.searchable(text),
  advisories.indexable(text), advisories.search_vector(text, text, text, text), advisories.phrase(text[], boolean), advisories.search_query(text, boolean)
  TO harbourlight_api, harbourlight_worker;
`;

/**
 * Ids of what the caller's own context may see; the rows are then read by id under row-level security, so content crosses both lines.
 * With the owner's rights, because row-level security hides the full-text index from the planner (9 s instead of 1 ms for a rare word).
 * Who the caller is cannot be given: it is the sealed context of the transaction.
 */
const READING = `
/** A filter of AdvisoryQueries as conditions on advisories.advisory a. Values are quoted by format(%L); nothing else of the filter is taken over. */
CREATE FUNCTION advisories.filter_conditions(filter jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT coalesce(string_agg(' AND ' || condition, ''), '') FROM (
    SELECT format('a.kind = ANY (%L::text[])', ARRAY(SELECT jsonb_array_elements_text(filter->'kinds'))) WHERE filter ? 'kinds'
    UNION ALL SELECT format('a.severity = ANY (%L::smallint[])', ARRAY(SELECT jsonb_array_elements_text(filter->'severities'))) WHERE filter ? 'severities'
    UNION ALL SELECT format('a.label = ANY (%L::text[])', ARRAY(SELECT jsonb_array_elements_text(filter->'labels'))) WHERE filter ? 'labels'
    UNION ALL SELECT format('a.exploited = %L', filter->>'exploited') WHERE filter ? 'exploited'
    UNION ALL SELECT format('a.published_at >= %L', filter->>'from') WHERE filter ? 'from'
    UNION ALL SELECT format('a.published_at < %L', filter->>'to') WHERE filter ? 'to'
    UNION ALL SELECT format('a.terms && %L::text[]', ARRAY(SELECT jsonb_array_elements_text(any_of))) FROM jsonb_array_elements(filter->'terms') any_of
  ) AS conditions(condition)
$$;

/**
 * The newest that the context may see, before a place in the list, at most p_limit. A search without a word in it finds nothing.
 * What is common is found among the newest, what is rare in its own index: windows grow while what is looked for stands in a fiftieth of
 * them or more. No word walks the whole table, whatever the planner believes of its frequency; a phrase of common words that is not
 * found among the newest 6,000 or so is not looked for in older ones.
 */
CREATE FUNCTION advisories.visible_ids(p_search text, p_filter jsonb, p_before_at timestamptz, p_before_id uuid, p_limit int)
RETURNS TABLE (id uuid, published_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog AS $$
DECLARE
  sets int[] := access.visible_sets();
  query tsquery := advisories.search_query(p_search);
  -- The same words, wherever they stand.
  loose tsquery := replace(query::text, '<->', '&')::tsquery;
  before_at timestamptz := coalesce(p_before_at, 'infinity');
  before_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  filters text;
  conditions text;
  -- One short range of the index for each set; %s stands for conditions and for how many.
  ranges CONSTANT text := 'SELECT x.id, x.published_at FROM unnest($1) AS s(number) CROSS JOIN LATERAL (
      SELECT a.id, a.published_at FROM advisories.advisory a
      WHERE a.reader_set = s.number AND a.published_at IS NOT NULL AND (a.published_at, a.id) < ($2, $3)%s
      ORDER BY a.published_at DESC, a.id DESC LIMIT %s) x ORDER BY x.published_at DESC, x.id DESC LIMIT %s';
  span int := 200 + 3 * p_limit;
  near record;
BEGIN
  IF p_search IS NULL AND p_filter IS NULL THEN
    RETURN QUERY SELECT x.id, x.published_at FROM unnest(sets) AS s(number) CROSS JOIN LATERAL (
        SELECT a.id, a.published_at FROM advisories.advisory a
        WHERE a.reader_set = s.number AND a.published_at IS NOT NULL AND (a.published_at, a.id) < (before_at, before_id)
        ORDER BY a.published_at DESC, a.id DESC LIMIT p_limit) x
      ORDER BY x.published_at DESC, x.id DESC LIMIT p_limit;
    RETURN;
  END IF;
  IF p_search IS NOT NULL AND query IS NULL THEN
    RETURN;
  END IF;
  filters := coalesce(advisories.filter_conditions(p_filter), '');
  IF query IS NULL AND NOT p_filter ? 'terms' THEN
    RETURN QUERY EXECUTE format(ranges, filters, p_limit, p_limit) USING sets, before_at, before_id;
    RETURN;
  END IF;
  conditions := filters || CASE WHEN query IS NULL THEN '' ELSE ' AND a.search @@ $4' END;
  LOOP
    EXECUTE 'SELECT count(*) AS rows, count(*) FILTER (WHERE c.has_words) AS common,
        array_agg(c.id ORDER BY c.published_at DESC, c.id DESC) FILTER (WHERE c.is_match) AS ids,
        array_agg(c.published_at ORDER BY c.published_at DESC, c.id DESC) FILTER (WHERE c.is_match) AS instants
      FROM (SELECT a.id, a.published_at, true' || conditions || ' AS is_match, true' || filters
          || CASE WHEN loose = query THEN ' AND a.search @@ $4' WHEN query IS NULL THEN '' ELSE ' AND a.search @@ $5' END || ' AS has_words
        FROM (' || format(ranges, '', span, span) || ') AS newest JOIN advisories.advisory a ON a.id = newest.id) AS c'
      INTO near USING sets, before_at, before_id, query, loose;
    IF cardinality(near.ids) >= p_limit OR near.rows < span OR (span > 5000 AND near.common >= span / 50) THEN
      RETURN QUERY SELECT * FROM unnest(near.ids[:p_limit], near.instants[:p_limit]);
      RETURN;
    END IF;
    EXIT WHEN near.common < span / 50;
    span := span * 5;
  END LOOP;
  -- OFFSET 0: what the index finds is sorted, and not the table walked in the order of the list.
  RETURN QUERY EXECUTE 'SELECT f.id, f.published_at FROM (SELECT a.id, a.published_at FROM advisories.advisory a
      WHERE a.reader_set = ANY ($1) AND a.published_at IS NOT NULL AND (a.published_at, a.id) < ($2, $3)' || conditions || ' OFFSET 0) AS f
      ORDER BY f.published_at DESC, f.id DESC LIMIT $5' USING sets, before_at, before_id, query, p_limit;
END $$;

/** How many there are of them, counted to p_cap + 1 at most. */
CREATE FUNCTION advisories.visible_count(p_search text, p_filter jsonb, p_cap int) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT count(*)::int FROM advisories.visible_ids(p_search, p_filter, NULL, NULL, p_cap + 1)
$$;

/** What changed (published, updated or withdrawn) after an instant and that the context may see, oldest first: to catch up with what was missed. */
CREATE FUNCTION advisories.visible_changes(p_after_at timestamptz, p_after_id uuid, p_limit int) RETURNS TABLE (id uuid, updated_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog AS $$
DECLARE
  sets int[] := access.visible_sets();
BEGIN
  RETURN QUERY SELECT a.id, a.updated_at FROM advisories.advisory a
    WHERE a.reader_set = ANY (sets) AND a.published_at IS NOT NULL AND (a.updated_at, a.id) > (p_after_at, p_after_id)
    ORDER BY a.updated_at, a.id LIMIT p_limit;
END $$;
GRANT EXECUTE ON FUNCTION advisories.visible_ids(text, jsonb, timestamptz, uuid, int), advisories.visible_count(text, jsonb, int),
  advisories.visible_changes(timestamptz, uuid, int) TO harbourlight_api, harbourlight_worker;
`;

/** The steps that change who may read. Each begins by asking whether the caller's context sees the row and may take the step. */
const PUBLISHING = `
/** The revision, locked, if the caller sees it and reviews for the operating CERT; desk:cert is given to its reviewers after a second factor. */
CREATE FUNCTION advisories.revision_under_review(p_revision uuid, p_states text[]) RETURNS advisories.revision
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  r advisories.revision;
BEGIN
  SELECT * INTO r FROM advisories.revision WHERE id = p_revision AND reader_set = ANY (access.visible_sets()) FOR UPDATE;
  IF NOT FOUND OR r.state <> ALL (p_states) THEN
    RAISE EXCEPTION 'there is no such revision to review' USING ERRCODE = 'no_data_found';
  END IF;
  IF NOT 'desk:cert' = ANY (access.keys()) THEN
    RAISE EXCEPTION 'only a reviewer of the operating CERT takes this step' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF access.person_id() = ANY (r.editors || r.author_id) THEN
    RAISE EXCEPTION 'nobody approves what they wrote' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN r;
END $$;

/**
 * Whether a set of readers is that of a published text with this label and audience: computed here from what was reviewed, so that whoever
 * publishes names no readers of their own. READERS in libs/access/src/readers.ts says the same.
 */
CREATE FUNCTION advisories.readers_fit(p_label text, p_audience jsonb, p_readers int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH addressed AS (
    SELECT list.prefix || id AS key
    FROM (VALUES ('tiers', 'tier:'), ('sectors', 'sector:'), ('tierSectors', ''), ('groups', 'group:'), ('organisations', 'org:'), ('persons', 'user:'))
        AS list(name, prefix),
      LATERAL jsonb_array_elements_text(p_audience->list.name) AS id
    WHERE CASE p_label WHEN 'CLEAR' THEN false WHEN 'RED' THEN list.name = 'persons' WHEN 'GREEN' THEN list.name NOT IN ('organisations', 'persons')
      ELSE list.name <> 'persons' END
  ), expected AS (
    SELECT CASE WHEN p_label = 'CLEAR' THEN ARRAY['public']
      WHEN p_label = 'GREEN' AND NOT EXISTS (SELECT FROM addressed) THEN ARRAY['member']
      ELSE ARRAY(SELECT DISTINCT key FROM addressed) END AS keys
  )
  SELECT s.keys <@ e.keys AND e.keys <@ s.keys FROM access.reader_set s, expected e WHERE s.id = p_readers
$$;

/**
 * Publishes: the revision, its indicators as rows of their own, and the card of the advisory. With the owner's rights, because the
 * reviewer need not be among the readers. A scheduled one is published by the worker alone, not before its instant.
 */
CREATE FUNCTION advisories.publish_revision(p_revision uuid, p_readers int, p_card jsonb, OUT first_published_at timestamptz, OUT last_updated_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  r advisories.revision := advisories.revision_under_review(p_revision, ARRAY['in_review', 'scheduled']);
  at timestamptz := clock_timestamp();
  a advisories.advisory;
BEGIN
  IF r.state = 'scheduled' AND (session_user <> 'harbourlight_worker' OR r.scheduled_for > at OR r.scheduled_by <> access.person_id()) THEN
    RAISE EXCEPTION 'a scheduled revision is released by the worker at its instant' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF r.label IS NULL OR NOT coalesce(advisories.readers_fit(r.label, r.audience, p_readers), false) THEN
    RAISE EXCEPTION 'the readers are not those of the label' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO advisories.indicator (revision_id, position, reader_set, type, value, comment)
    SELECT r.id, i.position, p_readers, i.value->>'type', i.value->>'value', i.value->>'comment'
    FROM jsonb_array_elements(r.content->'indicators') WITH ORDINALITY AS i(value, position);
  UPDATE advisories.revision SET state = 'published', reader_set = p_readers, approved_by = access.person_id(), published_at = at,
    content = content - 'indicators' WHERE id = r.id;
  UPDATE advisories.advisory SET state = 'published', reader_set = p_readers, revision_id = r.id, revision = r.number, kind = r.kind,
      severity = r.severity, label = r.label, published_at = coalesce(published_at, at), updated_at = at, title = r.content->'title',
      summary = r.content->'summary', source_language = r.content->>'sourceLanguage',
      publisher = (SELECT jsonb_strip_nulls(jsonb_build_object('en', o.name, 'zhHant', o.name_zh_hant, 'zhHans', o.name_zh_hans))
        FROM accounts.organisation o WHERE o.id = r.organisation_id),
      cves = ARRAY(SELECT jsonb_array_elements_text(p_card->'cves')), tags = ARRAY(SELECT jsonb_array_elements_text(p_card->'tags')),
      sectors = ARRAY(SELECT jsonb_array_elements_text(p_card->'sectors')), vendors = ARRAY(SELECT jsonb_array_elements_text(p_card->'vendors')),
      products = ARRAY(SELECT jsonb_array_elements_text(p_card->'products')), terms = ARRAY(SELECT jsonb_array_elements_text(p_card->'terms')),
      exploited = EXISTS (SELECT FROM advisories.known_exploited k WHERE k.cve = ANY (ARRAY(SELECT jsonb_array_elements_text(p_card->'cves')))),
      search = advisories.search_vector(p_card->>'searchA', p_card->>'searchB', p_card->>'searchC', p_card->>'searchD')
    WHERE id = r.advisory_id AND state <> 'withdrawn' RETURNING * INTO STRICT a;
  first_published_at := a.published_at;
  last_updated_at := a.updated_at;
END $$;

/** Back to its author with a reason. With the owner's rights, because the reviewer does not see the drafts of another organisation. */
CREATE FUNCTION advisories.return_revision(p_revision uuid, p_readers int, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  r advisories.revision := advisories.revision_under_review(p_revision, ARRAY['in_review']);
BEGIN
  IF (SELECT keys FROM access.reader_set WHERE id = p_readers) IS DISTINCT FROM
      ARRAY(SELECT k FROM unnest(ARRAY['desk:' || r.organisation_id, 'user:' || r.author_id]) k ORDER BY k) THEN
    RAISE EXCEPTION 'the readers are not those of a draft' USING ERRCODE = 'check_violation';
  END IF;
  UPDATE advisories.revision SET state = 'draft', reader_set = p_readers, return_reason = p_reason, submitted_at = NULL WHERE id = r.id;
END $$;

/**
 * The content gives way to the notice: what would tell of it is taken from the card and from the search, row-level security closes the
 * texts, and a revision in work is discarded. With the owner's rights, because it may not be the caller's to see. Answers false where
 * the caller does not see the advisory or there is nothing published.
 */
CREATE FUNCTION advisories.withdraw_advisory(p_advisory uuid, p_notice jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  at timestamptz := clock_timestamp();
BEGIN
  IF NOT 'desk:cert' = ANY (access.keys()) THEN
    RAISE EXCEPTION 'only a reviewer of the operating CERT takes this step' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE advisories.advisory a SET state = 'withdrawn', withdrawn_at = at, updated_at = at, withdrawal_notice = p_notice, summary = NULL,
      exploited = false, cves = '{}', tags = '{}', sectors = '{}', vendors = '{}', products = '{}', terms = ARRAY['kind:' || a.kind],
      search = advisories.search_vector(a.tracking_id || ' ' || (SELECT string_agg(t.value, ' ') FROM jsonb_each_text(a.title) t),
        (SELECT string_agg(t.value, ' ') FROM jsonb_each_text(p_notice) t), NULL, NULL)
    WHERE a.id = p_advisory AND a.state = 'published' AND a.reader_set = ANY (access.visible_sets());
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE advisories.revision SET state = 'discarded' WHERE advisory_id = p_advisory AND state IN ('draft', 'in_review', 'scheduled');
  RETURN true;
END $$;

/**
 * What an organisation imported under a source's key, newest first in time: the caller's own desk is told where it stands even when the
 * text was withdrawn or is published to others, so that the same document is never imported a second time.
 */
CREATE FUNCTION advisories.imported_before(p_source_key text) RETURNS TABLE (advisory_id uuid, tracking_id text, state text, source_version text, sha256 bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT o.advisory_id, a.tracking_id, a.state, o.source_version, o.sha256
  FROM advisories.original o JOIN advisories.advisory a ON a.id = o.advisory_id JOIN advisories.revision r ON r.id = o.revision_id
  WHERE o.source_key = p_source_key AND o.organisation_id = access.organisation_id() AND o.reader_set = ANY (access.visible_sets())
    AND a.state <> 'discarded' AND (r.state <> 'discarded' OR a.state = 'withdrawn')
  ORDER BY o.imported_at DESC LIMIT 1
$$;

/**
 * After a refresh of the KEV catalogue: what is published says again whether it is known to be exploited. Answers how many of those changed that the
 * caller sees: with a catalogue of one entry the number would tell what a hidden advisory is about. The platform itself is told all.
 */
CREATE FUNCTION advisories.mark_exploited() RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  changed int;
BEGIN
  WITH known AS (
    SELECT a.id FROM advisories.advisory a WHERE a.state = 'published'
      AND a.terms && ARRAY(SELECT 'cve:' || k.cve FROM advisories.known_exploited k)
  ), differing AS (
    SELECT a.id FROM advisories.advisory a LEFT JOIN known USING (id)
    WHERE a.state = 'published' AND a.exploited <> (known.id IS NOT NULL)
  ), marked AS (
    UPDATE advisories.advisory a SET exploited = NOT a.exploited FROM differing d WHERE d.id = a.id RETURNING a.reader_set
  )
  SELECT count(*) INTO changed FROM marked m WHERE access.is_system() OR m.reader_set = ANY (access.visible_sets());
  RETURN changed;
END $$;
GRANT EXECUTE ON FUNCTION advisories.publish_revision(uuid, int, jsonb), advisories.return_revision(uuid, int, text),
  advisories.withdraw_advisory(uuid, jsonb), advisories.imported_before(text), advisories.mark_exploited() TO harbourlight_api, harbourlight_worker;
`;

/** Scheduled release: the worker's own context sees no content, so it is told ids only. */
const RELEASING = `
CREATE FUNCTION advisories.due_releases(p_limit int) RETURNS TABLE (advisory_id uuid, revision_id uuid, scheduled_by uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT r.advisory_id, r.id, r.scheduled_by FROM advisories.revision r
  WHERE r.state = 'scheduled' AND r.scheduled_for <= clock_timestamp() ORDER BY r.scheduled_for LIMIT p_limit
$$;

CREATE FUNCTION advisories.next_release_at() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT min(scheduled_for) FROM advisories.revision WHERE state = 'scheduled'
$$;

/** Back under review, with the reason: for a release whose approver may no longer publish. Answers whether it was still due. */
CREATE FUNCTION advisories.refuse_release(p_revision uuid, p_reason text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE advisories.revision SET state = 'in_review', return_reason = p_reason, scheduled_for = NULL, scheduled_zone = NULL, scheduled_by = NULL
    WHERE id = p_revision AND state = 'scheduled' AND scheduled_for <= clock_timestamp();
  RETURN FOUND;
END $$;
GRANT EXECUTE ON FUNCTION advisories.due_releases(int), advisories.next_release_at(), advisories.refuse_release(uuid, text) TO harbourlight_worker;
`;
