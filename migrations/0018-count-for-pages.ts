import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the pages of the portal and the console need of the database: numbers that are counted as they change, and what people keep for themselves. */
export class CountForPages implements MigrationInterface {
  readonly name = 'count-for-pages-0000000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TALLY);
    await runner.query(COUNTING);
    await runner.query(STATISTICS);
    await runner.query(PREVIEW);
    await runner.query(KEPT);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/**
 * Published advisories counted by set of readers, so that whoever may see a set may see its numbers and no others, at any size of the table.
 * A cell is spread over eight slots: those who publish at once seldom wait for each other. A slot may be negative; the sum never is.
 */
const TALLY = `
CREATE TABLE advisories.tally (
  reader_set int NOT NULL,
  /** The first day of the month (UTC) in which it was first published. */
  month date NOT NULL,
  kind text NOT NULL,
  severity smallint NOT NULL,
  label text NOT NULL,
  exploited boolean NOT NULL,
  slot smallint NOT NULL,
  advisories int NOT NULL,
  PRIMARY KEY (reader_set, month, kind, severity, label, exploited, slot)
);

/** Names of vendors and products in use. name_key is what they are found and compared by. */
CREATE TABLE advisories.name_tally (
  reader_set int NOT NULL,
  sort text NOT NULL CHECK (sort IN ('vendor', 'product')),
  name_key text COLLATE "C" NOT NULL,
  name text NOT NULL,
  slot smallint NOT NULL,
  advisories int NOT NULL,
  PRIMARY KEY (reader_set, sort, name_key, name, slot)
);

DO $$
DECLARE
  t text;
BEGIN
  -- Read by the owner's functions alone, which ask for the caller's sets.
  FOREACH t IN ARRAY ARRAY['tally', 'name_tally'] LOOP
    EXECUTE format('ALTER TABLE advisories.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE advisories.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON advisories.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
`;

const COUNTING = `
CREATE FUNCTION advisories.name_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT left(btrim(regexp_replace(advisories.normalised(name), '[[:space:]]+', ' ', 'g')), 200)
$$;
GRANT EXECUTE ON FUNCTION advisories.name_key(text) TO harbourlight_api, harbourlight_worker;

/** Adds to the tallies what rows of advisories.advisory came (+1) and went (-1). In the order of the keys, so that two writers do not block each other for ever. */
CREATE FUNCTION advisories.count_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  here smallint := pg_backend_pid() % 8;
  change text := concat_ws(' UNION ALL ',
    CASE WHEN TG_OP <> 'INSERT' THEN 'SELECT o.*, -1 AS by FROM old_rows o WHERE o.published_at IS NOT NULL AND o.kind IS NOT NULL' END,
    CASE WHEN TG_OP <> 'DELETE' THEN 'SELECT n.*, 1 AS by FROM new_rows n WHERE n.published_at IS NOT NULL AND n.kind IS NOT NULL' END);
BEGIN
  EXECUTE 'INSERT INTO advisories.tally AS t (reader_set, month, kind, severity, label, exploited, slot, advisories)
    SELECT c.reader_set, date_trunc(''month'', c.published_at AT TIME ZONE ''UTC'')::date, c.kind, c.severity, c.label, c.exploited, $1, sum(c.by)
    FROM (' || change || ') c GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(c.by) <> 0 ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (reader_set, month, kind, severity, label, exploited, slot) DO UPDATE SET advisories = t.advisories + excluded.advisories' USING here;
  EXECUTE 'INSERT INTO advisories.name_tally AS t (reader_set, sort, name_key, name, slot, advisories)
    SELECT c.reader_set, s.sort, advisories.name_key(s.name), left(s.name, 500), $1, sum(c.by)
    FROM (' || change || ') c, LATERAL (
      SELECT DISTINCT ''vendor'' AS sort, v AS name FROM unnest(c.vendors) v UNION ALL SELECT DISTINCT ''product'', p FROM unnest(c.products) p) s
    GROUP BY 1, 2, 3, 4 HAVING sum(c.by) <> 0 ORDER BY 1, 2, 3, 4
    ON CONFLICT (reader_set, sort, name_key, name, slot) DO UPDATE SET advisories = t.advisories + excluded.advisories' USING here;
  RETURN NULL;
END $$;
CREATE TRIGGER count_inserted AFTER INSERT ON advisories.advisory REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION advisories.count_change();
CREATE TRIGGER count_updated AFTER UPDATE ON advisories.advisory REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION advisories.count_change();
CREATE TRIGGER count_deleted AFTER DELETE ON advisories.advisory REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION advisories.count_change();

/** Counts all anew; for the owner. */
CREATE FUNCTION advisories.count_anew() RETURNS void LANGUAGE sql SET search_path = pg_catalog AS $$
  LOCK TABLE advisories.advisory IN SHARE MODE;
  DELETE FROM advisories.tally;
  DELETE FROM advisories.name_tally;
  INSERT INTO advisories.tally (reader_set, month, kind, severity, label, exploited, slot, advisories)
    SELECT reader_set, date_trunc('month', published_at AT TIME ZONE 'UTC')::date, kind, severity, label, exploited, 0, count(*)
    FROM advisories.advisory WHERE published_at IS NOT NULL AND kind IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6;
  INSERT INTO advisories.name_tally (reader_set, sort, name_key, name, slot, advisories)
    SELECT a.reader_set, s.sort, advisories.name_key(s.name), left(s.name, 500), 0, count(*)
    FROM advisories.advisory a, LATERAL (
      SELECT DISTINCT 'vendor' AS sort, v AS name FROM unnest(a.vendors) v UNION ALL SELECT DISTINCT 'product', p FROM unnest(a.products) p) s
    WHERE a.published_at IS NOT NULL AND a.kind IS NOT NULL GROUP BY 1, 2, 3, 4;
$$;
SELECT advisories.count_anew();
`;

/** Numbers over the caller's visible sets and nothing else. With the owner's rights, because no service role reads the tallies. */
const STATISTICS = `
/** From the tally where the filter asks for nothing that it does not hold; else from at most p_cap rows, and is_capped tells of more. */
CREATE FUNCTION advisories.visible_statistics(p_filter jsonb, p_from date, p_cap int)
RETURNS TABLE (month date, kind text, severity smallint, exploited boolean, advisories int, is_capped boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = pg_catalog AS $$
DECLARE
  sets int[] := access.visible_sets();
BEGIN
  IF p_filter IS NULL OR NOT p_filter ?| ARRAY['terms', 'from', 'to'] THEN
    RETURN QUERY EXECUTE 'SELECT a.month, a.kind, a.severity, a.exploited, sum(a.advisories)::int, false FROM advisories.tally a
      WHERE a.reader_set = ANY ($1) AND a.month >= $2' || coalesce(advisories.filter_conditions(p_filter), '') || '
      GROUP BY 1, 2, 3, 4 HAVING sum(a.advisories) > 0 ORDER BY 1, 2, 3, 4' USING sets, p_from;
    RETURN;
  END IF;
  RETURN QUERY EXECUTE 'WITH found AS (SELECT a.published_at, a.kind, a.severity, a.exploited FROM advisories.advisory a
      WHERE a.reader_set = ANY ($1) AND a.published_at >= $2::timestamp AT TIME ZONE ''UTC''' || advisories.filter_conditions(p_filter) || ' LIMIT $3 + 1)
    SELECT date_trunc(''month'', f.published_at AT TIME ZONE ''UTC'')::date, f.kind, f.severity, f.exploited, count(*)::int,
      (SELECT count(*) FROM found) > $3 FROM found f GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4' USING sets, p_from, p_cap;
END $$;

/** Names that begin with a text (or of which a word does), by how many visible advisories hold them. */
CREATE FUNCTION advisories.visible_names(p_prefix text, p_sort text, p_limit int) RETURNS TABLE (sort text, name text, advisories int)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog AS $$
DECLARE
  sets int[] := access.visible_sets();
  prefix text := coalesce(advisories.name_key(p_prefix), '');
BEGIN
  RETURN QUERY SELECT n.sort, min(n.name), sum(n.advisories)::int FROM advisories.name_tally n
    WHERE n.reader_set = ANY (sets) AND n.sort = ANY (CASE WHEN p_sort IS NULL THEN ARRAY['vendor', 'product'] ELSE ARRAY[p_sort] END)
      AND n.name_key >= prefix AND n.name_key < prefix || U&'\\+10FFFF'
    GROUP BY n.sort, n.name_key HAVING sum(n.advisories) > 0 ORDER BY sum(n.advisories) DESC, n.name_key, n.sort LIMIT p_limit;
END $$;
GRANT EXECUTE ON FUNCTION advisories.visible_statistics(jsonb, date, int), advisories.visible_names(text, text, int) TO harbourlight_api, harbourlight_worker;
`;

/** How many would read a text with these readers, and where their alerts would go. Numbers only, and only for desks after a second factor. */
const PREVIEW = `
CREATE FUNCTION access.count_readers(p_keys text[])
RETURNS TABLE (organisations int, people int, email_endpoints int, email_endpoints_with_key int, webhook_endpoints int, webhook_endpoints_allowed int)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog AS $$
BEGIN
  IF NOT access.is_strong() OR NOT access.roles() && ARRAY['analyst', 'reviewer'] THEN
    RAISE EXCEPTION 'only a desk may ask how many read' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- From the keys to their holders, as access.readers_of_set does: asking every account for its keys would take seconds.
  RETURN QUERY WITH key AS (
    SELECT k.key FROM unnest(p_keys) AS k(key)
  ), addressed AS MATERIALIZED (
    SELECT o.id FROM accounts.organisation o WHERE o.status = 'active' AND EXISTS (SELECT FROM key k WHERE CASE
      WHEN k.key IN ('public', 'member') THEN true
      WHEN k.key LIKE 'org:%' THEN o.id::text = substr(k.key, 5)
      WHEN k.key LIKE 'tier:%' THEN o.tier = substr(k.key, 6)
      WHEN k.key LIKE 'sector:%' THEN substr(k.key, 8) = ANY (o.sectors)
      WHEN k.key LIKE 'group:%' THEN EXISTS (SELECT FROM accounts.group_member m WHERE m.group_id::text = substr(k.key, 7) AND m.organisation_id = o.id)
      WHEN k.key LIKE '%/%' THEN o.tier = split_part(k.key, '/', 1) AND split_part(k.key, '/', 2) = ANY (o.sectors)
      ELSE false END)
  ), reader AS MATERIALIZED (
    SELECT p.id, p.organisation_id FROM accounts.person p LEFT JOIN accounts.organisation o ON o.id = p.organisation_id
    WHERE p.status = 'active' AND (o.id IS NULL OR o.status = 'active')
      AND (p.organisation_id IN (SELECT a.id FROM addressed a) OR 'public' = ANY (p_keys) OR 'user:' || p.id = ANY (p_keys)
        OR EXISTS (SELECT FROM accounts.group_member m WHERE m.person_id = p.id AND 'group:' || m.group_id = ANY (p_keys)))
  ), home AS MATERIALIZED (
    SELECT a.id FROM addressed a UNION SELECT r.organisation_id FROM reader r WHERE r.organisation_id IS NOT NULL
  ), place AS (
    SELECT e.channel, e.openpgp_fingerprint IS NOT NULL AND coalesce(e.openpgp_expires_at > now(), true) AS has_key, e.allow_amber AS allows_amber
    FROM subscriptions.endpoint e
    WHERE e.status = 'active' AND e.deleted_at IS NULL
      AND (e.person_id IN (SELECT r.id FROM reader r) OR e.organisation_id IN (SELECT a.id FROM addressed a)
        OR (e.person_id IS NULL AND e.organisation_id IS NULL AND 'public' = ANY (p_keys)))
      AND EXISTS (SELECT FROM subscriptions.subscription_endpoint l JOIN subscriptions.subscription s ON s.id = l.subscription_id
        WHERE l.endpoint_id = e.id AND s.status = 'active')
  )
  SELECT (SELECT count(*)::int FROM home), (SELECT count(*)::int FROM reader),
    (SELECT count(*)::int FROM place WHERE channel = 'email'), (SELECT count(*)::int FROM place WHERE channel = 'email' AND has_key),
    (SELECT count(*)::int FROM place WHERE channel = 'webhook'), (SELECT count(*)::int FROM place WHERE channel = 'webhook' AND allows_amber);
END $$;
GRANT EXECUTE ON FUNCTION access.count_readers(text[]) TO harbourlight_api;
`;

const KEPT = `
/** What an organisation did about an advisory; its own people see it, as long as they see the advisory. */
CREATE TABLE advisories.acknowledgement (
  advisory_id uuid NOT NULL REFERENCES advisories.advisory,
  organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  status text NOT NULL CHECK (status IN ('read', 'fixed', 'not_affected')),
  person_id uuid NOT NULL REFERENCES accounts.person,
  revision int NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (advisory_id, organisation_id)
);
ALTER TABLE advisories.acknowledgement ENABLE ROW LEVEL SECURITY;
ALTER TABLE advisories.acknowledgement FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON advisories.acknowledgement TO harbourlight_owner USING (true) WITH CHECK (true);
CREATE POLICY own ON advisories.acknowledgement TO harbourlight_api, harbourlight_worker
  USING (organisation_id = (SELECT access.organisation_id()) AND EXISTS (SELECT FROM advisories.advisory a WHERE a.id = advisory_id))
  WITH CHECK (organisation_id = (SELECT access.organisation_id()) AND person_id = (SELECT access.person_id())
    AND EXISTS (SELECT FROM advisories.advisory a WHERE a.id = advisory_id AND a.published_at IS NOT NULL));
GRANT SELECT, INSERT, UPDATE (status, person_id, revision, at) ON advisories.acknowledgement TO harbourlight_api, harbourlight_worker;

/** Filters that a person keeps: a name, and the query of the page's address. */
CREATE TABLE accounts.saved_filter (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES accounts.person,
  page text NOT NULL,
  name text NOT NULL,
  query text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (person_id, page, name)
);
ALTER TABLE accounts.saved_filter ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.saved_filter FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON accounts.saved_filter TO harbourlight_owner USING (true) WITH CHECK (true);
CREATE POLICY own ON accounts.saved_filter TO harbourlight_api, harbourlight_worker
  USING (person_id = (SELECT access.person_id())) WITH CHECK (person_id = (SELECT access.person_id()));
GRANT SELECT, INSERT, DELETE, UPDATE (query) ON accounts.saved_filter TO harbourlight_api, harbourlight_worker;
`;
