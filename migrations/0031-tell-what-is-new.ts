import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An editorial revision alerts nobody, so it must not change who reads an advisory, whom it matches, or what its readers act on. The database
 * compares, because a reviewer need not be among the readers of the revision before.
 */
export class TellWhatIsNew implements MigrationInterface {
  readonly name = 'tell-what-is-new-0000000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WHAT_IS_NEW);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/**
 * With the owner's rights. Names of fields alone, and only to those who see the revision in work. Lists in which the order says nothing are compared as sets; the
 * indicators of what is published stand as rows.
 */
const WHAT_IS_NEW = `
CREATE FUNCTION advisories.what_is_new(p_revision uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH compared AS (
    SELECT n.id AS new_id, o.id AS old_id, n.label IS DISTINCT FROM o.label AS label, NOT (n.audience @> o.audience AND o.audience @> n.audience) AS audience,
      n.kind <> o.kind AS kind, n.severity <> o.severity AS severity, n.content AS new, o.content AS old
    FROM advisories.revision n CROSS JOIN LATERAL (
      SELECT * FROM advisories.revision p WHERE p.advisory_id = n.advisory_id AND p.state = 'published' AND p.number < n.number
      ORDER BY p.number DESC LIMIT 1
    ) o
    WHERE n.id = p_revision AND n.reader_set = ANY (access.visible_sets())
  ), said(name, is_new) AS (
    SELECT 'label', label FROM compared
    UNION ALL SELECT 'audience', audience FROM compared
    UNION ALL SELECT 'kind', kind FROM compared
    UNION ALL SELECT 'severity', severity FROM compared
    UNION ALL SELECT f.name, coalesce(c.new->f.name, '[]') <> coalesce(c.old->f.name, '[]')
      FROM compared c CROSS JOIN (VALUES ('affectedProducts'), ('vulnerabilities'), ('remediations')) f(name)
    UNION ALL SELECT f.name, NOT (coalesce(c.new->f.name, '[]') @> coalesce(c.old->f.name, '[]') AND coalesce(c.old->f.name, '[]') @> coalesce(c.new->f.name, '[]'))
      FROM compared c CROSS JOIN (VALUES ('sectors'), ('tags'), ('techniques')) f(name)
    UNION ALL SELECT 'indicators', EXISTS (
      SELECT FROM jsonb_array_elements(coalesce(c.new->'indicators', '[]')) i
      WHERE NOT EXISTS (SELECT FROM advisories.indicator x WHERE x.revision_id = c.old_id AND x.type = i->>'type' AND x.value = i->>'value'))
      FROM compared c
  )
  SELECT coalesce(array_agg(name), '{}') FROM said WHERE is_new
$$;
REVOKE EXECUTE ON FUNCTION advisories.what_is_new(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION advisories.what_is_new(uuid) TO harbourlight_api, harbourlight_worker;
`;
