import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { guidanceArticles, ShipGuidance } from '#libs/guidance';
import type { GuidanceArticle } from '#libs/guidance';
import { anOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let database: TestDatabase;
let api: Database;
let worker: Database;
let analyst: SavedPerson;
let reviewer: SavedPerson;
let both: SavedPerson;
let outsider: SavedPerson;
let certId: string;

beforeAll(async () => {
  database = await testDatabase();
  api = new Database({ url: database.apiUrl, applicationName: 'test' });
  worker = new Database({ url: database.workerUrl, applicationName: 'test' });
  const cert = await anOrganisation().operator().savedIn(database);
  certId = cert.id;
  const bank = await anOrganisation().savedIn(database);
  analyst = await aPerson().of(cert).withRoles('analyst').savedIn(database);
  reviewer = await aPerson().of(cert).withRoles('reviewer').savedIn(database);
  both = await aPerson().of(cert).withRoles('analyst', 'reviewer').savedIn(database);
  outsider = await aPerson().of(bank).withRoles('analyst', 'reviewer').savedIn(database);
});
afterAll(async () => {
  await Promise.all([api.close(), worker.close()]);
  await database.drop();
});

const run = (actor: Actor, sql: string, parameters: readonly unknown[] = []) =>
  api.as(actor, (tx) => tx.query<Record<string, unknown>>(sql, parameters));
const ship = (articles?: readonly GuidanceArticle[]) => new ShipGuidance(worker).execute(articles);
const numbers = (slug: string) =>
  run(ANONYMOUS, 'SELECT r.number FROM guidance.revision r WHERE r.slug = $1 ORDER BY r.number', [slug]).then((rows) =>
    rows.map((row) => row['number']),
  );

/** An article of the platform with another title. */
function changed(slug: string, title: string): GuidanceArticle {
  const article = guidanceArticles().find((each) => each.slug === slug);
  if (article === undefined) throw new Error(`there is no article ${slug}`);
  return { ...article, texts: { ...article.texts, en: { ...article.texts.en, title } } };
}

describe('the articles that come with the platform', () => {
  it('are published once, whoever starts first', async () => {
    const count = guidanceArticles().length;
    const shipped = await Promise.all([ship(), ship()]);
    expect(shipped[0] + shipped[1]).toBe(count);
    expect(await ship()).toBe(0);
    expect(await run(ANONYMOUS, 'SELECT id FROM guidance.article')).toHaveLength(count);
  });

  it('become a new revision with a newer release, and an older release beside it does not bring the text before back', async () => {
    expect(await ship([changed('wifi', 'Newer')])).toBe(1);
    expect(await ship([changed('wifi', 'Newer')])).toBe(0);
    expect(await ship()).toBe(0);
    expect(await numbers('wifi')).toEqual([1, 2]);
  });

  it('are never written over what people wrote, nor brought back once withdrawn', async () => {
    const draft = async (slug: string) => {
      const [article] = await run(analyst.actor, 'SELECT id, revision_id FROM guidance.article WHERE slug = $1', [slug]);
      await run(analyst.actor, 'SELECT access.intern_readers($1)', [[`desk:${certId}`, `user:${analyst.id}`]]);
      await run(
        analyst.actor,
        `INSERT INTO guidance.revision (id, article_id, organisation_id, slug, number, state, reader_set, author_id, editors, content)
         SELECT gen_random_uuid(), $1, $2, $3, 2, 'draft', access.intern_readers($4), $5, ARRAY[$5::uuid], content FROM guidance.revision WHERE id = $6`,
        [article?.['id'], certId, slug, [`desk:${certId}`, `user:${analyst.id}`], analyst.id, article?.['revision_id']],
      );
      return article?.['id'];
    };
    await draft('backups');
    expect(await ship([changed('backups', 'Newer')])).toBe(0);
    const withdrawn = await draft('phishing');
    await run(reviewer.actor, `SELECT guidance.withdraw_article($1, '{"en": "Wrong."}')`, [withdrawn]);
    expect(await ship([changed('phishing', 'Newer')])).toBe(0);
    expect(await run(ANONYMOUS, 'SELECT id FROM guidance.revision WHERE slug = $1', ['phishing'])).toEqual([]);
    expect(await run(analyst.actor, `SELECT id FROM guidance.revision WHERE slug = 'phishing' AND state = 'draft'`)).toEqual([]);
  });

  it('are shipped by the worker for itself and by nobody else', async () => {
    const call = `SELECT guidance.ship_article('own', '{}', '{}', '\\x00')`;
    for (const actor of [analyst.actor, systemActor('guidance-shipping')])
      await expect(run(actor, call)).rejects.toThrow(/permission denied|no purpose of this role/);
    await expect(worker.as(systemActor('relay'), (tx) => tx.query(call))).rejects.toThrow('only the platform itself');
  });
});

describe('past the use cases', () => {
  const draftBy = async (person: SavedPerson, slug: string, state = 'in_review') => {
    const readers = [`desk:${certId}`, `user:${person.id}`];
    await run(person.actor, 'SELECT access.intern_readers($1), access.intern_readers($2)', [readers, [...readers, 'desk:cert']]);
    return api.as(person.actor, async (tx) => {
      await tx.query('SELECT access.intern_readers($1), access.intern_readers($2)', [readers, [...readers, 'desk:cert']]);
      const [set] = await tx.query<{ id: number }>('SELECT access.intern_readers($1) AS id', [readers]);
      const [article] = await tx.query<{ id: string }>(
        `INSERT INTO guidance.article (id, slug, organisation_id, state, reader_set) VALUES (gen_random_uuid(), $1, $2, 'draft', $3) RETURNING id`,
        [slug, certId, set?.id],
      );
      const [revision] = await tx.query<{ id: string }>(
        `INSERT INTO guidance.revision (id, article_id, organisation_id, slug, number, state, reader_set, author_id, editors, content)
         VALUES (gen_random_uuid(), $1, $2, $3, 1, 'draft', $4, $5, ARRAY[$5::uuid], $6) RETURNING id`,
        [
          article?.id,
          certId,
          slug,
          set?.id,
          person.id,
          { sourceLanguage: 'en', audiences: ['general'], texts: { en: { title: 'T', summary: 'S' } } },
        ],
      );
      if (state === 'in_review') {
        await tx.query(`UPDATE guidance.revision SET state = 'in_review', reader_set = access.intern_readers($2) WHERE id = $1`, [
          revision?.id,
          [...readers, 'desk:cert'],
        ]);
      }
      return { articleId: article?.id ?? '', revisionId: revision?.id ?? '' };
    });
  };
  const publish = (actor: Actor, revisionId: string) =>
    run(actor, `SELECT guidance.publish_revision($1, '{"searchA": "t"}')`, [revisionId]);

  it('only another reviewer of the operating CERT publishes, and only what is under review', async () => {
    const { revisionId } = await draftBy(both, 'own-work');
    await expect(publish(both.actor, revisionId)).rejects.toThrow('nobody approves what they wrote');
    await expect(publish(analyst.actor, revisionId)).rejects.toThrow('only a reviewer');
    for (const actor of [ANONYMOUS, outsider.actor, reviewer.actorWithoutSecondFactor])
      await expect(publish(actor, revisionId)).rejects.toThrow('no such revision');
    await publish(reviewer.actor, revisionId);
    await expect(publish(reviewer.actor, revisionId)).rejects.toThrow('no such revision');
    const draft = await draftBy(analyst, 'a-draft', 'draft');
    await expect(publish(reviewer.actor, draft.revisionId)).rejects.toThrow('no such revision');
  });

  it('a service role publishes by no update, changes nothing published or under review, and writes in no other name', async () => {
    const { revisionId, articleId } = await draftBy(analyst, 'guarded');
    const update = (set: string, actor: Actor = analyst.actor) =>
      run(actor, `UPDATE guidance.revision SET ${set} WHERE id = $1`, [revisionId]);
    await expect(update(`state = 'published'`)).rejects.toThrow(/publish_revision alone|violates/);
    await expect(update(`content = '{}'`)).rejects.toThrow('under review');
    await expect(update(`editors = '{}'`)).rejects.toThrow('who wrote it');
    await expect(update(`approved_by = '${reviewer.id}'`)).rejects.toThrow(/permission denied/);
    await expect(run(analyst.actor, `UPDATE guidance.article SET state = 'published' WHERE id = $1`, [articleId])).rejects.toThrow(
      /permission denied/,
    );
    await publish(reviewer.actor, revisionId);
    await expect(update(`content = '{}'`, reviewer.actor)).rejects.toThrow('immutable');
  });

  it('nobody outside the desk begins an article', async () => {
    const begin = (actor: Actor, organisationId: string) =>
      api.as(actor, async (tx) => {
        const [set] = await tx.query<{ id: number }>(`SELECT access.intern_readers(ARRAY['member']) AS id`);
        return tx.query(
          `INSERT INTO guidance.article (id, slug, organisation_id, state, reader_set) VALUES (gen_random_uuid(), 'foreign', $1, 'draft', $2)`,
          [organisationId, set?.id],
        );
      });
    await expect(begin(outsider.actor, String(outsider.organisationId))).rejects.toThrow(/row-level security/);
    await expect(begin(outsider.actor, certId)).rejects.toThrow(/row-level security/);
    await expect(begin(ANONYMOUS, certId)).rejects.toThrow(/row-level security/);
  });

  it('counts of feedback are read by the desk alone and written by nobody', async () => {
    await run(ANONYMOUS, `SELECT guidance.count_feedback('updates', 'en', true)`);
    expect(await run(analyst.actor, 'SELECT useful FROM guidance.feedback')).toEqual([{ useful: 1 }]);
    for (const actor of [ANONYMOUS, outsider.actor, analyst.actorWithoutSecondFactor])
      expect(await run(actor, 'SELECT * FROM guidance.feedback')).toEqual([]);
    await expect(run(analyst.actor, 'UPDATE guidance.feedback SET useful = 9')).rejects.toThrow(/permission denied/);
  });
});
