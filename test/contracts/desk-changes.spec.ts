import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApi } from '../support/api-client.js';
import type { RunningApi } from '../support/api-client.js';
import { anAdvisory } from '../support/builders/advisory.js';
import { anOrganisation, asSuperuser } from '../support/builders/organisation.js';
import type { SavedOrganisation } from '../support/builders/organisation.js';
import { aPerson } from '../support/builders/person.js';
import type { SavedPerson } from '../support/builders/person.js';
import { openSocket } from '../support/live-client.js';
import type { LiveClient } from '../support/live-client.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const SUBSCRIBE = 'subscription { deskChanged { change } }';
const COMMENT = 'mutation ($input: CommentOnAdvisoryInput!) { commentOnAdvisory(input: $input) { commentId } }';
const REPORT = 'mutation ($input: ReportIncidentInput!) { reportIncident(input: $input) { reference } }';
const SUBMIT = 'mutation ($input: SubmitAdvisoryInput!) { submitAdvisory(input: $input) { advisory { trackingId } } }';
const SOON_MS = 10_000;
/** Everybody of the desk is told of alerts to be sent. */
const MARK = 'DELIVERY';
const REVOKED_WITHIN_MS = 5_000;
const FORBIDDEN = 4403;
const REPORTED = { class: 'FRAUD', reporter: 'PERSON', whatHappened: 'A false page of my bank.', mayShare: false };

let database: TestDatabase;
let api: RunningApi;
let cert: SavedOrganisation;
let bank: SavedOrganisation;
let analyst: SavedPerson;
let reviewer: SavedPerson;
let administrator: SavedPerson;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  cert = await anOrganisation().operator().savedIn(database);
  bank = await anOrganisation().industry().ofSectors('finance').savedIn(database);
  [analyst, reviewer, administrator] = (await Promise.all(
    (['analyst', 'reviewer', 'administrator'] as const).map((role) => aPerson().of(cert).withRoles(role).savedIn(database)),
  )) as [SavedPerson, SavedPerson, SavedPerson];
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

/** Somebody who follows the desk. */
class Follower {
  private constructor(
    readonly socket: LiveClient,
    private readonly id: string,
  ) {}

  static async of(person: SavedPerson): Promise<Follower> {
    const socket = await openSocket(api.socketUrl, { token: await api.tokenFor(person) });
    const id = socket.subscribe(SUBSCRIBE);
    socket.send({ type: 'ping' });
    await socket.next('pong');
    return new Follower(socket, id);
  }

  /** What is told up to the alerts that everybody of the desk hears of. */
  async heard(): Promise<string[]> {
    const event = await this.socket.event(this.id, SOON_MS);
    const change = (event?.data?.['deskChanged'] as { change: string } | undefined)?.change ?? 'nothing in time';
    return change === 'ADVISORY' || change === 'COMMENT' || change === 'APPLICATION' || change === 'INCIDENT_REPORT'
      ? [change, ...(await this.heard())]
      : change === MARK
        ? []
        : [change];
  }

  /** The next that is told. */
  async next(): Promise<unknown> {
    return (await this.socket.event(this.id, SOON_MS))?.data;
  }
}

describe('deskChanged', () => {
  let followers: Record<'analyst' | 'reviewer' | 'administrator', Follower>;

  beforeEach(async () => {
    followers = {
      analyst: await Follower.of(analyst),
      reviewer: await Follower.of(reviewer),
      administrator: await Follower.of(administrator),
    };
  });
  afterEach(async () => {
    await Promise.all(Object.values(followers).map(({ socket }) => socket.close()));
  });

  /** What each of them was told before what all of them are told; the database tells in the order of the commits. */
  async function told(): Promise<Record<string, string[]>> {
    await asSuperuser(database, (client) => client.query("NOTIFY harbourlight_deliveries, ''"));
    const entries = await Promise.all(Object.entries(followers).map(async ([name, follower]) => [name, await follower.heard()] as const));
    return Object.fromEntries(entries);
  }

  it('tells of an advisory that is submitted those who see it, and not who does not', async () => {
    const { trackingId } = await anAdvisory(analyst).clear().savedIn(database);
    // The author's desk sees a draft; the reviewer of the same organisation too. An administrator reads no drafts by being one.
    expect(await told()).toEqual({ analyst: ['ADVISORY'], reviewer: ['ADVISORY'], administrator: [] });
    await (await api.as(analyst)).query(SUBMIT, { input: { trackingId } });
    expect(await told()).toEqual({ analyst: ['ADVISORY'], reviewer: ['ADVISORY'], administrator: [] });
  });

  it('tells nobody of the CERT of the drafts of a member, and the reviewers alone when one comes to review', async () => {
    const author = await aPerson().of(bank).withRoles('analyst').savedIn(database);
    const { trackingId } = await anAdvisory(author).clear().savedIn(database);
    expect(await told()).toEqual({ analyst: [], reviewer: [], administrator: [] });
    await (await api.as(author)).query(SUBMIT, { input: { trackingId } });
    expect(await told()).toEqual({ analyst: [], reviewer: ['ADVISORY'], administrator: [] });
  });

  it('tells of a comment those who read it', async () => {
    const { trackingId } = await anAdvisory(analyst).clear().inReview().savedIn(database);
    await told();
    await (await api.as(reviewer)).query(COMMENT, { input: { trackingId, body: 'For us alone.', readers: 'REVIEWERS' } });
    expect(await told()).toEqual({ analyst: [], reviewer: ['COMMENT'], administrator: [] });
  });

  it('tells of reports, applications and alerts those whose roles are for them', async () => {
    await api.client.query(REPORT, { input: REPORTED });
    const afterReport = await told();
    expect(afterReport['administrator']).not.toContain('INCIDENT_REPORT');
    expect([afterReport['analyst'], afterReport['reviewer']]).toEqual([['INCIDENT_REPORT'], ['INCIDENT_REPORT']]);
    const applicant = await anOrganisation().industry().savedIn(database);
    await asSuperuser(database, (client) =>
      client.query("UPDATE accounts.organisation SET status = 'applied' WHERE id = $1", [applicant.id]),
    );
    await asSuperuser(database, (client) =>
      client.query("UPDATE accounts.organisation SET status = 'active' WHERE id = $1", [applicant.id]),
    );
    const { administrator: heard, ...others } = await told();
    expect(others).toEqual({ analyst: [], reviewer: [] });
    expect(new Set(heard)).toEqual(new Set(['APPLICATION']));
  });

  it('joins a burst: at most one event of a sort in a second', async () => {
    const startedMs = performance.now();
    for (let count = 0; count < 12; count++) await anAdvisory(analyst).clear().savedIn(database);
    const { analyst: heard = [] } = await told();
    const seconds = (performance.now() - startedMs) / 1000;
    expect(heard.length).toBeGreaterThanOrEqual(1);
    expect(heard.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
    expect(heard.length).toBeLessThan(12);
  });

  it('ends with the role, without telling what happened then', async () => {
    const former = await aPerson().of(cert).withRoles('analyst').savedIn(database);
    const follower = await Follower.of(former);
    await asSuperuser(database, (client) => client.query("UPDATE accounts.person SET roles = '{member}' WHERE id = $1", [former.id]));
    // Heard of within the time in which the live account is asked again at the latest.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await anAdvisory(analyst).clear().savedIn(database);
    await expect(follower.next()).rejects.toThrow('NOT_ALLOWED');
    await follower.socket.close();
  });

  it('is closed within 5 s when the person is suspended', async () => {
    const former = await aPerson().of(cert).withRoles('analyst').savedIn(database);
    const { socket } = await Follower.of(former);
    const startedMs = performance.now();
    await asSuperuser(database, (client) => client.query("UPDATE accounts.person SET status = 'suspended' WHERE id = $1", [former.id]));
    expect(await socket.closed).toBe(FORBIDDEN);
    expect(performance.now() - startedMs).toBeLessThan(REVOKED_WITHIN_MS);
  });

  it('is refused to visitors, to members, to analysts of members, and without a second factor', async () => {
    const refused = async (options: { token?: string }, code: string) => {
      const socket = await openSocket(api.socketUrl, options);
      expect(await socket.refusal(SUBSCRIBE)).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code }) })]);
      await socket.close();
    };
    await refused({}, 'UNAUTHENTICATED');
    const member = await aPerson().of(bank).withRoles('member', 'analyst').savedIn(database);
    await refused({ token: await api.tokenFor(member) }, 'NOT_ALLOWED');
    await refused({ token: await api.tokenFor(analyst, { isWeak: true }) }, 'SECOND_FACTOR_REQUIRED');
    await refused({ token: await api.tokenFor(analyst, { scopes: ['write'] }) }, 'SCOPE_MISSING');
  });
});
