import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A part may have narrower readers than its advisory: an indicator carries a label and an audience of its own, from which its readers are
 * computed when it is published. And what the reviewing desk let out it can take back, also where it does not read it any more.
 */
export class NarrowParts implements MigrationInterface {
  readonly name = 'narrow-parts-0000000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(CARRIED);
    await runner.query(PUBLISH);
    await runner.query(WITHDRAW);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const COLUMNS = `
/** What its author narrowed it to; NULL where it is for everyone who reads the revision. Read with the row, so only by its own readers. */
ALTER TABLE advisories.indicator
  ADD COLUMN label text CHECK (label IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  ADD COLUMN audience jsonb;
`;

/**
 * Narrower indicators that whoever began a revision does not see. They stay with the advisory and are published again with it: a draft that
 * was begun by somebody else must not take them away. No service role reads this table: that there is a row would tell of it.
 */
const CARRIED = `
CREATE TABLE advisories.carried_indicator (
  revision_id uuid NOT NULL REFERENCES advisories.revision,
  indicator_id uuid NOT NULL REFERENCES advisories.indicator,
  PRIMARY KEY (revision_id, indicator_id)
);
ALTER TABLE advisories.carried_indicator ENABLE ROW LEVEL SECURITY;
ALTER TABLE advisories.carried_indicator FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON advisories.carried_indicator TO harbourlight_owner USING (true) WITH CHECK (true);

CREATE FUNCTION advisories.carry_hidden_indicators() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO advisories.carried_indicator (revision_id, indicator_id)
    SELECT NEW.id, i.id FROM advisories.advisory a JOIN advisories.indicator i ON i.revision_id = a.revision_id
    WHERE a.id = NEW.advisory_id AND (i.label IS NOT NULL OR i.audience IS NOT NULL) AND i.reader_set <> ALL (access.visible_sets());
  RETURN NULL;
END $$;
CREATE TRIGGER carry_hidden_indicators AFTER INSERT ON advisories.revision FOR EACH ROW EXECUTE FUNCTION advisories.carry_hidden_indicators();
`;

const PUBLISH = `
/** The rows of the indicators of a text that is published, each for the readers that its label and audience name: never a wider label. */
CREATE FUNCTION advisories.publish_indicators(r advisories.revision, p_readers int, p_part_readers jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  labels CONSTANT text[] := ARRAY['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'];
  part record;
  readers int;
BEGIN
  FOR part IN
    SELECT i.position, i.value->>'type' AS type, i.value->>'value' AS value, i.value->>'comment' AS comment, i.value->>'label' AS label,
      nullif(i.value->'audience', 'null') AS audience
    FROM jsonb_array_elements(r.content->'indicators') WITH ORDINALITY AS i(value, position)
  LOOP
    readers := p_readers;
    IF part.label IS NOT NULL OR part.audience IS NOT NULL THEN
      readers := (p_part_readers->>part.position::text)::int;
      IF array_position(labels, coalesce(part.label, r.label)) < array_position(labels, r.label)
        OR NOT coalesce(advisories.readers_fit(coalesce(part.label, r.label), coalesce(part.audience, '{}'), readers), false) THEN
        RAISE EXCEPTION 'the readers of a part are not those of its label, or it is wider than its advisory' USING ERRCODE = 'check_violation';
      END IF;
    END IF;
    INSERT INTO advisories.indicator (revision_id, position, reader_set, type, value, comment, label, audience)
      VALUES (r.id, part.position, readers, part.type, part.value, part.comment, part.label, part.audience);
  END LOOP;
  INSERT INTO advisories.indicator (revision_id, position, reader_set, type, value, comment, label, audience)
    SELECT r.id, 1000000 + row_number() OVER (ORDER BY i.position), i.reader_set, i.type, i.value, i.comment,
      labels[greatest(array_position(labels, coalesce(i.label, b.label)), array_position(labels, r.label))], i.audience
    FROM advisories.carried_indicator c JOIN advisories.indicator i ON i.id = c.indicator_id JOIN advisories.revision b ON b.id = i.revision_id
    WHERE c.revision_id = r.id;
END $$;

/**
 * Publishes: the revision, its indicators as rows of their own, and the card of the advisory. With the owner's rights, because the
 * reviewer need not be among the readers. A scheduled one is published by the worker alone, not before its instant.
 */
CREATE OR REPLACE FUNCTION advisories.publish_revision(p_revision uuid, p_readers int, p_card jsonb, OUT first_published_at timestamptz, OUT last_updated_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  r advisories.revision := advisories.revision_under_review(p_revision, ARRAY['in_review', 'scheduled']);
  at timestamptz := clock_timestamp();
  a advisories.advisory;
BEGIN
  IF r.state = 'scheduled' AND (session_user <> 'harbourlight_worker' OR r.scheduled_for > at OR r.scheduled_by <> access.person_id()) THEN
    RAISE EXCEPTION 'a scheduled revision is released by the worker at its instant' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF r.label IS NULL OR NOT coalesce(advisories.readers_fit(r.label, r.audience, p_readers), false) THEN
    RAISE EXCEPTION 'the readers are not those of the label' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM advisories.publish_indicators(r, p_readers, coalesce(p_card->'partReaders', '{}'));
  UPDATE advisories.revision SET state = 'published', reader_set = p_readers, approved_by = access.person_id(), published_at = at,
    content = content - 'indicators' WHERE id = r.id;
  UPDATE advisories.advisory SET state = 'published', reader_set = p_readers, revision_id = r.id, revision = r.number, kind = r.kind,
      severity = r.severity, label = r.label, published_at = coalesce(published_at, at), updated_at = at, title = r.content->'title',
      summary = r.content->'summary', source_language = r.content->>'sourceLanguage',
      publisher = (SELECT jsonb_strip_nulls(jsonb_build_object('en', o.name, 'zhHant', o.name_zh_hant, 'zhHans', o.name_zh_hans))
        FROM accounts.organisation o WHERE o.id = r.organisation_id),
      cves = ARRAY(SELECT jsonb_array_elements_text(p_card->'cves')), tags = ARRAY(SELECT jsonb_array_elements_text(p_card->'tags')),
      sectors = ARRAY(SELECT jsonb_array_elements_text(p_card->'sectors')), vendors = ARRAY(SELECT jsonb_array_elements_text(p_card->'vendors')),
      products = ARRAY(SELECT jsonb_array_elements_text(p_card->'products')), terms = ARRAY(SELECT jsonb_array_elements_text(p_card->'terms')),
      exploited = EXISTS (SELECT FROM advisories.known_exploited k WHERE k.cve = ANY (ARRAY(SELECT jsonb_array_elements_text(p_card->'cves')))),
      search = advisories.search_vector(p_card->>'searchA', p_card->>'searchB', p_card->>'searchC', p_card->>'searchD')
    WHERE id = r.advisory_id AND state <> 'withdrawn' RETURNING * INTO STRICT a;
  first_published_at := a.published_at;
  last_updated_at := a.updated_at;
END $$;
`;

/**
 * The content gives way to the notice: what would tell of it is taken from the card and from the search, row-level security closes the
 * texts, and a revision in work is discarded. With the owner's rights, because a reviewer need not be among the readers of what their desk
 * approved: whoever holds desk:cert may take back anything that is published, and is told its ids alone. No row where there is nothing
 * published of that name.
 */
const WITHDRAW = `
DROP FUNCTION advisories.withdraw_advisory(uuid, jsonb);
CREATE FUNCTION advisories.withdraw_advisory(p_advisory uuid, p_tracking_id text, p_notice jsonb)
RETURNS TABLE (advisory_id uuid, tracking_id text, revision_id uuid, organisation_id uuid, withdrawn_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
#variable_conflict use_column
DECLARE
  at timestamptz := clock_timestamp();
BEGIN
  IF NOT 'desk:cert' = ANY (access.keys()) THEN
    RAISE EXCEPTION 'only a reviewer of the operating CERT takes this step' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY UPDATE advisories.advisory a SET state = 'withdrawn', withdrawn_at = at, updated_at = at, withdrawal_notice = p_notice,
      summary = NULL, exploited = false, cves = '{}', tags = '{}', sectors = '{}', vendors = '{}', products = '{}',
      terms = ARRAY['kind:' || a.kind],
      search = advisories.search_vector(a.tracking_id || ' ' || (SELECT string_agg(t.value, ' ') FROM jsonb_each_text(a.title) t),
        (SELECT string_agg(t.value, ' ') FROM jsonb_each_text(p_notice) t), NULL, NULL)
    WHERE (a.id = p_advisory OR a.tracking_id = p_tracking_id) AND a.state = 'published'
    RETURNING a.id, a.tracking_id, a.revision_id, a.organisation_id, a.withdrawn_at;
  UPDATE advisories.revision r SET state = 'discarded' FROM advisories.advisory a
    WHERE (a.id = p_advisory OR a.tracking_id = p_tracking_id) AND a.withdrawn_at = at AND r.advisory_id = a.id
      AND r.state IN ('draft', 'in_review', 'scheduled');
END $$;
GRANT EXECUTE ON FUNCTION advisories.withdraw_advisory(uuid, text, jsonb) TO harbourlight_api, harbourlight_worker;
`;
