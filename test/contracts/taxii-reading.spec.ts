import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/core';
import { anIndicator, idsOf, listOf, TaxiiStage } from '../support/taxii.js';
import type { Json, TaxiiClient, TaxiiReply } from '../support/taxii.js';

/** TAXII 2.1 as a checklist (docs/feeds-taxii.md): pages, filters and versions of what may be read. */
let stage: TaxiiStage;
let member: TaxiiClient;
let clear: string;
let inbox: string;
/** Three versions of one object, in the inbox; and one that has none of its own. */
const versioned = `indicator--${newId()}`;
const VERSIONS = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'];
const marking = `marking-definition--${newId()}`;
const address = `ipv4-addr--${newId()}`;
let planted: string[];

beforeAll(async () => {
  stage = await TaxiiStage.begin();
  member = await stage.as(stage.people.bankMember);
  clear = `/taxii2/public/collections/${await stage.collectionId('clear')}/`;
  inbox = await stage.collectionPath('inbox', stage.ids.bank);
  planted = await stage.plant(25);
  const created = VERSIONS[0];
  // The newest version does not come last: what counts is the version and not the arrival.
  for (const modified of [VERSIONS[0], VERSIONS[2], VERSIONS[1]])
    expect((await member.post(`${inbox}objects/`, { objects: [anIndicator({ id: versioned, created, modified })] })).status).toBe(202);
  const definition = { definition_type: 'statement', definition: { statement: 'Ours.' } };
  const objects = [
    { type: 'marking-definition', spec_version: '2.1', id: marking, created, ...definition },
    { type: 'ipv4-addr', id: address, value: '192.0.2.1' },
  ];
  expect((await member.post(`${inbox}objects/`, { objects })).status).toBe(202);
});
afterAll(() => stage.end());

const status = async (path: string) => (await stage.anonymous.get(path)).status;
const first = (reply: TaxiiReply) => reply.headers.get('x-taxii-date-added-first');
const last = (reply: TaxiiReply) => reply.headers.get('x-taxii-date-added-last');
const datesOf = (reply: TaxiiReply) => listOf(reply).map((record) => String(record['date_added']));
const versionsOf = (reply: TaxiiReply) => listOf(reply).map((object) => String(object['modified'] ?? object['created']));

describe('a page', () => {
  it('T11, T12: says when its first and its last object were added, on all four endpoints', async () => {
    const records = listOf(await stage.anonymous.get(`${clear}manifest/?limit=7`));
    const [oldest, newest] = [records[0]?.['date_added'], records[6]?.['date_added']];
    for (const path of ['manifest/?limit=7', 'objects/?limit=7']) {
      const reply = await stage.anonymous.get(clear + path);
      expect([path, first(reply), last(reply)]).toEqual([path, oldest, newest]);
    }
    for (const path of [`objects/${planted[0] ?? ''}/`, `objects/${planted[0] ?? ''}/versions/`]) {
      const reply = await stage.anonymous.get(clear + path);
      expect([path, first(reply), last(reply)]).toEqual([path, oldest, oldest]);
    }
  });

  it('T11, T12: has no such headers where it is empty (docs/adr: TAXII where the text is silent)', async () => {
    const reply = await stage.anonymous.get(`${clear}objects/?match[type]=tool`);
    expect([reply.status, first(reply), last(reply), reply.text]).toEqual([200, null, null, '{}']);
  });

  it('T13: is in the order of arrival', async () => {
    const dates = datesOf(await stage.anonymous.get(`${clear}manifest/`));
    expect(dates).toEqual([...dates].sort());
    expect(new Set(dates).size).toBe(dates.length);
    expect(idsOf(await stage.anonymous.get(`${clear}objects/?match[type]=indicator`))).toEqual(planted);
  });

  it('T14: collections come in the same order each time', async () => {
    const [one, two] = [await member.get('/taxii2/members/collections/'), await member.get('/taxii2/members/collections/')];
    expect(one.text).toBe(two.text);
    expect(listOf(one, 'collections').length).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ...[
      'added_after=yesterday',
      'added_after=',
      'added_after=2026-02-30T00:00:00Z',
      'added_after=2026-01-01',
      'added_after=0000-01-01T00:00:00Z',
    ],
    ...[
      'added_after=2026-01-01T00:00:00Z&added_after=2026-01-01T00:00:00Z',
      'limit=0',
      'limit=-1',
      'limit=x',
      'limit=1.5',
      'limit=1e3',
      'limit=',
    ],
    ...['limit=99999999999999999999', 'limit=1&limit=2', 'match[type]=a&match[type]=b', 'match[type]=', 'match[id]=', 'match[id]=a,,b'],
    ...[
      'match[version]=all,first',
      'match[version]=all,all',
      'match[version]=last,last',
      'match[version]=newest',
      'match[version]=2026-13-01T00:00:00Z',
    ],
    ...[
      'match[spec_version]=x',
      'match[spec_version]=2.1&match[spec_version]=2.1',
      'match[name]=x',
      'next=',
      'next=x',
      'next=x.y',
      'match[id]=%00',
    ],
  ])('T15: the malformed parameter %s is 400', async (query) => {
    for (const endpoint of ['objects', 'manifest']) expect([query, await status(`${clear}${endpoint}/?${query}`)]).toEqual([query, 400]);
  });

  it('T15: parameters that TAXII does not have change nothing', async () => {
    expect((await stage.anonymous.get(`${clear}objects/?anything=1&limit=3`)).text).toBe(
      (await stage.anonymous.get(`${clear}objects/?limit=3`)).text,
    );
  });

  it('T16: added_after is strict, and without it the oldest come first', async () => {
    const dates = datesOf(await stage.anonymous.get(`${clear}manifest/`));
    const fourth = dates[3] ?? '';
    expect(datesOf(await stage.anonymous.get(`${clear}manifest/?added_after=${fourth}`))).toEqual(dates.slice(4));
    // Finer than a microsecond is cut: nothing is passed over.
    expect(datesOf(await stage.anonymous.get(`${clear}manifest/?added_after=${fourth.replace('Z', '999Z')}`))).toEqual(dates.slice(4));
    expect(datesOf(await stage.anonymous.get(`${clear}manifest/?added_after=1999-01-01T00:00:00Z`))).toEqual(dates);
  });

  it('T17, T18, T19: has never more than the limit, all where that is enough, and says when there is more', async () => {
    const total = datesOf(await stage.anonymous.get(`${clear}manifest/`)).length;
    for (const endpoint of ['objects', 'manifest']) {
      for (const limit of [1, total - 1, total, total + 1, 1_000_000]) {
        const { json } = await stage.anonymous.get(`${clear}${endpoint}/?limit=${limit}`);
        const length = (json['objects'] as unknown[]).length;
        expect([endpoint, limit, length, json['more']]).toEqual([endpoint, limit, Math.min(limit, total), limit < total]);
        expect(typeof json['next']).toBe(limit < total ? 'string' : 'undefined');
      }
    }
  });

  it('T21: fields are all asked for, values of one field any of them', async () => {
    const [one = '', two = '', three = ''] = planted;
    const found = async (query: string) => idsOf(await stage.anonymous.get(`${clear}objects/?${query}`));
    expect(await found(`match[id]=${two},${one},indicator--${newId()}`)).toEqual([one, two]);
    expect(await found(`match[id]=${one}&match[type]=indicator,tool&match[spec_version]=2.1&match[version]=2026-01-01T00:00:00Z`)).toEqual([
      one,
    ]);
    expect(await found(`match[id]=${one}&match[type]=tool`)).toEqual([]);
    expect(await found(`match%5Bid%5D=${three}`)).toEqual([three]);
    expect(
      await found(`match[id]=${one}&added_after=${last(await stage.anonymous.get(`${clear}objects/?match[id]=${one}`)) ?? ''}`),
    ).toEqual([]);
  });

  it('T22: without match[version] the newest of each object, whichever came last; first, all, and exact ones too', async () => {
    const found = async (version: string) => versionsOf(await member.get(`${inbox}objects/?match[id]=${versioned}${version}`)).sort();
    expect(await found('')).toEqual([VERSIONS[2]]);
    expect(await found('&match[version]=last')).toEqual([VERSIONS[2]]);
    expect(await found('&match[version]=first')).toEqual([VERSIONS[0]]);
    expect(await found('&match[version]=first,last')).toEqual([VERSIONS[0], VERSIONS[2]]);
    expect(await found('&match[version]=all')).toEqual(VERSIONS);
    expect(await found(`&match[version]=${VERSIONS[1] ?? ''}`)).toEqual([VERSIONS[1]]);
    expect(await found(`&match[version]=first,${VERSIONS[1] ?? ''}`)).toEqual([VERSIONS[0], VERSIONS[1]]);
    // One instant, spelled otherwise.
    expect(await found('&match[version]=2026-02-01T00:00:00Z')).toEqual([VERSIONS[1]]);
    expect(versionsOf(await member.get(`${inbox}objects/?match[id]=${marking}&match[version]=2026-01-01T00:00:00.000Z`))).toEqual([
      VERSIONS[0],
    ]);
  });

  it('T23: match[spec_version] gives that version and nothing else', async () => {
    expect(idsOf(await stage.anonymous.get(`${clear}objects/?match[spec_version]=2.1&match[type]=indicator`))).toEqual(planted);
    expect((await stage.anonymous.get(`${clear}objects/?match[spec_version]=2.0`)).text).toBe('{}');
    expect(idsOf(await member.get(`${inbox}objects/?match[spec_version]=2.0,2.1`))).toHaveLength(3);
  });

  it('T24: every type of STIX may be asked for, and nothing else comes', async () => {
    const types =
      'attack-pattern,campaign,course-of-action,grouping,identity,incident,indicator,infrastructure,intrusion-set,location,malware,malware-analysis,note,observed-data,opinion,report,threat-actor,tool,vulnerability,relationship,sighting,language-content,marking-definition,extension-definition,artifact,autonomous-system,directory,domain-name,email-addr,email-message,file,ipv4-addr,ipv6-addr,mac-addr,mutex,network-traffic,process,software,url,user-account,windows-registry-key,x509-certificate,x-ours';
    for (const type of types.split(',')) {
      const reply = await member.get(`${inbox}objects/?match[type]=${type}`);
      expect([type, reply.status, listOf(reply).every((object) => object['type'] === type)]).toEqual([type, 200, true]);
    }
    expect(idsOf(await member.get(`${inbox}objects/?match[type]=${types}`))).toHaveLength(3);
  });

  it('T26, T27: is an envelope of STIX objects, an empty one where nothing is found', async () => {
    for (const object of listOf(await stage.anonymous.get(`${clear}objects/`))) {
      expect([typeof object['type'], typeof object['id']]).toEqual(['string', 'string']);
    }
    for (const path of ['objects/?match[type]=tool', `objects/${planted[0] ?? ''}/?match[spec_version]=2.0`])
      expect([path, (await stage.anonymous.get(clear + path)).text]).toEqual([path, '{}']);
  });
});

describe('objects one by one', () => {
  it('T40: the manifest names version and media type, filters the objects, and has no list where there is none', async () => {
    const media = listOf(await member.get('/taxii2/members/collections/'), 'collections')[0]?.['media_types'];
    const [record] = listOf(await member.get(`${inbox}manifest/?match[id]=${marking}`));
    expect(record).toEqual({ id: marking, date_added: expect.any(String), version: VERSIONS[0], media_type: (media as string[])[0] });
    expect(listOf(await member.get(`${inbox}manifest/?match[id]=${versioned}`)).map((each) => each['version'])).toEqual([VERSIONS[2]]);
    expect((await member.get(`${inbox}manifest/?match[type]=tool`)).text).toBe('{}');
  });

  it('T44: an object is asked for by its STIX id, with versions, added_after, limit and next', async () => {
    const path = `${inbox}objects/${versioned}/`;
    expect(versionsOf(await member.get(path))).toEqual([VERSIONS[2]]);
    expect(versionsOf(await member.get(`${path}?match[version]=first`))).toEqual([VERSIONS[0]]);
    const page = await member.get(`${path}?match[version]=all&limit=2`);
    expect([versionsOf(page), page.json['more']]).toEqual([[VERSIONS[0], VERSIONS[2]], true]);
    expect(versionsOf(await member.get(`${path}?match[version]=all&limit=2&next=${String(page.json['next'])}`))).toEqual([VERSIONS[1]]);
    expect(versionsOf(await member.get(`${path}?match[version]=all&added_after=${last(page) ?? ''}`))).toEqual([VERSIONS[1]]);
    expect((await member.get(`${path}?match[type]=indicator`)).status).toBe(400);
    expect((await member.get(`${inbox}objects/indicator--${newId()}/`)).status).toBe(404);
    expect((await stage.anonymous.get(`${clear}objects/${versioned}/`)).status).toBe(404);
  });

  it('T47: its versions are told, for objects without any the instant of their making', async () => {
    const versions = async (id: string, query = '') => (await member.get(`${inbox}objects/${id}/versions/${query}`)).json['versions'];
    expect([...((await versions(versioned)) as string[])].sort()).toEqual(VERSIONS);
    expect(await versions(marking)).toEqual([VERSIONS[0]]);
    expect(await versions(address)).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)]);
    expect(await versions(versioned, '?match[spec_version]=2.0')).toBeUndefined();
    expect((await member.get(`${inbox}objects/indicator--${newId()}/versions/`)).status).toBe(404);
    expect((await member.get(`${inbox}objects/${versioned}/versions/?match[version]=all`)).status).toBe(400);
  });
});

describe('T20: walking through a collection', () => {
  it.each(['objects', 'manifest'])('by next visits each of the %s once', async (endpoint) => {
    const seen: string[] = [];
    for (let next = ''; ;) {
      const { json } = await stage.anonymous.get(`${clear}${endpoint}/?limit=4${next}`);
      seen.push(...(json['objects'] as Json[]).map(({ id }) => String(id)));
      if (json['more'] !== true) break;
      next = `&next=${String(json['next'])}`;
    }
    expect(seen).toEqual(planted);
  });

  it('goes on after the object that the cursor stood on was deleted, up to an empty page', async () => {
    const { people, ids } = stage;
    const water = await stage.as(people.waterMember);
    const box = await stage.collectionPath('inbox', ids.water);
    const objects = [anIndicator(), anIndicator()];
    await water.post(`${box}objects/`, { objects });
    const { json } = await water.get(`${box}objects/?limit=1`);
    for (const { id } of objects) expect((await water.delete(`${box}objects/${id}/`)).status).toBe(200);
    expect(await water.get(`${box}objects/?limit=1&next=${String(json['next'])}`)).toMatchObject({ status: 200, text: '{}' });
  });

  /** Writers that commit late and out of order; readers that follow by next, or by the header of the last page. */
  it.each([
    ['next', 3],
    ['added_after', 3],
    ['added_after', 1],
    ['next', 50],
  ] as const)('by %s with pages of %i while others write visits each object exactly once', async (way, limit) => {
    const start = last(await stage.anonymous.get(`${clear}manifest/?limit=5000`)) ?? '';
    const writers = { areAtWork: true };
    const written: string[] = [];
    const writer = async () => {
      for (let round = 0; round < 8; round++) {
        const holdMs = Math.floor(Math.random() * 30);
        written.push(...(await stage.plant(1 + Math.floor(Math.random() * 6), { holdMs })));
      }
    };
    const writing = Promise.all([writer(), writer(), writer()]).finally(() => (writers.areAtWork = false));
    const seen: string[] = [];
    let after = start;
    let next: string | undefined;
    for (let request = 0; request < 5_000; request++) {
      const hadEnded = !writers.areAtWork;
      const cursor = next === undefined ? `added_after=${after}` : `added_after=${after}&next=${next}`;
      const reply = await stage.anonymous.get(`${clear}manifest/?limit=${limit}&${cursor}`);
      seen.push(...idsOf(reply));
      next = way === 'next' && reply.json['more'] === true ? String(reply.json['next']) : undefined;
      if (next === undefined) after = last(reply) ?? after;
      if (hadEnded && reply.json['more'] !== true) break;
    }
    await writing;
    expect(written.length).toBeGreaterThan(24);
    expect([...seen].sort()).toEqual([...written].sort());
  });

  it('gives objects of transactions that ran at once instants of their own, in the order in which they ended', async () => {
    const start = last(await stage.anonymous.get(`${clear}manifest/?limit=5000`)) ?? '';
    await Promise.all(Array.from({ length: 12 }, (_, at) => stage.plant(4, { holdMs: (12 - at) * 2 })));
    const dates = datesOf(await stage.anonymous.get(`${clear}manifest/?added_after=${start}`));
    expect([dates.length, new Set(dates).size]).toEqual([48, 48]);
  });
});

describe('T52: the cursor next', () => {
  it('gives nothing where it was changed, or belongs to another collection, endpoint, filter or reader', async () => {
    const { people } = stage;
    await stage.plant(4, { kind: 'green', keys: ['member'] });
    const green = await stage.collectionPath('green');
    const { json } = await member.get(`${green}objects/?limit=2`);
    const next = String(json['next']);
    expect((await member.get(`${green}objects/?limit=2&next=${next}`)).status).toBe(200);
    const water = await stage.as(people.waterMember);
    const changed = [
      next.slice(0, -1),
      `${next}x`,
      `A${next.slice(1)}`,
      next.replace('.', ''),
      `.${next.split('.')[1] ?? ''}`,
      `${next}.x.`,
    ];
    const refused: [TaxiiClient, string][] = [
      ...changed.slice(0, 5).map((each): [TaxiiClient, string] => [member, `${green}objects/?limit=2&next=${each}`]),
      [member, `${green}manifest/?limit=2&next=${next}`],
      [member, `${green}objects/?limit=2&match[type]=indicator&next=${next}`],
      [member, `${green}objects/?limit=2&added_after=2020-01-01T00:00:00Z&next=${next}`],
      [member, `${inbox}objects/?limit=2&next=${next}`],
      [member, `${clear}objects/?limit=2&next=${next}`],
      [water, `${green}objects/?limit=2&next=${next}`],
    ];
    for (const [client, path] of refused) {
      const reply = await client.get(path);
      expect([path, reply.status, reply.json['objects']]).toEqual([path, 400, undefined]);
    }
    expect((await stage.anonymous.get(`${green}objects/?limit=2&next=${next}`)).status).toBe(401);
  });

  it('is asked for the rights of the moment, page by page', async () => {
    const { people, ids, database } = stage;
    const guest = await stage.as(people.guest);
    const group = await stage.collectionPath('group', ids.group);
    await stage.publish({ label: 'AMBER', audience: { groups: [ids.group] }, content: { vulnerabilities: [{ cve: 'CVE-2026-10002' }] } });
    const { json, status: before } = await guest.get(`${group}objects/?limit=1`);
    expect([before, json['more']]).toEqual([200, true]);
    const { asSuperuser } = await import('../support/builders/organisation.js');
    await asSuperuser(database, (client) => client.query('DELETE FROM accounts.group_member WHERE person_id = $1', [people.guest.id]));
    const after = await guest.get(`${group}objects/?limit=1&next=${String(json['next'])}`);
    expect([after.status, after.json['objects']]).toEqual([404, undefined]);
  });
});

describe('an answer', () => {
  it('is packed for those who take that, and the same then', async () => {
    const plain = await stage.anonymous.get(`${clear}objects/`, { 'accept-encoding': 'identity' });
    const packed = await stage.anonymous.get(`${clear}objects/`, { 'accept-encoding': 'gzip, deflate' });
    expect([plain.headers.get('content-encoding'), packed.headers.get('content-encoding')]).toEqual([null, 'gzip']);
    expect(packed.text).toBe(plain.text);
    const refused = await stage.anonymous.get(`${clear}objects/`, { 'accept-encoding': 'gzip;q=0' });
    expect(refused.headers.get('content-encoding')).toBeNull();
  });

  it('is 304 without a body where the client has it, in whatever coding, and another one after the next arrival', async () => {
    for (const path of [
      `${clear}objects/?limit=5`,
      `${clear}manifest/`,
      `${clear}objects/${planted[0] ?? ''}/`,
      `${clear}objects/${planted[0] ?? ''}/versions/`,
      '/taxii2/',
      '/taxii2/public/collections/',
    ]) {
      const whole = await stage.anonymous.get(path, { 'accept-encoding': 'gzip' });
      const tag = whole.headers.get('etag') ?? '';
      const again = await stage.anonymous.get(path, { 'if-none-match': tag });
      expect([path, tag.startsWith('"'), again.status, again.text]).toEqual([path, true, 304, '']);
      expect([path, first(again)]).toEqual([path, first(whole)]);
      expect((await stage.anonymous.get(path, { 'if-none-match': '"another"' })).text).toBe(whole.text);
    }
    const tag = (await member.get(`${inbox}objects/`)).headers.get('etag') ?? '';
    expect((await member.get(`${inbox}objects/`, { 'if-none-match': tag })).status).toBe(304);
    const colleague = await stage.as(stage.people.bankAnalyst);
    expect((await colleague.get(`${inbox}objects/`, { 'if-none-match': tag })).status).toBe(200);
    await member.post(`${inbox}objects/`, { objects: [anIndicator({ id: `indicator--${newId()}` })] });
    expect((await member.get(`${inbox}objects/`, { 'if-none-match': tag })).status).toBe(200);
    const gone = `${clear}objects/indicator--${newId()}/`;
    expect((await stage.anonymous.get(gone, { 'if-none-match': tag })).status).toBe(404);
  });

  it('may be read by the scripts of any page where everybody may have it, errors too, and by none where only members may', async () => {
    const shown = (reply: TaxiiReply) => [
      reply.headers.get('access-control-allow-origin'),
      reply.headers.get('access-control-expose-headers'),
    ];
    const exposed = 'ETag, X-TAXII-Date-Added-First, X-TAXII-Date-Added-Last';
    for (const path of ['/taxii2/', '/taxii2/public/', `${clear}objects/`, `${clear}objects/indicator--none/`])
      expect([path, ...shown(await stage.anonymous.get(path, { origin: 'https://elsewhere.example' }))]).toEqual([path, '*', exposed]);
    for (const path of ['/taxii2/members/', '/taxii2/members/collections/', `${inbox}objects/`])
      expect([path, ...shown(await member.get(path, { origin: 'https://elsewhere.example' }))]).toEqual([path, null, null]);
    const preflight = {
      origin: 'https://elsewhere.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match',
    };
    for (const path of [
      '/taxii2/',
      `${clear}objects/`,
      '/csaf/white/index.txt',
      '/misp/manifest.json',
      '/open-data/advisories.json',
      '/feeds/en/all.atom',
    ]) {
      const { status: answered, headers } = await stage.anonymous.send('OPTIONS', path, preflight);
      expect([path, answered, headers.get('access-control-allow-origin')]).toEqual([path, 204, '*']);
      expect(headers.get('access-control-allow-headers')).toBe('Accept, If-None-Match, If-Modified-Since');
    }
    for (const path of [
      '/taxii2/members/',
      '/csaf/green/index.txt',
      '/csaf/v2.1/amber/',
      '/misp/members/manifest.json',
      '/feeds/members/en/all.atom',
    ]) {
      const { headers } = await stage.anonymous.send('OPTIONS', path, preflight);
      expect([path, headers.get('access-control-allow-origin'), headers.get('access-control-allow-headers')]).toEqual([path, null, null]);
    }
  });
});
