import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { OPEN_DATA_COLUMNS } from '#libs/renditions';
import { ask, feedStage, MARKS, PUBLIC_API } from '../support/feed-stage.js';
import type { FeedStage } from '../support/feed-stage.js';

interface OpenData {
  readonly licence: string;
  readonly advisories: readonly {
    readonly trackingId: string;
    readonly title: string;
    readonly cves: readonly string[];
    readonly csafUrl: string;
    readonly state: string;
  }[];
}

let stage: FeedStage;
beforeAll(async () => {
  stage = await feedStage({ OPEN_DATA_LICENCE: 'CC0-1.0' });
});
afterAll(async () => {
  await stage.end();
});

const get = (path: string) => ask(stage.api, path);
const data = async (path = '/open-data/advisories.json') => JSON.parse((await get(path)).text) as OpenData;

/** RFC 4180. */
function readCsv(text: string): string[][] {
  return text
    .trim()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
        .slice(0, OPEN_DATA_COLUMNS.length)
        .map(([, cell = '']) => cell.replace(/^"|"$/g, '').replaceAll('""', '"')),
    );
}

it('open data holds every advisory that is CLEAR and no other, as its schema says, with the licence', async () => {
  const schema = JSON.parse((await get('/open-data/schema.json')).text) as object;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  const open = await data();
  expect([validate(open), validate.errors]).toEqual([true, null]);
  expect(open.licence).toBe('CC0-1.0');
  expect(open.advisories.map(({ title }) => title).sort()).toEqual([MARKS.CLEAR, 'OSIsoft PI Coresight and PI Web API (Update A)']);
  for (const { csafUrl } of open.advisories) expect((await get(csafUrl.replace(PUBLIC_API, ''))).status).toBe(200);
  expect((await data('/open-data/advisories-2026.json')).advisories).toEqual(open.advisories);
  for (const file of ['advisories-2025.json', 'advisories-1999.csv'])
    expect([file, (await get(`/open-data/${file}`)).status]).toEqual([file, 404]);
  expect((await get('/open-data/advisories.xml')).status).toBe(404);
});

it('the CSV has the same rows, and nothing that a spreadsheet would run', async () => {
  await stage.publish('CLEAR', {}, { title: { en: '=HYPERLINK("http://bad.example";"x"), or so' } });
  const answer = await get('/open-data/advisories.csv');
  const [head, ...rows] = readCsv(answer.text);
  expect([answer.headers['content-type'], head]).toEqual(['text/csv; charset=utf-8; header=present', [...OPEN_DATA_COLUMNS]]);
  const open = await data();
  expect(rows.map(([id]) => id)).toEqual(open.advisories.map(({ trackingId }) => trackingId));
  const at = (row: string[] | undefined, column: (typeof OPEN_DATA_COLUMNS)[number]) => row?.[OPEN_DATA_COLUMNS.indexOf(column)];
  expect(at(rows[0], 'title')).toBe(`'=HYPERLINK("http://bad.example";"x"), or so`);
  for (const row of rows) expect(at(row, 'licence')).toBe('CC0-1.0');
  expect(rows.map((row) => at(row, 'cves'))).toContain('CVE-2026-10001');
});

it('a withdrawn advisory stays as its notice', async () => {
  const ref = await stage.publish('CLEAR', {}, { title: { en: 'Soon gone' }, tags: ['gone-tag'] });
  await stage.withdraw(ref);
  const row = (await data()).advisories.find(({ trackingId }) => trackingId === ref.trackingId);
  expect(row).toMatchObject({ state: 'withdrawn', title: ref.trackingId, summary: 'It was a mistake.' });
  expect(JSON.stringify(row)).not.toMatch(/Soon gone|gone-tag/);
});
