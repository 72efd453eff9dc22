import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import type { Actor } from '#libs/access';
import { AdvisoriesModule } from '#libs/advisories';
import { readConfig } from '#libs/config';
import { PlatformModule } from '#libs/database';
import { RenditionsModule } from '#libs/renditions';
import { RecordUnrecorded, TaxiiModule, TaxiiRecorder } from '#libs/taxii';
import { aContent, anAdvisory } from '../../support/builders/advisory.js';
import { asSuperuser } from '../../support/builders/organisation.js';
import { idsOf, listOf, TaxiiStage } from '../../support/taxii.js';
import type { Json, TaxiiClient } from '../../support/taxii.js';
import { stixSchemas } from '../../fixtures/stix/stix-schemas.js';

/** What a publication, a revision, a change of label and a withdrawal do to the collections. */
let stage: TaxiiStage;
let water: TaxiiClient;
let bank: TaxiiClient;
let clear: string;
let green: string;
let amber: string;
let group: string;

beforeAll(async () => {
  stage = await TaxiiStage.begin();
  await stage.shareMarkings();
  water = await stage.as(stage.people.waterMember);
  bank = await stage.as(stage.people.bankMember);
  clear = `/taxii2/public/collections/${await stage.collectionId('clear')}/`;
  [green, amber, group] = [
    await stage.collectionPath('green'),
    await stage.collectionPath('amber'),
    await stage.collectionPath('group', stage.ids.group),
  ];
});
afterAll(() => stage.end());

const CONTENT = {
  vulnerabilities: [{ cve: 'CVE-2026-10001' }, { cve: 'CVE-2026-10002' }],
  indicators: [{ type: 'domain', value: 'bad.example' }],
  recommendation: [{ en: 'Update it.' }],
  restrictions: 'For members of the group.',
} as const;
const about = (reply: { json: Json }, { trackingId }: { trackingId: string }) => {
  const objects = (reply.json['objects'] ?? []) as Json[];
  const report = objects.find((each) => each['type'] === 'report' && JSON.stringify(each['external_references']).includes(trackingId));
  return report;
};
const everything = async (client: TaxiiClient, collection: string) => client.get(`${collection}objects/?match[version]=all&limit=5000`);

describe('a publication', () => {
  it('stands in the collections of its label and groups at once, for its readers and nobody else', async () => {
    const cells = [
      { input: { label: 'CLEAR' }, readers: { anonymous: [clear], bank: [clear], water: [clear] } },
      { input: { label: 'GREEN' }, readers: { anonymous: [], bank: [green], water: [green] } },
      { input: { label: 'GREEN', audience: { sectors: ['finance'] } }, readers: { anonymous: [], bank: [green], water: [] } },
      { input: { label: 'GREEN', audience: { groups: [stage.ids.group] } }, readers: { anonymous: [], bank: [], water: [green, group] } },
      { input: { label: 'AMBER', audience: { organisations: [stage.ids.bank] } }, readers: { anonymous: [], bank: [amber], water: [] } },
      { input: { label: 'AMBER', audience: { groups: [stage.ids.group] } }, readers: { anonymous: [], bank: [], water: [amber, group] } },
      {
        input: { label: 'AMBER+STRICT', audience: { organisations: [stage.ids.water] } },
        readers: { anonymous: [], bank: [], water: [amber] },
      },
      { input: { label: 'RED', audience: { persons: [stage.people.waterMember.id] } }, readers: { anonymous: [], bank: [], water: [] } },
    ] as const;
    const clients = { anonymous: stage.anonymous, bank, water };
    for (const { input, readers } of cells) {
      const published = await stage.publish({ ...input, content: CONTENT });
      for (const [name, client] of Object.entries(clients)) {
        const found: string[] = [];
        for (const collection of [clear, green, amber, group])
          if (about(await everything(client, collection), published)) found.push(collection);
        expect([input, name, found]).toEqual([input, name, readers[name as keyof typeof readers]]);
      }
    }
  });

  it('is made of objects that follow the OASIS schemas and name nothing that is not there', async () => {
    const problems = stixSchemas();
    const objects = listOf(await everything(stage.anonymous, clear)) as (Json & { type: string })[];
    expect(objects.length).toBeGreaterThan(10);
    for (const object of objects) expect([object['id'], problems(object)]).toEqual([object['id'], []]);
    const ids = new Set(objects.map(({ id }) => id));
    const refs = objects.flatMap((object) =>
      ['created_by_ref', 'object_marking_refs', 'object_refs', 'source_ref', 'target_ref'].flatMap((name) => object[name] ?? []),
    );
    expect(refs.filter((ref) => !ids.has(ref))).toEqual([]);
  });

  it('of which a member may know nothing leaves every answer as it was, byte for byte', async () => {
    const questions = [
      '/taxii2/members/collections/',
      ...[green, amber].flatMap((each) => [`${each}manifest/?match[version]=all`, `${each}objects/?limit=3`, each]),
    ];
    const before = await Promise.all(questions.map(async (path) => (await bank.get(path)).text));
    await stage.publish({ label: 'AMBER+STRICT', audience: { organisations: [stage.ids.water] }, content: CONTENT });
    expect(await Promise.all(questions.map(async (path) => (await bank.get(path)).text))).toEqual(before);
  });
});

describe('a revision', () => {
  it('is a new version of the same objects; what it has no more is revoked, and older versions stay', async () => {
    const published = await stage.publish({ label: 'CLEAR', content: CONTENT });
    const before = await stage.anonymous.get(`${clear}objects/?limit=5000`);
    const report = about(before, published);
    await stage.revise(published, { content: aContent({ title: { en: 'Changed' }, vulnerabilities: [{ cve: 'CVE-2026-10001' }] }) });
    const after = await stage.anonymous.get(`${clear}objects/?limit=5000`);
    expect(about(after, published)).toMatchObject({ id: report?.['id'], name: 'Changed' });
    expect(idsOf(after).length).toBe(new Set(idsOf(after)).size);
    const gone = (report?.['object_refs'] as string[]).filter((id) => !(about(after, published)?.['object_refs'] as string[]).includes(id));
    expect(gone.length).toBeGreaterThanOrEqual(3);
    for (const object of listOf(after).filter(({ id }) => gone.includes(String(id))))
      expect(object).toMatchObject({ revoked: true, modified: about(after, published)?.['modified'] });
    const problems = stixSchemas();
    for (const object of listOf(after)) expect([object['id'], problems(object as Json & { type: string })]).toEqual([object['id'], []]);
    expect((await stage.anonymous.get(`${clear}objects/${String(report?.['id'])}/versions/`)).json['versions']).toHaveLength(2);
    const first = await stage.anonymous.get(`${clear}objects/${String(report?.['id'])}/?match[version]=first`);
    expect(listOf(first)[0]).toEqual(report);
  });

  it('with a narrower label takes everything out of the wider collection', async () => {
    const published = await stage.publish({ label: 'CLEAR', content: CONTENT });
    const audience = { organisations: [stage.ids.water, stage.ids.cert] };
    await stage.revise(published, { label: 'AMBER', audience });
    expect(about(await everything(stage.anonymous, clear), published)).toBeUndefined();
    expect((await everything(stage.anonymous, clear)).text).not.toContain(published.trackingId);
    expect(about(await everything(water, amber), published)).toBeDefined();
    expect(about(await everything(bank, amber), published)).toBeUndefined();
  });

  it('that is RED is in no collection any more', async () => {
    const published = await stage.publish({ label: 'CLEAR', content: CONTENT });
    await stage.revise(published, { label: 'RED', audience: { persons: [stage.people.waterMember.id] } });
    for (const [client, collection] of [
      [stage.anonymous, clear],
      [water, amber],
      [water, green],
    ] as const)
      expect((await everything(client, collection)).text).not.toContain(published.trackingId);
  });
});

describe('a withdrawal', () => {
  it('leaves the revoked report with the notice, newer than what went before, and nothing else', async () => {
    const published = await stage.publish({ label: 'CLEAR', content: { ...CONTENT, title: { en: 'Unmistakable' } } });
    const report = about(await everything(stage.anonymous, clear), published);
    const last = (await stage.anonymous.get(`${clear}manifest/?limit=5000`)).headers.get('x-taxii-date-added-last') ?? '';
    await stage.withdraw(published);
    const all = await everything(stage.anonymous, clear);
    expect(about(all, published)).toMatchObject({ id: report?.['id'], revoked: true, description: 'It was mistaken.' });
    expect(all.text).not.toContain('Unmistakable');
    expect((await stage.anonymous.get(`${clear}objects/${String(report?.['id'])}/versions/`)).json['versions']).toHaveLength(1);
    expect(idsOf(await stage.anonymous.get(`${clear}objects/?added_after=${last}`))).toEqual([report?.['id']]);
  });
});

describe('what was published before', () => {
  it('is recorded by the worker once, and not by the api', async () => {
    const { analyst, reviewer } = stage.people;
    const old = await anAdvisory(analyst).clear().saying(CONTENT).publishedBy(reviewer).savedIn(stage.database);
    const secret = await anAdvisory(analyst)
      .amber({ organisations: [stage.ids.water] })
      .publishedBy(reviewer)
      .savedIn(stage.database);
    const red = await anAdvisory(analyst).red(stage.people.waterMember.id).publishedBy(reviewer).savedIn(stage.database);
    expect(about(await everything(stage.anonymous, clear), old)).toBeUndefined();
    await expect(stage.use(RecordUnrecorded).execute()).rejects.toThrow(/permission denied|no purpose of this role/u);
    const config = readConfig({
      DATABASE_URL: stage.database.workerUrl,
      SECRET_KEY: stage.database.secretKey,
      NODE_ENV: 'test',
      DATABASE_POOL: '4',
    });
    const imports = [
      PlatformModule.forRoot(config, 'test'),
      AdvisoriesModule,
      RenditionsModule.forRoot([TaxiiRecorder]),
      TaxiiModule.forRoot(),
    ];
    const worker = await Test.createTestingModule({ imports }).compile();
    expect(await worker.get(RecordUnrecorded, { strict: false }).execute()).toEqual({ recorded: 3, failed: 0 });
    expect(await worker.get(RecordUnrecorded, { strict: false }).execute()).toEqual({ recorded: 0, failed: 0 });
    await worker.close();
    expect(about(await everything(stage.anonymous, clear), old)).toBeDefined();
    expect(about(await everything(water, amber), secret)).toBeDefined();
    expect(about(await everything(water, amber), red)).toBeUndefined();
  });
});

describe('the second line', () => {
  it('lets nobody write, and nobody record but whoever publishes at that moment', async () => {
    const published = await stage.publish({ label: 'AMBER', audience: { organisations: [stage.ids.water] }, content: CONTENT });
    await asSuperuser(stage.database, async (client) => {
      const { rows } = await client.query<{ id: string }>('SELECT revision_id AS id FROM advisories.advisory WHERE id = $1', [
        published.advisoryId,
      ]);
      const attempts = [
        `SELECT taxii.record_publication('${rows[0]?.id ?? ''}', '[]')`,
        `SELECT taxii.publication_view('${rows[0]?.id ?? ''}')`,
        `SELECT taxii.ensure_shared('[{"id":"report--1","type":"report"}]')`,
        `SELECT taxii.unrecorded(NULL, 10)`,
        `SELECT taxii.add_objects((SELECT id FROM taxii.collection LIMIT 1), 1, NULL, NULL, '[]')`,
        `SELECT taxii.open_collection('public', 'clear', 'x', '{public}', NULL, NULL, NULL)`,
        `INSERT INTO taxii.object SELECT * FROM taxii.object`,
        `UPDATE taxii.object SET reader_set = 1`,
        `DELETE FROM taxii.object`,
        `SELECT FROM taxii.clock`,
        `SELECT FROM taxii.publication`,
      ];
      for (const attempt of attempts) {
        await client.query('BEGIN');
        await client.query('SELECT access.enter_person($1)', [stage.people.reviewer.id]);
        await client.query('SET LOCAL SESSION AUTHORIZATION harbourlight_api');
        const refused = await client.query(attempt).then(
          () => 'done',
          () => 'refused',
        );
        expect([attempt, refused]).toEqual([attempt, 'refused']);
        await client.query('ROLLBACK');
      }
      await client.query('BEGIN');
      await client.query('SET LOCAL SESSION AUTHORIZATION harbourlight_api');
      const { rows: seen } = await client.query(
        'SELECT FROM taxii.object UNION ALL SELECT FROM taxii.collection UNION ALL SELECT FROM taxii.status',
      );
      expect(seen).toEqual([]);
      await client.query('ROLLBACK');
    });
  });

  it('takes into an inbox, and out of it, only what its own organisation sends after a second factor', async () => {
    const { waterMember, bankMember, reviewer } = stage.people;
    const hashOf = ({ credential }: Actor) => (credential.kind === 'session' ? Buffer.from(credential.hash, 'hex') : Buffer.of());
    const calls = {
      submit: `SELECT taxii.accept_submission(gen_random_uuid(), $1, now(), sha256('x'), '[]', '[]') AS answer`,
      remove: `SELECT taxii.remove_objects($1, 'indicator--x', NULL, NULL, NULL) AS answer`,
    };
    const answers = await asSuperuser(stage.database, async (client) => {
      const { rows } = await client.query<{ id: string }>("SELECT id FROM taxii.collection WHERE kind = 'inbox' AND organisation_id = $1", [
        stage.ids.water,
      ]);
      const asked: [who: string, call: string, answer: string][] = [];
      for (const [who, actor] of Object.entries({
        'of the organisation': waterMember.actor,
        'without a second factor': waterMember.actorWithoutSecondFactor,
        'of another': bankMember.actor,
        'a reviewer of the CERT': reviewer.actor,
        nobody: undefined,
      }))
        for (const [name, call] of Object.entries(calls)) {
          await client.query('BEGIN');
          await client.query('SET LOCAL SESSION AUTHORIZATION harbourlight_api');
          if (actor === undefined) await client.query('SELECT access.enter_anonymous()');
          else await client.query('SELECT access.enter_session($1)', [hashOf(actor)]);
          const answer = await client.query(call, [rows[0]?.id]).then(
            () => 'done',
            (error: unknown) => (error as Error).message,
          );
          asked.push([who, name, answer]);
          await client.query('ROLLBACK');
        }
      return asked;
    });
    expect(answers).toEqual(answers.map(([who, call]) => [who, call, who === 'of the organisation' ? 'done' : 'there is no such inbox']));
    expect(answers).toHaveLength(10);
  });
});
