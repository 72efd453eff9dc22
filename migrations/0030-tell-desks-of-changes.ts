import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Desks learn at once that something of theirs changed, not only what was published. A notification says what sort of thing it was and who reads
 * it (the number of the set of readers, or the id of a source): each process asks every listener's own keys, and passes on the sort alone.
 * And a report of an incident that is sent again within an hour, word for word, stays one report.
 */
export class TellDesksOfChanges implements MigrationInterface {
  readonly name = 'tell-desks-of-changes-0000000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTIONS);
    await runner.query(TRIGGERS);
    await runner.query(REPORTING_ONCE);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/** With the rights of whoever writes: nothing is read but the rows that were just written. Equal notifications of a transaction are sent once. */
const FUNCTIONS = `
/** Who read a row before learns that it left them: both sets of readers are told of. */
CREATE FUNCTION access.tell_readers() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM pg_notify('harbourlight_desk', json_build_object('change', TG_ARGV[0], 'readerSet', n.reader_set)::text)
      FROM (SELECT DISTINCT reader_set FROM new_rows) n;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM pg_notify('harbourlight_desk', json_build_object('change', TG_ARGV[0], 'readerSet', o.reader_set)::text)
      FROM (SELECT DISTINCT reader_set FROM old_rows) o;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION access.tell_of_source() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_notify('harbourlight_desk', json_build_object('change', 'import', 'sourceId', NEW.id)::text);
  RETURN NULL;
END $$;

/** For those whose roles let them see all of that sort. */
CREATE FUNCTION access.tell_sort() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_notify('harbourlight_desk', json_build_object('change', TG_ARGV[0])::text);
  RETURN NULL;
END $$;
`;

/** New alerts are told of by the channel that wakes the senders. */
const TRIGGERS = `
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES
      ('advisories.revision', 'advisory'), ('advisories.comment', 'comment'), ('guidance.revision', 'guidance'),
      ('incidents.report', 'incident_report'), ('incidents.note', 'incident_report'), ('advisories.original', 'import')) AS v (name, change) LOOP
    EXECUTE format('CREATE TRIGGER tell_inserted AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION access.tell_readers(%L)', t.name, t.change);
    EXECUTE format('CREATE TRIGGER tell_updated AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION access.tell_readers(%L)', t.name, t.change);
    EXECUTE format('CREATE TRIGGER tell_deleted AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
      FOR EACH STATEMENT EXECUTE FUNCTION access.tell_readers(%L)', t.name, t.change);
  END LOOP;
END $$;
CREATE TRIGGER tell_of_source AFTER INSERT OR UPDATE ON advisories.source FOR EACH ROW EXECUTE FUNCTION access.tell_of_source();
CREATE TRIGGER tell_applied AFTER INSERT ON accounts.organisation FOR EACH ROW WHEN (NEW.status = 'applied')
  EXECUTE FUNCTION access.tell_sort('application');
CREATE TRIGGER tell_vetted AFTER UPDATE ON accounts.organisation FOR EACH ROW WHEN (OLD.status = 'applied')
  EXECUTE FUNCTION access.tell_sort('application');
CREATE TRIGGER tell_failed AFTER UPDATE OF status ON deliveries.delivery FOR EACH ROW
  WHEN (NEW.status = 'failed' AND OLD.status <> 'failed') EXECUTE FUNCTION access.tell_sort('delivery');
CREATE TRIGGER tell_sending AFTER UPDATE ON outbox.sending FOR EACH STATEMENT EXECUTE FUNCTION access.tell_sort('delivery');
`;

/**
 * With the owner's rights, as before: whoever reports does not read what is there. The language of the answer is no part of what was reported.
 * A receipt tells the holder of a reference, which cannot be guessed, when the report came in, and nothing else.
 */
const REPORTING_ONCE = `
ALTER TABLE incidents.report ADD COLUMN digest bytea;
CREATE INDEX report_digest ON incidents.report (digest, received_at DESC) WHERE digest IS NOT NULL;

DROP FUNCTION incidents.receive(uuid, text, jsonb);
CREATE FUNCTION incidents.receive(p_id uuid, p_reference text, p_report jsonb) RETURNS TABLE (reference text, received_at timestamptz, is_new boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  desk text := (SELECT 'desk:' || o.id FROM accounts.organisation o WHERE o.is_operator);
  digest_now bytea := sha256(convert_to((p_report - 'language')::text, 'UTF8'));
BEGIN
  IF access.purpose() IS DISTINCT FROM 'incident-report' THEN
    RAISE EXCEPTION 'a report is taken in by the use case alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- A button that is pressed twice sends both at the same moment.
  PERFORM pg_advisory_xact_lock(hashtextextended(encode(digest_now, 'hex'), 0));
  RETURN QUERY SELECT r.reference, r.received_at, false FROM incidents.report r
    WHERE r.digest = digest_now AND r.received_at > clock_timestamp() - interval '1 hour' ORDER BY r.received_at DESC LIMIT 1;
  IF FOUND THEN
    RETURN;
  END IF;
  RETURN QUERY INSERT INTO incidents.report AS r
      (id, reference, reader_set, class, reporter, content, happened_at, aware_at, disrupts_core_function, may_share, language, digest)
    VALUES (p_id, p_reference, access.intern_readers(array_remove(ARRAY['desk:cert', desk], NULL)), p_report->>'class', p_report->>'reporter',
      p_report->'content', (p_report->>'happenedAt')::timestamptz, (p_report->>'awareAt')::timestamptz,
      coalesce((p_report->>'disruptsCoreFunction')::boolean, false), (p_report->>'mayShare')::boolean, p_report->>'language', digest_now)
    RETURNING r.reference, r.received_at, true;
END $$;

CREATE FUNCTION incidents.receipt(p_reference text) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF access.purpose() IS DISTINCT FROM 'incident-report' THEN
    RAISE EXCEPTION 'a receipt is looked up by the use case alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN (SELECT r.received_at FROM incidents.report r WHERE r.reference = p_reference);
END $$;
REVOKE ALL ON FUNCTION incidents.receive(uuid, text, jsonb), incidents.receipt(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION incidents.receive(uuid, text, jsonb), incidents.receipt(text) TO harbourlight_api;
`;
