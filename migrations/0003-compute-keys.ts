import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys, computed from the live account, and the ways into a context. PRODUCT.md section 2 is the rule; libs/access/src/keys.ts says the same. */
export class ComputeKeys implements MigrationInterface {
  readonly name = 'compute-keys-0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEYS);
    await runner.query(ENTER);
    await runner.query(INVERSE);
    await runner.query(REACH_TRIGGERS);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const KEYS = `
/** What every part of an active organisation holds; nothing where it is absent or not active. */
CREATE FUNCTION access.organisation_keys(organisation uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT coalesce((
    SELECT ARRAY['public', 'member', 'tier:' || o.tier, 'org:' || o.id]
      || ARRAY(SELECT 'sector:' || s FROM unnest(o.sectors) s)
      || ARRAY(SELECT o.tier || '/' || s FROM unnest(o.sectors) s)
      || ARRAY(SELECT 'group:' || m.group_id FROM accounts.group_member m WHERE m.organisation_id = o.id)
    FROM accounts.organisation o WHERE o.id = organisation AND o.status = 'active'), '{}')
$$;

/**
 * Every key of an account that has passed a second factor. An account of no organisation is a registered public reader.
 * An account that is not active, or whose organisation is not, holds what everyone holds.
 */
CREATE FUNCTION access.person_keys(person uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT coalesce((
    SELECT ARRAY['public', 'user:' || p.id]
      || access.organisation_keys(p.organisation_id)
      || ARRAY(SELECT 'group:' || m.group_id FROM accounts.group_member m WHERE m.person_id = p.id)
      || CASE WHEN o.id IS NOT NULL AND p.roles && ARRAY['analyst', 'reviewer'] THEN ARRAY['desk:' || o.id] ELSE '{}' END
      || CASE WHEN o.is_operator AND 'reviewer' = ANY (p.roles) THEN ARRAY['desk:cert'] ELSE '{}' END
    FROM accounts.person p LEFT JOIN accounts.organisation o ON o.id = p.organisation_id
    WHERE p.id = person AND p.status = 'active' AND (o.id IS NULL OR o.status = 'active')), ARRAY['public'])
$$;

/** Without a second factor only the broad keys are given: all others are what AMBER and RED use. */
CREATE FUNCTION access.broad_keys(all_keys text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT ARRAY(SELECT DISTINCT k FROM unnest(all_keys) k WHERE k IN ('public', 'member'))
$$;
GRANT EXECUTE ON FUNCTION access.organisation_keys(uuid), access.person_keys(uuid) TO harbourlight_worker;
`;

/**
 * The ways into a context. Each returns the actor as the database knows it, or NULL where the credential is not (or no longer) good.
 * A person's keys can be taken with a session or a token by anyone who holds one, and by name by the worker alone.
 */
const ENTER = `
CREATE FUNCTION access.enter_anonymous() RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM access.set_context(NULL, NULL, '{}', ARRAY['public'], NULL, 0);
  RETURN jsonb_build_object('kind', 'anonymous', 'roles', '[]'::jsonb, 'keys', '["public"]'::jsonb, 'assurance', 0);
END $$;

CREATE FUNCTION access.enter_person_with(person uuid, given_assurance int, scopes text[] DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  p record;
  all_keys text[];
  given text[];
BEGIN
  SELECT a.id, a.organisation_id, a.roles, a.name, a.email, a.language, o.status AS organisation_status, o.tier, o.is_operator INTO p
  FROM accounts.person a LEFT JOIN accounts.organisation o ON o.id = a.organisation_id
  WHERE a.id = person AND a.status = 'active' AND (o.id IS NULL OR o.status = 'active');
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  all_keys := access.person_keys(p.id);
  given := CASE WHEN given_assurance >= 2 THEN ARRAY(SELECT DISTINCT k FROM unnest(all_keys) k ORDER BY k) ELSE access.broad_keys(all_keys) END;
  -- A token without the scope "read" opens what everyone reads and, where it may write, the drafts of its own desk.
  IF NOT 'read' = ANY (scopes) THEN
    given := ARRAY(SELECT k FROM unnest(given) k WHERE k = 'public' OR (k LIKE 'desk:%' AND 'write' = ANY (scopes)));
  END IF;
  PERFORM access.set_context(p.id, p.organisation_id, p.roles, given, NULL, given_assurance);
  RETURN jsonb_build_object('kind', 'person', 'personId', p.id, 'organisationId', p.organisation_id, 'tier', p.tier,
    'isOperator', coalesce(p.is_operator, false), 'roles', to_jsonb(p.roles), 'keys', to_jsonb(given), 'assurance', given_assurance,
    -- Whether a second factor opens more. Not counted is one's own key: what it alone opens (RED) goes to no endpoint with content.
    'hasNarrowKeys', EXISTS (SELECT FROM unnest(all_keys) k WHERE k NOT IN ('public', 'member', 'user:' || p.id)), 'name', p.name, 'email', p.email, 'language', p.language);
END $$;

CREATE FUNCTION access.enter_session(session_hash bytea) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  s record;
BEGIN
  SELECT id, person_id, assurance INTO s FROM accounts.session
  WHERE hash = session_hash AND revoked_at IS NULL AND idle_expires_at > now() AND expires_at > now();
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN access.enter_person_with(s.person_id, s.assurance) || jsonb_build_object('sessionId', s.id);
END $$;

CREATE FUNCTION access.enter_token(token_hash bytea) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  t record;
BEGIN
  SELECT id, person_id, assurance, scopes INTO t FROM accounts.api_token
  WHERE hash = token_hash AND revoked_at IS NULL AND expires_at > now();
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN access.enter_person_with(t.person_id, t.assurance, t.scopes) || jsonb_build_object('tokenId', t.id, 'scopes', to_jsonb(t.scopes));
END $$;

/** For work that was asked for by a person and is done later: a scheduled release, an alert to that person. */
CREATE FUNCTION access.enter_person(person uuid) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$ SELECT access.enter_person_with(person, 2) $$;

/** For alerts to the shared endpoints of an organisation. */
CREATE FUNCTION access.enter_organisation(organisation uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  given text[] := access.organisation_keys(organisation);
BEGIN
  IF given = '{}' THEN
    RETURN NULL;
  END IF;
  PERFORM access.set_context(NULL, organisation, '{}', given, NULL, 2);
  RETURN jsonb_build_object('kind', 'organisation', 'organisationId', organisation, 'roles', '[]'::jsonb, 'keys', to_jsonb(given), 'assurance', 2);
END $$;

CREATE FUNCTION access.enter_system(purpose text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF purpose !~ '^[a-z][a-z-]{1,40}$' THEN
    RAISE EXCEPTION 'a system purpose is a short name' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM access.set_context(NULL, NULL, '{}', '{}', purpose, 0);
  RETURN jsonb_build_object('kind', 'system', 'purpose', purpose, 'roles', '[]'::jsonb, 'keys', '[]'::jsonb, 'assurance', 0);
END $$;

GRANT EXECUTE ON FUNCTION access.enter_anonymous(), access.enter_session(bytea), access.enter_token(bytea), access.enter_system(text)
  TO harbourlight_api, harbourlight_worker;
GRANT EXECUTE ON FUNCTION access.enter_person(uuid), access.enter_organisation(uuid) TO harbourlight_worker;
`;

/**
 * Who may read a set of readers: every account that would see a row of it, and whether a password is enough. Written from the keys to the
 * people and not by asking for everybody's keys, so that the two can be compared.
 */
const INVERSE = `
CREATE FUNCTION access.readers_of_set(reader_set int) RETURNS TABLE (person_id uuid, without_second_factor boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT p.id, bool_or(k.key IN ('public', 'member'))
  FROM access.reader_set s
  CROSS JOIN unnest(s.keys) AS k(key)
  JOIN accounts.person p ON p.status = 'active'
  LEFT JOIN accounts.organisation o ON o.id = p.organisation_id
  WHERE s.id = reader_set AND (o.id IS NULL OR o.status = 'active') AND CASE
    WHEN k.key = 'public' THEN true
    WHEN k.key = 'member' THEN o.id IS NOT NULL
    WHEN k.key = 'desk:cert' THEN o.is_operator AND 'reviewer' = ANY (p.roles)
    WHEN k.key LIKE 'user:%' THEN p.id::text = substr(k.key, 6)
    WHEN k.key LIKE 'org:%' THEN o.id::text = substr(k.key, 5)
    WHEN k.key LIKE 'desk:%' THEN o.id::text = substr(k.key, 6) AND ('analyst' = ANY (p.roles) OR 'reviewer' = ANY (p.roles))
    WHEN k.key LIKE 'tier:%' THEN o.tier = substr(k.key, 6)
    WHEN k.key LIKE 'sector:%' THEN substr(k.key, 8) = ANY (o.sectors)
    WHEN k.key LIKE 'group:%' THEN EXISTS (SELECT FROM accounts.group_member m
      WHERE m.group_id::text = substr(k.key, 7) AND (m.person_id = p.id OR m.organisation_id = o.id))
    WHEN k.key LIKE '%/%' THEN o.tier = split_part(k.key, '/', 1) AND split_part(k.key, '/', 2) = ANY (o.sectors)
    ELSE false
  END
  GROUP BY p.id
$$;
GRANT EXECUTE ON FUNCTION access.readers_of_set(int) TO harbourlight_worker;
`;

/**
 * Reach follows the accounts: a change of an organisation or of a closed group rewrites the keys of its rows in the same transaction.
 * A person's own groups choose another row, so subscriptions follow by access.reach_of().
 */
const REACH_TRIGGERS = `
CREATE FUNCTION access.reach_keys(organisation uuid, personal_groups uuid[]) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT CASE
    WHEN organisation IS NULL THEN ARRAY['public'] || ARRAY(SELECT 'group:' || g FROM unnest(personal_groups) g)
    WHEN access.organisation_keys(organisation) = '{}' THEN '{}'
    ELSE access.organisation_keys(organisation) || ARRAY(SELECT 'group:' || g FROM unnest(personal_groups) g)
  END
$$;

/** The reach of a subscriber: a person, or an organisation where no person is named, or the public where neither is. */
CREATE FUNCTION access.reach_of(person uuid, organisation uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  home uuid := coalesce((SELECT p.organisation_id FROM accounts.person p WHERE p.id = person), organisation);
  own_groups uuid[] := ARRAY(SELECT m.group_id FROM accounts.group_member m WHERE m.person_id = person ORDER BY 1);
  found int;
BEGIN
  INSERT INTO access.reach (organisation_id, personal_groups, keys) VALUES (home, own_groups, access.reach_keys(home, own_groups))
    ON CONFLICT (organisation_id, personal_groups) DO NOTHING;
  SELECT id INTO found FROM access.reach WHERE organisation_id IS NOT DISTINCT FROM home AND personal_groups = own_groups;
  RETURN found;
END $$;
GRANT EXECUTE ON FUNCTION access.reach_of(uuid, uuid) TO harbourlight_api, harbourlight_worker;

CREATE FUNCTION access.refresh_reach() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  id_column text := CASE WHEN TG_TABLE_NAME = 'organisation' THEN 'id' ELSE 'organisation_id' END;
BEGIN
  UPDATE access.reach r SET keys = access.reach_keys(r.organisation_id, r.personal_groups)
  WHERE r.organisation_id IN ((to_jsonb(OLD)->>id_column)::uuid, (to_jsonb(NEW)->>id_column)::uuid);
  RETURN NULL;
END $$;
CREATE TRIGGER refresh_reach AFTER INSERT OR UPDATE OR DELETE ON accounts.organisation FOR EACH ROW EXECUTE FUNCTION access.refresh_reach();
CREATE TRIGGER refresh_reach AFTER INSERT OR UPDATE OR DELETE ON accounts.group_member FOR EACH ROW EXECUTE FUNCTION access.refresh_reach();
INSERT INTO access.reach (organisation_id, keys) VALUES (NULL, ARRAY['public']);
`;
