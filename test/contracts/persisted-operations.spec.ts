import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPersistedOperations } from '../../apps/api/src/graphql/persisted-operations.js';
import { startApi } from '../support/api-client.js';
import type { RunningApi } from '../support/api-client.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const hashOf = (document: string) => createHash('sha256').update(document).digest('hex');
const KNOWN = 'query Front($first: Int!) { advisories(first: $first) { nodes { trackingId } } }';
const UNKNOWN = hashOf('{ __typename }');
const manifestOf = (...documents: string[]) => new Map(documents.map((document) => [hashOf(document), document]));

/** Costs more than is allowed with a hundred of each, and little with one. */
const COSTLY = `query ($n: Int = 1) { advisories(first: $n) { nodes { id trackingId state kind severity label labelText title { en zhHant zhHans }
  summary { en zhHant zhHans } history { id number label labelText publishedAt text { title { en } summary { en } description { en } impact { en }
  affectedProducts { vendor product version cpe purl } vulnerabilities { cve title cwes } } } } } }`;

let database: TestDatabase;
let api: RunningApi;
beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database, {}, undefined, manifestOf(KNOWN));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const post = (body: object) => api.client.post(JSON.stringify(body));

describe('a document of our own pages', () => {
  const data = { advisories: { nodes: [] } };
  const variables = { first: 5 };

  it.each([
    ['documentId', { documentId: hashOf(KNOWN) }],
    ['documentId with its algorithm', { documentId: `sha256:${hashOf(KNOWN)}` }],
    ['the extension', { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(KNOWN) } } }],
    ['the extension beside an empty text', { query: '', extensions: { persistedQuery: { sha256Hash: hashOf(KNOWN) } } }],
  ])('is asked by %s, without its text', async (_, named) => {
    const answer = await post({ ...named, variables });
    expect([answer.errors, answer.data]).toEqual([[], data]);
  });

  it.each([
    ['documentId', { documentId: UNKNOWN }],
    ['the extension', { extensions: { persistedQuery: { version: 1, sha256Hash: UNKNOWN } } }],
    ['a name that is no hash', { documentId: '__proto__' }],
  ])('is told that it is not known by %s', async (_, named) => {
    const { status, errors } = await post(named);
    expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([200, ['PERSISTED_QUERY_NOT_FOUND']]);
  });

  it('takes nothing from anybody else, who asks as ever, also with a hash beside the text', async () => {
    expect(await post({ query: KNOWN, variables })).toMatchObject({ data });
    const query = '{ __typename }';
    expect(await post({ query, extensions: { persistedQuery: { sha256Hash: UNKNOWN } } })).toMatchObject({ data: { __typename: 'Query' } });
    // Nothing was kept by that.
    expect((await post({ documentId: UNKNOWN })).errors[0]?.extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it.each([
    ['cannot be read', 'query {'],
    ['asks for what there is not', '{ nothing }'],
    ['costs too much with the largest pages', COSTLY],
  ])('ends the start where it %s', async (_, document) => {
    await expect(startApi(database, {}, undefined, manifestOf(document))).rejects.toThrow();
  });

  it('comes from a manifest that may be absent or empty, and is refused under a hash that is not its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'harbourlight-manifest-'));
    const file = join(folder, 'persisted-operations.json');
    const read = (text: string) => {
      writeFileSync(file, text);
      return readPersistedOperations([file]);
    };
    try {
      expect(readPersistedOperations([join(folder, 'absent.json')]).size).toBe(0);
      expect(read('').size).toBe(0);
      expect(read('{}').size).toBe(0);
      expect(read(JSON.stringify({ [hashOf(KNOWN)]: KNOWN }))).toEqual(manifestOf(KNOWN));
      expect(() => read(JSON.stringify({ [UNKNOWN]: KNOWN }))).toThrow('another hash');
      expect(() => read('[]')).toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the cost of a document', () => {
  it.each([
    ['the variable says', { query: COSTLY, variables: { n: 100 } }],
    ['the default of the variable says', { query: COSTLY.replace('$n: Int = 1', '$n: Int = 100') }],
    ['stands there', { query: COSTLY.replace('($n: Int = 1)', '').replace('$n', '100') }],
  ])('counts the page size that %s', async (_, request) => {
    const { status, errors } = await post(request);
    expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
  });

  it('is little for a small page', async () => {
    expect((await post({ query: COSTLY })).errors).toEqual([]);
    expect((await post({ query: COSTLY, variables: { n: 2 } })).errors).toEqual([]);
    expect((await post({ query: COSTLY, variables: { n: 'many' } })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
