import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keysOf, NOBODY, overlaps, readersOf } from '#libs/access';
import type { Audience, TlpLabel } from '#libs/access';
import { asSuperuser } from '../support/builders/organisation.js';
import { listOf, TaxiiStage } from '../support/taxii.js';
import type { TaxiiClient } from '../support/taxii.js';
import { canariesIn, newCanary } from '../support/surfaces-canaries.js';
import { accountOf } from './canary-readers.js';

/** Every reader × every collection × every endpoint of TAXII: canaries come to those whose keys open them, and to nobody else. */
let stage: TaxiiStage;
const planted: { readonly canary: string; readonly label: TlpLabel; readonly readers: readonly string[] }[] = [];
const readers: { readonly name: string; readonly client: TaxiiClient; readonly keys: readonly string[]; readonly isMember: boolean }[] = [];
let collections: readonly { readonly id: string; readonly root: string }[];

beforeAll(async () => {
  stage = await TaxiiStage.begin();
  await stage.shareMarkings();
  await meetReaders();
  await plantCanaries();
  collections = await asSuperuser(stage.database, async (client) => {
    const sql = 'SELECT id, api_root AS root FROM taxii.collection ORDER BY id';
    return (await client.query<{ id: string; root: string }>(sql)).rows;
  });
}, 120_000);
afterAll(() => stage.end());

async function meetReaders(): Promise<void> {
  readers.push({ name: 'anonymous', client: stage.anonymous, keys: ['public'], isMember: false });
  for (const [name, person] of Object.entries(stage.people)) {
    const account = await asSuperuser(stage.database, (client) => accountOf(client, person.email));
    readers.push({ name, client: await stage.as(person), keys: keysOf(account, true), isMember: true });
    readers.push({
      name: `${name} without a second factor`,
      client: await stage.as(person, { isWeak: true }),
      keys: keysOf(account, false),
      isMember: true,
    });
    const writing = await stage.as(person, { scopes: ['write'] });
    readers.push({ name: `${name} with a token that does not read`, client: writing, keys: ['public'], isMember: true });
  }
}

async function plantCanaries(): Promise<void> {
  const { ids, people } = stage;
  const narrow: readonly Partial<Audience>[] = [
    { organisations: [ids.bank] },
    { organisations: [ids.water] },
    { sectors: ['water'] },
    { tiers: ['government'] },
    { groups: [ids.group] },
    { groups: [ids.group], organisations: [ids.bank] },
  ];
  const cells: readonly (readonly [TlpLabel, Partial<Audience>])[] = [
    ['CLEAR', {}],
    ...[{}, ...narrow.slice(2, 5)].map((audience) => ['GREEN', audience] as const),
    ...narrow.flatMap((audience) => [['AMBER', audience] as const, ['AMBER+STRICT', audience] as const]),
    ...[people.bankMember.id, people.guest.id].map((person) => ['RED', { persons: [person] }] as const),
  ];
  for (const [label, audience] of cells) {
    const canary = newCanary();
    const readersOfIt = readersOf({
      state: 'published',
      label,
      audience: { ...NOBODY, ...audience },
      authorId: people.analyst.id,
      organisationId: ids.cert,
    });
    planted.push({ canary, label, readers: readersOfIt });
    const content = {
      title: { en: canary },
      vulnerabilities: [{ title: `Weakness ${canary}` }],
      indicators: [{ type: 'domain', value: `${canary}.example` }],
      restrictions: `Not for others: ${canary}`,
      recommendation: [{ en: `Do ${canary}` }],
    } as const;
    await stage.publish({ label, audience, content });
  }
}

/** All that a reader gets of a collection, by every endpoint and with every filter. */
async function heardBy(client: TaxiiClient, base: string): Promise<string[]> {
  const heard: string[] = [];
  const get = async (path: string) => {
    const reply = await client.get(`${base}${path}`);
    heard.push(reply.text, JSON.stringify([...reply.headers]));
    return reply;
  };
  const ids = new Set<string>();
  for (const query of [
    '?limit=5000',
    '?match[version]=all',
    '?match[version]=first',
    '?match[type]=indicator,report,note,marking-definition',
    '?match[spec_version]=2.1',
  ]) {
    for (const { id } of listOf(await get(`objects/${query}`))) ids.add(String(id));
  }
  for (let next = ''; ;) {
    const { json } = await get(`manifest/?limit=20${next}`);
    if (json['more'] !== true) break;
    next = `&next=${String(json['next'])}`;
  }
  await get('');
  for (const id of [...ids].slice(-8)) for (const path of ['', 'versions/']) await get(`objects/${id}/${path}`);
  return heard;
}

describe('what TAXII tells', () => {
  it('is for each reader exactly what their keys open, RED for nobody', async () => {
    const leaks: string[] = [];
    const missed: string[] = [];
    let told = 0;
    for (const { name, client, keys } of readers) {
      const heard: string[] = [];
      for (const { id, root } of collections)
        for (const each of [root, root === 'public' ? 'members' : 'public'])
          heard.push(...(await heardBy(client, `/taxii2/${each}/collections/${id}/`)));
      for (const path of ['/taxii2/', '/taxii2/members/collections/', '/taxii2/public/collections/'])
        heard.push((await client.get(path)).text);
      const found = new Set(heard.flatMap((piece) => [...canariesIn(piece)]));
      told += found.size;
      for (const { canary, label, readers: readersOfIt } of planted) {
        const may = label !== 'RED' && overlaps(readersOfIt, keys);
        if (found.has(canary) && !may) leaks.push(`${label} ${readersOfIt.join()} to ${name}`);
        if (!found.has(canary) && may) missed.push(`${label} ${readersOfIt.join()} to ${name}`);
      }
    }
    expect(leaks).toEqual([]);
    expect(missed).toEqual([]);
    expect(told).toBeGreaterThan(40);
  }, 300_000);

  it('is of each object that is hidden what it is of one that is not there, byte for byte', async () => {
    const objects = await asSuperuser(stage.database, async (client) => {
      const sql = `SELECT o.stix_id AS id, o.collection_id AS collection, c.api_root AS root, s.keys FROM taxii.object o JOIN taxii.collection c ON c.id = o.collection_id
        JOIN access.reader_set s ON s.id = o.reader_set WHERE o.type IN ('report', 'indicator', 'note')`;
      return (await client.query<{ id: string; collection: string; root: string; keys: string[] }>(sql)).rows;
    });
    let compared = 0;
    for (const { client, keys } of readers) {
      for (const { id, collection, root } of objects.filter((each) => !overlaps(each.keys, keys)).slice(0, 25)) {
        for (const path of ['', 'versions/']) {
          const base = `/taxii2/${root}/collections/${collection}/objects/`;
          const absent = id.replace(/--........-/, '--00000000-');
          const [hidden, missing] = [await client.get(`${base}${id}/${path}`), await client.get(`${base}${absent}/${path}`)];
          expect([hidden.status, hidden.text]).toEqual([missing.status, missing.text]);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(200);
  }, 300_000);
});
