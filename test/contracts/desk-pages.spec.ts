import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../support/api-client.js';
import type { ApiClient, RunningApi } from '../support/api-client.js';
import { anAdvisory } from '../support/builders/advisory.js';
import { anOrganisation, asSuperuser } from '../support/builders/organisation.js';
import { aPerson } from '../support/builders/person.js';
import type { SavedPerson } from '../support/builders/person.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;
let analyst: ApiClient;
let weakAnalyst: ApiClient;
let reviewer: ApiClient;
let administrator: ApiClient;
let member: ApiClient;
let colleague: ApiClient;
let people: { analyst: SavedPerson; reviewer: SavedPerson; member: SavedPerson };
let bankId: string;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  const cert = await anOrganisation().operator().savedIn(database);
  const bank = await anOrganisation().industry().ofSectors('finance').savedIn(database);
  bankId = bank.id;
  people = {
    analyst: await aPerson().of(cert).withRoles('analyst').savedIn(database),
    reviewer: await aPerson().of(cert).withRoles('reviewer').savedIn(database),
    member: await aPerson().of(bank).savedIn(database),
  };
  analyst = await api.as(people.analyst);
  weakAnalyst = await api.as(people.analyst, { isWeak: true });
  reviewer = await api.as(people.reviewer);
  administrator = await api.as(await aPerson().of(cert).withRoles('administrator').savedIn(database));
  member = await api.as(people.member);
  colleague = await api.as(await aPerson().of(bank).withRoles('analyst', 'reviewer', 'organisation_admin').savedIn(database));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

describe('a report of an incident', () => {
  const REPORT = `mutation ($input: ReportIncidentInput!) { reportIncident(input: $input) {
    reference receivedAt isConfirmedByMail nextSteps { text(language: ZH_HANT) } clocks { law hours startsAt dueAt isOver } } }`;
  const INPUT = {
    class: 'INTRUSIONS',
    reporter: 'CRITICAL_INFRASTRUCTURE',
    whatHappened: 'Somebody is in our mail.',
    awareAt: '2026-01-02T00:00:00Z',
    disruptsCoreFunction: true,
    contact: { email: 'worried@plant.example' },
    mayShare: false,
  };

  it('is taken from anybody, read by the desk with a second factor, and by nobody else', async () => {
    const { reportIncident } = await api.client.query<{ reportIncident: { reference: string; nextSteps: { text: string }[] } }>(REPORT, {
      input: INPUT,
    });
    expect(reportIncident).toMatchObject({
      isConfirmedByMail: true,
      clocks: [{ law: 'Cap. 653', hours: 12, dueAt: '2026-01-02T12:00:00.000Z', isOver: true }],
    });
    expect(reportIncident.reference).toMatch(/^IR(-[2-9B-Z]{4}){4}$/);
    expect(reportIncident.nextSteps.length).toBeGreaterThanOrEqual(3);
    expect(reportIncident.nextSteps[0]?.text).toContain('編號');

    const read =
      'query ($reference: String!) { incidentReport(reference: $reference) { id state whatHappened contact { email } notes { body state author { email } } } }';
    const { reference } = reportIncident;
    const list = '{ incidentReports { nodes { id reference } } }';
    const found = await analyst.query<{ incidentReport: { id: string } }>(read, { reference });
    expect(found).toMatchObject({
      incidentReport: { state: 'RECEIVED', whatHappened: INPUT.whatHappened, contact: { email: 'worried@plant.example' }, notes: [] },
    });
    expect(await reviewer.query(list)).toMatchObject({ incidentReports: { nodes: [{ reference }] } });
    const { id } = found.incidentReport;
    for (const client of [api.client, member, colleague, administrator, weakAnalyst]) {
      expect(await client.query(read, { reference })).toEqual({ incidentReport: null });
      expect(await client.query('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
      expect(await client.refusal(list)).toMatch(/^(UNAUTHENTICATED|NOT_ALLOWED|SECOND_FACTOR_REQUIRED)$/);
      for (const act of [
        'mutation ($id: ID!) { changeIncidentState(input: { id: $id, state: CLOSED }) { report { state } } }',
        'mutation ($id: ID!) { noteOnIncident(input: { id: $id, body: "x" }) { report { state } } }',
      ])
        expect(await client.refusal(act, { id })).toBe('NOT_FOUND');
    }

    await reviewer.query('mutation ($id: ID!) { noteOnIncident(input: { id: $id, body: "Called back." }) { report { state } } }', { id });
    const move =
      'mutation ($id: ID!, $state: IncidentState!) { changeIncidentState(input: { id: $id, state: $state, note: "Mine." }) { report { state nextStates closedAt } } }';
    expect(await analyst.query(move, { id, state: 'IN_WORK' })).toEqual({
      changeIncidentState: { report: { state: 'IN_WORK', nextStates: ['RECEIVED', 'CLOSED'], closedAt: null } },
    });
    expect(await analyst.refusal(move, { id, state: 'IN_WORK' })).toBe('WRONG_STATE');
    expect(await analyst.query(move, { id, state: 'CLOSED' })).toMatchObject({
      changeIncidentState: { report: { closedAt: expect.any(String) } },
    });
    expect(await reviewer.query(read, { reference })).toMatchObject({
      incidentReport: { notes: [{ body: 'Called back.', state: null }, { body: 'Mine.', state: 'IN_WORK' }, { state: 'CLOSED' }] },
    });
  });

  it('asks for what is needed with every place that is wrong, and stops who reports too often', async () => {
    const input = { ...INPUT, whatHappened: ' ', contact: { email: 'nobody' } };
    const { errors } = await api.client.ask(REPORT, { input });
    expect(errors[0]?.extensions.issues?.map(({ path }) => path)).toEqual(['whatHappened', 'contact.email']);
    const codes = new Set<string>();
    for (let at = 0; at < 12; at++) {
      const answer = await api.client.ask(REPORT, { input: { ...INPUT, contact: null } });
      codes.add(answer.errors[0]?.extensions.code ?? 'taken');
    }
    expect([...codes]).toEqual(['taken', 'TOO_MANY_TRIES']);
  });
});

describe('a health check', () => {
  it('scores answers and keeps nothing', async () => {
    const checks = await api.client.query<{ healthChecks: { code: string; questions: { code: string }[] }[] }>(
      '{ healthChecks { code title { en zhHant zhHans } areas { code } questions { code area { code } } } }',
    );
    expect(checks.healthChecks.map(({ code }) => code).length).toBeGreaterThanOrEqual(3);
    const [check] = checks.healthChecks;
    const result = `query ($code: String!, $answers: [HealthCheckAnswerInput!]!) { healthCheckResult(code: $code, answers: $answers) {
      percent areas { area { code } percent } steps { code priority articleSlug text { text(language: ZH_HANS) } because { question { code } answer } } unanswered { code } } }`;
    const questions = check?.questions ?? [];
    const answers = questions.map(({ code }, at) => ({ question: code, answer: at === 0 ? 'NO' : 'YES' }));
    const scored = await api.client.query<{ healthCheckResult: { percent: number; steps: { priority: string; because: unknown[] }[] } }>(
      result,
      {
        code: check?.code,
        answers,
      },
    );
    expect(scored.healthCheckResult.percent).toBeGreaterThan(50);
    expect(scored.healthCheckResult.percent).toBeLessThan(100);
    expect(scored.healthCheckResult.steps[0]).toMatchObject({ because: [{ question: { code: questions[0]?.code }, answer: 'NO' }] });
    expect(await api.client.query(result, { code: check?.code, answers: [] })).toMatchObject({
      healthCheckResult: { percent: null, steps: [] },
    });
    expect(await api.client.query(result, { code: 'no-such-check', answers: [] })).toEqual({ healthCheckResult: null });
    expect(await api.client.refusal(result, { code: check?.code, answers: [{ question: 'no-such', answer: 'YES' }] })).toBe(
      'INVALID_INPUT',
    );
  });
});

describe('what an editor asks', () => {
  it('is whom a label and an audience reach', async () => {
    const preview = `query ($label: TlpLabel!, $audience: AudienceInput) { audiencePreview(label: $label, audience: $audience) {
      organisations people channels { channel passage endpoints withContent } } }`;
    const organisations = [Buffer.from(`Organisation:${bankId}`).toString('base64url')];
    expect(await analyst.query(preview, { label: 'AMBER', audience: { organisations } })).toEqual({
      audiencePreview: {
        organisations: 1,
        people: 2,
        channels: [
          { channel: 'EMAIL', passage: 'encrypted_or_notice', endpoints: 0, withContent: 0 },
          { channel: 'WEBHOOK', passage: 'link_unless_allowed', endpoints: 0, withContent: 0 },
        ],
      },
    });
    const green = await analyst.query<{ audiencePreview: { people: number } }>(preview, { label: 'GREEN' });
    expect(green.audiencePreview.people).toBe(5);
    expect(await analyst.refusal(preview, { label: 'AMBER' })).toBe('INVALID_INPUT');
    expect(await member.refusal(preview, { label: 'GREEN' })).toBe('NOT_ALLOWED');
    expect(await weakAnalyst.refusal(preview, { label: 'GREEN' })).toBe('SECOND_FACTOR_REQUIRED');
  });

  it('is what still blocks publishing, the same that submitting asks', async () => {
    const create = `mutation ($input: CreateAdvisoryInput!) { createAdvisory(input: $input) { advisory { id inWork { blockersOfPublishing { path expected } } } } }`;
    const input = { kind: 'SECURITY_ALERT', severity: 'HIGH', content: { title: { en: 'A flaw' } } };
    const { createAdvisory } = await analyst.query<{
      createAdvisory: { advisory: { id: string; inWork: { blockersOfPublishing: { path: string }[] } } };
    }>(create, { input });
    const { id, inWork } = createAdvisory.advisory;
    const { errors } = await analyst.ask('mutation ($id: ID!) { submitAdvisory(input: { id: $id }) { advisory { state } } }', { id });
    expect(inWork.blockersOfPublishing.map(({ path }) => path)).toEqual(errors[0]?.extensions.issues?.map(({ path }) => path));
    expect(inWork.blockersOfPublishing.map(({ path }) => path)).toContain('label');
  });

  it('is what of a pasted text may be an indicator, and how Markdown will look', async () => {
    const extract = 'query ($text: String!) { extractIndicators(text: $text) { type value occurrences knownGood } }';
    expect(await api.client.query(extract, { text: 'hxxps://evil[.]example/a and 8.8.8.8' })).toEqual({
      extractIndicators: [
        { type: 'URL', value: 'https://evil.example/a', occurrences: 1, knownGood: null },
        { type: 'IPV4', value: '8.8.8.8', occurrences: 1, knownGood: 'public_resolver' },
      ],
    });
    const render = 'query ($text: String!) { renderMarkdown(text: $text) { html plainText } }';
    expect(await api.client.query(render, { text: '**Now** <script>alert(1)</script>' })).toEqual({
      renderMarkdown: { html: expect.stringMatching(/^<p><strong>Now<\/strong> &lt;script/), plainText: expect.stringContaining('Now') },
    });
    expect(await api.client.refusal(render, { text: 'a'.repeat(100_001) })).toBe('INVALID_INPUT');
  });
});

describe('what people keep', () => {
  it('are filters of their own', async () => {
    const create = 'mutation ($input: CreateSavedFilterInput!) { createSavedFilter(input: $input) { filter { id name query } } }';
    const list = '{ savedFilters(page: "console/advisories") { id name query } }';
    const input = { page: 'console/advisories', name: 'Mine', query: 'severity=HIGH' };
    await member.query(create, { input: { ...input, query: 'severity=LOW' } });
    const { createSavedFilter } = await member.query<{ createSavedFilter: { filter: { id: string } } }>(create, { input });
    const { id } = createSavedFilter.filter;
    expect(await member.query(list)).toEqual({ savedFilters: [{ id, name: 'Mine', query: 'severity=HIGH' }] });
    for (const client of [colleague, api.client]) expect(await client.query(list)).toEqual({ savedFilters: [] });
    const remove = 'mutation ($id: ID!) { deleteSavedFilter(input: { id: $id }) { deletedId } }';
    expect(await colleague.refusal(remove, { id })).toBe('NOT_FOUND');
    expect(await api.client.refusal(create, { input })).toBe('UNAUTHENTICATED');
    expect(await member.query(remove, { id })).toEqual({ deleteSavedFilter: { deletedId: id } });
    expect(await member.query(list)).toEqual({ savedFilters: [] });
  });

  it('is what their organisation did about an advisory, seen by their own people', async () => {
    const { trackingId } = await anAdvisory(people.analyst).green().publishedBy(people.reviewer).savedIn(database);
    const say =
      'mutation ($input: AcknowledgeAdvisoryInput!) { acknowledgeAdvisory(input: $input) { advisory { acknowledgement { status revision by { email } } } } }';
    await member.query(say, { input: { trackingId, status: 'READ' } });
    expect(await member.query(say, { input: { trackingId, status: 'FIXED' } })).toMatchObject({
      acknowledgeAdvisory: { advisory: { acknowledgement: { status: 'FIXED', revision: 1, by: { email: people.member.email } } } },
    });
    const read = 'query ($trackingId: String!) { advisory(trackingId: $trackingId) { acknowledgement { status } } }';
    expect(await colleague.query(read, { trackingId })).toEqual({ advisory: { acknowledgement: { status: 'FIXED' } } });
    expect(await analyst.query(read, { trackingId })).toEqual({ advisory: { acknowledgement: null } });
    expect(await api.client.refusal(say, { input: { trackingId, status: 'READ' } })).toBe('NOT_FOUND');
    const hidden = await anAdvisory(people.analyst).savedIn(database);
    expect(await member.refusal(say, { input: { trackingId: hidden.trackingId, status: 'READ' } })).toBe('NOT_FOUND');
  });
});

describe('the pages of the desk', () => {
  it('tell what waits, of what the viewer may see', async () => {
    await anAdvisory(people.analyst).green().inReview().savedIn(database);
    const tasks =
      '{ viewerTasks { ownDrafts toReview scheduled openApplications incidentsReceived incidentsInWork failedDeliveries ownGuidanceDrafts guidanceToReview } }';
    await asSuperuser(database, (client) =>
      client.query(
        `INSERT INTO accounts.organisation (id, name, tier, status) VALUES (gen_random_uuid(), 'Applicant', 'industry', 'applied')`,
      ),
    );
    const of = async (client: ApiClient) => (await client.query<{ viewerTasks: Record<string, number> }>(tasks)).viewerTasks;
    expect(await of(reviewer)).toMatchObject({ toReview: 1, openApplications: 0 });
    expect((await of(reviewer))['incidentsReceived']).toBeGreaterThan(0);
    expect(await of(analyst)).toMatchObject({ ownDrafts: 2, toReview: 0 });
    expect(await of(administrator)).toMatchObject({ ownDrafts: 0, toReview: 0, openApplications: 1, incidentsReceived: 0 });
    for (const client of [api.client, member, colleague]) expect(new Set(Object.values(await of(client)))).toEqual(new Set([0]));
    expect(await analyst.query('{ deliveryHealth { channel hour sent failed pending } }')).toEqual({ deliveryHealth: [] });
    expect(await member.refusal('{ deliveryHealth { hour } }')).toBe('NOT_ALLOWED');
  });

  it('show the tables that decide to everybody, and settings without secrets to administrators', async () => {
    const { policyTables } = await api.client.query<{ policyTables: Record<string, { action?: string }[]> }>(
      '{ policyTables { grants { action roles scope assurance conditions } readers { label } channels { channel label passage } workflow { state step to } retrySeconds } }',
    );
    expect(policyTables['grants']).toContainEqual({
      action: 'advisory:publish',
      roles: ['REVIEWER'],
      scope: 'WRITE',
      assurance: 2,
      conditions: ['operator', 'not_own_work'],
    });
    expect(policyTables['channels']).toHaveLength(25);
    expect(policyTables['workflow']).toContainEqual({ state: 'DRAFT', step: 'submit', to: 'IN_REVIEW' });
    expect(policyTables['retrySeconds']?.slice(0, 3)).toEqual([0, 5, 30]);
    const settings = await administrator.ask('{ settings { key value isSecret } }');
    expect(settings.errors).toEqual([]);
    expect(settings.body).toContain('{"key":"SECRET_KEY","value":"set","isSecret":true}');
    for (const secret of [database.secretKey, database.apiUrl]) expect(settings.body).not.toContain(secret);
    expect(await member.refusal('{ settings { key } }')).toBe('NOT_ALLOWED');
  });
});
