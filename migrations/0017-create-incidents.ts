import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reports of incidents. Anybody may hand one in; the desk of the operating CERT alone reads it, after a second factor. Whoever hands it in
 * names no readers: the database does.
 */
export class CreateIncidents implements MigrationInterface {
  readonly name = 'create-incidents-0000000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(POLICIES);
    await runner.query(RECEIVING);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
CREATE SCHEMA incidents;
GRANT USAGE ON SCHEMA incidents TO harbourlight_api, harbourlight_worker;

CREATE TABLE incidents.report (
  id uuid PRIMARY KEY,
  /** What the reporter is given: random, so that it tells nothing and cannot be guessed. */
  reference text NOT NULL UNIQUE,
  reader_set int NOT NULL REFERENCES access.reader_set,
  state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'in_work', 'closed')),
  /** A class of the Reference Security Incident Taxonomy. */
  class text NOT NULL,
  reporter text NOT NULL CHECK (reporter IN ('person', 'small_business', 'organisation', 'critical_infrastructure')),
  /** What, affected, contact: the reporter's words. */
  content jsonb NOT NULL,
  happened_at timestamptz,
  /** When the reporter became aware of it: what legal clocks count from. */
  aware_at timestamptz,
  disrupts_core_function boolean NOT NULL DEFAULT false,
  may_share boolean NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'zh-Hant', 'zh-Hans')),
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  closed_at timestamptz,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX report_newest ON incidents.report (reader_set, received_at DESC, id DESC);
CREATE INDEX report_open ON incidents.report (reader_set) WHERE state <> 'closed';

/** What the desk says to itself, and how the report moved on. */
CREATE TABLE incidents.note (
  id uuid PRIMARY KEY,
  report_id uuid NOT NULL REFERENCES incidents.report,
  reader_set int NOT NULL REFERENCES access.reader_set,
  author_id uuid NOT NULL REFERENCES accounts.person,
  body text,
  state text CHECK (state IN ('received', 'in_work', 'closed')),
  written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (num_nonnulls(body, state) > 0)
);
CREATE INDEX note_report ON incidents.note (report_id, written_at, id);
`;

const POLICIES = `
DO $$
DECLARE
  t text;
  own CONSTANT text := 'reader_set = ANY ((SELECT access.visible_sets())::int[])';
BEGIN
  FOREACH t IN ARRAY ARRAY['report', 'note'] LOOP
    EXECUTE format('ALTER TABLE incidents.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE incidents.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON incidents.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON incidents.%I TO harbourlight_api, harbourlight_worker', t);
  END LOOP;
  EXECUTE format('CREATE POLICY readers ON incidents.report TO harbourlight_api, harbourlight_worker USING (%1$s) WITH CHECK (%1$s)', own);
  -- A note has the readers of its report, and is written in one's own name.
  EXECUTE format('CREATE POLICY readers ON incidents.note TO harbourlight_api, harbourlight_worker
    USING (%1$s AND EXISTS (SELECT FROM incidents.report r WHERE r.id = report_id))
    WITH CHECK (%1$s AND author_id = (SELECT access.person_id())
      AND EXISTS (SELECT FROM incidents.report r WHERE r.id = report_id AND r.reader_set = note.reader_set))', own);
END $$;
-- What was reported is never changed, nor are its readers.
GRANT UPDATE (state, changed_at, closed_at) ON incidents.report TO harbourlight_api, harbourlight_worker;
GRANT INSERT ON incidents.note TO harbourlight_api, harbourlight_worker;
`;

const RECEIVING = `
/**
 * Takes a report in. With the owner's rights, because whoever reports does not read it afterwards; the readers are the desk of the operating
 * CERT and its reviewers, whatever the caller says.
 */
CREATE FUNCTION incidents.receive(p_id uuid, p_reference text, p_report jsonb) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  desk text := (SELECT 'desk:' || o.id FROM accounts.organisation o WHERE o.is_operator);
  at timestamptz;
BEGIN
  IF access.purpose() IS DISTINCT FROM 'incident-report' THEN
    RAISE EXCEPTION 'a report is taken in by the use case alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO incidents.report (id, reference, reader_set, class, reporter, content, happened_at, aware_at, disrupts_core_function, may_share, language)
    VALUES (p_id, p_reference, access.intern_readers(array_remove(ARRAY['desk:cert', desk], NULL)), p_report->>'class', p_report->>'reporter',
      p_report->'content', (p_report->>'happenedAt')::timestamptz, (p_report->>'awareAt')::timestamptz,
      coalesce((p_report->>'disruptsCoreFunction')::boolean, false), (p_report->>'mayShare')::boolean, p_report->>'language')
    RETURNING received_at INTO at;
  RETURN at;
END $$;
GRANT EXECUTE ON FUNCTION incidents.receive(uuid, text, jsonb) TO harbourlight_api;
`;
