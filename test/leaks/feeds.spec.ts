import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TLP_LABELS } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { CreateFeedAddress, SuspendPerson } from '#libs/accounts';
import { asSuperuser } from '../support/builders/organisation.js';
import { ask, feedStage, MARKS, PUBLIC_API } from '../support/feed-stage.js';
import type { FeedStage } from '../support/feed-stage.js';
import { fewAtATime } from '../support/surfaces.js';

/** Somebody who reads feeds, how, and the labels of this world that their keys open; RED leaves by no feed. */
interface Reader {
  readonly name: string;
  readonly headers: Record<string, string>;
  readonly address?: string;
  readonly labels: readonly TlpLabel[];
}

const ALL: readonly TlpLabel[] = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'];
const FOLDERS = ['white', 'green', 'amber', 'red'];
const FOLDERS_21 = ['clear', 'green', 'amber', 'amber+strict', 'red'];
let stage: FeedStage;
let readers: readonly Reader[];
let events: readonly string[];

beforeAll(async () => {
  stage = await feedStage({ CSAF_2_1: 'true' });
  readers = await everyReader();
  events = await eventFiles();
});
afterAll(async () => {
  await stage.end();
});

async function everyReader(): Promise<readonly Reader[]> {
  const { token } = await stage.use(CreateFeedAddress).execute(stage.bankMember.actor, { name: 'of a test' });
  const noRead = await stage.api.tokenFor(stage.bankMember, { scopes: ['subscribe'] });
  return [
    { name: 'nobody', headers: {}, labels: ['CLEAR'] },
    { name: 'a wrong token', headers: { authorization: 'Bearer hl_x' }, labels: ['CLEAR'] },
    { name: 'a registered reader', headers: await stage.bearer(stage.registered), labels: ['CLEAR'] },
    { name: 'a token that may not read', headers: { authorization: `Bearer ${noRead}` }, labels: ['CLEAR'] },
    { name: 'an administrator', headers: await stage.bearer(stage.administrator), labels: ['CLEAR', 'GREEN'] },
    { name: 'the author', headers: await stage.bearer(stage.analyst), labels: ['CLEAR', 'GREEN'] },
    { name: 'the approver', headers: await stage.bearer(stage.reviewer), labels: ['CLEAR', 'GREEN'] },
    { name: 'another member', headers: await stage.bearer(stage.waterMember), labels: ['CLEAR', 'GREEN'] },
    { name: 'the member without a second factor', headers: await stage.bearer(stage.bankMember, true), labels: ['CLEAR', 'GREEN'] },
    { name: 'the member whom RED names', headers: await stage.bearer(stage.bankMember), labels: ALL },
    { name: 'a colleague', headers: await stage.bearer(stage.bankColleague), labels: ALL },
    { name: 'a personal address', headers: {}, address: token, labels: ALL },
    { name: 'a personal token as Basic', headers: { authorization: `Basic ${Buffer.from(`a:${token}`).toString('base64')}` }, labels: ALL },
  ];
}

/** The event files of all labels, as somebody might have learnt of them. */
async function eventFiles(): Promise<readonly string[]> {
  const sql = `SELECT file_name, label FROM renditions.rendition WHERE format = 'misp' AND is_current`;
  const { rows } = await asSuperuser(stage.database, (client) => client.query<{ file_name: string; label: string }>(sql));
  expect(rows.map(({ label }) => label)).toContain('RED');
  return rows.map(({ file_name: name }) => name);
}

/** Every path below the feeds, for every advisory of every label, in the right folder and in every other one. */
function everyPath({ address }: Reader): readonly string[] {
  const names = Object.values(stage.advisories).map(({ trackingId }) => `${trackingId.toLowerCase()}.json`);
  const languages = ['en', 'zh-Hant', 'zh-Hans'];
  const narrowed = ['all', 'severity/critical', 'vendor/example%20vendor'];
  const feeds = [
    ...languages.flatMap((language) => narrowed.map((name) => `${language}/${name}.json`)),
    'en/all.atom',
    'en/all.rss',
    'en/kind/security-alert.json',
  ];
  const folders = ['feeds', 'feeds/members', ...(address === undefined ? [] : [`feeds/personal/${address}`])];
  return [
    ...FOLDERS.flatMap((folder) => [
      ...[
        '',
        'index.txt',
        'changes.csv',
        'service.json',
        'category.json',
        '2026/',
        'feeds/2026.json',
        'feeds/category/example%20vendor.json',
      ].map((file) => `/csaf/${folder}/${file}`),
      `/csaf/${folder}/csaf-feed-tlp-${folder}.json`,
      ...names.flatMap((name) => ['', '.sha256'].map((suffix) => `/csaf/${folder}/2026/${name}${suffix}`)),
      ...names.map((name) => `/csaf/${folder}/sources/2026/${name}`),
    ]),
    ...FOLDERS_21.flatMap((folder) =>
      ['index.txt', 'changes.csv', `csaf-feed-tlp-${folder}.json`, '2026/', ...names.map((name) => `2026/${name}`)].map(
        (file) => `/csaf/v2.1/${folder}/${file}`,
      ),
    ),
    ...['', 'members/'].flatMap((folder) => ['manifest.json', 'hashes.csv', ...events].map((file) => `/misp/${folder}${file}`)),
    ...folders.flatMap((folder) => feeds.map((feed) => `/${folder}/${feed}`)),
    ...['advisories.json', 'advisories.csv', 'advisories-2026.json'].map((file) => `/open-data/${file}`),
  ];
}

const isPublic = (path: string) => /^\/(csaf\/(white|v2\.1\/clear)|misp\/(?!members)|feeds\/(?!members|personal)|open-data)/.test(path);
/** By its word or by its id: the labels that an answer tells of. */
function labelsIn(text: string): readonly TlpLabel[] {
  const ids: Readonly<Record<TlpLabel, string>> = {
    CLEAR: stage.advisories.clear.trackingId,
    GREEN: stage.advisories.green.trackingId,
    AMBER: stage.advisories.amber.trackingId,
    'AMBER+STRICT': stage.advisories.strict.trackingId,
    RED: stage.advisories.red.trackingId,
  };
  const said = text.toLowerCase();
  return TLP_LABELS.filter((label) => said.includes(MARKS[label].toLowerCase()) || said.includes(ids[label].toLowerCase()));
}

/** What an answer tells of, having looked that it is no more than may be told. */
async function told(reader: Reader, path: string): Promise<readonly TlpLabel[]> {
  const { status, text } = await ask(stage.api, path, reader.headers);
  if (status !== 200) expect([reader.name, path, [401, 404].includes(status)]).toEqual([reader.name, path, true]);
  const may = isPublic(path) ? ['CLEAR'] : reader.labels;
  const labels = labelsIn(status === 200 ? text : '');
  expect([reader.name, path, labels.filter((label) => !may.includes(label))]).toEqual([reader.name, path, []]);
  return labels;
}

describe('every reader on every feed path', () => {
  it('is given what their keys open and the label lets out, in whatever order they ask', async () => {
    let answers = 0;
    // The second round is answered from what the first has left in caches, the other way round.
    for (const round of [readers, [...readers].reverse()]) {
      for (const reader of round) {
        const shown = new Set<TlpLabel>();
        const tasks = everyPath(reader).map((path) => async () => {
          for (const label of await told(reader, path)) shown.add(label);
          answers += 1;
        });
        await fewAtATime(tasks, 8);
        expect([reader.name, TLP_LABELS.filter((label) => shown.has(label))]).toEqual([reader.name, reader.labels]);
      }
    }
    expect(answers).toBeGreaterThan(3_000);
  }, 300_000);

  it('is refused alike what is hidden and what never was', async () => {
    const headers = await stage.bearer(stage.waterMember);
    const hidden = [stage.advisories.amber, stage.advisories.strict, stage.advisories.red].map(({ trackingId }) =>
      trackingId.toLowerCase(),
    );
    for (const folder of ['amber', 'red']) {
      const never = await ask(stage.api, `/csaf/${folder}/2026/hl-2026-000000.json`, headers);
      for (const name of hidden) {
        const answer = await ask(stage.api, `/csaf/${folder}/2026/${name}.json`, headers);
        expect([answer.status, answer.text]).toEqual([never.status, never.text]);
      }
    }
  });

  it('loses everything with the account, on the addresses that were good a moment ago', async () => {
    const headers = await stage.bearer(stage.bankColleague);
    const path = '/csaf/amber/csaf-feed-tlp-amber.json';
    expect((await ask(stage.api, path, headers)).text).toContain(MARKS.AMBER);
    await stage.use(SuspendPerson).execute(stage.administrator.actor, { personId: stage.bankColleague.id });
    for (const gone of [path, `/csaf/amber/2026/${stage.advisories.amber.trackingId.toLowerCase()}.json`, '/feeds/members/en/all.json']) {
      expect([gone, (await ask(stage.api, gone, headers)).status]).toEqual([gone, 401]);
    }
  });

  it('never finds a session used by a foreign page', async () => {
    const { status, headers } = await ask(stage.api, `${PUBLIC_API}/feeds/members/en/all.json`, {
      origin: 'https://elsewhere.example',
      cookie: '__Host-harbourlight=a',
    });
    expect([status, headers['access-control-allow-origin']]).toEqual([expect.any(Number), undefined]);
    expect([401, 403]).toContain(status);
  });
});
