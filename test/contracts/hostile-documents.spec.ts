import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../support/api-client.js';
import type { Answer, RunningApi } from '../support/api-client.js';
import { HOSTILE_DOCUMENTS, HOSTILE_REQUESTS } from '../support/hostile-documents.js';
import type { Hostile } from '../support/hostile-documents.js';
import { openSocket } from '../support/live-client.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const MAX_MS = 1_000;
const SCHEDULED = '/proc/self/schedstat';
/** What an answer must never hold: places of ours, our SQL, our schema beyond what was asked for. */
const TELLING = /node_modules|\.ts\b|\.js:\d|\bat \w+ \(|stack|SELECT |INSERT |\/work\/|\/home\/|Did you mean|pg_|postgres/i;

let database: TestDatabase;
let api: RunningApi;
beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  await api.client.query('{ __typename }');
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

/** How long this process, which is the API's too, has waited for a core that others used (Linux, nanoseconds in the second place). */
function waitedForCoreMs(): number {
  const [, waitedNs = '0'] = existsSync(SCHEDULED) ? readFileSync(SCHEDULED, 'utf8').split(' ') : [];
  return Number(waitedNs) / 1e6;
}

/** What `work` gives, and how many milliseconds it took without those in which the rest of the run had the cores. */
async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; elapsedMs: number }> {
  const [startedMs, waitedMs] = [performance.now(), waitedForCoreMs()];
  const result = await work();
  return { result, elapsedMs: performance.now() - startedMs - (waitedForCoreMs() - waitedMs) };
}

function send({ query, variables, body, headers }: Hostile): Promise<Answer<unknown>> {
  return api.client.post(body ?? JSON.stringify({ query, variables }), headers);
}

describe('a hostile document', () => {
  it('comes in more than forty forms', () => {
    expect(HOSTILE_DOCUMENTS.length + HOSTILE_REQUESTS.length).toBeGreaterThan(60);
  });

  it.each([...HOSTILE_DOCUMENTS, ...HOSTILE_REQUESTS].map((hostile) => [hostile.name, hostile] as const))(
    '%s is refused at once, and tells nothing',
    async (_name, hostile) => {
      const { result: answer, elapsedMs } = await timed(() => send(hostile));
      const [error] = answer.errors;
      expect(typeof hostile.refusedWith === 'number' ? answer.status : error?.extensions.code).toBe(hostile.refusedWith);
      expect(answer.body.length).toBeLessThan(8_000);
      expect(answer.body).not.toMatch(TELLING);
      expect(elapsedMs).toBeLessThan(MAX_MS);
    },
  );

  it.each([
    ['a GET', 'GET'],
    ['a GET with a mutation', 'GET'],
  ])('%s is no way to ask', async (_name, method) => {
    const response = await fetch(`${api.url}/graphql?query=%7B__typename%7D`, {
      method,
      headers: { 'content-type': 'application/json', 'apollo-require-preflight': '1' },
    });
    expect(response.status).toBe(405);
    expect(await response.text()).not.toContain('Query');
  });

  it('does not keep others waiting', async () => {
    const hostile = HOSTILE_DOCUMENTS.filter(({ query = '' }) => query.length < 100_000).map((each) => send(each));
    const { elapsedMs } = await timed(() => api.client.query('{ catalogues { name } }'));
    expect(elapsedMs).toBeLessThan(2 * MAX_MS);
    await Promise.all(hostile);
  });
});

describe('a hostile document on a socket', () => {
  // Longer messages are not read at all: see the last test.
  const short = HOSTILE_DOCUMENTS.filter((each) => JSON.stringify(each).length < 60_000 && each.name !== 'a subscription by POST');
  it.each(short.map((hostile) => [hostile.name, hostile] as const))(
    '%s is refused at once, and tells nothing',
    async (_name, { query = '', variables }) => {
      const socket = await openSocket(api.socketUrl);
      const { result: refusal, elapsedMs } = await timed(() => socket.refusal(query, variables));
      expect(refusal.length).toBeGreaterThan(0);
      expect(JSON.stringify(refusal)).not.toMatch(TELLING);
      expect(elapsedMs).toBeLessThan(MAX_MS);
      await socket.close();
    },
  );

  it('is no document at all, and the socket is closed', async () => {
    for (const message of [
      '{',
      'null',
      '{"type":"subscribe"}',
      '{"id":"1","type":"subscribe","payload":{"query":1}}',
      'x'.repeat(100_000),
    ]) {
      const socket = await openSocket(api.socketUrl);
      socket.raw(message);
      expect([message.slice(0, 40), await socket.closed]).toEqual([message.slice(0, 40), expect.any(Number)]);
    }
  });
});
