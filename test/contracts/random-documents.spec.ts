import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { startApi } from '../support/api-client.js';
import type { ApiClient, RunningApi } from '../support/api-client.js';
import { anAdvisory } from '../support/builders/advisory.js';
import { anOrganisation } from '../support/builders/organisation.js';
import { aPerson } from '../support/builders/person.js';
import { RandomDocuments, seeded } from '../support/random-document.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const DOCUMENTS = 300;
const MAX_MS = 1_000;

let database: TestDatabase;
let api: RunningApi;
let clients: ApiClient[];
let ids: string[];
beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  const cert = await anOrganisation().operator().savedIn(database);
  const bank = await anOrganisation().industry().ofSectors('finance').savedIn(database);
  const analyst = await aPerson().of(cert).withRoles('analyst').savedIn(database);
  const reviewer = await aPerson().of(cert).withRoles('reviewer', 'administrator').savedIn(database);
  const member = await aPerson().of(bank).withRoles('member', 'organisation_admin').savedIn(database);
  const published = await anAdvisory(analyst).clear().publishedBy(reviewer).savedIn(database);
  const green = await anAdvisory(analyst).green().publishedBy(reviewer).savedIn(database);
  const draft = await anAdvisory(analyst).savedIn(database);
  ids = [published.id, green.id, draft.id, bank.id, cert.id, member.id, Buffer.from(`Advisory:${published.id}`).toString('base64url')];
  clients = [api.client, await api.as(member), await api.as(analyst), await api.as(reviewer)];
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

describe('a valid document that nobody thought of', () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));

  it(`is answered or refused within a second, and is never an error of ours (SEED=${seed})`, async () => {
    const documents = new RandomDocuments(api.app.get(GraphQLSchemaHost).schema, seeded(seed), ids);
    let answered = 0;
    for (let at = 0; at < DOCUMENTS; at++) {
      const client = clients[at % clients.length] ?? api.client;
      const document = documents.next();
      const startedMs = performance.now();
      const { errors, body } = await client.ask(document);
      const elapsedMs = performance.now() - startedMs;
      const internal = errors.filter(({ extensions }) => extensions.code === 'INTERNAL');
      expect({ document, internal, isSlow: elapsedMs > MAX_MS }).toEqual({ document, internal: [], isSlow: false });
      expect(body).not.toMatch(/Did you mean|node_modules|SELECT /);
      if (errors.length === 0) answered++;
    }
    expect(answered).toBeGreaterThan(DOCUMENTS / 10);
  });
});
