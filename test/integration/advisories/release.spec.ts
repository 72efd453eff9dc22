import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdvisoryQueries, CreateAdvisory, PublishAdvisory, ReleaseScheduled, SubmitAdvisory } from '#libs/advisories';
import { aContent } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await aStage();
});
afterAll(async () => {
  await stage.end();
});

const use = <Type>(type: abstract new (...parameters: never[]) => Type): Type => stage.api.get(type);
const IN_A_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z');
const release = () => stage.worker.get(ReleaseScheduled).execute();
const seen = (advisoryId: string, { actor } = stage.analyst) => stage.as(actor, (tx) => use(AdvisoryQueries).byId(tx, advisoryId));

async function scheduled(approver: SavedPerson): Promise<string> {
  const input = { kind: 'security_alert', severity: 'high', label: 'CLEAR', content: aContent() };
  const { advisoryId } = await use(CreateAdvisory).execute(stage.analyst.actor, input);
  await use(SubmitAdvisory).execute(stage.analyst.actor, { advisoryId });
  const schedule = { at: IN_A_MONTH, zone: 'Asia/Hong_Kong' };
  await use(PublishAdvisory).execute(approver.actor, { advisoryId, schedule });
  return advisoryId;
}

/** Due times are the database's, so a test brings the instant nearer instead of moving a clock. */
const bringNear = (advisoryId: string) =>
  asSuperuser(stage.database, (client) =>
    client.query(`UPDATE advisories.revision SET scheduled_for = clock_timestamp() WHERE advisory_id = $1`, [advisoryId]),
  );

/** Who is to be told by mail that it was not published; what the mails say is a matter of `deliveries/mail.spec.ts`. */
async function toldOf(advisoryId: string): Promise<string[]> {
  const sql = `SELECT e.payload->>'personId' AS person FROM outbox.event e JOIN advisories.revision r ON r.id::text = e.payload->>'revisionId'
    WHERE e.type = 'account.mail_requested' AND e.payload->>'mail' = 'release_refused' AND r.advisory_id = $1`;
  const { rows } = await asSuperuser(stage.database, (client) => client.query<{ person: string }>(sql, [advisoryId]));
  return rows.map(({ person }) => person).sort();
}

describe('a scheduled release', () => {
  it('is made at its instant and not before, once, in the name of its approver', async () => {
    const advisoryId = await scheduled(stage.reviewer);
    expect(await release()).toEqual({ released: [], refused: [] });
    expect(await stage.worker.get(ReleaseScheduled).nextDueAt()).toBe(IN_A_MONTH);
    await bringNear(advisoryId);
    const runs = await Promise.all([release(), release()]);
    expect(runs.flatMap(({ released }) => released)).toEqual([advisoryId]);
    expect((await seen(advisoryId, { ...stage.analyst, actor: stage.anonymous }))?.card).toMatchObject({ state: 'published', revision: 1 });
    const rows = await asSuperuser(stage.database, async (client) => {
      const sql = `SELECT action, actor_person_id FROM audit.entry WHERE subject_id = $1 ORDER BY id DESC LIMIT 1`;
      return (await client.query<{ action: string; actor_person_id: string }>(sql, [advisoryId])).rows;
    });
    expect(rows).toEqual([{ action: 'advisory:release', actor_person_id: stage.reviewer.id }]);
    expect(await release()).toEqual({ released: [], refused: [] });
  });

  it.each([
    ['was suspended', `UPDATE accounts.person SET status = 'suspended' WHERE id = $1`],
    ['reviews no more', `UPDATE accounts.person SET roles = '{analyst}' WHERE id = $1`],
  ])('is not made when its approver %s: the text is under review again, with the reason', async (_why, change) => {
    const approver = await aPerson().of(stage.cert).withRoles('reviewer').savedIn(stage.database);
    const advisoryId = await scheduled(approver);
    await bringNear(advisoryId);
    await asSuperuser(stage.database, (client) => client.query(change, [approver.id]));
    expect(await release()).toEqual({ released: [], refused: [advisoryId] });
    expect((await seen(advisoryId))?.inWork).toMatchObject({
      state: 'in_review',
      returnReason: 'The scheduled release was not made: whoever scheduled it may not publish any more.',
    });
    expect(await seen(advisoryId, { ...stage.analyst, actor: stage.anonymous })).toBeUndefined();
    expect(await toldOf(advisoryId)).toEqual([stage.analyst.id, approver.id].sort());
    await use(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId });
  });
});
