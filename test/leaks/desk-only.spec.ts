import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { printApiSchema } from '../../apps/api/src/graphql/print-schema.js';
import { startApi } from '../support/api-client.js';
import type { ApiClient, RunningApi } from '../support/api-client.js';
import { anOrganisation, asSuperuser } from '../support/builders/organisation.js';
import { aPerson } from '../support/builders/person.js';
import { shipGuidance } from '../support/ship-guidance.js';
import { canariesIn, newCanary } from '../support/surfaces-canaries.js';
import { HALVES, rootsOf, wholeOf, answerOf } from '../support/surfaces-documents.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

/** Without these the sweep proves nothing: documents asked by each reader, and canaries that the desk was shown. */
const FLOORS = { documents: 30, shown: 9 };

let database: TestDatabase;
let api: RunningApi;
let schema: GraphQLSchema;
let logged = '';
const canary = Object.fromEntries(
  ['draft', 'keyword', 'review', 'what', 'affected', 'name', 'note', 'why', 'phone'].map((part) => [part, newCanary()]),
);
const desk = new Map<string, ApiClient>();
const others = new Map<string, ApiClient>();
let slugs: string[];
let reference: string;
let ids: string[];

beforeAll(async () => {
  database = await testDatabase();
  await shipGuidance(database);
  const log = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged += chunk.toString();
      done();
    },
  });
  api = await startApi(database, { LOG_LEVEL: 'debug' }, log);
  schema = buildSchema(await printApiSchema());
  const cert = await anOrganisation().operator().savedIn(database);
  const bank = await anOrganisation().savedIn(database);
  const analyst = await aPerson().of(cert).withRoles('analyst').savedIn(database);
  const reviewer = await aPerson().of(cert).withRoles('reviewer').savedIn(database);
  desk.set('analyst', await api.as(analyst)).set('reviewer', await api.as(reviewer));
  others.set('visitor', api.client);
  others.set('analyst without second factor', await api.as(analyst, { isWeak: true }));
  others.set('administrator', await api.as(await aPerson().of(cert).withRoles('administrator', 'auditor').savedIn(database)));
  others.set('member', await api.as(await aPerson().of(bank).savedIn(database)));
  others.set(
    'desk of a member',
    await api.as(await aPerson().of(bank).withRoles('analyst', 'reviewer', 'organisation_admin').savedIn(database)),
  );
  others.set('public reader', await api.as(await aPerson().withRoles('reader').savedIn(database)));
  await plant(api, await api.as(analyst));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

async function plant({ client }: RunningApi, writer: ApiClient): Promise<void> {
  const first = { action: 'a', why: 'b', link: { text: 'c', target: 'page:report' } };
  const text = (word: string) => ({
    language: 'EN',
    title: `Canary ${word}`,
    summary: word,
    forWhom: word,
    first: [first, first, first],
    steps: [{ title: word, body: word }],
    check: word,
    ifWrong: word,
    checklist: [word],
  });
  const create = 'mutation ($input: CreateGuidanceArticleInput!) { createGuidanceArticle(input: $input) { article { id } } }';
  slugs = ['hidden-draft', 'hidden-review'];
  ids = [];
  for (const [at, part] of (['draft', 'review'] as const).entries()) {
    const content = { topic: 'DATA', audiences: ['GENERAL'], keywords: [canary['keyword']], texts: [text(String(canary[part]))] };
    const made = await writer.query<{ createGuidanceArticle: { article: { id: string } } }>(create, {
      input: { slug: slugs[at], content },
    });
    ids.push(made.createGuidanceArticle.article.id);
  }
  await writer.query('mutation ($id: ID!) { submitGuidanceArticle(input: { id: $id }) { article { id } } }', { id: ids[1] });
  const report = 'mutation ($input: ReportIncidentInput!) { reportIncident(input: $input) { reference } }';
  const contact = { name: canary['name'], email: 'someone@shop.example', phone: canary['phone'] };
  const input = { class: 'FRAUD', reporter: 'PERSON', whatHappened: canary['what'], affected: canary['affected'], contact, mayShare: true };
  ({ reference } = (await client.query<{ reportIncident: { reference: string } }>(report, { input })).reportIncident);
  const { incidentReport } = await writer.query<{ incidentReport: { id: string } }>(`{ incidentReport(reference: "${reference}") { id } }`);
  ids.push(incidentReport.id);
  const { id } = incidentReport;
  await writer.query(`mutation ($id: ID!) { noteOnIncident(input: { id: $id, body: "${String(canary['note'])}" }) { report { id } } }`, {
    id,
  });
  await writer.query(
    `mutation ($id: ID!) { changeIncidentState(input: { id: $id, state: IN_WORK, note: "${String(canary['why'])}" }) { report { id } } }`,
    { id },
  );
}

/** Every query of the schema that needs no argument, and those about what was planted with what a curious reader might know. */
function documents(): string[] {
  const known: Readonly<Record<string, readonly string[]>> = {
    guidanceArticle: slugs.map((slug) => `(slug: "${slug}")`),
    searchGuidance: [...Object.values(canary), 'canary'].map((word) => `(query: "${word}")`),
    incidentReport: [`(reference: "${reference}")`, `(id: "${ids[2] ?? ''}")`],
    searchAdvisories: [`(query: "${String(canary['what'])}")`],
    suggestions: ['(typed: "cnry")'],
    vendorsAndProducts: ['(prefix: "cnry")'],
  };
  const fields = rootsOf(schema).queries.flatMap((query) => {
    const isFree = schema
      .getQueryType()
      ?.getFields()
      [query]?.args.every(({ type, defaultValue }) => !String(type).endsWith('!') || defaultValue !== undefined);
    const ways = known[query] ?? (isFree === true ? [''] : []);
    return ways.flatMap((way) => [
      ...new Set(HALVES.map((leftOut) => `${query}${way} ${wholeOf(schema, answerOf(schema, query), leftOut)}`)),
    ]);
  });
  const nodes = ids.flatMap((id) =>
    ['GuidanceArticle', 'IncidentReport'].map(
      (type) => `node(id: "${id}") { __typename id ... on ${type} ${wholeOf(schema, type, HALVES[0])} }`,
    ),
  );
  return [...fields, ...nodes].map((field) => `query { ${field} }`);
}

async function heardBy(client: ApiClient): Promise<Set<string>> {
  const heard = new Set<string>();
  for (const document of documents()) {
    const { body, errors } = await client.ask(document);
    const wrong = errors.find(({ extensions }) => /^GRAPHQL_|BAD_USER_INPUT|INTERNAL/.test(extensions.code));
    if (wrong) throw new Error(`${document.slice(0, 80)}: ${wrong.message}`);
    for (const each of canariesIn(body)) heard.add(each);
  }
  return heard;
}

describe('what is for the desk of the operating CERT alone', () => {
  it('is shown to its desk', async () => {
    expect(documents().length).toBeGreaterThanOrEqual(FLOORS.documents);
    for (const [name, client] of desk) expect([name, (await heardBy(client)).size]).toEqual([name, FLOORS.shown]);
  });

  it('is shown to nobody else on any query', async () => {
    for (const [name, client] of others) expect([name, [...(await heardBy(client))]]).toEqual([name, []]);
  });

  it('stands in no log, in no audit entry and in no event', async () => {
    expect(logged.length).toBeGreaterThan(1_000);
    expect([...canariesIn(logged)]).toEqual([]);
    const stored = await asSuperuser(database, async (client) => {
      const { rows } = await client.query(
        'SELECT (SELECT json_agg(e) FROM audit.entry e)::text || (SELECT json_agg(o) FROM outbox.event o)::text AS all',
      );
      return JSON.stringify(rows);
    });
    expect(stored).toContain('incident:note');
    expect([...canariesIn(stored)]).toEqual([]);
    expect(stored).not.toContain('someone@shop.example');
  });
});
