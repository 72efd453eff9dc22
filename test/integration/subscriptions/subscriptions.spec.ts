import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '#libs/access';
import { DomainError, newId } from '#libs/core';
import { Database } from '#libs/database';
import {
  CancelSubscription,
  CreateSubscription,
  ExplainMatch,
  PauseSubscription,
  PreviewCriteria,
  ResumeSubscription,
  SUBSCRIPTION_LIMITS,
  SubscriptionQueries,
  UpdateSubscription,
} from '#libs/subscriptions';
import type { NewSubscription, Subscription } from '#libs/subscriptions';
import { anAdvisory } from '../../support/builders/advisory.js';
import { anEndpoint } from '../../support/builders/endpoint.js';
import { aPerson } from '../../support/builders/person.js';
import { aSubscription } from '../../support/builders/subscription.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await aStage();
});

afterAll(async () => {
  await stage.end();
});

const create = (actor: Parameters<CreateSubscription['execute']>[0], input: Partial<NewSubscription> = {}) =>
  stage.api.get(CreateSubscription).execute(actor, { frequency: 'immediate', endpointIds: [], ...input });
const asked = <Result>(
  actor: typeof ANONYMOUS,
  read: (queries: SubscriptionQueries, tx: Parameters<SubscriptionQueries['endpoints']>[0]) => Promise<Result>,
) => stage.api.get(Database).as(actor, (tx) => read(stage.api.get(SubscriptionQueries), tx));

async function refusal(attempt: Promise<unknown>): Promise<DomainError> {
  const error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DomainError) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

describe('making a subscription', () => {
  it('keeps the criteria as they were written, and matches from then on', async () => {
    const endpoint = await anEndpoint().of(stage.banker).savedIn(stage.database);
    const made = await create(stage.banker.actor, {
      name: 'Our PLCs',
      criteria: { vendors: ['SIEMENS'], minSeverity: 'high' },
      frequency: 'daily',
      timeZone: 'Asia/Hong_Kong',
      endpointIds: [endpoint.id],
    });
    expect(made).toMatchObject({
      personId: stage.banker.id,
      name: 'Our PLCs',
      status: 'active',
      frequency: 'daily',
      timeZone: 'Asia/Hong_Kong',
      criteria: { vendors: ['SIEMENS'], minSeverity: 'high', tags: [], exploitedOnly: false },
    });
    const advisory = await anAdvisory(stage.analyst)
      .clear()
      .ofSeverity('critical')
      .saying({ affectedProducts: [{ vendor: 'Siemens', product: 'S7', status: 'known_affected' }] })
      .publishedBy(stage.reviewer)
      .savedIn(stage.database);
    expect(await stage.matches(made, advisory)).toBe(true);
    const reasons = await stage.api.get(ExplainMatch).execute(stage.banker.actor, { subscriptionId: made.id, advisoryId: advisory.id });
    expect(reasons).toEqual([
      { criterion: 'vendor', value: 'siemens' },
      { criterion: 'severity', value: 'high' },
    ]);
  });

  it('names every wrong place', async () => {
    const { issues } = await refusal(
      create(stage.banker.actor, {
        frequency: 'often' as 'daily',
        timeZone: 'Mars/Olympus',
        criteria: { cves: ['CVE-26-1'], keywords: ['漏'], sectors: ['gold' as 'finance'] },
      }),
    );
    expect(issues.map(({ path }) => path).sort()).toEqual([
      'criteria.cves.0',
      'criteria.keywords.0',
      'criteria.sectors.0',
      'frequency',
      'timeZone',
    ]);
  });

  it('goes to endpoints of the same owner only, and tells another’s from an absent one by nothing', async () => {
    const own = await anEndpoint().of(stage.banker).savedIn(stage.database);
    const others = await anEndpoint().of(stage.plumber).savedIn(stage.database);
    const shared = await anEndpoint().sharedBy(stage.bank).savedIn(stage.database);
    const publicOne = await anEndpoint().savedIn(stage.database);
    for (const id of [others.id, shared.id, publicOne.id, newId(), 'nonsense']) {
      const { code, issues } = await refusal(create(stage.banker.actor, { endpointIds: [own.id, id] }));
      expect({ code, issues }).toEqual({
        code: 'INVALID_INPUT',
        issues: [
          {
            path: 'endpointIds.1',
            expected: 'an endpoint of the same owner: a person’s own, or one that the organisation shares',
            received: 'another id',
          },
        ],
      });
    }
  });

  it('is refused by the database as well where the owners differ', async () => {
    const subscription = await aSubscription().of(stage.banker).savedIn(stage.database);
    const shared = await anEndpoint().sharedBy(stage.bank).savedIn(stage.database);
    await expect(
      stage.superuser('INSERT INTO subscriptions.subscription_endpoint (subscription_id, endpoint_id) VALUES ($1, $2)', [
        subscription.id,
        shared.id,
      ]),
    ).rejects.toThrow('one owner');
    await expect(
      stage.superuser('UPDATE subscriptions.endpoint SET person_id = NULL, organisation_id = NULL WHERE id = $1', [shared.id]),
    ).rejects.toThrow('do not change');
  });

  it('for the organisation needs its administrator with a second factor', async () => {
    expect(await create(stage.bankAdmin.actor, { isShared: true })).toMatchObject({ organisationId: stage.bank.id });
    expect((await refusal(create(stage.banker.actor, { isShared: true }))).code).toBe('NOT_ALLOWED');
    expect((await refusal(create(stage.bankAdmin.actorWithoutSecondFactor, { isShared: true }))).code).toBe('SECOND_FACTOR_REQUIRED');
    expect((await refusal(create(stage.reader.actor, { isShared: true }))).code).toBe('NOT_ALLOWED');
    expect((await refusal(create(ANONYMOUS))).code).toBe('UNAUTHENTICATED');
  });

  it('ends at a limit, also for two at the same moment', async () => {
    const person = await aPerson().of(stage.bank).savedIn(stage.database);
    const most = SUBSCRIPTION_LIMITS.perPerson;
    await stage.superuser(
      `INSERT INTO subscriptions.subscription (id, person_id, frequency) SELECT gen_random_uuid(), $1, 'daily' FROM generate_series(2, ${most})`,
      [person.id],
    );
    const [one, other] = await Promise.allSettled([create(person.actor), create(person.actor)]);
    expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect((await refusal(create(person.actor))).code).toBe('TOO_MANY');
  });
});

describe('changing a subscription', () => {
  it('changes only what is given, and what it matches', async () => {
    const made = await create(stage.banker.actor, { name: 'Name', criteria: { tags: ['one'] } });
    const changed = await stage.api
      .get(UpdateSubscription)
      .execute(stage.banker.actor, { id: made.id, criteria: { tags: ['two'] }, name: null });
    expect(changed).toMatchObject({ id: made.id, name: 'Name', frequency: 'immediate', criteria: { tags: ['two'] } });
    const advisory = await anAdvisory(stage.analyst)
      .clear()
      .saying({ tags: ['two'] })
      .publishedBy(stage.reviewer)
      .savedIn(stage.database);
    expect(await stage.matches(made, advisory)).toBe(true);
  });

  it('replaces the endpoints by those given', async () => {
    const [one, other] = [
      await anEndpoint().of(stage.banker).savedIn(stage.database),
      await anEndpoint().of(stage.banker).savedIn(stage.database),
    ];
    const made = await create(stage.banker.actor, { endpointIds: [one.id] });
    await stage.api.get(UpdateSubscription).execute(stage.banker.actor, { id: made.id, endpointIds: [other.id] });
    expect(await asked(stage.banker.actor, (queries, tx) => queries.endpointsOf(tx, [made.id]))).toMatchObject([[{ id: other.id }]]);
  });

  it('pauses, resumes and cancels, once or twice', async () => {
    const made = await create(stage.banker.actor);
    const [pause, resume, cancel] = [
      stage.api.get(PauseSubscription),
      stage.api.get(ResumeSubscription),
      stage.api.get(CancelSubscription),
    ];
    for (let time = 1; time <= 2; time++) expect(await pause.execute(stage.banker.actor, made)).toMatchObject({ status: 'paused' });
    for (let time = 1; time <= 2; time++) expect(await resume.execute(stage.banker.actor, made)).toMatchObject({ status: 'active' });
    expect(await cancel.execute(stage.banker.actor, made)).toMatchObject({ status: 'cancelled' });
    expect((await refusal(cancel.execute(stage.banker.actor, made))).code).toBe('NOT_FOUND');
    expect((await refusal(resume.execute(stage.banker.actor, made))).code).toBe('NOT_FOUND');
  });

  it('answers the same for another’s, an absent one and nonsense', async () => {
    const others = await create(stage.plumber.actor);
    const answers = await Promise.all(
      [others.id, newId(), 'nonsense', ''].map(async (id) => {
        const { kind, code, message, issues } = await refusal(
          stage.api.get(UpdateSubscription).execute(stage.banker.actor, { id, name: 'x' }),
        );
        return JSON.stringify({ kind, code, message, issues });
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('NOT_FOUND');
  });

  it('of the organisation is for its administrators, though all its people see it', async () => {
    const shared = await create(stage.bankAdmin.actor, { isShared: true, name: 'Shared' });
    expect(await asked(stage.banker.actor, (queries, tx) => queries.subscriptionsByIds(tx, [shared.id]))).toMatchObject([
      { name: 'Shared' },
    ]);
    expect((await refusal(stage.api.get(CancelSubscription).execute(stage.banker.actor, shared))).code).toBe('NOT_ALLOWED');
    expect((await refusal(stage.api.get(CancelSubscription).execute(stage.treasurer.actor, shared))).code).toBe('NOT_FOUND');
    expect(await stage.api.get(CancelSubscription).execute(stage.bankAdmin.actor, shared)).toMatchObject({ status: 'cancelled' });
  });

  it('is written by nobody else even where the rule of the code is passed by', async () => {
    const shared = await create(stage.bankAdmin.actor, { isShared: true });
    const write = (actor: typeof ANONYMOUS) =>
      stage.api
        .get(Database)
        .as(actor, (tx) => tx.execute(`UPDATE subscriptions.subscription SET name = 'taken' WHERE id = $1`, [shared.id]));
    expect(await write(stage.banker.actor)).toBe(0);
    expect(await write(stage.plumber.actor)).toBe(0);
    expect(await write(ANONYMOUS)).toBe(0);
    expect(await write(stage.bankAdmin.actor)).toBe(1);
    await expect(
      stage.api
        .get(Database)
        .as(stage.bankAdmin.actor, (tx) => tx.execute('UPDATE subscriptions.subscription SET reach = 1 WHERE id = $1', [shared.id])),
    ).rejects.toThrow('permission denied');
    await expect(stage.api.get(Database).as(stage.bankAdmin.actor, (tx) => tx.execute('DELETE FROM subscriptions.term'))).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('lists', () => {
  it('walk one’s own and one’s organisation’s page by page, each once, and nobody else’s', async () => {
    const person = await aPerson().of(stage.treasury).savedIn(stage.database);
    const made: Subscription[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) made.push(await create(person.actor, { name }));
    await aSubscription().sharedBy(stage.treasury).savedIn(stage.database);
    const seen: string[] = [];
    let after: { at: string; id: string } | undefined;
    for (let page = 0; page < 10; page++) {
      const answer = await asked(person.actor, (queries, tx) => queries.subscriptions(tx, { first: 2, ...(after ? { after } : {}) }));
      seen.push(...answer.subscriptions.map(({ id }) => id));
      const last = answer.subscriptions.at(-1);
      if (!answer.hasMore || last === undefined) break;
      after = { at: last.createdAt, id: last.id };
    }
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
    const own = await asked(person.actor, (queries, tx) => queries.subscriptions(tx, { first: 10, of: 'self' }));
    expect(own.subscriptions.map(({ id }) => id)).toEqual(made.map(({ id }) => id).reverse());
    const shared = await asked(person.actor, (queries, tx) => queries.subscriptions(tx, { first: 10, of: 'organisation' }));
    expect(shared.subscriptions).toHaveLength(1);
    expect((await asked(ANONYMOUS, (queries, tx) => queries.subscriptions(tx, { first: 10 }))).subscriptions).toEqual([]);
  });

  it.each([
    [{ first: 0 }],
    [{ first: 101 }],
    [{ first: 1.5 }],
    [{ first: 5, after: { at: 'yesterday', id: newId() } }],
    [{ first: 5, after: { at: '2026-01-01T00:00:00.000000Z', id: 'x' } }],
  ])('refuse the page %j', async (request) => {
    expect((await refusal(asked(stage.banker.actor, (queries, tx) => queries.subscriptions(tx, request)))).code).toBe('INVALID_INPUT');
  });

  it('load what deliveries name in the order asked for', async () => {
    const [one, other] = [await create(stage.banker.actor), await create(stage.banker.actor)];
    const others = await create(stage.plumber.actor);
    const numbers = [other.number, others.number, one.number, 'x'];
    const found = await asked(stage.banker.actor, (queries, tx) => queries.subscriptionsByNumbers(tx, numbers));
    expect(found.map((subscription) => subscription?.id)).toEqual([other.id, undefined, one.id, undefined]);
  });
});

describe('a preview', () => {
  const preview = (actor: typeof ANONYMOUS, criteria: unknown) => stage.api.get(PreviewCriteria).execute(actor, { criteria });

  it('counts and shows what the asker may read, newest first, with reasons', async () => {
    const tags = [`seen-${newId()}`];
    const about = () => anAdvisory(stage.analyst).saying({ tags });
    const clear = await about().clear().publishedBy(stage.reviewer).savedIn(stage.database);
    const green = await about().green().publishedBy(stage.reviewer).savedIn(stage.database);
    const amber = await about()
      .amber({ organisations: [stage.bank.id] })
      .publishedBy(stage.reviewer)
      .savedIn(stage.database);
    await about().red(stage.plumber.id).publishedBy(stage.reviewer).savedIn(stage.database);
    const ids = async (actor: typeof ANONYMOUS) => (await preview(actor, { tags })).newest.map(({ advisoryId }) => advisoryId);
    expect(await ids(stage.banker.actor)).toEqual([amber.id, green.id, clear.id]);
    expect(await ids(stage.banker.actorWithoutSecondFactor)).toEqual([green.id, clear.id]);
    expect(await ids(ANONYMOUS)).toEqual([clear.id]);
    const answer = await preview(ANONYMOUS, { tags });
    expect(answer).toMatchObject({ count: 1, isMore: false, newest: [{ reasons: [{ criterion: 'tag', value: tags[0] }] }] });
  });

  it('looks back 90 days and leaves out what was withdrawn', async () => {
    const tags = [`old-${newId()}`];
    const recent = await anAdvisory(stage.analyst).clear().saying({ tags }).publishedBy(stage.reviewer).savedIn(stage.database);
    const old = await anAdvisory(stage.analyst).clear().saying({ tags }).publishedBy(stage.reviewer).savedIn(stage.database);
    await stage.superuser(`UPDATE advisories.advisory SET published_at = now() - interval '91 days' WHERE id = $1`, [old.id]);
    expect((await preview(ANONYMOUS, { tags })).newest.map(({ advisoryId }) => advisoryId)).toEqual([recent.id]);
    await stage.superuser(
      `UPDATE advisories.advisory SET state = 'withdrawn', withdrawn_at = now(), withdrawal_notice = '{}' WHERE id = $1`,
      [recent.id],
    );
    expect((await preview(ANONYMOUS, { tags })).count).toBe(0);
  });

  it('refuses criteria that are none', async () => {
    const { issues } = await refusal(preview(ANONYMOUS, { tags: 'all', colour: 'red' }));
    expect(issues.map(({ path }) => path).sort()).toEqual(['criteria.colour', 'criteria.tags']);
  });
});
