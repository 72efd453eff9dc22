import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wishes (subscriptions), the places that alerts go to (endpoints), and the inverted rows by which a revision finds its subscribers. */
export class CreateSubscriptions implements MigrationInterface {
  readonly name = 'create-subscriptions-0000000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(INVERTED);
    await runner.query(MATCHES);
    await runner.query(TERMS_FOLLOW);
    await runner.query(REACH_FOLLOWS);
    await runner.query(MATCH);
    await runner.query(POLICIES);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
CREATE SCHEMA subscriptions;
GRANT USAGE ON SCHEMA subscriptions TO harbourlight_api, harbourlight_worker;

/** Owned by a person, by an organisation (shared), or by neither: then it is the address of public email subscriptions. */
CREATE TABLE subscriptions.endpoint (
  id uuid PRIMARY KEY,
  person_id uuid REFERENCES accounts.person,
  organisation_id uuid REFERENCES accounts.organisation,
  channel text NOT NULL CHECK (channel IN ('email', 'webhook')),
  name text NOT NULL DEFAULT '',
  address text NOT NULL,
  language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'zh-Hant', 'zh-Hans')),
  status text NOT NULL DEFAULT 'unconfirmed' CHECK (status IN ('unconfirmed', 'active', 'paused', 'disabled', 'suppressed')),
  status_reason text,
  allow_amber boolean NOT NULL DEFAULT false,
  event_types text[] NOT NULL DEFAULT '{advisory.published,advisory.updated,advisory.withdrawn}'
    CHECK (event_types <@ ARRAY['advisory.published', 'advisory.updated', 'advisory.withdrawn']),
  openpgp_key text,
  openpgp_fingerprint text,
  openpgp_expires_at timestamptz,
  confirmation_hash bytea,
  confirmation_expires_at timestamptz,
  confirmation_requested_at timestamptz,
  confirmed_at timestamptz,
  failing_since timestamptz,
  notice_step smallint NOT NULL DEFAULT 0,
  soft_bounces int NOT NULL DEFAULT 0,
  soft_bounces_since timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  CHECK (person_id IS NULL OR organisation_id IS NULL),
  CHECK (channel = 'email' OR num_nonnulls(person_id, organisation_id) = 1),
  CONSTRAINT nothing_active_is_unconfirmed CHECK (status = 'unconfirmed' OR confirmed_at IS NOT NULL),
  CONSTRAINT amber_only_to_shared_https CHECK (NOT allow_amber OR (channel = 'webhook' AND organisation_id IS NOT NULL
    AND confirmed_at IS NOT NULL AND address LIKE 'https://%'))
);
CREATE INDEX endpoint_person ON subscriptions.endpoint (person_id, created_at DESC, id DESC) WHERE person_id IS NOT NULL;
CREATE INDEX endpoint_organisation ON subscriptions.endpoint (organisation_id, created_at DESC, id DESC) WHERE organisation_id IS NOT NULL;
CREATE INDEX endpoint_address ON subscriptions.endpoint (lower(address)) WHERE channel = 'email' AND deleted_at IS NULL;
CREATE INDEX endpoint_confirmation ON subscriptions.endpoint (confirmation_hash) WHERE confirmation_hash IS NOT NULL;
/** Within one owner: across owners it would tell who else uses an address. */
CREATE UNIQUE INDEX endpoint_one_mailbox_per_owner ON subscriptions.endpoint (person_id, organisation_id, lower(address))
  NULLS NOT DISTINCT WHERE channel = 'email' AND deleted_at IS NULL;

/** Signing secrets, encrypted with the application's key; during a rotation there are two. */
CREATE TABLE subscriptions.endpoint_secret (
  id uuid PRIMARY KEY,
  endpoint_id uuid NOT NULL REFERENCES subscriptions.endpoint,
  secret_encrypted bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz
);
CREATE INDEX endpoint_secret_endpoint ON subscriptions.endpoint_secret (endpoint_id);

CREATE TABLE subscriptions.subscription (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY,
  person_id uuid REFERENCES accounts.person,
  organisation_id uuid REFERENCES accounts.organisation,
  name text NOT NULL DEFAULT '',
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'unconfirmed', 'cancelled')),
  frequency text NOT NULL CHECK (frequency IN ('immediate', 'hourly', 'daily', 'weekly')),
  time_zone text NOT NULL DEFAULT 'UTC',
  /** The criteria as their owner wrote them; the columns after it hold the same in the terms of advisory.terms ('cve:…', 'vendor:…'). */
  criteria jsonb NOT NULL DEFAULT '{}',
  min_severity smallint NOT NULL DEFAULT 0 CHECK (min_severity BETWEEN 0 AND 3),
  exploited_only boolean NOT NULL DEFAULT false,
  kinds text[] NOT NULL DEFAULT '{}',
  tags text[] NOT NULL DEFAULT '{}',
  sectors text[] NOT NULL DEFAULT '{}',
  vendors text[] NOT NULL DEFAULT '{}',
  products text[] NOT NULL DEFAULT '{}',
  cves text[] NOT NULL DEFAULT '{}',
  /** As written; each is searched as a phrase. keyword_query follows from them by a trigger. */
  keywords text[] NOT NULL DEFAULT '{}',
  keyword_query tsquery,
  /** Set by a trigger from the owner, never by the application. */
  reach int NOT NULL REFERENCES access.reach,
  confirmation_hash bytea,
  confirmation_expires_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (person_id IS NULL OR organisation_id IS NULL),
  -- With what a match answers of each, so that it reads this index alone.
  UNIQUE (number) INCLUDE (id, person_id, organisation_id, frequency, time_zone)
);
CREATE INDEX subscription_person ON subscriptions.subscription (person_id, created_at DESC, id DESC) WHERE person_id IS NOT NULL;
CREATE INDEX subscription_organisation ON subscriptions.subscription (organisation_id, created_at DESC, id DESC)
  WHERE organisation_id IS NOT NULL;
CREATE INDEX subscription_confirmation ON subscriptions.subscription (confirmation_hash) WHERE confirmation_hash IS NOT NULL;

CREATE TABLE subscriptions.subscription_endpoint (
  subscription_id uuid NOT NULL REFERENCES subscriptions.subscription,
  endpoint_id uuid NOT NULL REFERENCES subscriptions.endpoint,
  PRIMARY KEY (subscription_id, endpoint_id)
);
CREATE INDEX subscription_endpoint_endpoint ON subscriptions.subscription_endpoint (endpoint_id);

/** Requests for public subscriptions, counted so that nobody's mailbox is filled by a stranger. Hashes (HMAC) only: no address of either kind. */
CREATE TABLE subscriptions.public_request (
  client_hash text NOT NULL,
  address_hash text NOT NULL,
  is_mailed boolean NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX public_request_client ON subscriptions.public_request (client_hash, requested_at);
CREATE INDEX public_request_address ON subscriptions.public_request (address_hash, requested_at);

/**
 * What a person may read must not go to a place that their colleagues share, nor a member's alerts to a public address: a subscription and
 * its endpoints have one owner.
 */
CREATE FUNCTION subscriptions.keep_one_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM subscriptions.subscription s JOIN subscriptions.endpoint e
      ON s.person_id IS NOT DISTINCT FROM e.person_id AND s.organisation_id IS NOT DISTINCT FROM e.organisation_id
      WHERE s.id = NEW.subscription_id AND e.id = NEW.endpoint_id) THEN
    RAISE EXCEPTION 'a subscription and its endpoints have one owner' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER one_owner BEFORE INSERT OR UPDATE ON subscriptions.subscription_endpoint FOR EACH ROW EXECUTE FUNCTION subscriptions.keep_one_owner();

CREATE FUNCTION subscriptions.refuse_other_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the owner of a % and the address of an endpoint do not change', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER same_owner BEFORE UPDATE ON subscriptions.subscription FOR EACH ROW
  WHEN ((OLD.person_id, OLD.organisation_id) IS DISTINCT FROM (NEW.person_id, NEW.organisation_id)) EXECUTE FUNCTION subscriptions.refuse_other_owner();
CREATE TRIGGER same_owner BEFORE UPDATE ON subscriptions.endpoint FOR EACH ROW
  WHEN ((OLD.person_id, OLD.organisation_id, OLD.channel, OLD.address) IS DISTINCT FROM (NEW.person_id, NEW.organisation_id, NEW.channel, NEW.address))
  EXECUTE FUNCTION subscriptions.refuse_other_owner();
`;

/**
 * One row per term of the criterion that narrows most ('*' where there is none). is_whole says that the row alone decides and nothing
 * else needs to be compared. Everything that the search for hits needs is in the index.
 */
const INVERTED = `
CREATE TABLE subscriptions.term (
  term text NOT NULL,
  min_severity smallint NOT NULL,
  reach int NOT NULL,
  subscription_number bigint NOT NULL,
  is_whole boolean NOT NULL
);
CREATE INDEX term_lookup ON subscriptions.term (term, min_severity) INCLUDE (reach, subscription_number, is_whole);
CREATE INDEX term_subscription ON subscriptions.term (subscription_number);
-- An index-only scan reads the heap for pages that are not known to be all visible: rows come and go with subscriptions, so vacuum often.
ALTER TABLE subscriptions.term SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
`;

const MATCHES = `
/**
 * The phrase of one keyword, cut into words as the search text of advisories is. NULL where nothing of it can be searched for. There a run
 * of Han characters ends with its last character as a word of its own, so what follows the run in a keyword stands one place further on.
 */
CREATE FUNCTION subscriptions.keyword_phrase(keyword text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
  word text;
  part tsquery;
  phrase tsquery;
  distance int := 1;
BEGIN
  FOREACH word IN ARRAY advisories.lexemes(advisories.normalised(keyword), true) LOOP
    part := phraseto_tsquery('simple', word);
    IF word ~ '^[\\u3400-\\u9fff\\uf900-\\ufaff\\U00020000-\\U0003ffff]$' THEN
      distance := distance + 1;
    ELSIF numnode(part) > 0 THEN
      phrase := CASE WHEN phrase IS NULL THEN part ELSE tsquery_phrase(phrase, part, distance) END;
      distance := 1;
    END IF;
  END LOOP;
  RETURN phrase;
END $$;

/** Any of the keywords. NULL where there is none. */
CREATE FUNCTION subscriptions.keyword_query(keywords text[]) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT string_agg('(' || subscriptions.keyword_phrase(k)::text || ')', ' | ')::tsquery FROM unnest(keywords) k
$$;

/**
 * The one definition of "matches": any of within one criterion, all across criteria; an empty criterion asks nothing. Used by the match of
 * a revision, the preview, the live subscriptions and "why did I get this?". No SET clause: it is to be inlined.
 */
CREATE FUNCTION subscriptions.matches(s subscriptions.subscription, a advisories.advisory) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  a.severity >= s.min_severity
  AND (a.exploited OR NOT s.exploited_only)
  AND (s.kinds = '{}' OR s.kinds && a.terms)
  AND (s.tags = '{}' OR s.tags && a.terms)
  AND (s.sectors = '{}' OR s.sectors && a.terms)
  AND (s.vendors = '{}' OR s.vendors && a.terms)
  AND (s.products = '{}' OR s.products && a.terms)
  AND (s.cves = '{}' OR s.cves && a.terms)
  AND (s.keyword_query IS NULL OR a.search @@ s.keyword_query)
);

/** A subscription that is not stored, from its criteria in terms: for the preview and the live subscriptions. */
CREATE FUNCTION subscriptions.unsaved(criteria jsonb) RETURNS subscriptions.subscription
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT jsonb_populate_record(NULL::subscriptions.subscription, criteria || jsonb_build_object('keyword_query',
    subscriptions.keyword_query(ARRAY(SELECT jsonb_array_elements_text(criteria->'keywords')))::text))
$$;

/** What of a subscription's criteria an advisory meets: terms, and keywords as 'keyword:…'. Only meaningful where matches() is true. */
CREATE FUNCTION subscriptions.met(s subscriptions.subscription, a advisories.advisory) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT t FROM unnest(s.kinds || s.tags || s.sectors || s.vendors || s.products || s.cves) t WHERE t = ANY (a.terms))
    || ARRAY(SELECT 'keyword:' || k FROM unnest(s.keywords) k WHERE a.search @@ subscriptions.keyword_phrase(k))
$$;
GRANT EXECUTE ON FUNCTION subscriptions.keyword_phrase(text), subscriptions.keyword_query(text[]), subscriptions.unsaved(jsonb),
  subscriptions.matches(subscriptions.subscription, advisories.advisory), subscriptions.met(subscriptions.subscription, advisories.advisory)
  TO harbourlight_api, harbourlight_worker;
`;

const TERMS_FOLLOW = `
/** The terms by which a subscription is found: those of its most selective criterion. A keyword is found by its longest word. */
CREATE FUNCTION subscriptions.anchors(s subscriptions.subscription) RETURNS TABLE (term text, is_whole boolean)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT anchor.term, bool_or(asked.criteria <= 1 AND anchor.is_single)
  FROM (SELECT (s.cves <> '{}')::int + (s.products <> '{}')::int + (s.vendors <> '{}')::int + (s.keywords <> '{}')::int + (s.tags <> '{}')::int
      + (s.sectors <> '{}')::int + (s.kinds <> '{}')::int + s.exploited_only::int AS criteria) asked,
    LATERAL (
      SELECT t AS term, true AS is_single FROM unnest(CASE
        WHEN s.cves <> '{}' THEN s.cves WHEN s.products <> '{}' THEN s.products WHEN s.vendors <> '{}' THEN s.vendors
        WHEN s.keywords <> '{}' THEN '{}' WHEN s.tags <> '{}' THEN s.tags WHEN s.exploited_only THEN '{exploited}'
        WHEN s.sectors <> '{}' THEN s.sectors WHEN s.kinds <> '{}' THEN s.kinds ELSE '{*}' END) t
      UNION ALL
      SELECT 'word:' || longest.lexeme, numnode(subscriptions.keyword_phrase(k)) = 1
      FROM unnest(CASE WHEN s.cves || s.products || s.vendors = '{}' THEN s.keywords END) k,
        LATERAL (SELECT lexeme FROM unnest(to_tsvector('simple', advisories.searchable(k))) ORDER BY length(lexeme) DESC, lexeme LIMIT 1) longest
    ) anchor
  GROUP BY anchor.term
$$;
/** With the owner's rights, since nobody else writes terms: they are always those of the stored criteria, and of active subscriptions only. */
CREATE FUNCTION subscriptions.write_terms() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  DELETE FROM subscriptions.term WHERE subscription_number = coalesce(NEW.number, OLD.number);
  IF NEW.status = 'active' THEN
    INSERT INTO subscriptions.term (term, min_severity, reach, subscription_number, is_whole)
      SELECT a.term, NEW.min_severity, NEW.reach, NEW.number, a.is_whole FROM subscriptions.anchors(NEW) a;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER write_terms AFTER INSERT OR DELETE OR UPDATE OF status, reach, min_severity, exploited_only, kinds, tags, sectors, vendors,
  products, cves, keywords ON subscriptions.subscription FOR EACH ROW EXECUTE FUNCTION subscriptions.write_terms();
`;

/**
 * Reach narrows the match, so a reach that lags behind the account is a lost alert. Whoever writes a subscription and whoever changes the
 * account of its owner take the same lock, so that neither computes from what the other is about to change.
 */
const REACH_FOLLOWS = `
CREATE FUNCTION subscriptions.account_lock(account uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$ SELECT hashtextextended('reach ' || account, 6) $$;
GRANT EXECUTE ON FUNCTION subscriptions.account_lock(uuid) TO harbourlight_api, harbourlight_worker;

/** A new reach is computed under the lock of its organisation: access.refresh_reach() sees it, or it sees what is being changed. */
CREATE FUNCTION subscriptions.compute_keys() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.organisation_id IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock_shared(subscriptions.account_lock(NEW.organisation_id));
    NEW.keys := access.reach_keys(NEW.organisation_id, NEW.personal_groups);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER compute_keys BEFORE INSERT ON access.reach FOR EACH ROW EXECUTE FUNCTION subscriptions.compute_keys();

CREATE FUNCTION subscriptions.compute_columns() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  NEW.keyword_query := subscriptions.keyword_query(NEW.keywords);
  IF TG_OP = 'INSERT' THEN
    IF NEW.person_id IS NOT NULL THEN
      PERFORM pg_advisory_xact_lock_shared(subscriptions.account_lock(NEW.person_id));
    END IF;
    NEW.reach := access.reach_of(NEW.person_id, NEW.organisation_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER compute_columns BEFORE INSERT OR UPDATE OF keywords ON subscriptions.subscription
  FOR EACH ROW EXECUTE FUNCTION subscriptions.compute_columns();

CREATE FUNCTION subscriptions.hold_account() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  rows jsonb[] := ARRAY[to_jsonb(OLD), to_jsonb(NEW)];
  account uuid;
BEGIN
  FOR account IN SELECT DISTINCT x::uuid FROM unnest(rows) r, unnest(CASE TG_TABLE_NAME WHEN 'group_member'
      THEN ARRAY[r->>'person_id', r->>'organisation_id'] ELSE ARRAY[r->>'id'] END) x WHERE x IS NOT NULL ORDER BY 1 LOOP
    PERFORM pg_advisory_xact_lock(subscriptions.account_lock(account));
  END LOOP;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER hold_account BEFORE UPDATE OF status, tier, sectors ON accounts.organisation FOR EACH ROW EXECUTE FUNCTION subscriptions.hold_account();
CREATE TRIGGER hold_account BEFORE UPDATE OF organisation_id ON accounts.person FOR EACH ROW EXECUTE FUNCTION subscriptions.hold_account();
CREATE TRIGGER hold_account BEFORE INSERT OR UPDATE OR DELETE ON accounts.group_member FOR EACH ROW EXECUTE FUNCTION subscriptions.hold_account();

/** With the owner's rights: whoever changes an account does not see its subscriptions, which must follow all the same. */
CREATE FUNCTION subscriptions.follow_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  people uuid[] := CASE TG_TABLE_NAME WHEN 'person' THEN ARRAY[to_jsonb(NEW)->>'id']
    ELSE ARRAY[to_jsonb(NEW)->>'person_id', to_jsonb(OLD)->>'person_id'] END::uuid[];
BEGIN
  UPDATE subscriptions.subscription s SET reach = access.reach_of(s.person_id, s.organisation_id)
    WHERE s.person_id = ANY (people) AND s.status <> 'cancelled';
  RETURN NULL;
END $$;
CREATE TRIGGER follow_account AFTER UPDATE OF organisation_id ON accounts.person FOR EACH ROW EXECUTE FUNCTION subscriptions.follow_account();
CREATE TRIGGER follow_account AFTER INSERT OR UPDATE OR DELETE ON accounts.group_member FOR EACH ROW EXECUTE FUNCTION subscriptions.follow_account();

/**
 * What the owner of a subscription or endpoint may receive at this moment; nothing where the person or the organisation is not active. For
 * the planning and for every send, which ask the live account and not the reach.
 */
CREATE FUNCTION subscriptions.owner_keys(person uuid, organisation uuid) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT CASE
    WHEN person IS NOT NULL THEN (SELECT CASE WHEN 'user:' || person = ANY (k) THEN k ELSE '{}' END FROM access.person_keys(person) k)
    WHEN organisation IS NOT NULL THEN access.organisation_keys(organisation)
    ELSE ARRAY['public']
  END
$$;
GRANT EXECUTE ON FUNCTION subscriptions.owner_keys(uuid, uuid) TO harbourlight_worker;
`;

const MATCH = `
/**
 * The numbers of the subscriptions that want what is published now of the revision's advisory and whose reach may read it. An inverted
 * search: the advisory's terms, its words and '*' are looked up in the index of terms; the rest of the criteria is compared on the hits.
 * Named readers (all that RED has) are found by person. With the owner's rights: the worker's context sees no content, and needs none.
 * The lists differ each time, so each call is planned for its own; OFFSET 0 keeps the comparison after the look-up of a hit, since the planner
 * takes it to be so selective that it would compare all subscriptions first (50 s instead of 50 ms).
 */
CREATE FUNCTION subscriptions.match_numbers(p_revision uuid) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10000 SET search_path = pg_catalog SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
  card advisories.advisory;
  readers text[];
  wanted text[];
  reaches int[];
  named uuid[];
BEGIN
  SELECT a.* INTO card FROM advisories.revision r JOIN advisories.advisory a ON a.id = r.advisory_id
    WHERE r.id = p_revision AND r.state = 'published' AND a.published_at IS NOT NULL AND a.withdrawn_at IS NULL;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT keys INTO readers FROM access.reader_set WHERE id = card.reader_set;
  reaches := ARRAY(SELECT id FROM access.reach WHERE keys && readers);
  named := ARRAY(SELECT substr(k, 6)::uuid FROM unnest(readers) k WHERE k LIKE 'user:%');
  wanted := card.terms || '*'::text || CASE WHEN card.exploited THEN '{exploited}' ELSE '{}' END::text[]
    || ARRAY(SELECT 'word:' || lexeme FROM unnest(card.search));
  RETURN QUERY
    WITH hit AS MATERIALIZED (
      SELECT t.subscription_number AS number, bool_or(t.is_whole) AS is_whole FROM subscriptions.term t
      WHERE t.term = ANY (wanted) AND t.min_severity <= card.severity AND t.reach = ANY (reaches) GROUP BY t.subscription_number
    )
    SELECT h.number FROM hit h WHERE h.is_whole
    UNION ALL
    SELECT h.number FROM hit h,
      LATERAL (SELECT s AS wish FROM subscriptions.subscription s WHERE s.number = h.number OFFSET 0) found
      WHERE NOT h.is_whole AND subscriptions.matches(found.wish, card)
    UNION ALL
    SELECT (found.wish).number FROM unnest(named) person,
      LATERAL (SELECT s AS wish FROM subscriptions.subscription s WHERE s.person_id = person AND s.status = 'active' OFFSET 0) found
      WHERE (found.wish).reach <> ALL (reaches) AND subscriptions.matches(found.wish, card);
END $$;

/** The matching subscriptions with their owners. Readers are narrowed by reach only: ask owner_keys() before anything is written or sent. */
CREATE FUNCTION subscriptions.match(p_revision uuid) RETURNS TABLE (
  subscription_id uuid, subscription_number bigint, person_id uuid, organisation_id uuid, frequency text, time_zone text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10000 SET search_path = pg_catalog SET jit = off AS $$
  SELECT s.id, s.number, s.person_id, s.organisation_id, s.frequency, s.time_zone
  FROM (SELECT m AS number FROM subscriptions.match_numbers(p_revision) m ORDER BY m) found JOIN subscriptions.subscription s ON s.number = found.number
$$;
GRANT EXECUTE ON FUNCTION subscriptions.match_numbers(uuid), subscriptions.match(uuid) TO harbourlight_worker;
`;

/**
 * Owners see and keep their own; what an organisation shares is seen by its people and kept by its administrators. System contexts serve
 * the public subscriptions. Secrets are written by the api and never read by it; terms are written by a trigger alone.
 */
const POLICIES = `
DO $$
DECLARE
  t text;
  seen text := '(person_id = (SELECT access.person_id()) OR organisation_id = (SELECT access.organisation_id()))';
  kept text := '(person_id = (SELECT access.person_id()) OR (organisation_id = (SELECT access.organisation_id()) AND ''organisation_admin'' = ANY ((SELECT access.roles())::text[])))';
BEGIN
  FOREACH t IN ARRAY ARRAY['endpoint', 'endpoint_secret', 'subscription', 'subscription_endpoint', 'term', 'public_request'] LOOP
    EXECUTE format('ALTER TABLE subscriptions.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE subscriptions.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON subscriptions.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY worker ON subscriptions.%I TO harbourlight_worker USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY system ON subscriptions.%I TO harbourlight_api USING ((SELECT access.is_system())) WITH CHECK ((SELECT access.is_system()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON subscriptions.%I TO harbourlight_worker', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['endpoint', 'subscription'] LOOP
    EXECUTE format('CREATE POLICY seen ON subscriptions.%I FOR SELECT TO harbourlight_api USING (%s)', t, seen);
    EXECUTE format('CREATE POLICY written ON subscriptions.%I FOR INSERT TO harbourlight_api WITH CHECK (%s)', t, kept);
    EXECUTE format('CREATE POLICY kept ON subscriptions.%I FOR UPDATE TO harbourlight_api USING (%s) WITH CHECK (%s)', t, kept, kept);
    EXECUTE format('GRANT SELECT, INSERT ON subscriptions.%I TO harbourlight_api', t);
  END LOOP;
  EXECUTE format('CREATE POLICY kept ON subscriptions.endpoint_secret TO harbourlight_api
    USING (EXISTS (SELECT FROM subscriptions.endpoint e WHERE e.id = endpoint_id AND %1$s))
    WITH CHECK (EXISTS (SELECT FROM subscriptions.endpoint e WHERE e.id = endpoint_id AND %1$s))', kept);
  EXECUTE format('CREATE POLICY seen ON subscriptions.subscription_endpoint FOR SELECT TO harbourlight_api
    USING (EXISTS (SELECT FROM subscriptions.subscription s WHERE s.id = subscription_id))');
  EXECUTE format('CREATE POLICY kept ON subscriptions.subscription_endpoint TO harbourlight_api
    USING (EXISTS (SELECT FROM subscriptions.subscription s WHERE s.id = subscription_id AND %1$s))
    WITH CHECK (EXISTS (SELECT FROM subscriptions.subscription s WHERE s.id = subscription_id AND %1$s)
      AND EXISTS (SELECT FROM subscriptions.endpoint e WHERE e.id = endpoint_id))', kept);
END $$;
GRANT UPDATE ON subscriptions.endpoint TO harbourlight_api;
-- Not the reach, nor what else follows by a trigger.
GRANT UPDATE (name, status, frequency, time_zone, criteria, min_severity, exploited_only, kinds, tags, sectors, vendors, products, cves,
  keywords, confirmation_hash, confirmation_expires_at, updated_at) ON subscriptions.subscription TO harbourlight_api;
GRANT SELECT (id, endpoint_id, created_at, expires_at), INSERT, UPDATE (expires_at) ON subscriptions.endpoint_secret TO harbourlight_api;
GRANT SELECT, INSERT, DELETE ON subscriptions.subscription_endpoint, subscriptions.public_request TO harbourlight_api;
-- Written by a trigger alone, so that they cannot differ from the criteria.
REVOKE INSERT, UPDATE, DELETE ON subscriptions.term FROM harbourlight_worker;
`;
