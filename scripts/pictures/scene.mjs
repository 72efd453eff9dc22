// A member who is alerted by email and by two webhooks, one of which is down, and what is published then: something to take pictures of.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { builtLib } from '../launch/settings.mjs';

const MEMBER = 'member@bank.example';
const PUBLISHED = ['icsa-24-298-01', 'icsma-23-194-01', 'va-24-254-01'];
const DOCUMENTS = 'test/fixtures/csaf/real/cisa';
const SETTLED_TRIES = 60;
const TRY_MS = 500;

const WEBHOOK = `mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { endpoint { id } } }`;
const SUBSCRIPTION = `mutation ($input: CreateSubscriptionInput!) { createSubscription(input: $input) { subscription { id } } }`;
const ENDPOINTS = `{ endpoints { nodes { id status } } }`;
const DELIVERIES = `{ deliveries(first: 50) { nodes { status attemptCount } } }`;

/** Answers how to end what was started for it. */
export async function setScene({ apiUrl, cli }) {
  const receiver = await startReceiver();
  const token = (await cli(['token', 'create', '--as', MEMBER, '--scopes', 'read,write,subscribe,admin'])).trim();
  const ask = (query, variables) => graphql(apiUrl, token, query, variables);
  const endpointIds = [];
  for (const name of ['Ticket system', 'Chat room']) {
    const url = `http://127.0.0.1:${receiver.port}/${encodeURIComponent(name)}`;
    const { createWebhookEndpoint } = await ask(WEBHOOK, { input: { url, name } });
    endpointIds.push(createWebhookEndpoint.endpoint.id);
  }
  await until(async () => (await ask(ENDPOINTS)).endpoints.nodes.every(({ status }) => status === 'ACTIVE'));
  await ask(SUBSCRIPTION, { input: { name: 'Everything', frequency: 'IMMEDIATE', endpointIds } });
  receiver.breakDown('/Chat%20room');
  for (const name of PUBLISHED) await cli(['import', `${DOCUMENTS}/${name}.json`, '--publish']);
  await until(async () => {
    const { nodes } = (await ask(DELIVERIES)).deliveries;
    return nodes.length >= 2 * PUBLISHED.length && nodes.every(({ attemptCount }) => attemptCount > 0);
  });
  return () => receiver.stop();
}

/** A webhook's other end, that repeats the challenge; from a breakdown on, one path answers 503. */
async function startReceiver() {
  let broken;
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const challenge = JSON.parse(Buffer.concat(chunks).toString('utf8')).data?.challenge;
      response.writeHead(request.url === broken ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify({ challenge }));
    });
  });
  const { freePort } = await builtLib('embedded');
  const port = await freePort();
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { port, breakDown: (path) => (broken = path), stop: () => server.close().closeAllConnections() };
}

async function graphql(apiUrl, token, query, variables = {}) {
  const response = await fetch(`${apiUrl}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join('; '));
  return data;
}

async function until(isSo) {
  for (let left = SETTLED_TRIES; left > 0; left--) {
    if (await isSo()) return;
    await pause(TRY_MS);
  }
  throw new Error('The scene did not settle: see the log of the worker.');
}
