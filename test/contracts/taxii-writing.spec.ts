import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdvisoryQueries } from '#libs/advisories';
import { newId } from '#libs/core';
import { Database } from '#libs/database';
import { anIndicator, idsOf, listOf, TAXII, TaxiiStage } from '../support/taxii.js';
import type { Json, TaxiiClient } from '../support/taxii.js';
import { asSuperuser } from '../support/builders/organisation.js';

/** TAXII 2.1 as a checklist (docs/feeds-taxii.md): collections as each client may use them, inboxes, statuses. */
let stage: TaxiiStage;
let member: TaxiiClient;
let water: TaxiiClient;
let clear: string;
let inbox: string;

beforeAll(async () => {
  stage = await TaxiiStage.begin();
  member = await stage.as(stage.people.bankMember);
  water = await stage.as(stage.people.waterMember);
  clear = `/taxii2/public/collections/${await stage.collectionId('clear')}/`;
  inbox = await stage.collectionPath('inbox', stage.ids.bank);
  await stage.plant(3);
});
afterAll(() => stage.end());

const collectionsOf = async (client: TaxiiClient) => listOf(await client.get('/taxii2/members/collections/'), 'collections');
const objectPath = (id: string) => `${inbox}objects/${id}/`;
const MARK = '2026-05-01T00:00:00.000Z';

/** The drafts of an organisation's desk that came from an inbox, newest first. */
const draftsAt = async (organisationId: string) =>
  asSuperuser(stage.database, async (client) => {
    const sql = `SELECT r.advisory_id AS id, r.state, r.label, r.content, o.place, o.format, f.bytes, o.is_valid, o.findings FROM advisories.original o
      JOIN advisories.original_file f ON f.id = o.file_id
      JOIN advisories.revision r ON r.id = o.revision_id WHERE r.organisation_id = $1 ORDER BY o.imported_at DESC`;
    const { rows } = await client.query<{
      id: string;
      state: string;
      label: string;
      content: Json;
      place: string;
      format: string;
      bytes: Buffer;
      is_valid: boolean;
      findings: Json[];
    }>(sql, [organisationId]);
    return rows;
  });

describe('the collections', () => {
  it('T37: whoever has none gets an empty answer', async () => {
    // A guest of no organisation and of no group any more.
    await asSuperuser(stage.database, (client) =>
      client.query('DELETE FROM accounts.group_member WHERE person_id = $1', [stage.people.guest.id]),
    );
    const guest = await stage.as(stage.people.guest);
    expect((await guest.get('/taxii2/members/collections/')).text).toBe('{}');
  });

  it('T38: are told as this client may use them, with an alias of their own, and what they store', async () => {
    const [green, amber, box] = await collectionsOf(member);
    const media_types = ['application/stix+json;version=2.1'];
    expect(green).toEqual({
      id: expect.any(String),
      title: expect.any(String),
      alias: 'green',
      can_read: true,
      can_write: false,
      media_types,
    });
    expect(amber).toMatchObject({ alias: 'amber', can_write: false });
    expect(box).toEqual({ id: expect.any(String), title: 'Inbox of Bank', can_read: true, can_write: true, media_types });
    expect((await member.get(`/taxii2/members/collections/${String(green?.['alias'])}/`)).json).toEqual(green);
    // A token that may only read writes nowhere; one without a second factor does not know of the inbox.
    const reading = await stage.as(stage.people.bankMember, { scopes: ['read'] });
    expect((await collectionsOf(reading)).map((each) => each['can_write'])).toEqual([false, false, false]);
    const weak = await stage.as(stage.people.bankMember, { isWeak: true });
    expect((await collectionsOf(weak)).map((each) => each['alias'])).toEqual(['green', 'amber']);
    const titles = (await collectionsOf(water)).map(({ title }) => String(title));
    expect(titles.filter((title) => title.startsWith('Closed group'))).toHaveLength(1);
  });

  it('T39: what one may not read is 404, like what is not there, byte for byte', async () => {
    const absent = newId();
    const object = `indicator--${newId()}`;
    const strangers: [TaxiiClient, string][] = [
      [water, inbox.split('/').at(-2) ?? ''],
      [member, await stage.collectionId('group', stage.ids.group)],
      [member, await stage.collectionId('clear')],
    ];
    for (const [client, id] of strangers) {
      for (const path of ['', 'manifest/', 'objects/', `objects/${object}/`, `objects/${object}/versions/`]) {
        const [hidden, missing] = [
          await client.get(`/taxii2/members/collections/${id}/${path}`),
          await client.get(`/taxii2/members/collections/${absent}/${path}`),
        ];
        expect([path, hidden.status, hidden.text]).toEqual([path, 404, missing.text]);
      }
      const base = '/taxii2/members/collections/';
      const post = (each: string) => client.post(`${base}${each}/objects/`, { objects: [anIndicator()] });
      expect([(await post(id)).status, (await post(id)).text]).toEqual([404, (await post(absent)).text]);
      expect((await client.delete(`${base}${id}/objects/${object}/`)).status).toBe(404);
    }
    expect((await stage.anonymous.get(`/taxii2/public/collections/${await stage.collectionId('green')}/objects/`)).status).toBe(404);
  });
});

describe('submitting objects', () => {
  it('T41, T34: takes an envelope with 202 and a status that names each object with its version', async () => {
    const [one, two] = [anIndicator(), anIndicator({ modified: MARK })];
    const { status, json } = await member.post(`${inbox}objects/`, { objects: [one, two] });
    expect([status, json]).toEqual([
      202,
      {
        id: expect.any(String),
        status: 'complete',
        request_timestamp: expect.stringMatching(/\.\d{6}Z$/),
        total_count: 2,
        success_count: 2,
        successes: [
          { id: one.id, version: one.created },
          { id: two.id, version: MARK },
        ],
        failure_count: 0,
        pending_count: 0,
      },
    ]);
    expect((await member.get(`/taxii2/members/status/${String(json['id'])}/`)).json).toEqual(json);
    expect(listOf(await member.get(objectPath(two.id)))).toEqual([two]);
  });

  it('T41: is 403 where the collection is for reading, or the token', async () => {
    const reading = await stage.as(stage.people.bankMember, { scopes: ['read'] });
    const envelope = { objects: [anIndicator()] };
    expect((await member.post(`${await stage.collectionPath('green')}objects/`, envelope)).status).toBe(403);
    expect((await member.post(`${clear}objects/`, envelope)).status).toBe(403);
    expect((await reading.post(`${inbox}objects/`, envelope)).status).toBe(403);
    expect((await stage.anonymous.post(`${clear}objects/`, envelope)).status).toBe(403);
  });

  it('T42: takes the same object again, and has it once', async () => {
    const object = anIndicator();
    const before = (await draftsAt(stage.ids.cert)).length;
    for (let time = 0; time < 3; time++) {
      const { status, json } = await member.post(`${inbox}objects/`, { objects: [object, object] });
      expect([status, json['failure_count']]).toEqual([202, 0]);
    }
    expect((await member.get(`${objectPath(object.id)}versions/`)).json['versions']).toEqual([object.created]);
    const drafts = await draftsAt(stage.ids.cert);
    expect(drafts).toHaveLength(before + 1);
    // It names nobody as its author.
    expect(drafts[0]?.content['source']).toMatchObject({ publisher: 'Bank' });
  });

  it('T43: is 400 for what is no JSON, 422 for what is no envelope of objects that could be taken', async () => {
    const post = async (body: unknown) => (await member.post(`${inbox}objects/`, body)).status;
    for (const body of ['', '{', 'null x', '{"objects":[}', '\u0000', '['.repeat(100_000)])
      expect([body.slice(0, 20), await post(body)]).toEqual([body.slice(0, 20), 400]);
    const at = '2026-01-01T00:00:00.000Z';
    const unacceptable: unknown[] = [
      ...[
        'null',
        '[]',
        '"x"',
        '1',
        '{}',
        '{"objects":{}}',
        '{"objects":[]}',
        '{"objects":[null]}',
        '{"objects":["x"]}',
        '{"objects":[{}]}',
      ],
      { objects: [{ ...anIndicator(), spec_version: '2.0' }] },
      { objects: [{ type: 'indicator', id: `indicator--${newId()}` }] },
      { objects: [{ ...anIndicator(), id: `malware--${newId()}` }] },
      { objects: [{ ...anIndicator(), id: 'indicator--1' }] },
      { objects: [{ ...anIndicator(), modified: '2026-02-30T00:00:00.000Z' }] },
      { objects: [{ ...anIndicator(), modified: '0000-01-01T00:00:00.000Z' }] },
      { objects: [{ ...anIndicator(), pattern: undefined }] },
      { objects: [{ ...anIndicator(), pattern: '[foo' }] },
      { objects: [{ type: 'bundle', id: `bundle--${newId()}`, spec_version: '2.1', objects: [anIndicator()] }] },
      { objects: [{ type: `${'a'.repeat(60)}!`, id: `x--${newId()}`, spec_version: '2.1', created: at, modified: at }] },
      { objects: [{ ...anIndicator(), extensions: { [`${'a'.repeat(200)}_`]: { a: 1 } } }] },
    ];
    const startedMs = performance.now();
    for (const body of unacceptable) {
      const { status, json } = await member.post(`${inbox}objects/`, body);
      expect([body, status, typeof json['title']]).toEqual([body, 422, 'string']);
    }
    expect(performance.now() - startedMs).toBeLessThan(30_000);
  });

  it('T33, T43: a body of the size that is allowed is taken, a larger one is 413', async () => {
    const most = Number((await member.get('/taxii2/members/')).json['max_content_length']);
    const padded = (bytes: number) => {
      const [head = '', tail = ''] = JSON.stringify({ objects: [anIndicator({ description: '@' })] }).split('@');
      return `${head}${'x'.repeat(bytes - head.length - tail.length)}${tail}`;
    };
    expect((await member.post(`${inbox}objects/`, padded(most))).status).toBe(202);
    const { status, headers } = await member.post(`${inbox}objects/`, padded(most + 1));
    expect([status, headers.get('content-type')]).toEqual([413, TAXII]);
  });

  it('T48: takes properties of one’s own by their rule, and objects of one’s own type', async () => {
    const good = anIndicator({ x_bank_score: 5 });
    const own = {
      type: 'x-bank-case',
      spec_version: '2.1',
      id: `x-bank-case--${newId()}`,
      created: MARK,
      modified: MARK,
      x_bank_note: 'Ours.',
    };
    const named = (name: string) => anIndicator({ [name]: 1 });
    const bad = ['X_Bank', 'x', 'x-bank', `x_${'y'.repeat(249)}`, '__proto__x y'].map(named);
    const { status, json } = await member.post(`${inbox}objects/`, { objects: [good, own, ...bad] });
    expect([status, json['success_count'], json['failure_count']]).toEqual([202, 2, bad.length]);
    expect(listOf(await member.get(`${inbox}objects/?match[id]=${good.id},${own.id}`))).toEqual([good, own]);
  });

  it('takes the good objects and says of the others what is wrong; the counts add up', async () => {
    const [good, bad] = [anIndicator(), anIndicator({ valid_from: 'yesterday' })];
    const { status, json } = await member.post(`${inbox}objects/`, { objects: [bad, good] });
    expect(status).toBe(202);
    expect(json).toMatchObject({ total_count: 2, success_count: 1, failure_count: 1, pending_count: 0, successes: [{ id: good.id }] });
    expect(json['failures']).toEqual([{ id: bad.id, version: bad.modified, message: expect.stringContaining('valid_from') }]);
    expect((await member.get(objectPath(bad.id))).status).toBe(404);
  });

  it('T34, T43: what has no id of STIX, or is no object, fails alone, and so does a pattern that is none', async () => {
    const [good, sigma] = [anIndicator(), anIndicator({ pattern_type: 'sigma', pattern: '[foo' })];
    const nameless = [{ id: 'indicator--x' }, null, 'x', { ...anIndicator(), id: 'malware--1\u0000\ud800' }];
    const broken = anIndicator({ pattern: "[file:name = 'a'" });
    const { status, json } = await member.post(`${inbox}objects/`, { objects: [good, ...nameless, broken, sigma] });
    expect([status, json['total_count'], json['success_count'], json['failure_count']]).toEqual([202, 7, 2, 5]);
    const failures = json['failures'] as Json[];
    expect(failures.map(({ id }) => id)).toEqual(['indicator--x', 'objects.2', 'objects.3', 'malware--1\ufffd', broken.id]);
    expect(failures.map(({ message }) => String(message).slice(0, 30))).toEqual([
      ...nameless.map(() => 'An object has a type and the i'),
      '"pattern": It is no STIX patte',
    ]);
    expect((await member.get(`/taxii2/members/status/${String(json['id'])}/`)).json).toEqual(json);
  });

  it('refuses TLP:RED in every way of saying it', async () => {
    const red2 = 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1';
    const red1 = 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed';
    const own = `marking-definition--${newId()}`;
    const objects = [
      anIndicator(),
      anIndicator({ object_marking_refs: [red2] }),
      anIndicator({ object_marking_refs: [red1] }),
      anIndicator({ granular_markings: [{ marking_ref: red2, selectors: ['name'] }] }),
      { type: 'marking-definition', spec_version: '2.1', id: own, created: MARK, definition_type: 'tlp', definition: { tlp: 'red' } },
      anIndicator({ object_marking_refs: [own] }),
    ];
    const { json } = await member.post(`${inbox}objects/`, { objects });
    expect(json).toMatchObject({ success_count: 1, failure_count: 5 });
  });

  it('makes a draft of the CERT’s desk with its source, its label and the original, and nobody else sees it', async () => {
    const names = readFileSync(new URL('../fixtures/stix/submission.json', import.meta.url), 'utf8');
    const envelope = { objects: (JSON.parse(names) as { objects: unknown[] }).objects };
    const body = JSON.stringify(envelope);
    expect((await member.post(`${inbox}objects/`, body)).status).toBe(202);
    const [draft] = await draftsAt(stage.ids.cert);
    expect(draft).toMatchObject({
      state: 'draft',
      label: 'AMBER',
      place: 'TAXII: Inbox of Bank',
      format: 'stix',
      is_valid: true,
      findings: [],
    });
    expect(draft?.bytes.toString()).toBe(body);
    expect(draft?.content).toMatchObject({ title: { en: 'A campaign against banks' }, source: { format: 'stix' } });
    const { analyst, reviewer, bankMember, bankAnalyst, waterMember } = stage.people;
    const seen = await Promise.all(
      [analyst, reviewer, bankMember, bankAnalyst, waterMember].map(({ actor }) =>
        stage.use(Database).as(actor, async (tx) => (await stage.use(AdvisoryQueries).byId(tx, draft?.id ?? ''))?.inWork?.state),
      ),
    );
    expect(seen).toEqual(['draft', 'draft', undefined, undefined, undefined]);
  });

  it('replaces an untouched draft by a newer version of the same report, and makes another where somebody has worked on it', async () => {
    const reportId = `report--${newId()}`;
    const identity = {
      type: 'identity',
      spec_version: '2.1',
      id: `identity--${newId()}`,
      created: MARK,
      modified: MARK,
      name: 'Bank',
      identity_class: 'organization',
    };
    const report = (name: string, modified: string) => ({
      ...{ type: 'report', spec_version: '2.1', id: reportId, created: MARK, modified, name, published: MARK, report_types: ['campaign'] },
      object_refs: [identity.id],
    });
    const submit = async (name: string, modified: string) =>
      member.post(`${inbox}objects/`, { objects: [identity, report(name, modified)] });
    const before = (await draftsAt(stage.ids.cert)).length;
    await submit('First', MARK);
    await submit('Second', '2026-05-02T00:00:00.000Z');
    const drafts = await draftsAt(stage.ids.cert);
    expect(drafts.slice(0, drafts.length - before).map(({ id, content }) => [id, (content['title'] as Json)['en']])).toEqual([
      [drafts[0]?.id, 'Second'],
      [drafts[0]?.id, 'Second'],
    ]);
    await asSuperuser(stage.database, (client) =>
      client.query('UPDATE advisories.revision SET editors = ARRAY[$2::uuid] WHERE advisory_id = $1', [
        drafts[0]?.id,
        stage.people.analyst.id,
      ]),
    );
    await submit('Third', '2026-05-03T00:00:00.000Z');
    const after = await draftsAt(stage.ids.cert);
    expect(after[0]?.id).not.toBe(drafts[0]?.id);
    expect((after[0]?.content['title'] as Json)['en']).toBe('Third');
    expect((await member.get(`${objectPath(reportId)}versions/`)).json['versions']).toHaveLength(3);
  });
});

describe('a status', () => {
  it('T35: is the submitter’s alone, kept for a day at least, and 404 after that', async () => {
    const { json } = await member.post(`${inbox}objects/`, { objects: [anIndicator()] });
    const path = `/taxii2/members/status/${String(json['id'])}/`;
    const colleague = await stage.as(stage.people.bankAnalyst);
    for (const client of [water, colleague])
      expect((await client.get(path)).text).toBe((await client.get(`/taxii2/members/status/${newId()}/`)).text);
    const forgottenAfter = async (age: string) =>
      asSuperuser(stage.database, async (client) => {
        await client.query(`UPDATE taxii.status SET completed_at = clock_timestamp() - $1::interval WHERE id = $2`, [age, json['id']]);
        await client.query('SELECT taxii.forget_statuses(clock_timestamp())');
      });
    await forgottenAfter('23 hours 59 minutes');
    expect((await member.get(path)).status).toBe(200);
    await forgottenAfter('24 hours 1 minute');
    expect((await member.get(path)).status).toBe(404);
    expect((await member.get('/taxii2/members/status/x/')).status).toBe(404);
  });
});

describe('taking objects out', () => {
  it('T45: is 404 where one may neither read nor write, 403 where only read, and done with 200 and no body where both', async () => {
    const { id } = anIndicator();
    const group = await stage.collectionPath('group', stage.ids.group);
    expect((await member.delete(`${group}objects/${id}/`)).status).toBe(404);
    expect((await member.delete(`${await stage.collectionPath('green')}objects/${id}/`)).status).toBe(403);
    expect((await member.delete(`${clear}objects/${id}/`)).status).toBe(403);
    const reading = await stage.as(stage.people.bankMember, { scopes: ['read'] });
    const object = anIndicator();
    await member.post(`${inbox}objects/`, { objects: [object] });
    expect((await reading.delete(objectPath(object.id))).status).toBe(403);
    const { status, text } = await member.delete(objectPath(object.id));
    expect([status, text]).toEqual([200, '']);
  });

  it('T45, T46: a deleted version is gone, the next one is the newest then, and a deleted object is 404 and in no list', async () => {
    const object = anIndicator();
    const versions = ['2026-06-01T00:00:00.000Z', '2026-06-02T00:00:00.000Z', '2026-06-03T00:00:00.000Z'];
    for (const modified of versions) await member.post(`${inbox}objects/`, { objects: [{ ...object, modified }] });
    expect((await member.delete(`${objectPath(object.id)}?match[version]=last`)).status).toBe(200);
    expect(listOf(await member.get(objectPath(object.id))).map(({ modified }) => modified)).toEqual([versions[1]]);
    expect((await member.delete(`${objectPath(object.id)}?match[version]=${versions[0] ?? ''}`)).status).toBe(200);
    expect((await member.delete(`${objectPath(object.id)}?match[version]=${versions[0] ?? ''}`)).status).toBe(404);
    expect((await member.get(`${objectPath(object.id)}versions/`)).json['versions']).toEqual([versions[1]]);
    expect((await member.delete(`${objectPath(object.id)}?match[spec_version]=2.0`)).status).toBe(404);
    expect((await member.delete(objectPath(object.id))).status).toBe(200);
    for (const path of ['', 'versions/']) expect((await member.get(`${objectPath(object.id)}${path}`)).status).toBe(404);
    for (const list of ['objects', 'manifest'])
      expect(idsOf(await member.get(`${inbox}${list}/?match[version]=all&limit=5000`))).not.toContain(object.id);
    expect((await member.delete(objectPath(object.id))).status).toBe(404);
  });
});
