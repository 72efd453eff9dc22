import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../support/api-client.js';
import type { ApiClient, RunningApi } from '../support/api-client.js';
import { anOrganisation } from '../support/builders/organisation.js';
import { aPerson } from '../support/builders/person.js';
import type { SavedPerson } from '../support/builders/person.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;
let analyst: ApiClient;
let reviewer: ApiClient;
let admin: ApiClient;
let member: SavedPerson;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  const cert = await anOrganisation().operator().savedIn(database);
  const bank = await anOrganisation().industry().ofSectors('finance').savedIn(database);
  analyst = await api.as(await aPerson().of(cert).withRoles('analyst').savedIn(database));
  reviewer = await api.as(await aPerson().of(cert).withRoles('reviewer').savedIn(database));
  admin = await api.as(await aPerson().of(bank).withRoles('member', 'organisation_admin').savedIn(database));
  member = await aPerson().of(bank).savedIn(database);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

interface Written {
  readonly advisory: { readonly id: string; readonly trackingId: string; readonly state: string };
}

const CREATE = 'mutation ($input: CreateAdvisoryInput!) { createAdvisory(input: $input) { advisory { id trackingId state } } }';
const UPDATE = `mutation ($input: UpdateAdvisoryInput!) { updateAdvisory(input: $input) { advisory { label severity inWork {
  savedAt severityReason audience { tierSectors { tier sector } } text {
    title { en zhHant } summary { en } recommendation { en } vulnerabilities { cve cvss { score severity } } outdatedTranslations
    descriptionHtml(language: EN)
  } indicators { value } editors { email } } } } }`;
const CONTENT = {
  title: { en: 'A flaw', zhHant: '漏洞' },
  summary: { en: 'In short.', zhHant: '摘要。' },
  description: { en: 'With **force** and <script>alert(1)</script>.', zhHant: '描述。' },
  recommendation: [{ en: 'Update.' }],
  vulnerabilities: [{ cve: 'CVE-2026-1234', cvss: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'] }],
  indicators: [{ type: 'DOMAIN', value: 'evil.example' }],
  tags: ['routers'],
};

async function aDraft(): Promise<Written['advisory']> {
  const input = { kind: 'SECURITY_ALERT', severity: 'CRITICAL', content: CONTENT };
  return (await analyst.query<{ createAdvisory: Written }>(CREATE, { input })).createAdvisory.advisory;
}

describe('updateAdvisory', () => {
  it('changes what is given and keeps everything else of the text', async () => {
    const { trackingId } = await aDraft();
    const input = {
      trackingId,
      label: 'AMBER_STRICT',
      audience: { tierSectors: [{ tier: 'INDUSTRY', sector: 'FINANCE' }] },
      content: { title: { en: 'A grave flaw' } },
    };
    const { updateAdvisory } = await analyst.query<{ updateAdvisory: { advisory: { inWork: { text: { descriptionHtml: string } } } } }>(
      UPDATE,
      { input },
    );
    expect(updateAdvisory.advisory).toMatchObject({
      label: 'AMBER_STRICT',
      severity: 'CRITICAL',
      inWork: {
        audience: { tierSectors: [{ tier: 'INDUSTRY', sector: 'FINANCE' }] },
        text: {
          title: { en: 'A grave flaw', zhHant: '漏洞' },
          summary: { en: 'In short.' },
          recommendation: [{ en: 'Update.' }],
          vulnerabilities: [{ cve: 'CVE-2026-1234', cvss: [{ score: 9.8, severity: 'CRITICAL' }] }],
          outdatedTranslations: ['ZH_HANT'],
        },
        indicators: [{ value: 'evil.example' }],
      },
    });
    expect(updateAdvisory.advisory.inWork.text.descriptionHtml).toContain('<strong>force</strong>');
    expect(updateAdvisory.advisory.inWork.text.descriptionHtml).not.toContain('<script');
  });

  it('takes away what is given as nothing: a label, a reason, a translation', async () => {
    const { id } = await aDraft();
    await analyst.query(UPDATE, { input: { id, label: 'CLEAR', severityReason: 'because' } });
    const answer = await analyst.query(UPDATE, { input: { id, label: null, severityReason: null, content: { title: { zhHant: '' } } } });
    expect(answer).toMatchObject({
      updateAdvisory: { advisory: { label: null, inWork: { severityReason: null, text: { title: { en: 'A flaw', zhHant: null } } } } },
    });
  });

  it('refuses to overwrite what somebody saved since, and to guess which advisory is meant', async () => {
    const { id, trackingId } = await aDraft();
    expect(await analyst.refusal(UPDATE, { input: { id, expectedSavedAt: '2026-01-01T00:00:00Z', content: CONTENT } })).toBe('STALE_DRAFT');
    for (const target of [{}, { id, trackingId }])
      expect(await analyst.refusal(UPDATE, { input: { ...target, label: 'CLEAR' } })).toBe('INVALID_INPUT');
  });

  it('says every place that is wrong', async () => {
    const { id } = await aDraft();
    const content = {
      vulnerabilities: [{ cve: 'CVE-1', cvss: ['CVSS:3.1/AV:X'] }],
      references: [{ url: 'javascript:alert(1)', summary: 'a' }],
    };
    const { errors } = await analyst.ask(UPDATE, { input: { id, content } });
    expect(errors[0]?.extensions.issues?.map(({ path }) => path)).toEqual([
      'content.vulnerabilities.0.cve',
      'content.vulnerabilities.0.cvss.0.vector',
      'content.references.0.url',
    ]);
  });
});

describe('publishAdvisory', () => {
  it('shows the reviewer what they published, also where they are not among its readers', async () => {
    const { id } = await aDraft();
    const person = Buffer.from(`Person:${member.id}`).toString('base64url');
    // The reviewer of the operating CERT sees all people; who drafts names them by their ids.
    await analyst.query(UPDATE, { input: { id, label: 'RED', audience: { persons: [person] }, severityReason: 'as computed' } });
    await analyst.query('mutation ($id: ID!) { submitAdvisory(input: { id: $id }) { advisory { state } } }', { id });
    const publish =
      'mutation ($id: ID!) { publishAdvisory(input: { id: $id }) { advisory { id state label labelText title { en } publishedAt text { description { en } } indicators { value } } } }';
    expect(await analyst.refusal(publish, { id })).toBe('NOT_ALLOWED');
    expect(await reviewer.query(publish, { id })).toEqual({
      publishAdvisory: {
        advisory: {
          id,
          state: 'PUBLISHED',
          label: 'RED',
          labelText: 'TLP:RED',
          title: { en: 'A flaw' },
          publishedAt: expect.any(String),
          text: { description: { en: CONTENT.description.en } },
          indicators: [{ value: 'evil.example' }],
        },
      },
    });
    const read =
      'query ($id: ID!) { node(id: $id) { ... on Advisory { title { en } history { number labelText text { title { en } } } viewerCan { withdraw revise } } } }';
    expect(await reviewer.query(read, { id })).toEqual({ node: null });
    expect(await (await api.as(member)).query(read, { id })).toEqual({
      node: {
        title: { en: 'A flaw' },
        history: [{ number: 1, labelText: 'TLP:RED', text: { title: { en: 'A flaw' } } }],
        viewerCan: { withdraw: false, revise: false },
      },
    });
    expect(await (await api.as(member, { isWeak: true })).query(read, { id })).toEqual({ node: null });
  });
});

describe('importAdvisory', () => {
  const IMPORT = `mutation ($input: ImportAdvisoryInput!) { importAdvisory(input: $input) {
    outcome trackingId advisory { state source { publisher trackingId documents { place isValid findings { test count examples { path } } } } } } }`;
  const document = readFileSync('test/fixtures/csaf/real/cisa/icsa-22-104-14.json');

  it('imports a real document, and knows it again', async () => {
    const input = { document: document.toString('base64'), place: 'icsa-22-104-14.json' };
    const first = await analyst.query<{ importAdvisory: { trackingId: string } }>(IMPORT, { input });
    expect(first).toMatchObject({
      importAdvisory: {
        outcome: 'IMPORTED',
        advisory: { state: 'DRAFT', source: { trackingId: 'ICSA-22-104-14', documents: [{ place: 'icsa-22-104-14.json' }] } },
      },
    });
    expect(await analyst.query(IMPORT, { input })).toMatchObject({
      importAdvisory: { outcome: 'UNCHANGED', trackingId: first.importAdvisory.trackingId },
    });
  });

  it('refuses what is no document with the place, and bytes that are none', async () => {
    const { errors } = await analyst.ask(IMPORT, { input: { document: Buffer.from('{"document": {"category": 1}}').toString('base64') } });
    expect([errors[0]?.extensions.code, (errors[0]?.extensions.issues?.length ?? 0) > 0]).toEqual(['INVALID_INPUT', true]);
    expect(await analyst.refusal(IMPORT, { input: { document: 'not base64!' } })).toBe('INVALID_INPUT');
  });
});

describe('importAdvisory of other formats', () => {
  const IMPORT = `mutation ($input: ImportAdvisoryInput!) { importAdvisory(input: $input) {
    outcome trackingId advisories { outcome trackingId sourceId sourceVersion isValid reason } refused { place reason }
    objects { place type id name treatment detail trackingId } } }`;

  it('takes a STIX bundle, also compressed, and says what it did with each object', async () => {
    const bundle = readFileSync('test/fixtures/stix/bundles/misp-stix/test_event1_stix21.json');
    const input = { document: gzipSync(bundle).toString('base64'), place: 'bundle.json.gz' };
    const { importAdvisory } = await analyst.query<{
      importAdvisory: { advisories: object[]; objects: { place: string; treatment: string }[] };
    }>(IMPORT, {
      input,
    });
    expect(importAdvisory).toMatchObject({
      outcome: 'IMPORTED',
      advisories: [{ outcome: 'IMPORTED' }, { outcome: 'IMPORTED' }],
      refused: [],
    });
    const { objects } = JSON.parse(bundle.toString()) as { objects: object[] };
    expect(new Set(importAdvisory.objects.map(({ place }) => place))).toEqual(new Set(objects.map((_, at) => `objects.${at}`)));
    expect(importAdvisory.objects.every(({ treatment }) => treatment === 'USED')).toBe(true);
    expect(await analyst.query(IMPORT, { input: { document: bundle.toString('base64') } })).toMatchObject({
      importAdvisory: { outcome: 'UNCHANGED' },
    });
  });

  it('takes a MISP event, and refuses a bomb and damaged gzip', async () => {
    const event = readFileSync('test/fixtures/misp/events/pymisp/57c4445b-c548-4654-af0b-4be3950d210f.json');
    expect(await analyst.query(IMPORT, { input: { document: event.toString('base64') } })).toMatchObject({
      importAdvisory: { outcome: 'IMPORTED' },
    });
    for (const bytes of [gzipSync(Buffer.alloc(21_000_000)), Buffer.from([0x1f, 0x8b, 8, 0, 0])])
      expect(await analyst.refusal(IMPORT, { input: { document: bytes.toString('base64') } })).toBe('INVALID_INPUT');
  });
});

describe('sources', () => {
  it('are added, listed, changed and removed by the desk, and hidden from a member', async () => {
    const add =
      'mutation ($input: AddSourceInput!) { addSource(input: $input) { source { id url state hasImporter everyMinutes isRunning counts { done } } } }';
    const change = 'mutation ($input: ChangeSourceInput!) { changeSource(input: $input) { source { state everyMinutes } } }';
    const list = '{ sources { id url state lastOutcome } }';
    const { addSource } = await analyst.query<{ addSource: { source: { id: string } } }>(add, {
      input: { url: 'https://vendor.example', everyMinutes: 60 },
    });
    const { id } = addSource.source;
    expect(addSource.source).toMatchObject({
      url: 'https://vendor.example/',
      state: 'ACTIVE',
      hasImporter: true,
      everyMinutes: 60,
      counts: { done: 0 },
    });
    expect(await analyst.refusal(add, { input: { url: 'https://vendor.example' } })).toBe('SOURCE_EXISTS');
    expect(await analyst.refusal(add, { input: { url: 'https://10.0.0.1/' } })).toBe('INVALID_INPUT');
    expect(await analyst.query(list)).toMatchObject({ sources: [{ id, state: 'ACTIVE', lastOutcome: null }] });
    const other = await api.as(member);
    expect(await other.refusal(list)).toBe('NOT_ALLOWED');
    expect(await other.refusal(change, { input: { sourceId: id, step: 'RUN' } })).toBe('NOT_ALLOWED');
    const paused = await analyst.query(change, { input: { sourceId: id, step: 'PAUSE', everyMinutes: 120 } });
    expect(paused).toMatchObject({ changeSource: { source: { state: 'PAUSED', everyMinutes: 120 } } });
    expect(await analyst.query('query ($id: ID!) { sourceProblems(sourceId: $id) { url outcome reason tries } }', { id })).toEqual({
      sourceProblems: [],
    });
    expect(await analyst.query(change, { input: { sourceId: id, step: 'REMOVE' } })).toEqual({ changeSource: { source: null } });
    expect(await analyst.refusal(change, { input: { sourceId: id, step: 'RUN' } })).toBe('NOT_FOUND');
  });
});

describe('subscriptions and endpoints', () => {
  it('are made, listed, changed and ended', async () => {
    const endpoint =
      'mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { secret endpoint { id status isShared channel } } }';
    const made = await admin.query<{ createWebhookEndpoint: { secret: string; endpoint: { id: string } } }>(endpoint, {
      input: { url: 'https://hooks.example.org/a', isShared: true },
    });
    expect(made.createWebhookEndpoint.secret).toMatch(/^whsec_/);
    const endpointId = made.createWebhookEndpoint.endpoint.id;
    const subscribe =
      'mutation ($input: CreateSubscriptionInput!) { createSubscription(input: $input) { subscription { id isShared criteria { minSeverity tags } endpoints { id } } } }';
    const input = {
      frequency: 'IMMEDIATE',
      isShared: true,
      criteria: { minSeverity: 'HIGH', tags: ['routers'] },
      endpointIds: [endpointId],
    };
    const { createSubscription } = await admin.query<{ createSubscription: { subscription: { id: string } } }>(subscribe, { input });
    expect(createSubscription.subscription).toMatchObject({
      isShared: true,
      criteria: { minSeverity: 'HIGH', tags: ['routers'] },
      endpoints: [{ id: endpointId }],
    });
    const { id } = createSubscription.subscription;

    const list = '{ subscriptions { nodes { id status } } endpoints { nodes { id } } deliveries { nodes { id } } }';
    expect(await admin.query(list)).toEqual({
      subscriptions: { nodes: [{ id, status: 'ACTIVE' }] },
      endpoints: { nodes: [{ id: endpointId }] },
      deliveries: { nodes: [] },
    });
    expect(await (await api.as(member)).query(list)).toMatchObject({ subscriptions: { nodes: [{ id }] } });
    expect(await analyst.query(list)).toEqual({ subscriptions: { nodes: [] }, endpoints: { nodes: [] }, deliveries: { nodes: [] } });

    const cancel = 'mutation ($id: ID!) { cancelSubscription(input: { id: $id }) { subscription { status } } }';
    expect(await (await api.as(member)).refusal(cancel, { id })).toBe('NOT_ALLOWED');
    expect(await analyst.refusal(cancel, { id })).toBe('NOT_FOUND');
    expect(await admin.query(cancel, { id })).toEqual({ cancelSubscription: { subscription: { status: 'CANCELLED' } } });
    expect(await admin.query('mutation ($id: ID!) { deleteEndpoint(input: { id: $id }) { deletedId } }', { id: endpointId })).toEqual({
      deleteEndpoint: { deletedId: endpointId },
    });
  });

  it('are paged by cursors that lead from one page to the next', async () => {
    const create = 'mutation ($input: CreateEmailEndpointInput!) { createEmailEndpoint(input: $input) { endpoint { id } } }';
    for (const name of ['a', 'b', 'c']) await analyst.query(create, { input: { address: `${name}@mailboxes.example` } });
    const page =
      'query ($after: String) { endpoints(first: 2, after: $after) { edges { cursor node { address } } pageInfo { hasNextPage endCursor } } }';
    interface Page {
      readonly endpoints: {
        readonly edges: { node: { address: string } }[];
        readonly pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    }
    const first = await analyst.query<Page>(page);
    const second = await analyst.query<Page>(page, { after: first.endpoints.pageInfo.endCursor });
    expect(
      [first, second].map(({ endpoints }) => [endpoints.edges.map(({ node }) => node.address[0]), endpoints.pageInfo.hasNextPage]),
    ).toEqual([
      [['c', 'b'], true],
      [['a'], false],
    ]);
  });
});

describe('refreshCatalogue', () => {
  it('takes the file, and tells what it has become', async () => {
    const file = readFileSync('test/fixtures/epss/epss-sample.csv').toString('base64');
    const refresh = 'mutation ($input: RefreshCatalogueInput!) { refreshCatalogue(input: $input) { refused catalogue { name entries } } }';
    const answer = await analyst.query<{ refreshCatalogue: { catalogue: { entries: number } } }>(refresh, {
      input: { catalogue: 'EPSS', file },
    });
    expect(answer).toMatchObject({ refreshCatalogue: { refused: 0, catalogue: { name: 'EPSS' } } });
    expect(answer.refreshCatalogue.catalogue.entries).toBeGreaterThan(900);
    expect(await admin.refusal(refresh, { input: { catalogue: 'EPSS', file } })).toBe('NOT_ALLOWED');
  });
});
