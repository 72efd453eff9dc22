// Reads every collection that the token opens, each from where the last run ended, and writes one STIX object per line.
// TAXII_URL=https://api.cert.example/taxii2/ TAXII_TOKEN=hl_… TAXII_STATE=state.json node taxii-client.ts
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const MEDIA_TYPE = 'application/taxii+json;version=2.1';
const PAGE = 1_000;
const { TAXII_URL = 'http://127.0.0.1:4000/taxii2/', TAXII_TOKEN, TAXII_STATE } = process.env;

interface Discovery {
  readonly api_roots?: readonly string[];
}
interface Collections {
  readonly collections?: readonly { readonly id: string; readonly can_read: boolean }[];
}
interface Envelope {
  readonly more?: boolean;
  readonly next?: string;
  readonly objects?: readonly object[];
}

/** The answer and the instant at which its last object was added; undefined where this client may not read. */
async function get(url: string): Promise<{ resource: unknown; lastAdded: string | null } | undefined> {
  const headers: Record<string, string> = { accept: MEDIA_TYPE };
  if (TAXII_TOKEN !== undefined) headers['authorization'] = `Bearer ${TAXII_TOKEN}`;
  const response = await fetch(url, { headers, redirect: 'error' });
  if (response.status === 401 && TAXII_TOKEN === undefined) return undefined;
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return { resource: await response.json(), lastAdded: response.headers.get('x-taxii-date-added-last') };
}

/** All pages after an instant; answers with the instant of the last object. */
async function walk(objectsUrl: string, since: string | undefined): Promise<string | undefined> {
  let last = since;
  for (let next: string | undefined; ;) {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (since !== undefined) query.set('added_after', since);
    if (next !== undefined) query.set('next', next);
    const page = await get(`${objectsUrl}?${query.toString()}`);
    const envelope = (page?.resource ?? {}) as Envelope;
    for (const object of envelope.objects ?? []) process.stdout.write(`${JSON.stringify(object)}\n`);
    last = page?.lastAdded ?? last;
    next = envelope.more === true ? envelope.next : undefined;
    if (next === undefined) return last;
  }
}

const state: Record<string, string> =
  TAXII_STATE !== undefined && existsSync(TAXII_STATE) ? (JSON.parse(readFileSync(TAXII_STATE, 'utf8')) as Record<string, string>) : {};
const discovery = (await get(TAXII_URL))?.resource as Discovery | undefined;
for (const root of discovery?.api_roots ?? []) {
  const collectionsUrl = new URL(`${root}collections/`, TAXII_URL).href;
  const found = (await get(collectionsUrl))?.resource as Collections | undefined;
  for (const { id, can_read: canRead } of found?.collections ?? []) {
    if (!canRead) continue;
    const last = await walk(`${collectionsUrl}${id}/objects/`, state[id]);
    if (last !== undefined) state[id] = last;
    // After each collection: what was written is not written again, whatever happens later.
    if (TAXII_STATE !== undefined) writeFileSync(TAXII_STATE, JSON.stringify(state, undefined, 2));
  }
}
