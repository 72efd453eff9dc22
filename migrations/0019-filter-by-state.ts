import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of advisories may be narrowed to what is published or what is withdrawn; everything else of the filter is as in 0005. */
export class FilterByState implements MigrationInterface {
  readonly name = 'filter-by-state-0000000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FILTER);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const FILTER = `
/** A filter of AdvisoryQueries as conditions on advisories.advisory a. Values are quoted by format(%L); nothing else of the filter is taken over. */
CREATE OR REPLACE FUNCTION advisories.filter_conditions(filter jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT coalesce(string_agg(' AND ' || condition, ''), '') FROM (
    SELECT format('a.state = ANY (%L::text[])', ARRAY(SELECT jsonb_array_elements_text(filter->'states'))) WHERE filter ? 'states'
    UNION ALL SELECT format('a.kind = ANY (%L::text[])', ARRAY(SELECT jsonb_array_elements_text(filter->'kinds'))) WHERE filter ? 'kinds'
    UNION ALL SELECT format('a.severity = ANY (%L::smallint[])', ARRAY(SELECT jsonb_array_elements_text(filter->'severities'))) WHERE filter ? 'severities'
    UNION ALL SELECT format('a.label = ANY (%L::text[])', ARRAY(SELECT jsonb_array_elements_text(filter->'labels'))) WHERE filter ? 'labels'
    UNION ALL SELECT format('a.exploited = %L', filter->>'exploited') WHERE filter ? 'exploited'
    UNION ALL SELECT format('a.published_at >= %L', filter->>'from') WHERE filter ? 'from'
    UNION ALL SELECT format('a.published_at < %L', filter->>'to') WHERE filter ? 'to'
    UNION ALL SELECT format('a.terms && %L::text[]', ARRAY(SELECT jsonb_array_elements_text(any_of))) FROM jsonb_array_elements(filter->'terms') any_of
  ) AS conditions(condition)
$$;
`;
