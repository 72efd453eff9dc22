import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The record of who did what, and the events that are written with the change they tell of. */
export class CreateAuditAndOutbox implements MigrationInterface {
  readonly name = 'create-audit-and-outbox-0000000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AUDIT);
    await runner.query(OUTBOX);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/**
 * Entries are appended in the transaction of the act. A sealer chains them afterwards in batches (a chain inside the
 * transaction would serialise all writers); entries hold ids, never content.
 */
const AUDIT = `
CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO harbourlight_api, harbourlight_worker;
CREATE TABLE audit.entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_person_id uuid,
  actor_organisation_id uuid,
  actor_kind text NOT NULL,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  organisation_id uuid,
  detail jsonb NOT NULL DEFAULT '{}',
  seal_id bigint
);
CREATE INDEX entry_unsealed ON audit.entry (id) WHERE seal_id IS NULL;
CREATE INDEX entry_seal ON audit.entry (seal_id, id);
CREATE INDEX entry_organisation ON audit.entry (organisation_id, id DESC);

CREATE TABLE audit.seal (
  id bigint PRIMARY KEY,
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  first_entry_id bigint NOT NULL,
  last_entry_id bigint NOT NULL,
  entry_count int NOT NULL CHECK (entry_count > 0),
  entries_hash bytea NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL
);

CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'entry' THEN
    IF OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND to_jsonb(OLD) - 'seal_id' = to_jsonb(NEW) - 'seal_id' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.entry FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.seal FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit.entry FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit.seal FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

ALTER TABLE audit.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.entry FORCE ROW LEVEL SECURITY;
ALTER TABLE audit.seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.seal FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON audit.entry TO harbourlight_owner USING (true) WITH CHECK (true);
CREATE POLICY owner ON audit.seal TO harbourlight_owner USING (true) WITH CHECK (true);
-- Everyone appends, and only as who they are.
CREATE POLICY appended_by_all ON audit.entry FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK (actor_person_id IS NOT DISTINCT FROM (SELECT access.person_id())
    AND actor_organisation_id IS NOT DISTINCT FROM (SELECT access.organisation_id()));
CREATE POLICY read_by_auditors ON audit.entry FOR SELECT TO harbourlight_api, harbourlight_worker
  USING ((SELECT access.is_strong()) AND ((SELECT access.has_role('auditor'))
    OR (organisation_id = (SELECT access.organisation_id()) AND (SELECT access.has_role('organisation_admin')))));
CREATE POLICY read_by_sealer ON audit.entry FOR SELECT TO harbourlight_worker USING ((SELECT access.purpose()) = 'audit-sealer');
CREATE POLICY sealed ON audit.entry FOR UPDATE TO harbourlight_worker
  USING ((SELECT access.purpose()) = 'audit-sealer') WITH CHECK ((SELECT access.purpose()) = 'audit-sealer');
CREATE POLICY sealed ON audit.seal TO harbourlight_worker
  USING ((SELECT access.purpose()) = 'audit-sealer') WITH CHECK ((SELECT access.purpose()) = 'audit-sealer');
CREATE POLICY read_by_auditors ON audit.seal FOR SELECT TO harbourlight_api, harbourlight_worker
  USING ((SELECT access.has_role('auditor')) AND (SELECT access.is_strong()));
GRANT SELECT, INSERT (actor_person_id, actor_organisation_id, actor_kind, action, subject_type, subject_id, organisation_id, detail)
  ON audit.entry TO harbourlight_api, harbourlight_worker;
GRANT UPDATE (seal_id) ON audit.entry TO harbourlight_worker;
GRANT SELECT ON audit.seal TO harbourlight_api;
GRANT SELECT, INSERT ON audit.seal TO harbourlight_worker;
`;

/** A fact in the past tense. Claimed by status with SKIP LOCKED: a cursor over ids would miss rows that commit late. */
const OUTBOX = `
CREATE SCHEMA outbox;
GRANT USAGE ON SCHEMA outbox TO harbourlight_api, harbourlight_worker;
CREATE TABLE outbox.event (
  id uuid PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY,
  type text NOT NULL CHECK (type ~ '^[a-z_]+\\.[a-z_]+$'),
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  lease_until timestamptz,
  done_at timestamptz,
  last_error text
);
CREATE INDEX event_waiting ON outbox.event (position) WHERE done_at IS NULL;
ALTER TABLE outbox.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox.event FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON outbox.event TO harbourlight_owner USING (true) WITH CHECK (true);
CREATE POLICY appended_by_all ON outbox.event FOR INSERT TO harbourlight_api, harbourlight_worker WITH CHECK (true);
CREATE POLICY relayed ON outbox.event TO harbourlight_worker USING (true) WITH CHECK (true);
GRANT INSERT ON outbox.event TO harbourlight_api, harbourlight_worker;
GRANT SELECT, UPDATE, DELETE ON outbox.event TO harbourlight_worker;

CREATE FUNCTION outbox.wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('harbourlight_outbox', '');
  RETURN NULL;
END $$;
CREATE TRIGGER wake AFTER INSERT ON outbox.event FOR EACH STATEMENT EXECUTE FUNCTION outbox.wake();
`;
