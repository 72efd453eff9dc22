import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the platform itself does, and which process does it. A system context holds no keys and sees no content, but some purposes reach the
 * accounts: a process that was taken over must not enter those of the others. SYSTEM_PURPOSES in libs/access says the same.
 */
export class NameSystemPurposes implements MigrationInterface {
  readonly name = 'name-system-purposes-0000000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PURPOSES);
    await runner.query(ENTER);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const PURPOSES = `
CREATE TABLE access.system_purpose (
  role name NOT NULL CHECK (role IN ('harbourlight_api', 'harbourlight_worker')),
  purpose text NOT NULL CHECK (purpose ~ '^[a-z][a-z-]{1,40}$'),
  PRIMARY KEY (role, purpose)
);
INSERT INTO access.system_purpose (role, purpose)
  SELECT 'harbourlight_api', unnest(ARRAY[
    'account-security', 'application', 'confirm-endpoint', 'delivery-health', 'guess-limits', 'incident-report',
    'invitation', 'password-reset', 'pending-counts', 'provider', 'public-subscription', 'registration', 'request-limits',
    'sign-in', 'unsubscribe'])
  UNION ALL
  SELECT 'harbourlight_worker', unnest(ARRAY[
    'account-mail', 'assemble-digests', 'audit-sealer', 'confirm-endpoint', 'confirmation-mail', 'demo-seed',
    'endpoint-challenge', 'endpoint-notice', 'fan-out', 'forget-old-deliveries', 'forget-unconfirmed', 'guidance-shipping',
    'incident-mail', 'operator', 'pause-deliveries', 'pending-counts', 'provider', 'record-bounce', 'refresh-catalogues',
    'relay', 'renditions', 'run-sources', 'scheduled-release', 'send-deliveries', 'sweep-deliveries', 'taxii-records',
    'taxii-statuses', 'watch-endpoints']);
`;

/** The role is that of the connection: SET ROLE changes nothing. */
const ENTER = `
CREATE OR REPLACE FUNCTION access.enter_system(purpose text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM access.system_purpose p WHERE p.role = session_user AND p.purpose = enter_system.purpose) THEN
    RAISE EXCEPTION 'this is no purpose of this role' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM access.set_context(NULL, NULL, '{}', '{}', purpose, 0);
  RETURN jsonb_build_object('kind', 'system', 'purpose', purpose, 'roles', '[]'::jsonb, 'keys', '[]'::jsonb, 'assurance', 0);
END $$;
`;
