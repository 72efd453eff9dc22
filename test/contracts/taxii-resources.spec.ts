import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/core';
import { idsOf, listOf, TAXII, TaxiiStage } from '../support/taxii.js';
import type { TaxiiClient, TaxiiReply } from '../support/taxii.js';

/** TAXII 2.1 as a checklist (docs/feeds-taxii.md): resources, media types, errors, sign-in. */
let stage: TaxiiStage;
let member: TaxiiClient;
let clear: string;
let inbox: string;

beforeAll(async () => {
  stage = await TaxiiStage.begin();
  member = await stage.as(stage.people.bankMember);
  clear = `/taxii2/public/collections/${await stage.collectionId('clear')}/`;
  inbox = await stage.collectionPath('inbox', stage.ids.bank);
  await stage.shareMarkings();
  await stage.publish({ label: 'CLEAR', content: { vulnerabilities: [{ cve: 'CVE-2026-10001' }] } });
});
afterAll(() => stage.end());

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** Every kind of answer there is, good and bad, as anybody may get it. */
async function everyAnswer(): Promise<readonly (readonly [string, TaxiiReply])[]> {
  const object = idsOf(await stage.anonymous.get(`${clear}objects/`))[0] ?? '';
  const posted = await member.post(`${inbox}objects/`, { objects: [{ type: 'indicator', id: 'x' }] });
  const good = ['/taxii2/', '/taxii2/public/', '/taxii2/public/collections/', clear, `${clear}manifest/`, `${clear}objects/`];
  const objects = [`${clear}objects/${object}/`, `${clear}objects/${object}/versions/`, `${clear}objects/?match[type]=tool`];
  const bad = [
    ...['/taxii2', '/taxii2/nothing/', '/taxii2/public/nothing/', '/taxii2/public', '/taxii2/%zz', `${clear}objects`, `${clear}nothing/`],
    ...[
      `/taxii2/public/collections/${newId()}/objects/`,
      `${clear}objects/?limit=0`,
      `/taxii2/${'x'.repeat(600)}/`,
      '/taxii2/members/',
      inbox,
    ],
    ...[
      `${clear}objects/indicator--${newId()}/`,
      `/taxii2/public/status/${newId()}/`,
      `${clear}objects/%00/`,
      `${clear}objects/${'x'.repeat(600)}/`,
    ],
  ];
  const answers: (readonly [string, TaxiiReply])[] = [['POST', posted]];
  for (const path of [...good, ...objects, ...bad]) answers.push([path, await stage.anonymous.get(path)]);
  for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'])
    answers.push([method, await stage.anonymous.send(method, '/taxii2/', { 'content-type': TAXII }, '{}')]);
  answers.push(['406', await stage.anonymous.get(clear, { accept: 'text/html' })]);
  answers.push(['415', await member.post(`${inbox}objects/`, {}, { 'content-type': 'application/json' })]);
  answers.push(['401', await stage.anonymous.get('/taxii2/members/', { authorization: 'Bearer hl_nothing' })]);
  return answers;
}

describe('the resources of TAXII', () => {
  it('T01: ids of collections and statuses are version 4 UUIDs', async () => {
    const collections = listOf(await member.get('/taxii2/members/collections/'), 'collections');
    expect(collections.length).toBeGreaterThanOrEqual(3);
    for (const { id } of collections) expect(id).toMatch(UUID_V4);
    const posted = await member.post(`${inbox}objects/`, { objects: [validIdentity()] });
    expect(posted.json['id']).toMatch(UUID_V4);
  });

  it('T02: numbers are safe integers and booleans are literal', async () => {
    for (const [path, { json }] of await everyAnswer()) {
      for (const value of valuesIn(json)) {
        if (typeof value === 'number') expect([path, Number.isSafeInteger(value)]).toEqual([path, true]);
        if (typeof value === 'string') expect([path, /^(true|false)$/i.test(value)]).toEqual([path, false]);
      }
    }
  });

  it('T03: no resource has an empty list', async () => {
    for (const [path, { json }] of await everyAnswer()) {
      expect([path, valuesIn(json).some((value) => Array.isArray(value) && value.length === 0)]).toEqual([path, false]);
    }
  });

  it('T04: instants are in UTC with microseconds; versions keep the form of STIX', async () => {
    const manifest = await stage.anonymous.get(`${clear}manifest/`);
    for (const name of ['x-taxii-date-added-first', 'x-taxii-date-added-last']) expect(manifest.headers.get(name)).toMatch(INSTANT);
    for (const record of listOf(manifest)) {
      expect(record['date_added']).toMatch(INSTANT);
      expect(record['version']).toMatch(/T\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    const posted = await member.post(`${inbox}objects/`, { objects: [validIdentity()] });
    expect(posted.json['request_timestamp']).toMatch(INSTANT);
  });

  it('T05: each endpoint answers with the resource that is named for it', async () => {
    const object = idsOf(await stage.anonymous.get(`${clear}objects/`))[0] ?? '';
    const keysOf = async (path: string) => Object.keys((await stage.anonymous.get(path)).json).sort();
    expect(await keysOf('/taxii2/')).toEqual(['api_roots', 'contact', 'default', 'description', 'title']);
    expect(await keysOf('/taxii2/public/')).toEqual(['description', 'max_content_length', 'title', 'versions']);
    expect(await keysOf('/taxii2/public/collections/')).toEqual(['collections']);
    expect(await keysOf(clear)).toEqual(['alias', 'can_read', 'can_write', 'id', 'media_types', 'title']);
    expect(await keysOf(`${clear}manifest/`)).toEqual(['more', 'objects']);
    expect(await keysOf(`${clear}objects/`)).toEqual(['more', 'objects']);
    expect(await keysOf(`${clear}objects/${object}/`)).toEqual(['more', 'objects']);
    expect(await keysOf(`${clear}objects/${object}/versions/`)).toEqual(['more', 'versions']);
  });

  it('T06: every answer has the media type of TAXII, errors of the framework included', async () => {
    const answers = await everyAnswer();
    expect(answers.length).toBeGreaterThanOrEqual(30);
    expect(answers.filter(([, { status }]) => status === 500).map(([path]) => path)).toEqual([]);
    expect(new Set(answers.map(([, { status }]) => status))).toEqual(new Set([200, 400, 401, 404, 405, 406, 414, 415, 422]));
    for (const [path, { headers }] of answers) expect([path, headers.get('content-type')]).toEqual([path, TAXII]);
  });

  it('T06: an error that nobody expected has it too, and says nothing but the id of the request', async () => {
    const broken = await TaxiiStage.begin();
    await broken.database.drop();
    const { status, headers, json } = await broken.anonymous.get('/taxii2/public/collections/');
    expect([status >= 500, headers.get('content-type'), json['http_status']]).toEqual([true, TAXII, String(status)]);
    await broken.api.stop();
  });

  it('T06: a long list of ids is answered, and one that is longer than any address is refused in the words of TAXII', async () => {
    const listOf = (count: number) =>
      `${clear}objects/?match[id]=${Array.from({ length: count }, () => `indicator--${newId()}`).join(',')}`;
    expect((await stage.anonymous.get(listOf(500))).status).toBe(200);
    const { status, headers, json } = await stage.anonymous.get(listOf(1_100));
    expect([status, headers.get('content-type'), json['http_status']]).toEqual([431, TAXII, '431']);
  });

  it('T07: an Accept without a version means the newest', async () => {
    const { status, headers } = await stage.anonymous.get(clear, { accept: 'application/taxii+json' });
    expect([status, headers.get('content-type')]).toEqual([200, TAXII]);
  });

  it.each([
    TAXII,
    'application/taxii+json; version=2.1',
    'application/taxii+json;version="2.1"',
    'Application/TAXII+JSON',
    `${TAXII},application/stix+json;version=2.1`,
    'text/html, */*;q=0.1',
    '*/*',
  ])('T08: the Accept %s is never refused', async (accept) => {
    for (const path of ['/taxii2/', clear, `${clear}manifest/`, `${clear}objects/`]) {
      expect([path, (await stage.anonymous.get(path, { accept })).status]).toEqual([path, 200]);
    }
  });

  it.each([TAXII, 'application/taxii+json; version=2.1', 'application/taxii+json'])(
    'T09: the Content-Type %s is never refused',
    async (type) => {
      expect((await member.post(`${inbox}objects/`, { objects: [validIdentity()] }, { 'content-type': type })).status).toBe(202);
    },
  );

  it('T10: without the final slash, the Accept or the Content-Type of TAXII it is 404, 406, 415', async () => {
    expect((await stage.anonymous.get(clear.slice(0, -1))).status).toBe(404);
    for (const accept of [
      'text/html',
      'application/json',
      'application/taxii+json;version=2.0',
      'application/vnd.oasis.taxii+json',
      `${TAXII};q=0`,
    ]) {
      expect([accept, (await stage.anonymous.get(clear, { accept })).status]).toEqual([accept, 406]);
    }
    for (const type of ['application/json', 'application/taxii+json;version=2.0', 'text/plain', 'multipart/form-data; boundary=x']) {
      expect([type, (await member.post(`${inbox}objects/`, '{}', { 'content-type': type })).status]).toEqual([type, 415]);
    }
    expect((await member.post(`${inbox}objects/`, '{}', { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await stage.anonymous.send('PUT', '/taxii2/', {}, '{}')).headers.get('allow')).toBe('GET');
    expect((await stage.anonymous.send('PUT', `${clear}objects/`, {}, '{}')).headers.get('allow')).toBe('GET, POST');
  });

  it('T25: an error has a title, and its http_status is the real one as a string', async () => {
    const errors = (await everyAnswer()).filter(([, { status }]) => status >= 400);
    expect(errors.length).toBeGreaterThanOrEqual(20);
    for (const [path, { status, json }] of errors) {
      expect([path, typeof json['title'], json['http_status']]).toEqual([path, 'string', String(status)]);
    }
  });

  it('T28: properties are spelled as the standard spells them', async () => {
    const known =
      /^(title|description|contact|default|api_roots|versions|max_content_length|collections|id|alias|can_read|can_write|media_types|more|next|objects|error_id|error_code|http_status|details|external_details)$/;
    for (const [path, { json }] of await everyAnswer()) {
      expect([path, Object.keys(json).filter((key) => !known.test(key))]).toEqual([path, []]);
    }
  });

  it('T29: the operator is told of the SRV record by which clients find the server', () => {
    const page = readFileSync(new URL('../../docs/feeds-taxii.md', import.meta.url), 'utf8');
    expect(page).toMatch(/^_taxii2\._tcp\.\S+ .*IN SRV \d+ \d+ 443 \S+\.$/m);
  });

  it('T30: discovery names API roots, the default among them, relative or https, without a query', async () => {
    const { json } = await stage.anonymous.get('/taxii2/');
    expect(json['api_roots']).toEqual(['/taxii2/public/', '/taxii2/members/']);
    expect(json['default']).toBe('/taxii2/public/');
    const secure = await TaxiiStage.begin({ PUBLIC_API_URL: 'https://api.cert.example/base', ALLOW_LOOPBACK_WEBHOOKS: 'false' });
    expect((await secure.anonymous.get('/taxii2/')).json['api_roots']).toEqual([
      'https://api.cert.example/base/taxii2/public/',
      'https://api.cert.example/base/taxii2/members/',
    ]);
    await secure.end();
  });

  it('T31: each API root has an address of its own, and both answer there', async () => {
    const roots = (await stage.anonymous.get('/taxii2/')).json['api_roots'] as string[];
    expect(new Set(roots).size).toBe(2);
    for (const root of roots) expect([root, (await member.get(root)).status]).toEqual([root, 200]);
  });

  it('T32: an API root has its title, the versions with their parameter, and how much it takes', async () => {
    for (const root of ['public', 'members']) {
      const { json } = await member.get(`/taxii2/${root}/`);
      expect(json).toMatchObject({ title: expect.stringMatching(/./), versions: [TAXII] });
      expect(json['max_content_length']).toBeGreaterThan(0);
    }
  });

  it('T36: who is not signed in, or no longer, gets 401 with a challenge on everything of the members', async () => {
    const object = `indicator--${newId()}`;
    const paths = [
      '/taxii2/members/',
      '/taxii2/members/collections/',
      inbox,
      `${inbox}manifest/`,
      `${inbox}objects/`,
      `${inbox}objects/${object}/`,
    ];
    for (const authorization of ['Bearer hl_wrong', 'Basic bm9ib2R5Ondyb25n', 'Basic !', 'Digest x', 'Bearer']) {
      for (const path of [...paths, `${inbox}objects/${object}/versions/`, `/taxii2/members/status/${newId()}/`, clear]) {
        const { status, headers } = await stage.anonymous.get(path, { authorization });
        expect([path, authorization, status]).toEqual([path, authorization, 401]);
        expect(headers.get('www-authenticate')).toMatch(/^Basic realm="[^"]+", charset="UTF-8", Bearer realm="[^"]+"$/);
      }
    }
    for (const path of paths) expect([path, (await stage.anonymous.get(path)).status]).toEqual([path, 401]);
    expect((await stage.anonymous.post(`${inbox}objects/`, { objects: [validIdentity()] })).status).toBe(401);
    expect((await stage.anonymous.delete(`${inbox}objects/${object}/`)).status).toBe(401);
  });

  it('T49: discovery is at /taxii2/ of the server, with at least one API root', async () => {
    const { status, json } = await stage.anonymous.get('/taxii2/');
    expect([status, (json['api_roots'] as string[]).length >= 1]).toEqual([200, true]);
  });

  it('T50: a client that does not say who it is is served', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(`${stage.api.url}${clear}objects/`, { headers: { accept: TAXII } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  it('T51: HTTP Basic takes the token as its password, whatever the user is called; https is the proxy’s, and documented', async () => {
    const token = await stage.api.tokenFor(stage.people.bankMember);
    for (const user of ['', 'token', stage.people.bankMember.email, '測試']) {
      const authorization = `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
      const { status, json } = await stage.anonymous.get('/taxii2/members/collections/', { authorization });
      expect([user, status, Object.keys(json)]).toEqual([user, 200, ['collections']]);
    }
    const page = readFileSync(new URL('../../docs/feeds-taxii.md', import.meta.url), 'utf8');
    expect(page).toMatch(/TLS 1\.2/);
  });
});

function validIdentity(): object {
  const at = '2026-01-01T00:00:00.000Z';
  return {
    type: 'identity',
    spec_version: '2.1',
    id: `identity--${newId()}`,
    created: at,
    modified: at,
    name: 'Somebody',
    identity_class: 'individual',
  };
}

/** Every value at every depth, but for the STIX objects themselves. */
function valuesIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  if ('spec_version' in value) return [];
  return [value, ...Object.values(value).flatMap(valuesIn)];
}
