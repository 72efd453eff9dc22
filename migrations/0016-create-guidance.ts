import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Guidance articles and their revisions, on the pattern of advisories (0005): `article` is the card of what is published, `revision` every text.
 * What is published is public; what is in work is its desk's. Articles that come with the platform are published without an approver and
 * marked as such: only the worker can do that, and never over what people wrote.
 */
export class CreateGuidance implements MigrationInterface {
  readonly name = 'create-guidance-0000000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RULES);
    await runner.query(POLICIES);
    await runner.query(STEPS);
    await runner.query(SHIPPING);
    await runner.query(SEARCH);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const TABLES = `
CREATE SCHEMA guidance;
GRANT USAGE ON SCHEMA guidance TO harbourlight_api, harbourlight_worker;

CREATE TABLE guidance.article (
  id uuid PRIMARY KEY,
  /** Part of the address of its page: the same for ever. */
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
  /** NULL: it came with the platform. */
  organisation_id uuid REFERENCES accounts.organisation,
  state text NOT NULL CHECK (state IN ('draft', 'in_review', 'published', 'withdrawn', 'discarded')),
  reader_set int NOT NULL REFERENCES access.reader_set,
  created_at timestamptz NOT NULL DEFAULT now(),
  revision_id uuid,
  revision int,
  audiences text[] NOT NULL DEFAULT '{}',
  topic text,
  minutes int,
  cost text,
  reviewed_on date,
  source_language text,
  title jsonb,
  summary jsonb,
  published_at timestamptz,
  updated_at timestamptz,
  withdrawn_at timestamptz,
  withdrawal_notice jsonb,
  search tsvector,
  CHECK ((published_at IS NULL) = (revision_id IS NULL))
);
CREATE INDEX article_published ON guidance.article (reader_set, updated_at DESC, id DESC) WHERE published_at IS NOT NULL;

CREATE TABLE guidance.revision (
  id uuid PRIMARY KEY,
  article_id uuid NOT NULL REFERENCES guidance.article,
  organisation_id uuid REFERENCES accounts.organisation,
  slug text NOT NULL,
  number int NOT NULL CHECK (number > 0),
  state text NOT NULL CHECK (state IN ('draft', 'in_review', 'published', 'discarded')),
  reader_set int NOT NULL REFERENCES access.reader_set,
  author_id uuid REFERENCES accounts.person,
  editors uuid[] NOT NULL,
  approved_by uuid REFERENCES accounts.person,
  content jsonb NOT NULL,
  summary_of_changes jsonb,
  /** Of a text that came with the platform: the hash of the files that it was read from. */
  shipped_hash bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  saved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  submitted_at timestamptz,
  published_at timestamptz,
  return_reason text,
  CONSTRAINT nobody_approves_what_they_wrote CHECK (approved_by IS NULL OR NOT (approved_by = ANY (editors || author_id))),
  CONSTRAINT published_is_approved CHECK (state <> 'published' OR (published_at IS NOT NULL AND (approved_by IS NOT NULL OR shipped_hash IS NOT NULL))),
  CONSTRAINT people_write_in_their_own_name CHECK ((author_id IS NULL) = (shipped_hash IS NOT NULL))
);
CREATE UNIQUE INDEX revision_number ON guidance.revision (article_id, number) WHERE state <> 'discarded';
CREATE UNIQUE INDEX revision_in_work ON guidance.revision (article_id) WHERE state IN ('draft', 'in_review');
CREATE INDEX revision_by_state ON guidance.revision (reader_set, saved_at DESC, id DESC) WHERE state IN ('draft', 'in_review');

/** "Was this useful?": counted by article and language, and nothing of whoever answered. */
CREATE TABLE guidance.feedback (
  article_id uuid NOT NULL REFERENCES guidance.article,
  language text NOT NULL CHECK (language IN ('en', 'zh-Hant', 'zh-Hans')),
  useful int NOT NULL DEFAULT 0,
  not_useful int NOT NULL DEFAULT 0,
  PRIMARY KEY (article_id, language)
);
`;

const RULES = `
/** What holds for every revision, whoever writes it; advisories.guard_revision says the same of advisories. */
CREATE FUNCTION guidance.guard_revision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND to_jsonb(OLD) IS DISTINCT FROM to_jsonb(NEW) THEN
    RAISE EXCEPTION 'a published revision is immutable' USING ERRCODE = 'check_violation';
  END IF;
  IF current_user NOT IN ('harbourlight_api', 'harbourlight_worker') THEN
    RETURN NEW;
  END IF;
  IF NEW.state = 'published' OR NEW.approved_by IS NOT NULL OR NEW.published_at IS NOT NULL OR NEW.shipped_hash IS NOT NULL THEN
    RAISE EXCEPTION 'a revision is published by guidance.publish_revision alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.author_id IS DISTINCT FROM access.person_id() THEN
      RAISE EXCEPTION 'nobody writes in the name of another' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.article_id, NEW.organisation_id, NEW.slug, NEW.author_id, NEW.number) IS DISTINCT FROM
     (OLD.id, OLD.article_id, OLD.organisation_id, OLD.slug, OLD.author_id, OLD.number) OR NOT NEW.editors @> OLD.editors THEN
    RAISE EXCEPTION 'what a revision belongs to and who wrote it is not changed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.content IS DISTINCT FROM OLD.content THEN
    IF OLD.state <> 'draft' THEN
      RAISE EXCEPTION 'what is under review is not changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT (NEW.editors || NEW.author_id) @> ARRAY[access.person_id()] THEN
      RAISE EXCEPTION 'whoever changes a text is among its editors' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_revision BEFORE INSERT OR UPDATE ON guidance.revision FOR EACH ROW EXECUTE FUNCTION guidance.guard_revision();

/** Until it is published, an article is where its first revision is. The owner's rights, because service roles may not update articles. */
CREATE FUNCTION guidance.follow_first_revision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE guidance.article SET state = NEW.state, reader_set = NEW.reader_set
    WHERE id = NEW.article_id AND published_at IS NULL AND (state, reader_set) IS DISTINCT FROM (NEW.state, NEW.reader_set);
  RETURN NULL;
END $$;
CREATE TRIGGER follow_first_revision AFTER INSERT OR UPDATE OF state, reader_set ON guidance.revision
  FOR EACH ROW EXECUTE FUNCTION guidance.follow_first_revision();

/** Whether the context is of the desk of the operating CERT, after a second factor. */
CREATE FUNCTION guidance.is_desk() RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM accounts.organisation o WHERE o.is_operator AND 'desk:' || o.id = ANY (access.keys()))
$$;
GRANT EXECUTE ON FUNCTION guidance.is_desk() TO harbourlight_api, harbourlight_worker;
`;

const POLICIES = `
DO $$
DECLARE
  t text;
  own CONSTANT text := 'reader_set = ANY ((SELECT access.visible_sets())::int[])';
BEGIN
  FOREACH t IN ARRAY ARRAY['article', 'revision', 'feedback'] LOOP
    EXECUTE format('ALTER TABLE guidance.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE guidance.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON guidance.%I TO harbourlight_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON guidance.%I TO harbourlight_api, harbourlight_worker', t);
  END LOOP;
  EXECUTE format('CREATE POLICY readers ON guidance.article TO harbourlight_api, harbourlight_worker USING (%1$s) WITH CHECK (%1$s AND published_at IS NULL)', own);
  EXECUTE format('CREATE POLICY readers ON guidance.revision TO harbourlight_api, harbourlight_worker
    USING (%1$s AND (state <> ''published'' OR EXISTS (SELECT FROM guidance.article a WHERE a.id = article_id AND a.state <> ''withdrawn'')))
    WITH CHECK (%1$s AND (state = ''discarded'' OR advisories.readers_in_work(state, organisation_id, author_id, reader_set)))', own);
END $$;
CREATE POLICY written_by_the_desk ON guidance.article AS RESTRICTIVE FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK (organisation_id = (SELECT access.organisation_id()) AND (SELECT guidance.is_desk()));
CREATE POLICY written_by_the_desk ON guidance.revision AS RESTRICTIVE FOR INSERT TO harbourlight_api, harbourlight_worker
  WITH CHECK (organisation_id = (SELECT access.organisation_id()) AND (SELECT guidance.is_desk())
    AND EXISTS (SELECT FROM guidance.article a WHERE a.id = article_id));
CREATE POLICY read_by_the_desk ON guidance.feedback FOR SELECT TO harbourlight_api, harbourlight_worker
  USING ((SELECT guidance.is_desk()) AND EXISTS (SELECT FROM guidance.article a WHERE a.id = article_id));
GRANT INSERT ON guidance.article, guidance.revision TO harbourlight_api, harbourlight_worker;
GRANT UPDATE (state, reader_set, editors, content, summary_of_changes, saved_at, submitted_at, return_reason) ON guidance.revision
  TO harbourlight_api, harbourlight_worker;
`;

/** The steps that change who may read what is published. Each asks first whether the caller's context sees the row and may take the step. */
const STEPS = `
/** The card of what is published, from the revision and from what the caller computed of it: the texts of the search. */
CREATE FUNCTION guidance.set_card(p_revision uuid, p_card jsonb, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  r guidance.revision;
  c jsonb;
BEGIN
  SELECT * INTO STRICT r FROM guidance.revision WHERE id = p_revision;
  c := r.content;
  UPDATE guidance.article SET state = 'published', reader_set = r.reader_set, revision_id = r.id, revision = r.number,
      audiences = ARRAY(SELECT jsonb_array_elements_text(c->'audiences')), topic = c->>'topic', minutes = (c->>'minutes')::int, cost = c->>'cost',
      reviewed_on = (c->>'reviewedOn')::date, source_language = c->>'sourceLanguage',
      title = (SELECT jsonb_object_agg(t.key, t.value->'title') FROM jsonb_each(c->'texts') t),
      summary = (SELECT jsonb_object_agg(t.key, t.value->'summary') FROM jsonb_each(c->'texts') t),
      published_at = coalesce(published_at, p_at), updated_at = p_at,
      search = advisories.search_vector(p_card->>'searchA', p_card->>'searchB', p_card->>'searchC', p_card->>'searchD')
    WHERE id = r.article_id AND state <> 'withdrawn';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'what is withdrawn does not come back' USING ERRCODE = 'no_data_found';
  END IF;
END $$;

CREATE FUNCTION guidance.publish_revision(p_revision uuid, p_card jsonb) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  r guidance.revision;
  at timestamptz := clock_timestamp();
BEGIN
  SELECT * INTO r FROM guidance.revision WHERE id = p_revision AND reader_set = ANY (access.visible_sets()) FOR UPDATE;
  IF NOT FOUND OR r.state <> 'in_review' THEN
    RAISE EXCEPTION 'there is no such revision to review' USING ERRCODE = 'no_data_found';
  END IF;
  IF NOT 'desk:cert' = ANY (access.keys()) THEN
    RAISE EXCEPTION 'only a reviewer of the operating CERT takes this step' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF access.person_id() = ANY (r.editors || r.author_id) THEN
    RAISE EXCEPTION 'nobody approves what they wrote' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE guidance.revision SET state = 'published', reader_set = access.intern_readers(ARRAY['public']), approved_by = access.person_id(), published_at = at
    WHERE id = r.id;
  PERFORM guidance.set_card(r.id, p_card, at);
  RETURN at;
END $$;

/** The text gives way to the notice, and a revision in work is discarded. Answers false where there is nothing published that the caller sees. */
CREATE FUNCTION guidance.withdraw_article(p_article uuid, p_notice jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT 'desk:cert' = ANY (access.keys()) THEN
    RAISE EXCEPTION 'only a reviewer of the operating CERT takes this step' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE guidance.article SET state = 'withdrawn', withdrawn_at = clock_timestamp(), updated_at = clock_timestamp(), withdrawal_notice = p_notice,
      summary = NULL, search = NULL
    WHERE id = p_article AND state = 'published' AND reader_set = ANY (access.visible_sets());
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE guidance.revision SET state = 'discarded' WHERE article_id = p_article AND state IN ('draft', 'in_review');
  RETURN true;
END $$;

/** Counts an answer to "was this useful?". The owner's rights, because whoever answers may not read the counts. */
CREATE FUNCTION guidance.count_feedback(p_slug text, p_language text, p_useful boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO guidance.feedback AS f (article_id, language, useful, not_useful)
    SELECT a.id, p_language, p_useful::int, (NOT p_useful)::int FROM guidance.article a
    WHERE a.slug = p_slug AND a.state = 'published' AND a.reader_set = ANY (access.visible_sets())
    ON CONFLICT (article_id, language) DO UPDATE SET useful = f.useful + excluded.useful, not_useful = f.not_useful + excluded.not_useful;
  RETURN FOUND;
END $$;
GRANT EXECUTE ON FUNCTION guidance.publish_revision(uuid, jsonb), guidance.withdraw_article(uuid, jsonb), guidance.count_feedback(text, text, boolean)
  TO harbourlight_api, harbourlight_worker;
`;

/**
 * What comes with the platform. For the worker's own context alone, because it publishes without an approver: public, and only where people
 * have not written since. A text that is in work, was withdrawn, or was published by people stays.
 */
const SHIPPING = `
CREATE FUNCTION guidance.ship_article(p_slug text, p_content jsonb, p_card jsonb, p_hash bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  a guidance.article;
  made uuid := gen_random_uuid();
  public_set int;
  at timestamptz := clock_timestamp();
BEGIN
  IF access.purpose() IS DISTINCT FROM 'guidance-shipping' THEN
    RAISE EXCEPTION 'only the platform itself ships articles' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('guidance ' || p_slug, 0));
  public_set := access.intern_readers(ARRAY['public']);
  SELECT * INTO a FROM guidance.article WHERE slug = p_slug;
  IF FOUND THEN
    IF a.state <> 'published' OR EXISTS (SELECT FROM guidance.revision r WHERE r.article_id = a.id AND r.state IN ('draft', 'in_review'))
      OR NOT EXISTS (SELECT FROM guidance.revision r WHERE r.id = a.revision_id AND r.shipped_hash IS NOT NULL AND r.shipped_hash <> p_hash)
      -- An older release beside a newer one must not bring back what was shipped before.
      OR EXISTS (SELECT FROM guidance.revision r WHERE r.article_id = a.id AND r.shipped_hash = p_hash) THEN
      RETURN false;
    END IF;
  ELSE
    INSERT INTO guidance.article (id, slug, state, reader_set) VALUES (gen_random_uuid(), p_slug, 'draft', public_set) RETURNING * INTO a;
  END IF;
  INSERT INTO guidance.revision (id, article_id, slug, number, state, reader_set, editors, content, shipped_hash, published_at)
    VALUES (made, a.id, p_slug, coalesce(a.revision, 0) + 1, 'published', public_set, '{}', p_content, p_hash, at);
  PERFORM guidance.set_card(made, p_card, at);
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION guidance.ship_article(text, jsonb, jsonb, bytea) TO harbourlight_worker;
`;

/**
 * Questions in plain words: any of the words, and what few articles hold counts for more. Under the caller's own row-level security: there are
 * hundreds of articles and not a million.
 */
const SEARCH = `
/** The words of a question that tell anything, each once; of Latin words the stem, roughly. At most 40 of the first 300 characters. */
CREATE FUNCTION guidance.words_asked(typed text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT coalesce(array_agg(word), '{}') FROM (
    SELECT DISTINCT CASE WHEN word ~ '^[a-z]{5,}$' THEN regexp_replace(word, '(ing|ed|s)$', '') ELSE word END AS word
    FROM unnest(advisories.lexemes(left(advisories.normalised(typed), 300), false)) AS word
    WHERE word <> ALL (ARRAY['a', 'about', 'an', 'and', 'are', 'as', 'at', 'be', 'been', 'but', 'by', 'can', 'could', 'did', 'do', 'does', 'for', 'from', 'had', 'has',
      'have', 'how', 'i', 'if', 'in', 'into', 'is', 'it', 'its', 'me', 'must', 'my', 'of', 'on', 'or', 'our', 'out', 's', 'should', 'so', 'some', 'that', 'the',
      'them', 'then', 'there', 'they', 'this', 'to', 'up', 'was', 'we', 'were', 'what', 'when', 'which', 'who', 'why', 'will', 'with', 'would', 'you', 'your',
      '怎么', '么办', '怎麼', '麼辦', '怎樣', '怎样', '如何', '我的', '什么', '什麼', '可以', '是不', '不是', '是否', '应该', '應該', '该怎', '該怎', '點做', '點算', '怎辦'])
    LIMIT 40) AS asked
$$;

CREATE FUNCTION guidance.find(p_typed text, p_limit int) RETURNS TABLE (id uuid, score double precision)
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  WITH hit AS (
    SELECT a.id, w.word, max(ts_rank('{0.1, 0.3, 0.5, 1.0}', a.search, q.query)) AS rank
    FROM unnest(guidance.words_asked(p_typed)) AS w(word),
      LATERAL (SELECT to_tsquery('simple', w.word || CASE WHEN w.word ~ '^[a-z0-9]{4,}$' THEN ':*' ELSE '' END) AS query) AS q,
      guidance.article a
    WHERE a.state = 'published' AND a.search @@ q.query GROUP BY a.id, w.word
  ), weighed AS (
    SELECT hit.id, sum(hit.rank * ln(1 + (SELECT count(*) FROM guidance.article WHERE state = 'published')::float8 / common.articles)) AS score
    FROM hit JOIN (SELECT word, count(*) AS articles FROM hit GROUP BY word) AS common USING (word) GROUP BY hit.id
  )
  SELECT w.id, w.score FROM weighed w WHERE w.score >= 0.25 * (SELECT max(score) FROM weighed) ORDER BY w.score DESC, w.id LIMIT p_limit
$$;
GRANT EXECUTE ON FUNCTION guidance.words_asked(text), guidance.find(text, int) TO harbourlight_api, harbourlight_worker;
`;
