import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second line of access. A transaction enters a context through a function of the database, which computes the keys itself;
 * the context is sealed with a MAC bound to the backend and the transaction, so that `set_config` from outside is worth nothing.
 */
export class CreateAccess implements MigrationInterface {
  readonly name = 'create-access-0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEMA);
    await runner.query(SECRET);
    await runner.query(CONTEXT);
    await runner.query(READER_SETS);
    await runner.query(REACH);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const SCHEMA = `
CREATE SCHEMA access;
GRANT USAGE ON SCHEMA access TO harbourlight_api, harbourlight_worker;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
`;

/** The key of the context's MAC: HMAC-SHA-256 (RFC 2104) with its two pads kept ready. Only functions of the owner read it. */
const SECRET = `
CREATE TABLE access.context_secret (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
  outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);
DO $$
DECLARE
  secret bytea := decode(replace(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');
  inner_pad bytea := secret;
  outer_pad bytea := secret;
BEGIN
  FOR at IN 0..63 LOOP
    inner_pad := set_byte(inner_pad, at, get_byte(secret, at) # 54);
    outer_pad := set_byte(outer_pad, at, get_byte(secret, at) # 92);
  END LOOP;
  INSERT INTO access.context_secret (inner_pad, outer_pad) VALUES (inner_pad, outer_pad);
END $$;
`;

/**
 * The context: `person|organisation|roles|keys|visible sets|purpose|assurance`. Read by the policies through STABLE functions inside
 * a sub-select, so once per statement and not once per row.
 */
const CONTEXT = `
CREATE FUNCTION access.context_mac(payload text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog AS $$
  SELECT encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(
    pg_backend_pid() || '|' || extract(epoch FROM transaction_timestamp()) || '|' || payload, 'UTF8'))), 'hex')
  FROM access.context_secret s
$$;

CREATE FUNCTION access.context_part(part int) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog AS $$
DECLARE
  payload text := current_setting('harbourlight.context', true);
BEGIN
  IF payload IS NULL OR payload = '' OR current_setting('harbourlight.mac', true) IS DISTINCT FROM access.context_mac(payload) THEN
    RETURN NULL;
  END IF;
  RETURN nullif(split_part(payload, '|', part), '');
END $$;

CREATE FUNCTION access.person_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$ SELECT access.context_part(1)::uuid $$;
CREATE FUNCTION access.organisation_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$ SELECT access.context_part(2)::uuid $$;
CREATE FUNCTION access.roles() RETURNS text[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT coalesce(string_to_array(access.context_part(3), ','), '{}') $$;
CREATE FUNCTION access.keys() RETURNS text[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT coalesce(string_to_array(access.context_part(4), ','), '{}') $$;
CREATE FUNCTION access.visible_sets() RETURNS int[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
  SELECT coalesce(string_to_array(access.context_part(5), ',')::int[], '{}') $$;
/** The purpose of a system context (sign-in, relay, …); such a context holds no keys and sees no content. */
CREATE FUNCTION access.purpose() RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$ SELECT access.context_part(6) $$;
CREATE FUNCTION access.is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$ SELECT access.context_part(6) IS NOT NULL $$;
/** 0 nobody signed in, 1 a password, 2 a second factor passed. */
CREATE FUNCTION access.assurance() RETURNS int LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$ SELECT coalesce(access.context_part(7)::int, 0) $$;
GRANT EXECUTE ON FUNCTION access.context_part(int), access.assurance(), access.person_id(), access.organisation_id(), access.roles(), access.keys(),
  access.visible_sets(), access.purpose(), access.is_system() TO harbourlight_api, harbourlight_worker;
`;

/** Distinct sets of readers are few: they are interned, and a row holds the number of its set. */
const READER_SETS = `
CREATE TABLE access.reader_set (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  keys text[] NOT NULL CHECK (cardinality(keys) > 0),
  hash bytea NOT NULL UNIQUE
);
CREATE INDEX reader_set_keys ON access.reader_set USING gin (keys);

CREATE FUNCTION access.set_context(person uuid, organisation uuid, roles text[], keys text[], purpose text, assurance int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  sets text := (SELECT string_agg(s.id::text, ',') FROM access.reader_set s WHERE s.keys && set_context.keys);
  payload text := coalesce(person::text, '') || '|' || coalesce(organisation::text, '') || '|' || array_to_string(roles, ',') || '|'
    || array_to_string(keys, ',') || '|' || coalesce(sets, '') || '|' || coalesce(purpose, '') || '|' || assurance;
BEGIN
  PERFORM set_config('harbourlight.context', payload, true);
  PERFORM set_config('harbourlight.mac', access.context_mac(payload), true);
END $$;

/** The number of a set of keys, made if it is new. The caller's visible sets are computed again from the keys the database gave. */
CREATE FUNCTION access.intern_readers(reader_keys text[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  sorted text[] := ARRAY(SELECT DISTINCT k FROM unnest(reader_keys) k ORDER BY k);
  digest bytea := sha256(convert_to(array_to_string(sorted, ','), 'UTF8'));
  found int := (SELECT id FROM access.reader_set WHERE hash = digest);
BEGIN
  IF EXISTS (SELECT FROM unnest(sorted) k WHERE k IS NULL OR k !~ '^[a-z]+([:/][a-zA-Z0-9-]+)?$') THEN
    RAISE EXCEPTION 'readers hold something that is not a key' USING ERRCODE = 'check_violation';
  END IF;
  IF found IS NULL THEN
    INSERT INTO access.reader_set (keys, hash) VALUES (sorted, digest) ON CONFLICT (hash) DO NOTHING;
    SELECT id INTO found FROM access.reader_set WHERE hash = digest;
  END IF;
  -- New, or made by somebody else since this transaction entered its context.
  IF sorted && access.keys() AND NOT found = ANY (access.visible_sets()) THEN
    PERFORM access.set_context(access.person_id(), access.organisation_id(), access.roles(), access.keys(), access.purpose(), access.assurance());
  END IF;
  RETURN found;
END $$;
GRANT EXECUTE ON FUNCTION access.intern_readers(text[]) TO harbourlight_api, harbourlight_worker;
`;

/**
 * What a subscriber may receive, for the match: one row per organisation and combination of personal groups, kept by triggers of the accounts.
 * It only narrows the search; the live account is asked again when deliveries are written and when they are sent.
 */
const REACH = `
CREATE TABLE access.reach (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id uuid,
  personal_groups uuid[] NOT NULL DEFAULT '{}',
  keys text[] NOT NULL,
  UNIQUE NULLS NOT DISTINCT (organisation_id, personal_groups)
);
CREATE INDEX reach_keys ON access.reach USING gin (keys);
`;
