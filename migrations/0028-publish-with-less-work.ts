import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What publishing costs in the database. A draft's steps changed the counts of nothing by two statements that were planned anew each time, and a text
 * without Han characters was taken apart into words only to be put together again.
 */
export class PublishWithLessWork implements MigrationInterface {
  readonly name = 'publish-with-less-work-0000000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COUNTING);
    await runner.query(SEARCH);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const COUNTING = `
/** Adds to the tallies what rows of advisories.advisory came (+1) and went (-1). In the order of the keys, so that two writers do not block each other for ever. */
CREATE OR REPLACE FUNCTION advisories.count_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  here smallint := pg_backend_pid() % 8;
  went bool := false;
  came bool := false;
  change text;
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
  EXECUTE 'INSERT INTO advisories.name_tally AS t (reader_set, sort, name_key, name, slot, advisories)
    SELECT c.reader_set, s.sort, advisories.name_key(s.name), left(s.name, 500), $1, sum(c.by)
    FROM (' || change || ') c, LATERAL (
      SELECT DISTINCT ''vendor'' AS sort, v AS name FROM unnest(c.vendors) v UNION ALL SELECT DISTINCT ''product'', p FROM unnest(c.products) p) s
    GROUP BY 1, 2, 3, 4 HAVING sum(c.by) <> 0 ORDER BY 1, 2, 3, 4
    ON CONFLICT (reader_set, sort, name_key, name, slot) DO UPDATE SET advisories = t.advisories + excluded.advisories' USING here;
  RETURN NULL;
END $$;
`;

/** The words are the same, in the same order: only Han runs and words longer than 200 characters need to be looked at one by one. */
const SEARCH = `
CREATE OR REPLACE FUNCTION advisories.indexable(body text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT CASE WHEN n ~ '[\\u3400-\\u9fff\\uf900-\\ufaff\\U00020000-\\U0003ffff]|[[:alnum:]]{201}' THEN array_to_string(advisories.lexemes(n, true), ' ')
      ELSE btrim(regexp_replace(n, '[^[:alnum:]]+', ' ', 'g')) END || ' ' || array_to_string(advisories.joined_ids(n), ' ')
  FROM advisories.normalised(body) n
$$;
`;
