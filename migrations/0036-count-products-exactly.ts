import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names of vendors and products, counted for each set of readers as they change: every advisory counts, however many there are, and one spelling
 * of each name is shown everywhere (docs/adr/0025). In place of the tally of the first 200 names of an advisory.
 */
export class CountProductsExactly implements MigrationInterface {
  readonly name = 'count-products-exactly-0000000000036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(NAMES);
    await runner.query(COUNTING);
    await runner.query(SHOWING);
    await runner.query(PRODUCTS);
    await runner.query(FILLING);
    await runner.query(LISTS);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
DROP FUNCTION advisories.visible_names(text, text, int);
DROP TABLE advisories.name_tally;

/** Every spelling of a name once. Nothing tells who may know of it: the tally does, and nobody reads one without the other. */
CREATE TABLE advisories.indexed_name (
  number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  /** product: by its name alone, whoever makes it. product_of_vendor: within its area. */
  sort text NOT NULL CHECK (sort IN ('vendor', 'product', 'product_of_vendor')),
  /** What is counted together: all vendors, all products, or the products of one vendor. */
  area uuid NOT NULL,
  /** Spellings that are one name: case and blanks do not matter. */
  group_id uuid NOT NULL,
  name text NOT NULL,
  /** What lists are in the order of, and what the beginning of a name is compared with. */
  key text COLLATE "C" NOT NULL,
  spelling uuid NOT NULL UNIQUE
);
CREATE INDEX indexed_name_group ON advisories.indexed_name (group_id);
CREATE INDEX indexed_name_key ON advisories.indexed_name (sort, key);

/** Which published advisory names what, with its readers: one spelling of each name, the first. */
CREATE TABLE advisories.name_mention (
  advisory_id uuid NOT NULL,
  number int NOT NULL,
  reader_set int NOT NULL,
  published_at timestamptz NOT NULL,
  exploited boolean NOT NULL,
  /** Of a product of a vendor: version and status of the first 50 entries that have a version. */
  versions jsonb,
  PRIMARY KEY (advisory_id, number)
);
CREATE INDEX name_mention_newest ON advisories.name_mention (number, reader_set, published_at DESC);

/** How many advisories of a set of readers name it. Spread over eight slots as advisories.tally is; a slot may be negative, the sum never is. */
CREATE TABLE advisories.name_tally (
  area uuid NOT NULL,
  reader_set int NOT NULL,
  number int NOT NULL,
  slot smallint NOT NULL,
  advisories int NOT NULL,
  exploited int NOT NULL,
  PRIMARY KEY (area, reader_set, number, slot)
);

DO $$
DECLARE
  t text;
BEGIN
  -- Read by the owner's functions alone, which ask for the caller's sets.
  FOREACH t IN ARRAY ARRAY['indexed_name', 'name_mention', 'name_tally'] LOOP
    EXECUTE format('ALTER TABLE advisories.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE advisories.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON advisories.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
`;

const NAMES = `
/** A name as it is indexed and shown: no blanks around it, one between its words. */
CREATE FUNCTION advisories.evened(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT btrim(regexp_replace(name, '[[:space:]\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+', ' ', 'g'))
$$;

/**
 * How names are compared: as TERM of libs/advisories/src/advisory-terms.ts does, so that what is counted is what the filter finds. Most names are
 * ASCII without a superfluous blank, and need nothing but lower case.
 */
CREATE FUNCTION advisories.term_name(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN name ~ '^[!-~]+( [!-~]+)*$' THEN lower(name) ELSE advisories.evened(lower(normalize(name, NFKC))) END
$$;

/** A short number of a text of any length, of which no two are made alike by chance. Without a path of its own it is put into the statement that calls it. */
CREATE FUNCTION advisories.name_digest(words text) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT encode(substr(sha256(convert_to(words, 'UTF8')), 1, 16), 'hex')::uuid
$$;
CREATE FUNCTION advisories.name_area(p_sort text, p_vendor text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT advisories.name_digest(p_sort || CASE p_sort WHEN 'product_of_vendor' THEN E'\\n' || advisories.term_name(p_vendor) ELSE '' END)
$$;
CREATE FUNCTION advisories.name_group(p_area uuid, p_name text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT advisories.name_digest('group ' || p_area || ' ' || advisories.term_name(p_name))
$$;

/** A name that a published advisory says, with the advisory's readers. */
CREATE TYPE advisories.named AS (advisory_id uuid, reader_set int, published_at timestamptz, exploited boolean, sort text, area uuid, group_id uuid,
  name text, spelling uuid, versions jsonb);

/** All names in the texts of these advisories, as far as they are published: each once, in the spelling of its first mention. */
CREATE FUNCTION advisories.names_said(p_advisories uuid[]) RETURNS SETOF advisories.named
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  WITH entry AS (
    SELECT a.id, a.reader_set, a.published_at, a.exploited, p.value->>'vendor' AS vendor, p.value->>'product' AS product, min(p.at) AS at,
      (array_agg(jsonb_build_object('version', p.value->>'version', 'status', p.value->>'status') ORDER BY p.at)
        FILTER (WHERE p.value->>'version' IS NOT NULL))[:50] AS versions
    FROM advisories.advisory a JOIN advisories.revision r ON r.id = a.revision_id,
      jsonb_array_elements(CASE WHEN jsonb_typeof(r.content->'affectedProducts') = 'array' THEN r.content->'affectedProducts' ELSE '[]' END)
        WITH ORDINALITY AS p(value, at)
    WHERE a.id = ANY (p_advisories) AND a.state = 'published' AND a.published_at IS NOT NULL
    GROUP BY a.id, 5, 6
  ), keyed AS MATERIALIZED (
    SELECT e.*, advisories.term_name(coalesce(e.vendor, '')) AS vendor_key, advisories.term_name(coalesce(e.product, '')) AS product_key FROM entry e
  ), placed AS MATERIALIZED (
    SELECT k.id, k.reader_set, k.published_at, k.exploited, k.at, s.sort, s.raw, s.key, s.versions, advisories.name_digest(s.area) AS area
    FROM keyed k CROSS JOIN LATERAL (VALUES ('vendor', 'vendor', k.vendor, k.vendor_key, NULL::jsonb[]), ('product', 'product', k.product, k.product_key, NULL),
      ('product_of_vendor', CASE WHEN k.vendor_key <> '' THEN E'product_of_vendor\\n' || k.vendor_key END, k.product, k.product_key, k.versions))
      AS s(sort, area, raw, key, versions)
    WHERE s.key <> '' AND s.area IS NOT NULL
  ), first_said AS MATERIALIZED (
    SELECT DISTINCT ON (p.id, p.area, p.key) p.* FROM placed p ORDER BY p.id, p.area, p.key, p.at
  ), shown AS MATERIALIZED (
    SELECT f.*, CASE WHEN f.raw ~ '^[!-~]+( [!-~]+)*$' THEN f.raw ELSE advisories.evened(f.raw) END AS name FROM first_said f
  )
  SELECT id, reader_set, published_at, exploited, sort, area, advisories.name_digest('group ' || area || ' ' || key), name,
    advisories.name_digest('name ' || area || ' ' || name), to_jsonb(versions) FROM shown
$$;
`;

const COUNTING = `
/**
 * Writes anew which names these advisories say, and brings the tally in line. In the order of the keys, so that two writers do not block each
 * other for ever.
 */
CREATE FUNCTION advisories.count_names(p_advisories uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  here smallint := pg_backend_pid() % 8;
  said advisories.named[] := ARRAY(SELECT s FROM advisories.names_said(p_advisories) s);
  mentions advisories.name_mention[];
BEGIN
  INSERT INTO advisories.indexed_name (sort, area, group_id, name, key, spelling)
    SELECT DISTINCT ON (s.spelling) s.sort, s.area, s.group_id, s.name, advisories.name_key(s.name), s.spelling
    FROM unnest(said) s WHERE NOT EXISTS (SELECT FROM advisories.indexed_name n WHERE n.spelling = s.spelling) ORDER BY s.spelling
    ON CONFLICT (spelling) DO NOTHING;
  mentions := ARRAY(SELECT ROW(s.advisory_id, n.number, s.reader_set, s.published_at, s.exploited, s.versions)::advisories.name_mention
    FROM unnest(said) s JOIN advisories.indexed_name n ON n.spelling = s.spelling);
  INSERT INTO advisories.name_tally AS t (area, reader_set, number, slot, advisories, exploited)
    SELECT n.area, c.reader_set, c.number, here, sum(c.by), coalesce(sum(c.by) FILTER (WHERE c.exploited), 0)
    FROM (SELECT m.number, m.reader_set, m.exploited, 1 AS by FROM unnest(mentions) m
        UNION ALL SELECT o.number, o.reader_set, o.exploited, -1 FROM advisories.name_mention o WHERE o.advisory_id = ANY (p_advisories)) c
      JOIN advisories.indexed_name n ON n.number = c.number
    GROUP BY 1, 2, 3 HAVING sum(c.by) <> 0 OR sum(c.by) FILTER (WHERE c.exploited) <> 0 ORDER BY 1, 2, 3
    ON CONFLICT (area, reader_set, number, slot) DO UPDATE SET advisories = t.advisories + excluded.advisories, exploited = t.exploited + excluded.exploited;
  DELETE FROM advisories.name_mention WHERE advisory_id = ANY (p_advisories);
  INSERT INTO advisories.name_mention SELECT * FROM unnest(mentions);
END $$;

/** Adds to the tallies what rows of advisories.advisory came (+1) and went (-1). In the order of the keys, so that two writers do not block each other for ever. */
CREATE OR REPLACE FUNCTION advisories.count_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  here smallint := pg_backend_pid() % 8;
  went bool := false;
  came bool := false;
  change text;
  renamed uuid[];
BEGIN
  IF TG_OP <> 'INSERT' THEN
    went := EXISTS (SELECT FROM old_rows o WHERE o.published_at IS NOT NULL AND o.kind IS NOT NULL);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    came := EXISTS (SELECT FROM new_rows n WHERE n.published_at IS NOT NULL AND n.kind IS NOT NULL);
  END IF;
  IF NOT went AND NOT came THEN
    RETURN NULL;
  END IF;
  change := concat_ws(' UNION ALL ',
    CASE WHEN went THEN 'SELECT o.*, -1 AS by FROM old_rows o WHERE o.published_at IS NOT NULL AND o.kind IS NOT NULL' END,
    CASE WHEN came THEN 'SELECT n.*, 1 AS by FROM new_rows n WHERE n.published_at IS NOT NULL AND n.kind IS NOT NULL' END);
  EXECUTE 'INSERT INTO advisories.tally AS t (reader_set, month, kind, severity, label, exploited, slot, advisories)
    SELECT c.reader_set, date_trunc(''month'', c.published_at AT TIME ZONE ''UTC'')::date, c.kind, c.severity, c.label, c.exploited, $1, sum(c.by)
    FROM (' || change || ') c GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(c.by) <> 0 ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (reader_set, month, kind, severity, label, exploited, slot) DO UPDATE SET advisories = t.advisories + excluded.advisories' USING here;
  -- Names depend on the text, its readers, whether it is shown, and whether it is exploited.
  EXECUTE 'SELECT array_agg(DISTINCT x.id) FROM (SELECT c.id FROM (' || change || ') c
    GROUP BY c.id, c.revision_id, c.reader_set, c.state, c.exploited, c.published_at HAVING sum(c.by) <> 0) x' INTO renamed;
  IF renamed IS NOT NULL THEN
    PERFORM advisories.count_names(renamed);
  END IF;
  RETURN NULL;
END $$;

/** Counts all anew; for the owner. Names in batches: an advisory may say thousands. */
CREATE OR REPLACE FUNCTION advisories.count_anew() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  batch uuid[];
BEGIN
  LOCK TABLE advisories.advisory IN SHARE MODE;
  DELETE FROM advisories.tally;
  DELETE FROM advisories.name_tally;
  DELETE FROM advisories.name_mention;
  DELETE FROM advisories.indexed_name;
  INSERT INTO advisories.tally (reader_set, month, kind, severity, label, exploited, slot, advisories)
    SELECT reader_set, date_trunc('month', published_at AT TIME ZONE 'UTC')::date, kind, severity, label, exploited, 0, count(*)
    FROM advisories.advisory WHERE published_at IS NOT NULL AND kind IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6;
  FOR batch IN SELECT array_agg(a.id) FROM (SELECT id, row_number() OVER (ORDER BY published_at, id) / 500 AS number FROM advisories.advisory
      WHERE state = 'published' AND published_at IS NOT NULL AND kind IS NOT NULL) a GROUP BY a.number LOOP
    PERFORM advisories.count_names(batch);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION advisories.names_said(uuid[]), advisories.count_names(uuid[]), advisories.count_anew() FROM PUBLIC;
`;

/** Which spelling stands for all: the most frequent in what the caller may see, of equally frequent ones the newest. */
const SHOWING = `
CREATE FUNCTION advisories.newest_mention(p_number int, p_sets int[]) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT max(newest.published_at) FROM unnest(p_sets) AS s(number) CROSS JOIN LATERAL (
    SELECT m.published_at FROM advisories.name_mention m WHERE m.number = p_number AND m.reader_set = s.number ORDER BY m.published_at DESC LIMIT 1) newest
$$;
CREATE FUNCTION advisories.spelling_of(p_group uuid, p_sets int[]) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT n.name FROM advisories.indexed_name n CROSS JOIN LATERAL (
      SELECT sum(t.advisories) AS advisories, array_agg(DISTINCT t.reader_set) AS sets FROM advisories.name_tally t
      WHERE t.area = n.area AND t.reader_set = ANY (p_sets) AND t.number = n.number HAVING sum(t.advisories) > 0) c
  WHERE n.group_id = p_group ORDER BY c.advisories DESC, advisories.newest_mention(n.number, c.sets) DESC, n.name LIMIT 1
$$;
REVOKE EXECUTE ON FUNCTION advisories.newest_mention(int, int[]), advisories.spelling_of(uuid, int[]) FROM PUBLIC;

/** How names are shown to the caller; none for a name that nothing visible says. With the owner's rights, because no service role reads the tally. */
CREATE FUNCTION advisories.visible_spellings(p_sort text, p_names text[]) RETURNS TABLE (name text, shown text)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog AS $$
DECLARE
  sets int[] := access.visible_sets();
  area uuid := advisories.name_area(p_sort, NULL);
BEGIN
  RETURN QUERY SELECT n.name, s.shown FROM unnest(p_names) AS n(name)
    CROSS JOIN LATERAL (SELECT advisories.spelling_of(advisories.name_group(area, n.name), sets) AS shown) s WHERE s.shown IS NOT NULL;
END $$;

/** Names that begin with a text, by how many visible advisories hold them. */
CREATE FUNCTION advisories.visible_names(p_prefix text, p_sort text, p_limit int) RETURNS TABLE (sort text, name text, advisories int)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  sets int[] := access.visible_sets();
  sorts text[] := CASE WHEN p_sort IS NULL THEN ARRAY['vendor', 'product'] ELSE ARRAY[p_sort] END;
  areas uuid[] := ARRAY(SELECT advisories.name_area(s, NULL) FROM unnest(sorts) s);
  prefix text := coalesce(advisories.name_key(p_prefix), '');
BEGIN
  RETURN QUERY SELECT top.sort, advisories.spelling_of(top.group_id, sets), top.advisories FROM (
      SELECT n.sort, n.group_id, min(n.key) AS key, sum(t.advisories)::int AS advisories
      FROM advisories.indexed_name n JOIN advisories.name_tally t ON t.area = n.area AND t.number = n.number
      WHERE n.sort = ANY (sorts) AND t.area = ANY (areas) AND t.reader_set = ANY (sets)
        AND n.key >= prefix AND n.key < prefix || U&'\\+10FFFF'
      GROUP BY n.sort, n.group_id HAVING sum(t.advisories) > 0 ORDER BY 4 DESC, 3, 1, 2 LIMIT p_limit) top
    ORDER BY top.advisories DESC, top.key, top.sort, top.group_id;
END $$;
REVOKE EXECUTE ON FUNCTION advisories.visible_spellings(text, text[]), advisories.visible_names(text, text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION advisories.visible_spellings(text, text[]), advisories.visible_names(text, text, int) TO harbourlight_api, harbourlight_worker;
`;

const PRODUCTS = `
/**
 * The products of a vendor, or one of them, with exact numbers of what the caller may see: the most frequent first, then by name. The page after
 * (p_count, p_key, p_group), at most p_limit. Versions as the newest p_looked_through advisories of each write them; 0 for none. With the owner's
 * rights, because no service role reads the tally.
 */
CREATE FUNCTION advisories.visible_products(p_vendor text, p_product text, p_count int, p_key text, p_group uuid, p_limit int, p_looked_through int)
RETURNS TABLE (product text, advisories int, exploited int, published_at timestamptz, versions jsonb, key text, group_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  sets int[] := access.visible_sets();
  of_vendor uuid := advisories.name_area('product_of_vendor', p_vendor);
  numbers int[] := CASE WHEN p_product IS NOT NULL THEN ARRAY(SELECT n.number FROM advisories.indexed_name n
    WHERE n.group_id = advisories.name_group(of_vendor, p_product)) END;
BEGIN
  RETURN QUERY WITH counted AS (
    SELECT c.number, sum(c.advisories) AS advisories, sum(c.exploited) AS exploited, array_agg(c.reader_set) AS sets FROM (
      SELECT t.number, t.reader_set, sum(t.advisories) AS advisories, sum(t.exploited) AS exploited FROM advisories.name_tally t
      WHERE t.area = of_vendor AND t.reader_set = ANY (sets) AND (numbers IS NULL OR t.number = ANY (numbers))
      GROUP BY t.number, t.reader_set HAVING sum(t.advisories) > 0) c GROUP BY c.number
  ), spelled AS MATERIALIZED (
    SELECT n.group_id, n.key, n.name, c.* FROM counted c JOIN advisories.indexed_name n ON n.number = c.number
  ), page AS MATERIALIZED (
    SELECT s.group_id, min(s.key) AS key, sum(s.advisories)::int AS advisories, sum(s.exploited)::int AS exploited FROM spelled s GROUP BY s.group_id
    HAVING p_count IS NULL OR (-sum(s.advisories), min(s.key), s.group_id) > (-p_count, p_key COLLATE "C", p_group)
    ORDER BY 3 DESC, 2, 1 LIMIT p_limit
  ), said AS (
    SELECT s.group_id, s.name, s.advisories AS as_often, m.published_at, m.versions FROM page p JOIN spelled s ON s.group_id = p.group_id
      CROSS JOIN LATERAL unnest(s.sets) AS r(number) CROSS JOIN LATERAL (
        SELECT x.published_at, CASE WHEN p_looked_through > 0 THEN x.versions END AS versions FROM advisories.name_mention x
        WHERE x.number = s.number AND x.reader_set = r.number ORDER BY x.published_at DESC LIMIT greatest(p_looked_through, 1)) m
  ), gathered AS (
    SELECT s.group_id, (array_agg(s.name ORDER BY s.as_often DESC, s.published_at DESC, s.name))[1] AS name, max(s.published_at) AS published_at,
      (array_agg(s.versions ORDER BY s.published_at DESC) FILTER (WHERE s.versions IS NOT NULL))[:p_looked_through] AS versions
    FROM said s GROUP BY s.group_id
  )
  SELECT g.name, p.advisories, p.exploited, g.published_at, coalesce((SELECT jsonb_agg(DISTINCT w.value) FROM (
      SELECT e.value FROM unnest(g.versions) AS v(list), jsonb_array_elements(v.list) AS e(value) LIMIT 50) w), '[]'), p.key, p.group_id
  FROM page p JOIN gathered g ON g.group_id = p.group_id ORDER BY p.advisories DESC, p.key, p.group_id;
END $$;
REVOKE EXECUTE ON FUNCTION advisories.visible_products(text, text, int, text, uuid, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION advisories.visible_products(text, text, int, text, uuid, int, int) TO harbourlight_api, harbourlight_worker;
`;

/** What was published before: names on cards in one spelling of blanks, each once, and all counts anew. */
const FILLING = `
CREATE FUNCTION advisories.evened_list(names text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(x.name ORDER BY x.at), '{}') FROM (SELECT DISTINCT ON (advisories.term_name(n.name)) advisories.evened(n.name) AS name, n.at
    FROM unnest(names) WITH ORDINALITY AS n(name, at) WHERE advisories.term_name(n.name) <> '' ORDER BY advisories.term_name(n.name), n.at) x
$$;
UPDATE advisories.advisory a SET vendors = advisories.evened_list(a.vendors), products = advisories.evened_list(a.products)
  WHERE a.published_at IS NOT NULL AND (advisories.evened_list(a.vendors) <> a.vendors OR advisories.evened_list(a.products) <> a.products);
DROP FUNCTION advisories.evened_list(text[]);
SELECT advisories.count_anew();
ANALYZE advisories.indexed_name;
ANALYZE advisories.name_mention;
ANALYZE advisories.name_tally;
`;

/** What lists are made of, without touching the documents that lie between those of one list: which there are, and whether any has changed. */
const LISTS = `
CREATE INDEX rendition_listed ON renditions.rendition (format, updated_at, id) INCLUDE (label, reader_set, language, published_at) WHERE is_current;
`;
