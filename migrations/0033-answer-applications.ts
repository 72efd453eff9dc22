import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What proves a domain is kept as it really was, and the TXT value that was shown stays the value to set. An application that is refused says so,
 * with a reason that the applicant is told, and may be taken up again.
 */
export class AnswerApplications implements MigrationInterface {
  readonly name = 'answer-applications-0000000000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROOFS);
    await runner.query(REFUSALS);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

/** `method` is what was asked for last; of what was proven before, a link of a mail that was used in the same transaction tells how. */
const PROOFS = `
ALTER TABLE accounts.organisation_domain
  /** The value of the TXT record, without its prefix: public once it is set, and the same as often as one asks for it. */
  ADD COLUMN dns_token text,
  /** How it was really proven, and of a mail, at which address. */
  ADD COLUMN proven_by text CHECK (proven_by IN ('email', 'dns_txt')),
  ADD COLUMN proven_address text;
UPDATE accounts.organisation_domain d SET proven_by = 'email', proven_address = l.email FROM accounts.email_link l
  WHERE l.domain_id = d.id AND l.purpose = 'domain_proof' AND d.verified_at IS NOT NULL AND l.used_at = d.verified_at;
UPDATE accounts.organisation_domain SET proven_by = 'dns_txt' WHERE verified_at IS NOT NULL AND proven_by IS NULL;
ALTER TABLE accounts.organisation_domain ADD CONSTRAINT organisation_domain_evidence CHECK ((verified_at IS NULL) = (proven_by IS NULL));
GRANT UPDATE (dns_token, proven_by, proven_address) ON accounts.organisation_domain TO harbourlight_api, harbourlight_worker;
`;

const REFUSALS = `
ALTER TABLE accounts.organisation DROP CONSTRAINT organisation_status_check;
ALTER TABLE accounts.organisation ADD CONSTRAINT organisation_status_check CHECK (status IN ('applied', 'refused', 'active', 'suspended'));

/** Why an application was refused: one row a refusal, never changed. */
CREATE TABLE accounts.application_refusal (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  reason text NOT NULL CHECK (length(reason) > 0),
  refused_by uuid NOT NULL REFERENCES accounts.person,
  refused_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX application_refusal_organisation ON accounts.application_refusal (organisation_id, refused_at DESC);
ALTER TABLE accounts.application_refusal ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.application_refusal FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON accounts.application_refusal TO harbourlight_api, harbourlight_worker;
CREATE POLICY owner ON accounts.application_refusal TO harbourlight_owner USING (true) WITH CHECK (true);
CREATE POLICY system ON accounts.application_refusal FOR SELECT TO harbourlight_api, harbourlight_worker USING ((SELECT access.is_system()));
CREATE POLICY seen_by_administrator ON accounts.application_refusal FOR SELECT TO harbourlight_api, harbourlight_worker
  USING ((SELECT access.has_role('administrator')) AND (SELECT access.is_strong()));
CREATE POLICY written_by_administrator ON accounts.application_refusal FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK ((SELECT access.has_role('administrator')) AND (SELECT access.is_strong()) AND refused_by = (SELECT access.person_id()));

-- What was kept as suspended and never was a member was a refused application.
UPDATE accounts.organisation SET status = 'refused' WHERE status = 'suspended' AND activated_at IS NULL AND NOT is_operator
  AND EXISTS (SELECT FROM accounts.email_link l WHERE l.purpose = 'application' AND l.organisation_id = organisation.id);

-- Whoever takes an application up again sends its applicant a new link; it says nothing of roles.
CREATE POLICY reopened_by_administrator ON accounts.email_link FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK (purpose = 'application' AND roles = '{}' AND domain_id IS NULL
    AND (SELECT access.has_role('administrator')) AND (SELECT access.is_strong()));
`;
