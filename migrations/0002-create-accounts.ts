import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisations, groups, people, roles, sessions, tokens and second factors. */
export class CreateAccounts implements MigrationInterface {
  readonly name = 'create-accounts-0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(SECRETS);
    await runner.query(POLICIES);
    await runner.query(SECRET_POLICIES);
    await runner.query(GUARDS);
    await runner.query(REVOCATION);
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
  /** Codes become keys: no letter of them may be one that a context is written with. */
  sectors text[] NOT NULL DEFAULT '{}' CHECK (array_to_string(sectors, '') ~ '^[a-z-]*$'),
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
  requested_at timestamptz NOT NULL DEFAULT now(),
  verified_at timestamptz,
  UNIQUE (organisation_id, domain)
);

CREATE TABLE accounts.person (
  id uuid PRIMARY KEY,
  organisation_id uuid REFERENCES accounts.organisation,
  email text NOT NULL,
  name text NOT NULL,
  language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'zh-Hant', 'zh-Hans')),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
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

/** A new secret waits beside the one in use until a code proves that the person's device has it. */
CREATE TABLE accounts.totp (
  person_id uuid PRIMARY KEY REFERENCES accounts.person,
  secret_encrypted bytea,
  confirmed_at timestamptz,
  pending_encrypted bytea,
  pending_at timestamptz,
  /** The last step (RFC 6238) whose code was accepted: a code is good once. */
  last_step bigint NOT NULL DEFAULT 0,
  CHECK ((secret_encrypted IS NULL) = (confirmed_at IS NULL)),
  CHECK ((pending_encrypted IS NULL) = (pending_at IS NULL))
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
  revoked_at timestamptz,
  CHECK (expires_at <= created_at + interval '365 days')
);
CREATE INDEX api_token_person ON accounts.api_token (person_id);

/**
 * Links sent by email, stored hashed. What a link will do (organisation, roles) is written when it is made and not when it is followed.
 * Nothing here says whether the address has an account: that is asked when the mail is made and when the link is followed.
 */
CREATE TABLE accounts.email_link (
  id uuid PRIMARY KEY,
  hash bytea NOT NULL UNIQUE,
  purpose text NOT NULL CHECK (purpose IN ('application', 'invitation', 'registration', 'password_reset', 'domain_proof')),
  email text NOT NULL,
  name text NOT NULL DEFAULT '',
  language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'zh-Hant', 'zh-Hans')),
  organisation_id uuid REFERENCES accounts.organisation,
  domain_id uuid REFERENCES accounts.organisation_domain,
  roles text[] NOT NULL DEFAULT '{}',
  invited_by uuid REFERENCES accounts.person,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX email_link_email ON accounts.email_link (lower(email)) WHERE used_at IS NULL;
CREATE INDEX email_link_organisation ON accounts.email_link (organisation_id) WHERE purpose = 'invitation' AND used_at IS NULL;

/** Failed tries, counted per thing that is guessed at; kept by the library rate-limiter-flexible. */
CREATE TABLE accounts.guess_count (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);
CREATE INDEX guess_count_expire ON accounts.guess_count (expire);
`;

/**
 * People see themselves, their own organisation and the names of organisations; the desks of the operating CERT, its administrators
 * and the auditors see who exists. Only what changes may be updated: the rest has no grant.
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
    EXECUTE format('GRANT SELECT, INSERT ON accounts.%I TO harbourlight_api, harbourlight_worker', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['organisation', 'organisation_domain', 'person', 'closed_group', 'group_member', 'password', 'totp',
    'recovery_code', 'guess_count'] LOOP
    EXECUTE format('CREATE POLICY system ON accounts.%I TO harbourlight_api, harbourlight_worker USING ((SELECT access.is_system())) WITH CHECK ((SELECT access.is_system()))', t);
  END LOOP;
END $$;
GRANT UPDATE (name, name_zh_hant, name_zh_hans, tier, status, sectors, contact_email, activated_at) ON accounts.organisation
  TO harbourlight_api, harbourlight_worker;
GRANT UPDATE (method, token_hash, requested_at, verified_at), DELETE ON accounts.organisation_domain TO harbourlight_api, harbourlight_worker;
GRANT UPDATE (name, language, status, roles, organisation_id) ON accounts.person TO harbourlight_api, harbourlight_worker;
GRANT UPDATE (name, description), DELETE ON accounts.closed_group TO harbourlight_api, harbourlight_worker;
GRANT DELETE ON accounts.group_member TO harbourlight_api, harbourlight_worker;
GRANT UPDATE, DELETE ON accounts.password, accounts.totp, accounts.recovery_code, accounts.guess_count TO harbourlight_api, harbourlight_worker;
GRANT UPDATE (last_used_at, idle_expires_at, revoked_at) ON accounts.session TO harbourlight_api, harbourlight_worker;
GRANT UPDATE (last_used_at, revoked_at) ON accounts.api_token TO harbourlight_api, harbourlight_worker;
GRANT UPDATE (used_at) ON accounts.email_link TO harbourlight_api, harbourlight_worker;

/** Whether the context may do what needs a second factor: only then does it hold its own narrow key. */
CREATE FUNCTION access.is_strong() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT access.person_id() IS NOT NULL AND access.assurance() >= 2 $$;
CREATE FUNCTION access.has_role(role text) RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT role = ANY (access.roles()) $$;
GRANT EXECUTE ON FUNCTION access.is_strong(), access.has_role(text) TO harbourlight_api, harbourlight_worker;

CREATE POLICY seen_by_members ON accounts.organisation FOR SELECT TO harbourlight_api, harbourlight_worker
  USING ((SELECT access.organisation_id()) IS NOT NULL AND (status = 'active' OR id = (SELECT access.organisation_id())));
CREATE POLICY kept_by_administrator ON accounts.organisation TO harbourlight_api, harbourlight_worker
  USING ((SELECT access.has_role('administrator'))) WITH CHECK ((SELECT access.has_role('administrator') AND access.is_strong()));
CREATE POLICY kept_by_own_admin ON accounts.organisation_domain TO harbourlight_api, harbourlight_worker
  USING ((organisation_id = (SELECT access.organisation_id()) AND (SELECT access.has_role('organisation_admin')))
    OR (SELECT access.has_role('administrator')));

CREATE POLICY seen_by_own ON accounts.person FOR SELECT TO harbourlight_api, harbourlight_worker
  USING (id = (SELECT access.person_id()) OR organisation_id = (SELECT access.organisation_id())
    OR (SELECT access.roles())::text[] && ARRAY['administrator', 'auditor']
    OR ((SELECT access.roles())::text[] && ARRAY['analyst', 'reviewer']
      AND (SELECT access.organisation_id()) = (SELECT o.id FROM accounts.organisation o WHERE o.is_operator)));
CREATE POLICY kept_by_self ON accounts.person FOR UPDATE TO harbourlight_api, harbourlight_worker
  USING (id = (SELECT access.person_id())) WITH CHECK (id = (SELECT access.person_id()));
CREATE POLICY kept_by_own_admin ON accounts.person FOR UPDATE TO harbourlight_api, harbourlight_worker
  USING ((SELECT access.is_strong()) AND ((organisation_id = (SELECT access.organisation_id()) AND (SELECT access.has_role('organisation_admin')))
    OR (SELECT access.has_role('administrator'))));

CREATE POLICY seen_by_members ON accounts.closed_group FOR SELECT TO harbourlight_api, harbourlight_worker
  USING ('group:' || id = ANY ((SELECT access.keys())::text[]) OR owner_organisation_id = (SELECT access.organisation_id())
    OR 'desk:cert' = ANY ((SELECT access.keys())::text[]) OR (SELECT access.has_role('administrator')));
CREATE POLICY kept_by_owner_admin ON accounts.closed_group TO harbourlight_api, harbourlight_worker
  USING ((SELECT access.is_strong()) AND ((SELECT access.has_role('administrator'))
    OR ((SELECT access.has_role('organisation_admin')) AND owner_organisation_id = (SELECT access.organisation_id()))));
CREATE POLICY seen_by_members ON accounts.group_member FOR SELECT TO harbourlight_api, harbourlight_worker
  USING ('group:' || group_id = ANY ((SELECT access.keys())::text[])
    OR EXISTS (SELECT FROM accounts.closed_group g WHERE g.id = group_id));
CREATE POLICY kept_by_owner_admin ON accounts.group_member TO harbourlight_api, harbourlight_worker
  USING ((SELECT access.is_strong()) AND ((SELECT access.has_role('administrator')) OR ((SELECT access.has_role('organisation_admin'))
    AND EXISTS (SELECT FROM accounts.closed_group g WHERE g.id = group_id AND g.owner_organisation_id = (SELECT access.organisation_id())))))
  -- Into a group of others an administrator lets neither oneself nor the CERT.
  WITH CHECK ((SELECT access.is_strong()) AND (((SELECT access.has_role('administrator')) AND person_id IS DISTINCT FROM (SELECT access.person_id())
      AND organisation_id IS DISTINCT FROM (SELECT access.organisation_id()))
    OR ((SELECT access.roles())::text[] && ARRAY['administrator', 'organisation_admin']
      AND EXISTS (SELECT FROM accounts.closed_group g WHERE g.id = group_id AND g.owner_organisation_id = (SELECT access.organisation_id())))));
CREATE POLICY left_by_member ON accounts.group_member FOR DELETE TO harbourlight_api, harbourlight_worker
  USING ((SELECT access.is_strong()) AND (person_id = (SELECT access.person_id())
    OR (organisation_id = (SELECT access.organisation_id()) AND (SELECT access.has_role('organisation_admin')))));
`;

/** Who may make a session, a token or a link, and of what strength. The purpose \`operator\` (the command line) is the worker's role's alone. */
const SECRET_POLICIES = `
CREATE FUNCTION accounts.is_operator() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT current_user = 'harbourlight_worker' AND coalesce(access.purpose() = 'operator', false) $$;
GRANT EXECUTE ON FUNCTION accounts.is_operator() TO harbourlight_api, harbourlight_worker;

CREATE POLICY system ON accounts.session FOR SELECT TO harbourlight_api, harbourlight_worker USING ((SELECT access.is_system()));
CREATE POLICY revoked_by_system ON accounts.session FOR UPDATE TO harbourlight_api, harbourlight_worker USING ((SELECT access.is_system()));
CREATE POLICY made_at_sign_in ON accounts.session FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK ((SELECT access.purpose()) = 'sign-in');
CREATE POLICY own ON accounts.session FOR SELECT TO harbourlight_api, harbourlight_worker USING (person_id = (SELECT access.person_id()));
CREATE POLICY revoked_by_own ON accounts.session FOR UPDATE TO harbourlight_api, harbourlight_worker
  USING (person_id = (SELECT access.person_id())) WITH CHECK (person_id = (SELECT access.person_id()));

CREATE POLICY system ON accounts.api_token FOR SELECT TO harbourlight_api, harbourlight_worker USING ((SELECT access.is_system()));
CREATE POLICY revoked_by_system ON accounts.api_token FOR UPDATE TO harbourlight_api, harbourlight_worker USING ((SELECT access.is_system()));
CREATE POLICY made_by_operator ON accounts.api_token FOR INSERT TO harbourlight_worker WITH CHECK ((SELECT accounts.is_operator()));
CREATE POLICY own ON accounts.api_token FOR SELECT TO harbourlight_api, harbourlight_worker USING (person_id = (SELECT access.person_id()));
CREATE POLICY revoked_by_own ON accounts.api_token FOR UPDATE TO harbourlight_api, harbourlight_worker
  USING (person_id = (SELECT access.person_id())) WITH CHECK (person_id = (SELECT access.person_id()));
-- Never wider than its maker.
CREATE POLICY made_by_own ON accounts.api_token FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK (person_id = (SELECT access.person_id()) AND (assurance = 1 OR (SELECT access.is_strong())));

CREATE POLICY system ON accounts.email_link FOR SELECT TO harbourlight_api, harbourlight_worker USING ((SELECT access.is_system()));
CREATE POLICY used_by_system ON accounts.email_link FOR UPDATE TO harbourlight_api, harbourlight_worker USING ((SELECT access.is_system()));
CREATE POLICY requested ON accounts.email_link FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK ((SELECT access.is_system()) AND purpose <> 'invitation' AND roles <@ ARRAY['reader']);
CREATE POLICY made_by_operator ON accounts.email_link FOR INSERT TO harbourlight_worker WITH CHECK ((SELECT accounts.is_operator()));
CREATE POLICY seen_by_own_admin ON accounts.email_link FOR SELECT TO harbourlight_api, harbourlight_worker
  USING (purpose = 'invitation' AND organisation_id = (SELECT access.organisation_id()) AND (SELECT access.has_role('organisation_admin')));
-- Whoever vets an application invites its applicant.
CREATE POLICY seen_by_administrator ON accounts.email_link FOR SELECT TO harbourlight_api, harbourlight_worker
  USING (purpose = 'application' AND (SELECT access.has_role('administrator')) AND (SELECT access.is_strong()));
CREATE POLICY invited_by_own_admin ON accounts.email_link FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK (purpose = 'invitation' AND invited_by = (SELECT access.person_id()) AND (SELECT access.is_strong())
    AND roles <@ ARRAY['member', 'analyst', 'reviewer', 'organisation_admin']
    AND ((organisation_id = (SELECT access.organisation_id()) AND (SELECT access.has_role('organisation_admin')))
      OR (SELECT access.has_role('administrator'))));
CREATE POLICY proof_asked_by_own_admin ON accounts.email_link FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK (purpose = 'domain_proof' AND roles = '{}' AND EXISTS (SELECT FROM accounts.organisation_domain d WHERE d.id = domain_id));
`;

/**
 * The second line under the use cases: what decides about access (roles, status, organisation, sectors) changes only by contexts that may
 * change it. Anyone else may still change the harmless columns of the same row.
 */
const GUARDS = `
CREATE FUNCTION accounts.refuse(reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', reason USING ERRCODE = 'insufficient_privilege';
END $$;
GRANT EXECUTE ON FUNCTION accounts.refuse(text) TO harbourlight_api, harbourlight_worker;

CREATE FUNCTION accounts.guard_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_platform_administrator boolean := access.is_strong() AND access.has_role('administrator');
  is_own_admin boolean := access.is_strong() AND access.has_role('organisation_admin')
    AND coalesce(NEW.organisation_id = access.organisation_id(), false);
  changed text[];
BEGIN
  IF current_user NOT IN ('harbourlight_api', 'harbourlight_worker') THEN
    RETURN NEW;
  END IF;
  changed := CASE WHEN TG_OP = 'INSERT' THEN NEW.roles ELSE ARRAY(
    (SELECT unnest(NEW.roles) EXCEPT SELECT unnest(OLD.roles)) UNION (SELECT unnest(OLD.roles) EXCEPT SELECT unnest(NEW.roles))) END;
  IF NEW.roles && ARRAY['administrator', 'auditor']
    AND NOT EXISTS (SELECT FROM accounts.organisation o WHERE o.id = NEW.organisation_id AND o.is_operator) THEN
    PERFORM accounts.refuse('administrators and auditors belong to the operating CERT');
  END IF;
  IF (CASE WHEN NEW.organisation_id IS NULL THEN NOT NEW.roles <@ ARRAY['reader'] ELSE 'reader' = ANY (NEW.roles) END) THEN
    PERFORM accounts.refuse('a reader, and only a reader, belongs to no organisation');
  END IF;
  IF accounts.is_operator() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' OR NEW.organisation_id IS DISTINCT FROM OLD.organisation_id THEN
    IF TG_OP = 'UPDATE' AND (OLD.organisation_id IS NOT NULL OR OLD.status <> NEW.status) OR NOT EXISTS (
      SELECT FROM accounts.email_link l WHERE lower(l.email) = lower(NEW.email) AND l.used_at IS NULL AND l.expires_at > now()
        AND l.purpose IN ('invitation', 'registration') AND l.organisation_id IS NOT DISTINCT FROM NEW.organisation_id
        AND l.roles @> NEW.roles AND NEW.roles @> l.roles) THEN
      PERFORM accounts.refuse('a person joins by a link of their own');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.status <> OLD.status AND (coalesce(NEW.id = access.person_id(), false)
    OR NOT (is_platform_administrator OR (is_own_admin AND NOT NEW.roles && ARRAY['administrator', 'auditor']))) THEN
    PERFORM accounts.refuse('this context may not change the status of a person');
  END IF;
  IF changed && ARRAY['administrator', 'auditor'] AND (NOT is_platform_administrator OR NEW.id = access.person_id()) THEN
    PERFORM accounts.refuse('only another administrator gives or takes these roles');
  END IF;
  -- Administering the CERT opens no content: a role that does comes from somebody else.
  IF coalesce(NEW.id = access.person_id(), false) AND NOT NEW.roles <@ OLD.roles
    AND EXISTS (SELECT FROM accounts.organisation o WHERE o.id = NEW.organisation_id AND o.is_operator) THEN
    PERFORM accounts.refuse('within the operating CERT nobody gives a role to oneself');
  END IF;
  IF changed <> '{}' AND NOT (is_platform_administrator OR is_own_admin) THEN
    PERFORM accounts.refuse('this context may not change roles');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_person BEFORE INSERT OR UPDATE ON accounts.person FOR EACH ROW EXECUTE FUNCTION accounts.guard_person();

CREATE FUNCTION accounts.guard_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user NOT IN ('harbourlight_api', 'harbourlight_worker') OR accounts.is_operator() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' AND (NEW.status <> 'applied' OR NEW.is_operator) THEN
    PERFORM accounts.refuse('an organisation begins with its application');
  END IF;
  IF TG_OP = 'UPDATE' AND NOT (access.is_strong() AND access.has_role('administrator'))
    AND (NEW.status, NEW.tier, NEW.sectors) IS DISTINCT FROM (OLD.status, OLD.tier, OLD.sectors) THEN
    PERFORM accounts.refuse('only an administrator changes status, tier and sectors');
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.is_operator AND NEW.status <> 'active' THEN
    PERFORM accounts.refuse('the operating CERT stays active');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_organisation BEFORE INSERT OR UPDATE ON accounts.organisation FOR EACH ROW EXECUTE FUNCTION accounts.guard_organisation();

CREATE FUNCTION accounts.keep_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL THEN
    NEW.revoked_at := OLD.revoked_at;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_revoked BEFORE UPDATE ON accounts.session FOR EACH ROW EXECUTE FUNCTION accounts.keep_revoked();
CREATE TRIGGER keep_revoked BEFORE UPDATE ON accounts.api_token FOR EACH ROW EXECUTE FUNCTION accounts.keep_revoked();
`;

/**
 * Whatever takes access away says so on the channel \`harbourlight_access\`, in the same transaction, with an id alone: every process looks at
 * its open sockets again. Suspending ends the sessions; the tokens of a suspended person too, those of a suspended organisation's people wait.
 */
const REVOCATION = `
/** With the owner's rights: whoever may suspend a person may not touch that person's sessions otherwise. */
CREATE FUNCTION accounts.end_sessions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF TG_TABLE_NAME = 'organisation' THEN
    UPDATE accounts.session s SET revoked_at = now() FROM accounts.person p
    WHERE p.organisation_id = NEW.id AND s.person_id = p.id AND s.revoked_at IS NULL;
  ELSE
    UPDATE accounts.session SET revoked_at = now() WHERE person_id = NEW.id AND revoked_at IS NULL;
    UPDATE accounts.api_token SET revoked_at = now() WHERE person_id = NEW.id AND revoked_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER end_sessions AFTER UPDATE OF status ON accounts.person
  FOR EACH ROW WHEN (OLD.status = 'active' AND NEW.status <> 'active') EXECUTE FUNCTION accounts.end_sessions();
CREATE TRIGGER end_sessions AFTER UPDATE OF status ON accounts.organisation
  FOR EACH ROW WHEN (OLD.status = 'active' AND NEW.status <> 'active') EXECUTE FUNCTION accounts.end_sessions();

/** With the owner's rights: people may know whether they have a second factor, and see no row of its table. */
CREATE FUNCTION accounts.has_second_factor() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM accounts.totp WHERE person_id = access.person_id() AND confirmed_at IS NOT NULL) $$;
GRANT EXECUTE ON FUNCTION accounts.has_second_factor() TO harbourlight_api, harbourlight_worker;

CREATE FUNCTION accounts.tell_access_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched jsonb := to_jsonb(coalesce(NEW, OLD));
  person text := CASE WHEN TG_TABLE_NAME = 'person' THEN touched->>'id' ELSE touched->>'person_id' END;
  organisation text := CASE TG_TABLE_NAME WHEN 'organisation' THEN touched->>'id' WHEN 'group_member' THEN touched->>'organisation_id' END;
BEGIN
  PERFORM pg_notify('harbourlight_access', CASE WHEN person IS NOT NULL THEN jsonb_build_object('personId', person)
    ELSE jsonb_build_object('organisationId', organisation) END::text);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_access_changed AFTER UPDATE OF status, roles, organisation_id ON accounts.person FOR EACH ROW
  WHEN ((OLD.status, OLD.roles, OLD.organisation_id) IS DISTINCT FROM (NEW.status, NEW.roles, NEW.organisation_id))
  EXECUTE FUNCTION accounts.tell_access_changed();
CREATE TRIGGER tell_access_changed AFTER UPDATE OF status, tier, sectors ON accounts.organisation FOR EACH ROW
  WHEN ((OLD.status, OLD.tier, OLD.sectors) IS DISTINCT FROM (NEW.status, NEW.tier, NEW.sectors))
  EXECUTE FUNCTION accounts.tell_access_changed();
CREATE TRIGGER tell_access_changed AFTER INSERT OR DELETE ON accounts.group_member FOR EACH ROW EXECUTE FUNCTION accounts.tell_access_changed();
CREATE TRIGGER tell_access_changed AFTER UPDATE OF revoked_at ON accounts.session FOR EACH ROW
  WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at) EXECUTE FUNCTION accounts.tell_access_changed();
CREATE TRIGGER tell_access_changed AFTER UPDATE OF revoked_at ON accounts.api_token FOR EACH ROW
  WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at) EXECUTE FUNCTION accounts.tell_access_changed();
`;
