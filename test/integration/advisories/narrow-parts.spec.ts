import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOBODY } from '#libs/access';
import type { Actor } from '#libs/access';
import {
  AdvisoryQueries,
  AdvisoryViews,
  CommentOnAdvisory,
  CreateAdvisory,
  PublishAdvisory,
  ReviseAdvisory,
  SubmitAdvisory,
  UpdateAdvisory,
  WithdrawAdvisory,
} from '#libs/advisories';
import type { InWorkFilter } from '#libs/advisories';
import { aContent, anAdvisory } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
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
const open = { type: 'domain', value: 'open.example' };
const narrow = (changes: object) => ({ type: 'domain', value: 'narrow.example', comment: 'seen in one place', ...changes });
const withIndicators = (...indicators: object[]) => aContent({ indicators } as never);

async function submitted(changes: object, author: Actor = stage.analyst.actor) {
  const draft = { kind: 'security_alert', severity: 'high', label: 'CLEAR', ...changes };
  return use(SubmitAdvisory).execute(author, await use(CreateAdvisory).execute(author, draft));
}

async function published(changes: object) {
  const ref = await submitted(changes);
  await use(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId: ref.advisoryId });
  return ref;
}

async function valuesFor(actor: Actor, advisoryId: string): Promise<string[]> {
  const detail = await stage.as(actor, (tx) => use(AdvisoryQueries).byId(tx, advisoryId));
  const listed = await stage.as(actor, (tx) => use(AdvisoryQueries).indicators(tx, advisoryId));
  const values = (detail?.text?.content.indicators ?? []).map(({ value }) => value);
  expect(listed.map(({ value }) => value)).toEqual(values);
  return values;
}

const issuesOf = (changes: object) =>
  submitted(changes).then(
    () => [],
    (error: unknown) =>
      (error as { issues: { path: string; expected: string }[] }).issues.map(({ path, expected }) => `${path} | ${expected}`),
  );

describe('an indicator with narrower readers', () => {
  it('is read by those whom its label and audience name, and in no rendition by anybody', async () => {
    const audience = { tiers: ['government'] };
    const { advisoryId, revisionId } = await published({ content: withIndicators(open, narrow({ label: 'GREEN', audience })) });
    expect(await valuesFor(stage.anonymous, advisoryId)).toEqual(['open.example']);
    expect(await valuesFor(stage.bankMember.actor, advisoryId)).toEqual(['open.example']);
    expect(await valuesFor(stage.treasuryMember.actor, advisoryId)).toEqual(['open.example', 'narrow.example']);
    for (const reader of [stage.anonymous, stage.bankMember.actor, stage.treasuryMember.actor]) {
      const view = await stage.as(reader, (tx) => use(AdvisoryViews).forRevision(tx, revisionId));
      expect(view?.content.indicators).toEqual([open]);
      expect(JSON.stringify(view)).not.toContain('narrow');
    }
  });

  it('is never read by somebody who does not read its advisory', async () => {
    const audience = { organisations: [stage.bank.id], groups: [stage.group] };
    const { advisoryId } = await published({
      label: 'AMBER',
      audience,
      content: withIndicators(open, narrow({ audience: { organisations: [stage.bank.id] } })),
    });
    expect(await valuesFor(stage.bankMember.actor, advisoryId)).toEqual(['open.example', 'narrow.example']);
    expect(await valuesFor(stage.waterMember.actor, advisoryId)).toEqual(['open.example']);
    expect(await valuesFor(stage.treasuryMember.actor, advisoryId)).toEqual([]);
  });

  it.each([
    ['a wider label', { label: 'CLEAR' }, 'content.indicators.0.label | TLP:GREEN or stricter, as its advisory'],
    [
      'a narrow label for nobody',
      { label: 'AMBER' },
      'content.indicators.0.audience | at least one of tiers, sectors, tierSectors, groups, organisations',
    ],
    [
      'the other tier',
      { audience: { tiers: ['industry'] } },
      'content.indicators.0.audience | readers of the advisory: a part is never wider',
    ],
    [
      'the same as its advisory',
      { label: 'GREEN' },
      'content.indicators.0.audience | an audience or a label that is narrower than that of the advisory',
    ],
  ])('is refused with %s', async (_, change, expected) => {
    expect(await issuesOf({ label: 'GREEN', audience: { tiers: ['government'] }, content: withIndicators(narrow(change)) })).toEqual([
      expected,
    ]);
  });

  it('is refused for an organisation outside, and for one that its author cannot see', async () => {
    const amber = { label: 'AMBER', audience: { organisations: [stage.bank.id] } };
    const outside = withIndicators(narrow({ audience: { organisations: [stage.water.id] } }));
    expect(await issuesOf({ ...amber, content: outside })).toEqual([
      'content.indicators.0.audience | readers of the advisory: a part is never wider',
    ]);
    const unknown = withIndicators(open, narrow({ audience: { groups: ['00000000-0000-4000-8000-00000000dead'] } }));
    expect(await issuesOf({ ...amber, content: unknown })).toEqual([
      'content.indicators.1.audience.groups.0 | the id of a group that you can see',
    ]);
  });

  it('is published by no other readers than its audience says, whoever asks the database', async () => {
    const audience = { tiers: ['government'] };
    const { revisionId } = await submitted({ content: withIndicators(narrow({ label: 'GREEN', audience })) });
    for (const partReaders of ['{}', `{"1": SET}`]) {
      await expect(
        stage.as(stage.reviewer.actor, async (tx) => {
          const set = await tx.find<{ id: number }>("SELECT access.intern_readers('{member}') AS id");
          const card = `{"partReaders": ${partReaders.replace('SET', String(set?.id))}}`;
          await tx.query(`SELECT advisories.publish_revision($1, access.intern_readers('{public}'), $2)`, [revisionId, card]);
        }),
      ).rejects.toThrow('readers of a part are not those of its label');
    }
  });

  it('is never published with a wider label than its advisory, whoever asks the database', async () => {
    const wider = { ...narrow({ label: 'CLEAR' }), audience: NOBODY };
    const { revisionId } = await anAdvisory(stage.analyst)
      .green()
      .saying({ indicators: [wider] } as never)
      .inReview()
      .savedIn(stage.database);
    await expect(
      stage.as(stage.reviewer.actor, async (tx) => {
        const set = await tx.find<{ id: number }>("SELECT access.intern_readers('{public}') AS id");
        const card = JSON.stringify({ cves: [], tags: [], sectors: [], vendors: [], products: [], terms: [], partReaders: { 1: set?.id } });
        await tx.query(`SELECT advisories.publish_revision($1, access.intern_readers('{member}'), $2)`, [revisionId, card]);
      }),
    ).rejects.toThrow('wider than its advisory');
  });

  it('stays with the advisory through a revision by somebody who does not see it', async () => {
    const audience = { tiers: ['government'] };
    const { advisoryId } = await published({ content: withIndicators(open, narrow({ label: 'GREEN', audience })) });
    // The analyst's own organisation is of industry: the narrower part is not theirs to read any more.
    await asSuperuser(stage.database, (client) =>
      client.query(`UPDATE accounts.organisation SET tier = 'industry' WHERE id = $1`, [stage.cert.id]),
    );
    const revised = await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId });
    const draft = await stage.as(stage.analyst.actor, (tx) => use(AdvisoryQueries).byId(tx, advisoryId));
    expect(draft?.inWork?.content.indicators).toEqual([open]);
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId, content: withIndicators({ ...open, value: 'newer.example' }) });
    await use(SubmitAdvisory).execute(stage.analyst.actor, revised);
    await use(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId });
    expect(await valuesFor(stage.treasuryMember.actor, advisoryId)).toEqual(['newer.example', 'narrow.example']);
    expect(await valuesFor(stage.anonymous, advisoryId)).toEqual(['newer.example']);
    await expect(stage.as(stage.analyst.actor, (tx) => tx.query('SELECT FROM advisories.carried_indicator'))).rejects.toThrow(
      'permission denied',
    );
  });

  it('keeps its readers through a revision by somebody who sees it', async () => {
    const audience = { organisations: [stage.cert.id, stage.bank.id] };
    const part = narrow({ audience: { organisations: [stage.cert.id] } });
    const { advisoryId } = await published({ label: 'AMBER', audience, content: withIndicators(part) });
    const revised = await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId });
    const draft = await stage.as(stage.analyst.actor, (tx) => use(AdvisoryQueries).byId(tx, advisoryId));
    expect(draft?.inWork?.content.indicators).toEqual([{ ...part, audience: { ...NOBODY, organisations: [stage.cert.id] } }]);
    await use(SubmitAdvisory).execute(stage.analyst.actor, revised);
    await use(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId });
    expect(await valuesFor(stage.analyst.actor, advisoryId)).toEqual(['narrow.example']);
    expect(await valuesFor(stage.bankMember.actor, advisoryId)).toEqual([]);
  });
});

describe('a remark', () => {
  it('may be for one of the desks alone, never for one that its writer is not of', async () => {
    const { advisoryId } = await submitted({ content: aContent() }, stage.bankAnalyst.actor);
    const comment = (actor: Actor, readers: string) =>
      use(CommentOnAdvisory).execute(actor, { advisoryId, body: `for ${readers}`, readers });
    await comment(stage.reviewer.actor, 'reviewers');
    await comment(stage.reviewer.actor, 'desks');
    await comment(stage.bankAnalyst.actor, 'authors_desk');
    await expect(comment(stage.bankAnalyst.actor, 'reviewers')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(comment(stage.reviewer.actor, 'authors_desk')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const read = async (actor: Actor) =>
      (await stage.as(actor, (tx) => use(AdvisoryQueries).comments(tx, advisoryId))).map(({ body, readers }) => `${body}: ${readers}`);
    expect(await read(stage.reviewer.actor)).toEqual(['for reviewers: reviewers', 'for desks: desks']);
    expect(await read(stage.bankAnalyst.actor)).toEqual(['for desks: desks', 'for authors_desk: authors_desk']);
  });
});

describe('the list of what is in work', () => {
  const titles = (actor: Actor, filter: InWorkFilter) =>
    stage.as(actor, async (tx) =>
      (await use(AdvisoryQueries).inWork(tx, { first: 50, filter })).revisions.map(({ content }) => content.title.en),
    );

  it('is narrowed by kind, severity, label, words and whose it is, and finds nothing by an indicator', async () => {
    const draft = (changes: object) =>
      use(CreateAdvisory).execute(stage.analyst.actor, { kind: 'threat_report', severity: 'low', ...changes });
    const secret = narrow({ audience: { organisations: [stage.water.id] } });
    await draft({ label: 'GREEN', content: aContent({ title: { en: 'Locks of the harbour' }, indicators: [secret] } as never) });
    await draft({ severity: 'critical', content: aContent({ title: { en: '海港閘門' } }) });
    const analyst = stage.analyst.actor;
    expect(await titles(analyst, { kinds: ['threat_report'] })).toEqual(['海港閘門', 'Locks of the harbour']);
    expect(await titles(analyst, { kinds: ['threat_report'], severities: ['critical'] })).toEqual(['海港閘門']);
    expect(await titles(analyst, { kinds: ['threat_report'], labels: ['GREEN'] })).toEqual(['Locks of the harbour']);
    expect(await titles(analyst, { words: 'LOCKS of' })).toEqual(['Locks of the harbour']);
    expect(await titles(analyst, { words: '港閘' })).toEqual(['海港閘門']);
    expect(await titles(analyst, { words: 'narrow.example' })).toEqual([]);
    expect(await titles(analyst, { words: '100%_' })).toEqual([]);
    expect(await titles(analyst, { words: 'Locks of', isOwn: true })).toEqual(['Locks of the harbour']);
    expect(await titles(stage.bankAnalyst.actor, { words: 'Locks of' })).toEqual([]);
    await expect(titles(analyst, { words: 'x'.repeat(501) })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('what the reviewing desk does not read', () => {
  const red = () => published({ label: 'RED', audience: { persons: [stage.waterMember.id] }, content: aContent() });
  const notice = { en: 'It was wrong.' };

  it('is withdrawn by its approver and by every other reviewer of the operating CERT, who are told its ids alone', async () => {
    for (const reviewer of [stage.reviewer, stage.otherReviewer]) {
      const { advisoryId, trackingId, revisionId } = await red();
      expect(await stage.as(reviewer.actor, (tx) => use(AdvisoryQueries).byId(tx, advisoryId))).toBeUndefined();
      const withdrawn = await use(WithdrawAdvisory).execute(reviewer.actor, { trackingId, notice });
      expect(withdrawn).toEqual({ advisoryId, trackingId, revisionId, state: 'withdrawn', withdrawnAt: expect.any(String) });
      expect(await stage.as(reviewer.actor, (tx) => use(AdvisoryQueries).byId(tx, advisoryId))).toBeUndefined();
      const seen = await stage.as(stage.waterMember.actor, (tx) => use(AdvisoryQueries).byId(tx, advisoryId));
      expect(seen?.card).toMatchObject({ state: 'withdrawn', withdrawalNotice: notice });
      expect(seen?.text).toBeUndefined();
      // Hidden and gone are one.
      await expect(use(WithdrawAdvisory).execute(reviewer.actor, { advisoryId, notice })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('does not exist for anybody else who would withdraw it, and nobody revises what they do not read', async () => {
    const { advisoryId } = await red();
    for (const who of [stage.analyst, stage.bankMember, stage.administrator, stage.treasuryMember]) {
      await expect(use(WithdrawAdvisory).execute(who.actor, { advisoryId, notice })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const who of [stage.analyst, stage.reviewer, stage.otherReviewer]) {
      await expect(use(ReviseAdvisory).execute(who.actor, { advisoryId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('is revised by its author where they named themselves', async () => {
    const { advisoryId } = await published({ label: 'RED', audience: { persons: [stage.analyst.id] }, content: aContent() });
    expect(await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId })).toMatchObject({ state: 'draft', revision: 2 });
  });
});
