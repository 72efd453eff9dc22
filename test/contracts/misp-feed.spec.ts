import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ask, feedStage, MARKS } from '../support/feed-stage.js';
import type { FeedStage } from '../support/feed-stage.js';

type Manifest = Readonly<
  Record<string, { readonly info: string; readonly timestamp: string; readonly Tag: readonly { readonly name: string }[] }>
>;
interface MispFile {
  readonly Event: {
    readonly uuid: string;
    readonly info: string;
    readonly timestamp: string;
    readonly distribution: string;
    readonly Tag: readonly { readonly name: string }[];
    readonly Attribute: readonly { readonly value: string }[];
  };
}

let stage: FeedStage;
let member: Record<string, string>;
beforeAll(async () => {
  stage = await feedStage();
  member = await stage.bearer(stage.bankMember);
});
afterAll(async () => {
  await stage.end();
});

const get = (path: string, headers: Record<string, string> = {}) => ask(stage.api, path, headers);
const read = async <Type>(path: string, headers: Record<string, string> = {}) => JSON.parse((await get(path, headers)).text) as Type;

/** As a MISP pulls a feed: the manifest, then each event whose timestamp is new, then the hashes. */
async function pull(folder: string, headers: Record<string, string> = {}) {
  const manifest = await read<Manifest>(`${folder}manifest.json`, headers);
  const events = await Promise.all(Object.keys(manifest).map((uuid) => read<MispFile>(`${folder}${uuid}.json`, headers)));
  const hashes = (await get(`${folder}hashes.csv`, headers)).text.split('\n').filter((line) => line !== '');
  return { manifest, events: events.map(({ Event }) => Event), hashes };
}

it('a MISP pulls the public feed as it is: every event of the manifest, and each value by its hash', async () => {
  const { manifest, events, hashes } = await pull('/misp/');
  expect(events.map(({ info }) => info).sort()).toEqual([MARKS.CLEAR, 'OSIsoft PI Coresight and PI Web API (Update A)']);
  for (const event of events) {
    const entry = manifest[event.uuid];
    expect([event.info, event.timestamp, event.Tag]).toEqual([entry?.info, entry?.timestamp, entry?.Tag]);
    expect([event.Tag[0]?.name, event.distribution]).toEqual(['tlp:clear', '3']);
    for (const { value } of event.Attribute) {
      expect(hashes).toContain(`${createHash('md5').update(value).digest('hex')},${event.uuid}`);
    }
  }
});

it('with a token the feed of members holds what it may read, and never wider than its label', async () => {
  const { events } = await pull('/misp/members/', member);
  const distributions = new Map(events.map(({ Tag, distribution }) => [Tag[0]?.name, distribution]));
  expect(Object.fromEntries(distributions)).toEqual({ 'tlp:clear': '3', 'tlp:green': '1', 'tlp:amber': '0', 'tlp:amber+strict': '0' });
  expect(JSON.stringify(events)).not.toContain(MARKS.RED);
  for (const path of ['/misp/members/manifest.json', '/misp/members/hashes.csv', `/misp/members/${events[0]?.uuid ?? ''}.json`]) {
    expect((await get(path)).status).toBe(401);
  }
  const amber = events.find(({ info }) => info === MARKS.AMBER);
  expect((await get(`/misp/${amber?.uuid ?? ''}.json`, member)).status).toBe(404);
  expect((await get(`/misp/members/${amber?.uuid ?? ''}.json`, await stage.bearer(stage.waterMember))).status).toBe(404);
});

it('an update has the same uuid and a later timestamp, and entity tags say whether anything changed', async () => {
  const before = await get('/misp/manifest.json');
  expect((await get('/misp/manifest.json', { 'if-none-match': String(before.headers.etag) })).status).toBe(304);
  const ref = await stage.publish('CLEAR', {}, { title: { en: 'Soon gone' } });
  const [uuid] = Object.entries(await read<Manifest>('/misp/manifest.json')).find(([, { info }]) => info === 'Soon gone') ?? [''];
  await stage.withdraw(ref);
  const { Event } = await read<MispFile>(`/misp/${uuid}.json`);
  expect([Event.info, JSON.stringify(Event).includes('Soon gone')]).toEqual([`Withdrawn: ${ref.trackingId}`, false]);
  expect((await get('/misp/manifest.json', { 'if-none-match': String(before.headers.etag) })).status).toBe(200);
  for (const path of ['/misp/nothing.json', '/misp/', '/misp/members/nothing'])
    expect([200, 500]).not.toContain((await get(path, member)).status);
});
