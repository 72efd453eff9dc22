import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/access';
import {
  AdvisoryQueries,
  AdvisoryViews,
  CancelSchedule,
  CommentOnAdvisory,
  CreateAdvisory,
  DiscardDraft,
  LIVE_CHANNEL,
  PublishAdvisory,
  ReturnAdvisory,
  ReviseAdvisory,
  SubmitAdvisory,
  UpdateAdvisory,
  WithdrawAdvisory,
} from '#libs/advisories';
import type { AdvisoryRef } from '#libs/advisories';
import { newId } from '#libs/core';
import { Listener } from '#libs/database';
import type { AdvisoryView } from '#libs/renditions';
import { aContent } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;
const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

beforeAll(async () => {
  stage = await aStage();
});
afterAll(async () => {
  await stage.end();
});

const use = <Type>(type: abstract new (...parameters: never[]) => Type): Type => stage.api.get(type);
const aDraft = (changes: object = {}) => ({ kind: 'security_alert', severity: 'high', label: 'CLEAR', content: aContent(), ...changes });
const drafted = (changes: object = {}, author: Actor = stage.analyst.actor) => use(CreateAdvisory).execute(author, aDraft(changes));
const submitted = async (changes: object = {}, author: Actor = stage.analyst.actor) => {
  const draft = await drafted(changes, author);
  return use(SubmitAdvisory).execute(author, draft);
};
const publish = (ref: { advisoryId: string }, reviewer: Actor = stage.reviewer.actor) =>
  use(PublishAdvisory).execute(reviewer, { advisoryId: ref.advisoryId });
const published = async (changes: object = {}) => {
  const ref = await submitted(changes);
  await publish(ref);
  return ref;
};
const seenBy = (actor: Actor, ref: { advisoryId: string }) => stage.as(actor, (tx) => use(AdvisoryQueries).byId(tx, ref.advisoryId));
const events = (advisoryId: string) =>
  asSuperuser(stage.database, async (client) => {
    const sql = `SELECT type, payload FROM outbox.event WHERE payload->>'advisoryId' = $1 ORDER BY position`;
    return (await client.query<{ type: string; payload: Record<string, unknown> }>(sql, [advisoryId])).rows;
  });
const audited = (advisoryId: string) =>
  asSuperuser(stage.database, async (client) => {
    const sql = `SELECT action, actor_person_id, detail FROM audit.entry WHERE subject_id = $1 ORDER BY id`;
    return (await client.query<{ action: string; actor_person_id: string; detail: Record<string, unknown> }>(sql, [advisoryId])).rows;
  });

describe('a draft', () => {
  it('gets a tracking id that it keeps, with the year and six random digits', async () => {
    const draft = await drafted();
    expect(draft).toMatchObject({ revision: 1, state: 'draft' });
    expect(draft.trackingId).toMatch(/^HL-\d{4}-\d{6}$/);
    const other = await drafted();
    expect(other.trackingId).not.toBe(draft.trackingId);
  });

  it('is seen by its author and their desk, and by nobody else, as if it were not there', async () => {
    const draft = await drafted({}, stage.bankAnalyst.actor);
    expect((await seenBy(stage.bankAnalyst.actor, draft))?.inWork?.state).toBe('draft');
    const others = [stage.bankMember, stage.reviewer, stage.administrator, stage.waterMember].map(({ actor }) => actor);
    for (const actor of [...others, stage.anonymous]) {
      expect(await seenBy(actor, draft)).toBeUndefined();
      const hidden = await use(UpdateAdvisory).execute(actor, { advisoryId: draft.advisoryId, severity: 'low' }).catch(asText);
      const absent = await use(UpdateAdvisory).execute(actor, { advisoryId: newId(), severity: 'low' }).catch(asText);
      expect(hidden).toBe(absent);
      expect(hidden).toContain('NOT_FOUND');
    }
  });

  it('names every wrong place at once, those of the content too', async () => {
    const wrong = { kind: 'rumour', severity: 'high', audience: { groups: 'all' }, content: { ...aContent(), tags: [1] }, colour: 'red' };
    await expect(use(CreateAdvisory).execute(stage.analyst.actor, wrong)).rejects.toMatchObject({
      kind: 'invalid',
      issues: expect.arrayContaining([
        expect.objectContaining({ path: 'kind', received: 'rumour' }),
        expect.objectContaining({ path: 'audience.groups' }),
        expect.objectContaining({ path: 'colour', expected: 'no such field' }),
        expect.objectContaining({ path: 'content.tags.0' }),
      ]),
    });
    await expect(use(CreateAdvisory).execute(stage.analyst.actor, null)).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('cannot be addressed to what its author cannot see, in the same words as to what does not exist', async () => {
    const audience = (groups: string[]) => ({ groups, organisations: [], persons: [], tiers: [], sectors: [], tierSectors: [] });
    const hidden = await drafted({ label: 'AMBER', audience: audience([stage.group]) }, stage.bankAnalyst.actor).catch(asText);
    const absent = await drafted({ label: 'AMBER', audience: audience([newId()]) }, stage.bankAnalyst.actor).catch(asText);
    const withoutIds = (text: unknown) => String(text).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
    expect(withoutIds(hidden)).toBe(withoutIds(absent));
    expect(hidden).toContain('audience.groups.0');
    await drafted({ label: 'AMBER', audience: audience([stage.group.toUpperCase()]) }, stage.otherReviewer.actor);
  });

  it('is not overwritten by somebody who read an older one', async () => {
    const draft = await drafted();
    const saved = await use(UpdateAdvisory).execute(stage.analyst.actor, {
      advisoryId: draft.advisoryId,
      expectedSavedAt: draft.savedAt,
      severity: 'low',
      label: null,
    });
    expect(saved.savedAt > draft.savedAt).toBe(true);
    await expect(
      use(UpdateAdvisory).execute(stage.otherReviewer.actor, {
        advisoryId: draft.advisoryId,
        expectedSavedAt: draft.savedAt,
        severity: 'high',
      }),
    ).rejects.toMatchObject({ code: 'STALE_DRAFT' });
    const detail = await seenBy(stage.analyst.actor, draft);
    expect(detail?.inWork).toMatchObject({ severity: 'low', kind: 'security_alert', label: undefined });
  });

  it('tells when a translation is older than its source', async () => {
    const title = { en: 'A', 'zh-Hant': '甲' };
    const texts = { title, summary: { en: 'B', 'zh-Hant': '乙' }, description: { en: 'C', 'zh-Hant': '丙' } };
    const draft = await drafted({ content: aContent(texts) });
    const content = aContent({ ...texts, title: { ...title, en: 'A, changed' } });
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId: draft.advisoryId, content });
    const { en = '', 'zh-Hant': chinese = '' } = (await seenBy(stage.analyst.actor, draft))?.inWork?.content.translatedAt ?? {};
    expect(en > chinese).toBe(true);
    expect(chinese).not.toBe('');
  });

  it('is given up with its id, and its number is taken again', async () => {
    const draft = await drafted();
    await use(DiscardDraft).execute(stage.analyst.actor, draft);
    expect(await seenBy(stage.analyst.actor, draft)).toBeUndefined();
    await expect(use(SubmitAdvisory).execute(stage.analyst.actor, draft)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    const ref = await published();
    const second = await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId });
    await use(DiscardDraft).execute(stage.analyst.actor, second);
    const third = await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId });
    expect([second.revision, third.revision]).toEqual([2, 2]);
  });
});

describe('review', () => {
  it('begins only when everything is there, and says all that is missing', async () => {
    const draft = await drafted({ label: undefined, content: aContent({ summary: {} }) });
    await expect(use(SubmitAdvisory).execute(stage.analyst.actor, draft)).rejects.toMatchObject({
      kind: 'invalid',
      issues: [expect.objectContaining({ path: 'content.summary.en' }), expect.objectContaining({ path: 'label' })],
    });
    const amber = await drafted({ label: 'AMBER' });
    await expect(use(SubmitAdvisory).execute(stage.analyst.actor, amber)).rejects.toMatchObject({
      issues: [expect.objectContaining({ path: 'audience' })],
    });
  });

  it('asks for a reason where the severity is not the proposed one', async () => {
    const content = aContent({ vulnerabilities: [{ cve: 'CVE-2026-1000', cvss: [{ vector: VECTOR } as never] }] });
    const draft = await drafted({ severity: 'low', content });
    await expect(use(SubmitAdvisory).execute(stage.analyst.actor, draft)).rejects.toMatchObject({
      issues: [expect.objectContaining({ path: 'severityReason', expected: expect.stringContaining('critical') })],
    });
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId: draft.advisoryId, severityReason: 'Not reachable here.' });
    expect((await use(SubmitAdvisory).execute(stage.analyst.actor, draft)).state).toBe('in_review');
  });

  it('returns a text to its desk with a reason, out of the sight of the reviewer of another organisation', async () => {
    const ref = await submitted({}, stage.bankAnalyst.actor);
    expect((await seenBy(stage.reviewer.actor, ref))?.inWork?.state).toBe('in_review');
    await use(ReturnAdvisory).execute(stage.reviewer.actor, { advisoryId: ref.advisoryId, reason: 'Which versions?' });
    expect(await seenBy(stage.reviewer.actor, ref)).toBeUndefined();
    expect((await seenBy(stage.bankAnalyst.actor, ref))?.inWork).toMatchObject({ state: 'draft', returnReason: 'Which versions?' });
    await use(SubmitAdvisory).execute(stage.bankAnalyst.actor, ref);
    expect((await seenBy(stage.bankAnalyst.actor, ref))?.inWork?.returnReason).toBeUndefined();
  });

  it('is of a text that stands still: only a draft is edited', async () => {
    const ref = await submitted();
    await expect(use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId, severity: 'low' })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  it('is commented on by the desks, whose comments no reader sees', async () => {
    const ref = await submitted({}, stage.bankAnalyst.actor);
    await use(CommentOnAdvisory).execute(stage.reviewer.actor, {
      advisoryId: ref.advisoryId,
      body: 'Is this public already?',
      block: 'summary',
    });
    const comments = (actor: Actor) => stage.as(actor, (tx) => use(AdvisoryQueries).comments(tx, ref.advisoryId));
    expect(await comments(stage.bankAnalyst.actor)).toMatchObject([{ body: 'Is this public already?', block: 'summary' }]);
    await publish(ref);
    expect(await comments(stage.bankAnalyst.actor)).toHaveLength(1);
    expect(await comments(stage.bankMember.actor)).toEqual([]);
    expect(await comments(stage.anonymous)).toEqual([]);
  });
});

describe('publishing', () => {
  it('is never done by who wrote it, or a part of it', async () => {
    const own = await submitted({}, stage.otherReviewer.actor);
    await expect(publish(own, stage.otherReviewer.actor)).rejects.toMatchObject({ code: 'FOUR_EYES' });
    const draft = await drafted();
    await use(UpdateAdvisory).execute(stage.otherReviewer.actor, { advisoryId: draft.advisoryId, severity: 'low' });
    await use(SubmitAdvisory).execute(stage.analyst.actor, draft);
    await expect(publish(draft, stage.otherReviewer.actor)).rejects.toMatchObject({ code: 'FOUR_EYES' });
    await publish(draft);
  });

  it('is refused to everybody but a reviewer of the operating CERT with a second factor', async () => {
    const ref = await submitted({}, stage.bankAnalyst.actor);
    await expect(publish(ref, stage.bankAnalyst.actor)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(publish(ref, stage.reviewer.actorWithoutSecondFactor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(publish(ref, stage.administrator.actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(publish(ref, stage.anonymous)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('writes text, card, audit entry and event in one transaction', async () => {
    const ref = await published({
      content: aContent({
        vulnerabilities: [{ cve: 'CVE-2026-2000' }],
        indicators: [{ type: 'domain', value: 'bad.example' }],
        tags: ['Gateway'],
      }),
    });
    const detail = await seenBy(stage.anonymous, ref);
    expect(detail?.card).toMatchObject({ state: 'published', revision: 1, label: 'CLEAR', cves: ['CVE-2026-2000'], tags: ['Gateway'] });
    expect(detail?.card?.publisher).toEqual({ en: 'Harbour City CERT' });
    expect(detail?.text?.content.indicators).toEqual([{ type: 'domain', value: 'bad.example' }]);
    expect(detail?.inWork).toBeUndefined();
    expect(await events(ref.advisoryId)).toEqual([
      { type: 'advisory.published', payload: { advisoryId: ref.advisoryId, revisionId: detail?.card?.revisionId } },
    ]);
    const entries = await audited(ref.advisoryId);
    expect(entries.map(({ action }) => action)).toEqual(['advisory:draft', 'advisory:submit', 'advisory:publish']);
    expect(JSON.stringify(entries)).not.toContain('Gateway');
  });

  it('tells every process at once, ids only', async () => {
    const listener = new Listener(stage.database.apiUrl);
    const heard: unknown[] = [];
    listener.on(LIVE_CHANNEL, (payload) => heard.push(JSON.parse(payload)));
    await listener.start();
    const ref = await published();
    for (let waited = 0; waited < 100 && heard.length === 0; waited++) await new Promise((resolve) => setTimeout(resolve, 20));
    await listener.close();
    expect(heard).toEqual([{ type: 'advisory.published', advisoryId: ref.advisoryId, revisionId: ref.revisionId }]);
  });

  it('gives the renderers all that they need, under the keys of whoever it is for', async () => {
    const ref = await published({ label: 'GREEN', content: aContent({ indicators: [{ type: 'domain', value: 'bad.example' }] }) });
    const viewFor = (actor: Actor): Promise<AdvisoryView | undefined> =>
      stage.as(actor, (tx) => use(AdvisoryViews).forRevision(tx, ref.revisionId));
    expect(await viewFor(stage.waterMember.actor)).toMatchObject({
      ...{ trackingId: ref.trackingId, revision: 1, event: 'advisory.published', label: 'GREEN', exploited: false },
      ...{ publisher: { en: 'Harbour City CERT' }, url: `http://localhost:3000/advisories/${ref.trackingId}` },
      content: { indicators: [{ type: 'domain', value: 'bad.example' }] },
    });
    expect(await viewFor(stage.anonymous)).toBeUndefined();
    expect(await stage.as(stage.anonymous, (tx) => use(AdvisoryViews).forRevision(tx, 'no id'))).toBeUndefined();
  });

  it('tells the reviewer what was published even where they are not among its readers', async () => {
    const ref = await submitted({ label: 'RED', audience: audienceOf({ persons: [stage.bankMember.id] }) });
    expect(await publish(ref)).toMatchObject({ state: 'published', trackingId: ref.trackingId, revision: 1 });
    expect(await seenBy(stage.reviewer.actor, ref)).toBeUndefined();
    expect(await seenBy(stage.analyst.actor, ref)).toBeUndefined();
    expect((await seenBy(stage.bankMember.actor, ref))?.text?.content.title.en).toContain('Gateway');
    expect(await seenBy(stage.bankMember.actorWithoutSecondFactor, ref)).toBeUndefined();
  });

  it('refuses a second time, with what is possible now', async () => {
    const ref = await published();
    await expect(publish(ref)).rejects.toMatchObject({ code: 'WRONG_STATE', message: expect.stringContaining('revise, withdraw') });
  });

  it('happens once, however many reviewers press at the same moment', async () => {
    const ref = await submitted();
    const outcomes = await Promise.allSettled([publish(ref), publish(ref, stage.otherReviewer.actor), publish(ref)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await events(ref.advisoryId)).toHaveLength(1);
  });

  it('can be left to an instant, and taken back', async () => {
    const ref = await submitted();
    const schedule = (at: string, zone: string) =>
      use(PublishAdvisory).execute(stage.reviewer.actor, { advisoryId: ref.advisoryId, schedule: { at, zone } });
    await expect(schedule('2020-01-01T00:00:00+08:00', 'Asia/Hong_Kong')).rejects.toMatchObject({
      issues: [{ path: 'schedule.at' }].map(like),
    });
    await expect(schedule('2099-01-01T00:00:00', 'Asia/Hong_Kong')).rejects.toMatchObject({ issues: [{ path: 'schedule.at' }].map(like) });
    await expect(schedule('2099-01-01T00:00:00Z', 'Asia/Atlantis')).rejects.toMatchObject({
      issues: [{ path: 'schedule.zone' }].map(like),
    });
    await expect(schedule('9999-01-01T00:00:00Z', 'Asia/Hong_Kong')).rejects.toMatchObject({
      issues: [{ path: 'schedule.at', expected: expect.stringMatching(/^an instant before /), received: '9999-01-01T00:00:00Z' }],
    });
    const inAMonth = Date.now() + 30 * 86_400_000;
    // The same instant, said as on a clock eight hours ahead.
    const onTheClock = `${new Date(inAMonth + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`;
    expect(await schedule(onTheClock, 'Asia/Hong_Kong')).toMatchObject({
      state: 'scheduled',
      scheduledFor: new Date(inAMonth).toISOString(),
    });
    await expect(publish(ref)).rejects.toMatchObject({ code: 'WRONG_STATE', message: expect.stringContaining('cancel_schedule') });
    expect(await use(CancelSchedule).execute(stage.reviewer.actor, ref)).toMatchObject({ state: 'in_review' });
    await publish(ref);
  });
});

describe('a revision', () => {
  it('is written while the one before stays published', async () => {
    const ref = await published();
    const next = await use(ReviseAdvisory).execute(stage.analyst.actor, {
      advisoryId: ref.advisoryId,
      summaryOfChanges: { en: 'Fixed version.' },
    });
    expect(next).toMatchObject({ revision: 2, state: 'draft' });
    await expect(use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId })).rejects.toMatchObject({
      code: 'REVISION_IN_WORK',
    });
    await use(UpdateAdvisory).execute(stage.analyst.actor, {
      advisoryId: ref.advisoryId,
      content: aContent({ title: { en: 'Second text' } }),
    });
    expect((await seenBy(stage.anonymous, ref))?.text?.content.title.en).toContain('Gateway');
    expect((await seenBy(stage.anonymous, ref))?.inWork).toBeUndefined();
    await use(SubmitAdvisory).execute(stage.analyst.actor, ref);
    const before = (await seenBy(stage.anonymous, ref))?.card;
    await publish(ref);
    const after = (await seenBy(stage.anonymous, ref))?.card;
    expect(after).toMatchObject({ revision: 2, title: { en: 'Second text' }, publishedAt: before?.publishedAt });
    expect((after?.updatedAt ?? '') > (before?.updatedAt ?? '')).toBe(true);
    const history = await stage.as(stage.anonymous, (tx) => use(AdvisoryQueries).history(tx, ref.advisoryId));
    expect(history).toMatchObject([{ revision: 1 }, { revision: 2, summaryOfChanges: { en: 'Fixed version.' } }]);
    expect((await events(ref.advisoryId)).map(({ type }) => type)).toEqual(['advisory.published', 'advisory.updated']);
  });

  it('that is editorial alerts nobody', async () => {
    const ref = await published();
    await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId, updateClass: 'editorial' });
    await use(SubmitAdvisory).execute(stage.analyst.actor, ref);
    await publish(ref);
    expect((await events(ref.advisoryId)).map(({ payload }) => payload['isSilent'])).toEqual([undefined, true]);
  });

  it.each([
    [
      'its readers',
      'audience',
      { audience: audienceOf({ tiers: ['government', 'industry'] }), permission: { grantedBy: 'Source', reference: 'Letter' } },
    ],
    ['its label', 'label', { label: 'AMBER+STRICT' as const }],
    ['its severity', 'severity', { severity: 'critical' as const, severityReason: 'It is used.' }],
    ['its kind', 'kind', { kind: 'threat_report' as const }],
    ['its sectors', 'sectors', { content: aContent({ sectors: ['water'] }) }],
    [
      'its products',
      'affectedProducts',
      { content: aContent({ affectedProducts: [{ vendor: 'Other', product: 'Box', status: 'known_affected' }] }) },
    ],
    ['its indicators', 'indicators', { content: aContent({ indicators: [{ type: 'domain', value: 'new.example' }] }) }],
  ])('cannot be editorial where it changes %s, for nobody would be told', async (_, field, change) => {
    const ref = await published({ label: 'AMBER', audience: audienceOf({ organisations: [stage.cert.id, stage.bank.id] }) });
    await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId, updateClass: 'editorial' });
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId, ...change });
    const issue = { path: 'updateClass', expected: expect.stringContaining(field), received: 'editorial' };
    await expect(use(SubmitAdvisory).execute(stage.analyst.actor, ref)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [issue] });
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId, updateClass: 'minor' });
    await use(SubmitAdvisory).execute(stage.analyst.actor, ref);
    await publish(ref);
    expect((await events(ref.advisoryId)).map(({ payload }) => payload['isSilent'])).toEqual([undefined, undefined]);
  });

  it('is shared more widely only with the recorded permission of its source', async () => {
    const ref = await published({ label: 'AMBER', audience: audienceOf({ organisations: [stage.cert.id, stage.bank.id] }) });
    await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId });
    const wider = { advisoryId: ref.advisoryId, audience: audienceOf({ organisations: [stage.cert.id, stage.bank.id, stage.water.id] }) };
    await use(UpdateAdvisory).execute(stage.analyst.actor, wider);
    await expect(use(SubmitAdvisory).execute(stage.analyst.actor, ref)).rejects.toMatchObject({ code: 'PERMISSION_REQUIRED' });
    const permission = { grantedBy: 'Bank CISO', reference: 'Ticket 17' };
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId, permission });
    await use(SubmitAdvisory).execute(stage.analyst.actor, ref);
    await publish(ref);
    expect((await seenBy(stage.waterMember.actor, ref))?.card?.revision).toBe(2);
    expect((await audited(ref.advisoryId)).at(-1)).toMatchObject({ action: 'advisory:publish', detail: { permission } });
  });

  it('never shows an older, narrower text to the readers of a wider one, nor an older, wider text once it is narrower', async () => {
    const permission = { grantedBy: 'Source', reference: 'Letter' };
    const narrow = await published({ label: 'AMBER', audience: audienceOf({ organisations: [stage.cert.id] }) });
    await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: narrow.advisoryId });
    await use(UpdateAdvisory).execute(stage.analyst.actor, {
      advisoryId: narrow.advisoryId,
      label: 'CLEAR',
      audience: audienceOf({}),
      permission,
    });
    await use(SubmitAdvisory).execute(stage.analyst.actor, narrow);
    await publish(narrow);
    const history = (actor: Actor, { advisoryId }: AdvisoryRef) => stage.as(actor, (tx) => use(AdvisoryQueries).history(tx, advisoryId));
    expect((await history(stage.anonymous, narrow)).map(({ revision }) => revision)).toEqual([2]);
    expect((await history(stage.analyst.actor, narrow)).map(({ revision }) => revision)).toEqual([1, 2]);

    const wide = await published();
    await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: wide.advisoryId });
    const audience = audienceOf({ organisations: [stage.cert.id] });
    await use(UpdateAdvisory).execute(stage.analyst.actor, { advisoryId: wide.advisoryId, label: 'AMBER', audience });
    await use(SubmitAdvisory).execute(stage.analyst.actor, wide);
    await publish(wide);
    expect(await history(stage.anonymous, wide)).toEqual([]);
    expect(await seenBy(stage.anonymous, wide)).toBeUndefined();
  });

  it('is reviewed by those who do not read what is published', async () => {
    const ref = await published({ label: 'AMBER', audience: audienceOf({ organisations: [stage.bank.id] }) });
    const mine = await submitted({ label: 'AMBER', audience: audienceOf({ organisations: [stage.bank.id] }) }, stage.bankAnalyst.actor);
    await publish(mine);
    expect(await seenBy(stage.reviewer.actor, mine)).toBeUndefined();
    await use(ReviseAdvisory).execute(stage.bankAnalyst.actor, { advisoryId: mine.advisoryId });
    await use(SubmitAdvisory).execute(stage.bankAnalyst.actor, mine);
    expect((await seenBy(stage.reviewer.actor, mine))?.inWork).toMatchObject({ number: 2, trackingId: mine.trackingId });
    expect(await publish(mine)).toMatchObject({ revision: 2 });
    // And who does not read it cannot begin one.
    await expect(use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('withdrawal', () => {
  it('replaces the content by the notice, everywhere and for everybody', async () => {
    const ref = await published({
      content: aContent({
        tags: ['unmistakable'],
        vulnerabilities: [{ cve: 'CVE-2026-3000' }],
        indicators: [{ type: 'domain', value: 'bad.example' }],
      }),
    });
    await use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId });
    const notice = { en: 'The report was mistaken.' };
    const { revisionId } = await use(WithdrawAdvisory).execute(stage.reviewer.actor, { advisoryId: ref.advisoryId, notice });
    for (const actor of [stage.anonymous, stage.analyst.actor, stage.reviewer.actor]) {
      const detail = await seenBy(actor, ref);
      expect(detail?.card).toMatchObject({ state: 'withdrawn', withdrawalNotice: notice, summary: undefined, cves: [], tags: [] });
      expect(detail?.text).toBeUndefined();
      expect(detail?.inWork).toBeUndefined();
      await stage.as(actor, async (tx) => {
        expect(await use(AdvisoryQueries).indicators(tx, ref.advisoryId)).toEqual([]);
        expect(await use(AdvisoryQueries).history(tx, ref.advisoryId)).toEqual([]);
        expect((await use(AdvisoryQueries).newest(tx, { first: 5, search: 'unmistakable' })).cards).toEqual([]);
        const view = await use(AdvisoryViews).forRevision(tx, revisionId);
        expect(view).toMatchObject({ event: 'advisory.withdrawn', withdrawalNotice: notice, label: 'CLEAR', revision: 1 });
        expect(JSON.stringify(view)).not.toMatch(/unmistakable|bad\.example|CVE-2026-3000|management interface/);
      });
    }
    expect((await events(ref.advisoryId)).at(-1)).toEqual({
      type: 'advisory.withdrawn',
      payload: { advisoryId: ref.advisoryId, revisionId },
    });
  });

  it('is for ever, and only for reviewers of the operating CERT', async () => {
    const ref = await published();
    const withdraw = (actor: Actor) => use(WithdrawAdvisory).execute(actor, { advisoryId: ref.advisoryId, notice: { en: 'Gone.' } });
    await expect(withdraw(stage.analyst.actor)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(withdraw(stage.anonymous)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await withdraw(stage.reviewer.actor);
    await expect(withdraw(stage.reviewer.actor)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('nothing is possible'),
    });
    await expect(use(ReviseAdvisory).execute(stage.analyst.actor, { advisoryId: ref.advisoryId })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    const red = await published({ label: 'RED', audience: audienceOf({ persons: [stage.bankMember.id] }) });
    await expect(
      use(WithdrawAdvisory).execute(stage.analyst.actor, { advisoryId: red.advisoryId, notice: { en: 'Gone.' } }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

function audienceOf(changes: object): object {
  return { tiers: [], sectors: [], tierSectors: [], groups: [], organisations: [], persons: [], ...changes };
}

function like(value: object): unknown {
  return expect.objectContaining(value);
}

function asText(error: unknown): string {
  const { kind, code, message, issues } = error as Record<string, unknown>;
  return JSON.stringify({ kind, code, message, issues });
}
