// Receives webhooks (Standard Webhooks 1.0.0), verifies each, and writes one event per line; events that come twice are written once.
// WEBHOOK_SECRET=whsec_… PORT=8080 node webhook-receiver.ts
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

const TOLERANCE_SECONDS = 300;
const MAX_BYTES = 1024 * 1024;
const { WEBHOOK_SECRET = '', PORT = '8080' } = process.env;
const key = Buffer.from(WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64');
if (key.length < 24) throw new Error('Set WEBHOOK_SECRET to the secret of the endpoint.');
/** Retries have the id of the first try. Keep these longer than a process lives, in real life. */
const seen = new Set<string>();

/** Whether one of the signatures is ours and the call is not older, or younger, than five minutes. */
function isGenuine(headers: IncomingHttpHeaders, body: Buffer): boolean {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => String(headers[name] ?? ''));
  if (!id || !timestamp || !signatures || !(Math.abs(Date.now() / 1_000 - Number(timestamp)) < TOLERANCE_SECONDS)) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  return signatures.split(' ').some((each) => {
    const given = Buffer.from(each.startsWith('v1,') ? each.slice(3) : '', 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

createServer((request, response) => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_BYTES) chunks.push(chunk);
    else request.destroy();
  });
  request.on('end', () => {
    // Verified over the bytes as they came: what is parsed and written again has another signature.
    const body = Buffer.concat(chunks);
    if (!isGenuine(request.headers, body)) {
      response.writeHead(401).end();
      return;
    }
    const event = JSON.parse(body.toString('utf8')) as { type: string; data: { challenge?: string } };
    if (event.type === 'endpoint.challenge') {
      // A new endpoint is asked to repeat a word, to show that it is there and wants to be called.
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ challenge: event.data.challenge }));
      return;
    }
    const id = String(request.headers['webhook-id']);
    if (!seen.has(id)) process.stdout.write(`${body.toString('utf8')}\n`);
    seen.add(id);
    response.writeHead(204).end();
  });
}).listen(Number(PORT), '127.0.0.1');
