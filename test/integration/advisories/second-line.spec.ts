import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/access';
import type { Transaction } from '#libs/database';
import { newId } from '#libs/core';
import { anAdvisory } from '../../support/builders/advisory.js';
import type { SavedAdvisory } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

/** What the database refuses by itself, should a use case forget to ask: SQL as the api's role could send it. */
let stage: Stage;

beforeAll(async () => {
  stage = await aStage();
});
afterAll(async () => {
  await stage.end();
});

const run = (actor: Actor, sql: string, parameters: readonly unknown[] = []) => stage.as(actor, (tx) => tx.query(sql, parameters));
const reviewing = () => anAdvisory(stage.analyst).green().inReview().savedIn(stage.database);
const CARD = JSON.stringify({ cves: [], tags: [], sectors: [], vendors: [], products: [], terms: [] });
const publish = (actor: Actor, { revisionId }: SavedAdvisory, readers: string[] = ['member']) =>
  stage.as(actor, (tx) => publishIn(tx, revisionId, readers));
const publishIn = (tx: Transaction, revisionId: string, readers: string[]) =>
  tx.query('SELECT advisories.publish_revision($1, access.intern_readers($2), $3)', [revisionId, readers, CARD]);

describe('publishing past the use case', () => {
  it('is possible for a reviewer of the operating CERT alone, and for nothing they wrote', async () => {
    const ref = await reviewing();
    for (const { actor } of [stage.analyst, stage.bankAnalyst, stage.administrator, stage.bankMember])
      await expect(publish(actor, ref)).rejects.toThrow();
    await expect(publish(stage.anonymous, ref)).rejects.toThrow();
    await expect(publish(stage.reviewer.actorWithoutSecondFactor, ref)).rejects.toThrow();
    const own = await anAdvisory(stage.reviewer).green().inReview().savedIn(stage.database);
    await expect(publish(stage.reviewer.actor, own)).rejects.toThrow('nobody approves what they wrote');
    await publish(stage.reviewer.actor, ref);
    const theirs = await anAdvisory(stage.bankAnalyst).green().inReview().savedIn(stage.database);
    const colleague = await aPerson().of(stage.bank).withRoles('reviewer').savedIn(stage.database);
    await expect(publish(colleague.actor, theirs)).rejects.toThrow('only a reviewer of the operating CERT');
  });

  it('asks for readers that fit the label, and never for a draft', async () => {
    const ref = await reviewing();
    for (const readers of [['public'], [`user:${stage.bankMember.id}`], ['desk:cert'], ['member', 'public']]) {
      await expect(publish(stage.reviewer.actor, ref, readers)).rejects.toThrow('the readers are not those of the label');
    }
    const red = await anAdvisory(stage.analyst).red(stage.bankMember.id).inReview().savedIn(stage.database);
    await expect(publish(stage.reviewer.actor, red, ['member'])).rejects.toThrow('the readers are not those of the label');
    const amber = await anAdvisory(stage.analyst)
      .amber({ organisations: [stage.bank.id] })
      .inReview()
      .savedIn(stage.database);
    await expect(publish(stage.reviewer.actor, amber, ['member'])).rejects.toThrow('the readers are not those of the label');
    const draft = await anAdvisory(stage.otherReviewer).green().savedIn(stage.database);
    await expect(publish(stage.reviewer.actor, draft)).rejects.toThrow('there is no such revision');
  });

  it('cannot be done by writing the row', async () => {
    const { revisionId, id } = await reviewing();
    const { actor, id: reviewerId } = stage.reviewer;
    const states = "state = 'published', published_at = now(), approved_by = $2";
    await expect(run(actor, `UPDATE advisories.revision SET ${states} WHERE id = $1`, [revisionId, reviewerId])).rejects.toThrow(
      'publish_revision alone',
    );
    await expect(run(actor, 'UPDATE advisories.revision SET approved_by = $2 WHERE id = $1', [revisionId, reviewerId])).rejects.toThrow(
      'publish_revision alone',
    );
    await expect(run(actor, `UPDATE advisories.advisory SET state = 'published' WHERE id = $1`, [id])).rejects.toThrow('permission denied');
    await expect(run(actor, 'DELETE FROM advisories.revision WHERE id = $1', [revisionId])).rejects.toThrow('permission denied');
    await expect(run(actor, 'DELETE FROM advisories.advisory WHERE id = $1', [id])).rejects.toThrow('permission denied');
  });
});

describe('a text', () => {
  it('is not changed by somebody who does not join its editors, nor by one who leaves them', async () => {
    const { revisionId } = await anAdvisory(stage.analyst).green().savedIn(stage.database);
    const by = stage.otherReviewer.actor;
    await expect(run(by, `UPDATE advisories.revision SET severity = 0 WHERE id = $1`, [revisionId])).rejects.toThrow('among its editors');
    await run(by, `UPDATE advisories.revision SET severity = 0, editors = editors || access.person_id() WHERE id = $1`, [revisionId]);
    await expect(run(by, `UPDATE advisories.revision SET editors = '{}' WHERE id = $1`, [revisionId])).rejects.toThrow('who wrote it');
    await expect(run(by, `UPDATE advisories.revision SET author_id = access.person_id() WHERE id = $1`, [revisionId])).rejects.toThrow(
      'who wrote it',
    );
  });

  it('is not written in the name of another', async () => {
    const { id } = await anAdvisory(stage.analyst).green().savedIn(stage.database);
    const insert = `INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, kind, severity, audience, content)
      SELECT $1, a.id, a.organisation_id, a.tracking_id, 2, 'draft', a.reader_set, $2, '{}', 'security_alert', 0, '{}', '{}' FROM advisories.advisory a WHERE a.id = $3`;
    await expect(run(stage.analyst.actor, insert, [newId(), stage.reviewer.id, id])).rejects.toThrow('in the name of another');
  });

  it('that is published is never changed again, not by the owner of the tables either', async () => {
    const { revisionId } = await anAdvisory(stage.analyst).clear().publishedBy(stage.reviewer).savedIn(stage.database);
    await asSuperuser(stage.database, async (client) => {
      await client.query('SET ROLE harbourlight_owner');
      await expect(client.query(`UPDATE advisories.revision SET severity = 0 WHERE id = $1`, [revisionId])).rejects.toThrow('immutable');
    });
  });

  it('is not made visible to readers that its writer cannot see', async () => {
    const { revisionId } = await anAdvisory(stage.analyst).green().savedIn(stage.database);
    const widen = 'UPDATE advisories.revision SET reader_set = access.intern_readers($2) WHERE id = $1';
    await expect(run(stage.analyst.actor, widen, [revisionId, [`org:${stage.bank.id}`]])).rejects.toThrow('row-level security');
  });
});

describe('the functions that see everything', () => {
  it('answer for the context of the caller, who cannot claim another', async () => {
    await anAdvisory(stage.analyst)
      .amber({ organisations: [stage.bank.id] })
      .publishedBy(stage.reviewer)
      .savedIn(stage.database);
    const ids = (tx: Transaction) => tx.query('SELECT id FROM advisories.visible_ids(NULL, NULL, NULL, NULL, 1000)');
    const seen = await stage.as(stage.bankMember.actor, ids);
    const forged = await stage.as(stage.waterMember.actor, async (tx) => {
      await tx.query(
        `SELECT set_config('harbourlight.context', '||member|public,member,org:${stage.bank.id}|1,2,3,4,5,6,7,8,9,10,11,12,13,14,15|', true)`,
      );
      return ids(tx);
    });
    expect(seen.length).toBeGreaterThan(0);
    expect(forged).toEqual([]);
  });

  it('of the worker are not for the api', async () => {
    for (const call of ['due_releases(1)', 'next_release_at()', `refuse_release('${newId()}', 'x')`]) {
      await expect(run(stage.reviewer.actor, `SELECT * FROM advisories.${call}`)).rejects.toThrow('permission denied');
    }
  });

  it('return only what the caller sees, and withdraw for the reviewers of the operating CERT alone', async () => {
    const draft = await anAdvisory(stage.bankAnalyst).green().savedIn(stage.database);
    const give = 'SELECT advisories.return_revision($1, access.intern_readers($2), $3)';
    await expect(run(stage.reviewer.actor, give, [draft.revisionId, ['member'], 'x'])).rejects.toThrow('no such revision');
    const inReview = await anAdvisory(stage.bankAnalyst).green().inReview().savedIn(stage.database);
    await expect(run(stage.reviewer.actor, give, [inReview.revisionId, ['member'], 'x'])).rejects.toThrow(
      'readers are not those of a draft',
    );
    const amber = await anAdvisory(stage.analyst)
      .amber({ organisations: [stage.bank.id] })
      .publishedBy(stage.reviewer)
      .savedIn(stage.database);
    const withdraw = 'SELECT tracking_id FROM advisories.withdraw_advisory($1, NULL, $2)';
    await expect(run(stage.bankMember.actor, withdraw, [amber.id, '{"en":"x"}'])).rejects.toThrow('only a reviewer');
    expect(await run(stage.reviewer.actor, withdraw, [draft.id, '{"en":"x"}'])).toEqual([]);
    expect(await run(stage.reviewer.actor, withdraw, [amber.id, '{"en":"x"}'])).toEqual([{ tracking_id: amber.trackingId }]);
    expect(await run(stage.reviewer.actor, withdraw, [amber.id, '{"en":"x"}'])).toEqual([]);
  });
});
