import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisations, groups, people, roles, sessions, tokens and second factors. */
export class CreateAccounts implements MigrationInterface {
  readonly name = 'create-accounts-0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(SECRETS);
    await runner.query(POLICIES);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
CREATE SCHEMA accounts;
GRANT USAGE ON SCHEMA accounts TO harbourlight_api, harbourlight_worker;

CREATE TABLE accounts.organisation (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  name_zh_hant text,
  name_zh_hans text,
  tier text NOT NULL CHECK (tier IN ('government', 'industry')),
  status text NOT NULL DEFAULT 'applied' CHECK (status IN ('applied', 'active', 'suspended')),
  is_operator boolean NOT NULL DEFAULT false,
  sectors text[] NOT NULL DEFAULT '{}',
  contact_email text,
  created_at timestamptz NOT NULL DEFAULT now(),
  activated_at timestamptz
);
CREATE UNIQUE INDEX organisation_one_operator ON accounts.organisation (is_operator) WHERE is_operator;

CREATE TABLE accounts.organisation_domain (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  domain text NOT NULL,
  method text NOT NULL CHECK (method IN ('email', 'dns_txt')),
  token_hash bytea NOT NULL,
  verified_at timestamptz,
  UNIQUE (organisation_id, domain)
);

CREATE TABLE accounts.person (
  id uuid PRIMARY KEY,
  organisation_id uuid REFERENCES accounts.organisation,
  email text NOT NULL,
  name text NOT NULL,
  language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'zh-Hant', 'zh-Hans')),
  status text NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'suspended')),
  roles text[] NOT NULL DEFAULT '{}'
    CHECK (roles <@ ARRAY['reader', 'member', 'analyst', 'reviewer', 'organisation_admin', 'administrator', 'auditor']),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX person_email ON accounts.person (lower(email));
CREATE INDEX person_organisation ON accounts.person (organisation_id);

CREATE TABLE accounts.closed_group (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  owner_organisation_id uuid NOT NULL REFERENCES accounts.organisation,
  created_at timestamptz NOT NULL DEFAULT now()
);

/** A member of a closed group is an organisation or one person. */
CREATE TABLE accounts.group_member (
  group_id uuid NOT NULL REFERENCES accounts.closed_group,
  organisation_id uuid REFERENCES accounts.organisation,
  person_id uuid REFERENCES accounts.person,
  added_at timestamptz NOT NULL DEFAULT now(),
  CHECK (num_nonnulls(organisation_id, person_id) = 1),
  UNIQUE NULLS NOT DISTINCT (group_id, organisation_id, person_id)
);
CREATE INDEX group_member_organisation ON accounts.group_member (organisation_id);
CREATE INDEX group_member_person ON accounts.group_member (person_id);
`;

const SECRETS = `
CREATE TABLE accounts.password (
  person_id uuid PRIMARY KEY REFERENCES accounts.person,
  hash text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE accounts.totp (
  person_id uuid PRIMARY KEY REFERENCES accounts.person,
  secret_encrypted bytea NOT NULL,
  confirmed_at timestamptz,
  last_step bigint NOT NULL DEFAULT 0
);

CREATE TABLE accounts.recovery_code (
  person_id uuid NOT NULL REFERENCES accounts.person,
  hash bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (person_id, hash)
);

CREATE TABLE accounts.session (
  id uuid PRIMARY KEY,
  hash bytea NOT NULL UNIQUE,
  person_id uuid NOT NULL REFERENCES accounts.person,
  assurance smallint NOT NULL CHECK (assurance IN (1, 2)),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz NOT NULL DEFAULT now(),
  idle_expires_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  user_agent text NOT NULL DEFAULT ''
);
CREATE INDEX session_person ON accounts.session (person_id) WHERE revoked_at IS NULL;

CREATE TABLE accounts.api_token (
  id uuid PRIMARY KEY,
  hash bytea NOT NULL UNIQUE,
  hint text NOT NULL,
  name text NOT NULL,
  person_id uuid NOT NULL REFERENCES accounts.person,
  assurance smallint NOT NULL CHECK (assurance IN (1, 2)),
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_token_person ON accounts.api_token (person_id);

/** Links sent by email: invitation, confirmation of an address, reset of a password. Stored hashed, used once. */
CREATE TABLE accounts.email_link (
  hash bytea PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('invitation', 'registration', 'password_reset')),
  person_id uuid NOT NULL REFERENCES accounts.person,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

/** Failed tries, counted per thing that is guessed at; kept by the library rate-limiter-flexible. */
CREATE TABLE accounts.guess_count (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);
`;

/**
 * People see themselves, their own organisation and the names of organisations; the desks and the administrator see who exists.
 * Secrets are open to system contexts (sign-in, token check) and, for lists of what one holds, to the person.
 */
const POLICIES = `
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['organisation', 'organisation_domain', 'person', 'closed_group', 'group_member', 'password', 'totp',
    'recovery_code', 'session', 'api_token', 'email_link', 'guess_count'] LOOP
    EXECUTE format('ALTER TABLE accounts.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE accounts.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON accounts.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY system ON accounts.%I TO harbourlight_api, harbourlight_worker USING ((SELECT access.is_system())) WITH CHECK ((SELECT access.is_system()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON accounts.%I TO harbourlight_api, harbourlight_worker', t);
  END LOOP;
END $$;

CREATE POLICY seen_by_members ON accounts.organisation FOR SELECT TO harbourlight_api, harbourlight_worker
  USING ((SELECT access.organisation_id()) IS NOT NULL AND (status = 'active' OR id = (SELECT access.organisation_id())));
CREATE POLICY kept_by_administrator ON accounts.organisation TO harbourlight_api, harbourlight_worker
  USING ('administrator' = ANY ((SELECT access.roles())::text[])) WITH CHECK ('administrator' = ANY ((SELECT access.roles())::text[]));
CREATE POLICY kept_by_own_admin ON accounts.organisation_domain TO harbourlight_api, harbourlight_worker
  USING ((organisation_id = (SELECT access.organisation_id()) AND 'organisation_admin' = ANY ((SELECT access.roles())::text[]))
    OR 'administrator' = ANY ((SELECT access.roles())::text[]));
CREATE POLICY seen_by_self ON accounts.person FOR SELECT TO harbourlight_api, harbourlight_worker
  USING (id = (SELECT access.person_id()) OR organisation_id = (SELECT access.organisation_id())
    OR (SELECT access.roles())::text[] && ARRAY['administrator', 'analyst', 'reviewer', 'auditor']);
CREATE POLICY kept_by_self ON accounts.person FOR UPDATE TO harbourlight_api, harbourlight_worker
  USING (id = (SELECT access.person_id())) WITH CHECK (id = (SELECT access.person_id()));
CREATE POLICY kept_by_own_admin ON accounts.person TO harbourlight_api, harbourlight_worker
  USING ((organisation_id = (SELECT access.organisation_id()) AND 'organisation_admin' = ANY ((SELECT access.roles())::text[]))
    OR 'administrator' = ANY ((SELECT access.roles())::text[]));
CREATE POLICY seen_by_members ON accounts.group_member FOR SELECT TO harbourlight_api, harbourlight_worker
  USING ('group:' || group_id = ANY ((SELECT access.keys())::text[])
    OR EXISTS (SELECT FROM accounts.closed_group g WHERE g.id = group_id));
CREATE POLICY kept_by_owner_admin ON accounts.group_member TO harbourlight_api, harbourlight_worker
  USING ('administrator' = ANY ((SELECT access.roles())::text[]) OR ('organisation_admin' = ANY ((SELECT access.roles())::text[])
    AND EXISTS (SELECT FROM accounts.closed_group g WHERE g.id = group_id AND g.owner_organisation_id = (SELECT access.organisation_id()))));
CREATE POLICY seen_by_members ON accounts.closed_group FOR SELECT TO harbourlight_api, harbourlight_worker
  USING ('group:' || id = ANY ((SELECT access.keys())::text[]) OR owner_organisation_id = (SELECT access.organisation_id())
    OR 'desk:cert' = ANY ((SELECT access.keys())::text[]) OR 'administrator' = ANY ((SELECT access.roles())::text[]));
CREATE POLICY kept_by_owner_admin ON accounts.closed_group TO harbourlight_api, harbourlight_worker
  USING ('administrator' = ANY ((SELECT access.roles())::text[]) OR ('organisation_admin' = ANY ((SELECT access.roles())::text[])
    AND owner_organisation_id = (SELECT access.organisation_id())));
CREATE POLICY own ON accounts.session TO harbourlight_api, harbourlight_worker
  USING (person_id = (SELECT access.person_id())) WITH CHECK (person_id = (SELECT access.person_id()));
CREATE POLICY own ON accounts.api_token TO harbourlight_api, harbourlight_worker
  USING (person_id = (SELECT access.person_id())) WITH CHECK (person_id = (SELECT access.person_id()));
`;
