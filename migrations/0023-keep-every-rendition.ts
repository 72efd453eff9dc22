import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * STIX bundles, and for readers of TLP:RED its MISP event too: whoever may read an advisory takes it in every format through GraphQL, whatever label
 * it has. Each has the readers of its revision like every rendition; feeds ask for their own formats and labels. What was published before is made
 * up for by the worker.
 */
export class KeepEveryRendition implements MigrationInterface {
  readonly name = 'keep-every-rendition-0000000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FORMATS);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const FORMATS = `
ALTER TABLE renditions.rendition DROP CONSTRAINT rendition_format_check;
ALTER TABLE renditions.rendition ADD CONSTRAINT rendition_format_check CHECK (format IN ('csaf', 'csaf_2_1', 'csaf_source', 'misp', 'stix', 'entry'));

/** Whether a revision lacks a document that it should have. TLP:RED has none in CSAF 2.1: it is in no feed. */
CREATE OR REPLACE FUNCTION renditions.lacks(r advisories.revision, a advisories.advisory, p_with_csaf_2_1 boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT (SELECT count(DISTINCT x.format) FROM renditions.rendition x
      WHERE x.revision_id = r.id AND x.format IN ('csaf', 'stix', 'misp') AND x.is_withdrawal = (a.state = 'withdrawn')) < 3
    OR (p_with_csaf_2_1 AND r.label <> 'RED' AND EXISTS (SELECT FROM renditions.wanted_format w WHERE w.format = 'csaf_2_1')
      AND NOT EXISTS (SELECT FROM renditions.rendition x
        WHERE x.revision_id = r.id AND x.format = 'csaf_2_1' AND x.is_withdrawal = (a.state = 'withdrawn')))
$$;
`;
