import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idOf, Journey } from '../support/journey.js';
import type { Endpoint, Written } from '../support/journey.js';
import * as documents from '../support/journey-documents.js';
import { until } from '../support/journey-visitor.js';
import type { Visitor } from '../support/journey-visitor.js';
import type { WebhookMessage } from '../support/webhook-receiver.js';

const ADDRESS = 'soc@alerts.bank.example';

describe('the life of an advisory', () => {
  let journey: Journey;
  let analyst: Visitor;
  let reviewer: Visitor;
  let bank: Visitor;
  let ids: ReadonlyMap<string, string>;
  let webhook: Endpoint;

  beforeAll(async () => {
    journey = await Journey.begin();
    analyst = await journey.signedIn('analyst@cert.example');
    reviewer = await journey.signedIn('reviewer@cert.example');
    bank = await journey.signedIn('member@bank.example');
    ids = await journey.whoIsWhere(reviewer);
    webhook = await journey.webhookEndpoint(bank, 'bank');
    const email = await journey.emailEndpoint(bank, ADDRESS);
    await journey.subscribe(bank, [webhook.id, email]);
  }, 90_000);
  afterAll(() => journey.end());

  function alertsAbout({ trackingId }: Written): WebhookMessage[] {
    return journey.receiver.alertsOf('bank', webhook.secret).filter(({ data }) => data['trackingId'] === trackingId);
  }

  async function mailsAbout({ trackingId }: Written): Promise<string[]> {
    return (await journey.mails.to(ADDRESS)).filter(({ subject }) => subject.includes(trackingId)).map(({ subject }) => subject);
  }

  async function stateOf(visitor: Visitor, { trackingId }: Written): Promise<string | undefined> {
    const { advisory } = await visitor.ask<{ advisory: { state: string } | null }>(documents.ONE_ADVISORY, { trackingId });
    return advisory?.state;
  }

  async function revise(written: Written, updateClass: string, description: string, extra: object = {}): Promise<string[]> {
    const { id } = written;
    const summaryOfChanges = { en: `A ${updateClass} change.` };
    await analyst.ask(documents.REVISE_ADVISORY, { input: { id, updateClass, summaryOfChanges } });
    await analyst.ask(documents.UPDATE_ADVISORY, { input: { id, content: { description: { en: description } }, ...extra } });
    const refused = await analyst.refusal(documents.SUBMIT_ADVISORY, { input: { id } });
    if (refused.length > 0) return refused;
    const codes = await reviewer.refusal(documents.PUBLISH_ADVISORY, { input: { id } });
    await journey.untilQuiet();
    return codes;
  }

  it('a reviewer returns it with a reason, and its author submits it again', async () => {
    const written = await journey.draft(analyst, { title: 'Returned once', label: 'CLEAR' });
    await journey.submit(analyst, written);
    const { returnAdvisory } = await reviewer.ask<{ returnAdvisory: { advisory: { state: string } } }>(documents.RETURN_ADVISORY, {
      input: { id: written.id, reason: 'Name the affected versions.' },
    });
    expect(returnAdvisory.advisory.state).toBe('DRAFT');
    const { advisory } = await analyst.ask<{ advisory: { inWork: { returnReason: string } } }>(
      'query ($trackingId: String!) { advisory(trackingId: $trackingId) { inWork { returnReason } } }',
      { trackingId: written.trackingId },
    );
    expect(advisory.inWork.returnReason).toBe('Name the affected versions.');
    expect(await reviewer.refusal(documents.PUBLISH_ADVISORY, { input: { id: written.id } })).toEqual(['WRONG_STATE']);
    await journey.submit(analyst, written);
    await journey.publish(reviewer, written);
    expect(await stateOf(journey.stranger(), written)).toBe('PUBLISHED');
  });

  it('nobody publishes what they wrote, not even a part of it', async () => {
    const written = await journey.draft(analyst, { title: 'Two pairs of eyes', label: 'CLEAR' });
    expect(await analyst.refusal(documents.PUBLISH_ADVISORY, { input: { id: written.id } })).not.toEqual([]);
    await reviewer.ask(documents.UPDATE_ADVISORY, {
      input: { id: written.id, content: { impact: { en: 'A sentence of the reviewer.' } } },
    });
    await journey.submit(analyst, written);
    expect(await analyst.refusal(documents.PUBLISH_ADVISORY, { input: { id: written.id } })).toEqual(['NOT_ALLOWED']);
    expect(await reviewer.refusal(documents.PUBLISH_ADVISORY, { input: { id: written.id } })).toEqual(['FOUR_EYES']);
    expect(await stateOf(journey.stranger(), written)).toBeUndefined();
  });

  it('is published without a label by nobody', async () => {
    const written = await journey.draft(analyst, { title: 'Without a label' });
    const answer = await analyst.answerTo(documents.SUBMIT_ADVISORY, { input: { id: written.id } });
    expect(answer.errors[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(answer.errors[0]?.extensions.issues?.map(({ path }) => path)).toContain('label');
  });

  it('is released at the instant that the reviewer approved, not before, and then alerts', async () => {
    const written = await journey.draft(analyst, { title: 'At its hour', label: 'CLEAR' });
    await journey.submit(analyst, written);
    const at = new Date(Date.now() + 4_000).toISOString();
    await reviewer.ask(documents.PUBLISH_ADVISORY, { input: { id: written.id, schedule: { at, zone: 'Asia/Hong_Kong' } } });
    expect(await stateOf(reviewer, written)).toBe('SCHEDULED');
    await until(
      'it is released',
      async () => {
        const isPublished = (await stateOf(journey.stranger(), written)) === 'PUBLISHED';
        if (isPublished) expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(at));
        return isPublished;
      },
      20_000,
    );
    await until('the alert of the release', () => alertsAbout(written).length === 1);
  });

  it('an editorial revision alerts nobody, a minor one those who had it, a withdrawal those who were alerted', async () => {
    const written = await journey.publishNew(analyst, reviewer, { title: 'Quicksilver gateway', label: 'GREEN' });
    await journey.untilQuiet();
    expect(alertsAbout(written).map(({ type }) => type)).toEqual(['advisory.published']);
    expect(await revise(written, 'EDITORIAL', 'The same, spelled better.')).toEqual([]);
    expect(alertsAbout(written)).toHaveLength(1);
    expect(await mailsAbout(written)).toHaveLength(1);
    expect(await revise(written, 'MINOR', 'There is a patch now.')).toEqual([]);
    expect(alertsAbout(written).map(({ type, data }) => [type, data['revision']])).toEqual([
      ['advisory.published', 1],
      ['advisory.updated', 3],
    ]);
    await reviewer.ask(documents.WITHDRAW_ADVISORY, { input: { id: written.id, notice: { en: 'It was a mistake of ours.' } } });
    await journey.untilQuiet();
    const withdrawal = alertsAbout(written).at(-1);
    expect(withdrawal?.type).toBe('advisory.withdrawn');
    expect(withdrawal?.data['withdrawalNotice']).toBe('It was a mistake of ours.');
    expect(JSON.stringify(withdrawal)).not.toMatch(/patch|at length/);
    expect(await mailsAbout(written)).toHaveLength(3);
    expect(new Set(alertsAbout(written).map(({ id }) => id)).size).toBe(3);
    await expectContentGone(written);
  });

  async function expectContentGone({ id, trackingId }: Written): Promise<void> {
    const everything = `query ($trackingId: String!, $id: ID!) {
      advisory(trackingId: $trackingId) { state summary { en } withdrawalNotice { en } text { description { en } } indicators { value }
        history { number text { description { en } } } inWork { number } comments { body } source { trackingId } }
      node(id: $id) { ... on Advisory { summary { en } text { description { en } } } }
    }`;
    for (const visitor of [bank, analyst, reviewer]) {
      const { bytes } = await visitor.answerTo(everything, { id, trackingId });
      expect(bytes).toContain('It was a mistake of ours.');
      expect(bytes).not.toMatch(/at length|in short|patch now|spelled better/);
      const { bytes: found } = await visitor.answerTo(documents.SEARCH, { query: '"patch now"' });
      expect(found).not.toContain(trackingId);
    }
    expect(await stateOf(journey.stranger(), { id, trackingId })).toBeUndefined();
  }

  it('a withdrawal tells nothing to whoever was never alerted', async () => {
    const hidden = await journey.publishNew(analyst, reviewer, {
      title: 'For the treasury alone',
      label: 'GREEN',
      audience: { tiers: ['GOVERNMENT'] },
    });
    await reviewer.ask(documents.WITHDRAW_ADVISORY, { input: { id: hidden.id, notice: { en: 'Taken back.' } } });
    await journey.untilQuiet();
    expect(alertsAbout(hidden)).toEqual([]);
    expect(await mailsAbout(hidden)).toEqual([]);
  });

  it('is marked down only with the recorded permission of its source', async () => {
    const written = await journey.publishNew(analyst, reviewer, { title: 'First narrow, then wide', label: 'GREEN' });
    const wider = { label: 'CLEAR', audience: {} };
    expect(await revise(written, 'MINOR', 'Now for all.', wider)).toEqual(['PERMISSION_REQUIRED']);
    expect(await stateOf(journey.stranger(), written)).toBeUndefined();
    const permission = { grantedBy: 'The vendor', reference: 'Letter of 3 November' };
    await analyst.ask(documents.UPDATE_ADVISORY, { input: { id: written.id, permission } });
    await analyst.ask(documents.SUBMIT_ADVISORY, { input: { id: written.id } });
    await journey.publish(reviewer, written);
    expect(await stateOf(journey.stranger(), written)).toBe('PUBLISHED');
  });

  it('marked up, it disappears from those who are no longer among its readers', async () => {
    const written = await journey.publishNew(analyst, reviewer, { title: 'First wide, then narrow', label: 'CLEAR' });
    await until('the alert of the wide one', () => alertsAbout(written).length === 1);
    const narrower = { label: 'AMBER', audience: { organisations: [idOf(ids, 'Harbour Water')] } };
    expect(await revise(written, 'MAJOR', 'For one only.', narrower)).toEqual([]);
    expect(await stateOf(journey.stranger(), written)).toBeUndefined();
    expect(await stateOf(bank, written)).toBeUndefined();
    await journey.untilQuiet();
    expect(alertsAbout(written).map(({ type }) => type)).toEqual(['advisory.published']);
  });
});
