import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A remark says in a word who reads it, so that those who do are shown it. The word decides nothing: its set of readers does, as before, and a
 * trigger keeps the one from contradicting the other.
 */
export class NameReadersOfComments implements MigrationInterface {
  readonly name = 'name-readers-of-comments-0000000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMN);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const COLUMN = `
CREATE FUNCTION advisories.comment_readers(keys text[]) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT CASE
    WHEN keys <@ ARRAY['desk:cert'] THEN 'reviewers'
    WHEN 'desk:cert' = ANY (keys) THEN 'desks'
    ELSE 'authors_desk'
  END
$$;

ALTER TABLE advisories.comment ADD COLUMN readers text CHECK (readers IN ('desks', 'authors_desk', 'reviewers'));
UPDATE advisories.comment c SET readers = advisories.comment_readers(s.keys) FROM access.reader_set s WHERE s.id = c.reader_set;
ALTER TABLE advisories.comment ALTER COLUMN readers SET NOT NULL;

/** Owner's rights: only the owner reads which keys a set holds. */
CREATE FUNCTION advisories.name_comment_readers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  NEW.readers := (SELECT advisories.comment_readers(s.keys) FROM access.reader_set s WHERE s.id = NEW.reader_set);
  RETURN NEW;
END $$;
CREATE TRIGGER name_comment_readers BEFORE INSERT OR UPDATE OF reader_set, readers ON advisories.comment
  FOR EACH ROW EXECUTE FUNCTION advisories.name_comment_readers();
`;
