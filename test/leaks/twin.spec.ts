import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { asSuperuser } from '../support/builders/organisation.js';
import { Journey } from '../support/journey.js';
import type { Answer } from '../support/journey-visitor.js';
import { Product } from '../support/product.js';
import { fewAtATime, schemaOf } from '../support/surfaces.js';
import { accountOf, anonymous, readerWith } from './canary-readers.js';
import type { Reader } from './canary-readers.js';
import { CanaryWorld, CELLS } from './canary-world.js';
import type { Author } from './canary-world.js';
import { opens } from './leak-checker.js';
import { copyOf, forgetWhatIsHidden } from './twin-databases.js';
import { questionsAbout, stepsOn } from './twin-questions.js';
import type { Question } from './twin-questions.js';

/** Without these the twins prove nothing: requests of each reader, advisories that only one of the twins has, and a list that is long. */
const FLOORS = { requests: 500, hidden: 10, listed: 3_500 };

const READERS: readonly (readonly [name: string, email: string | undefined, assurance: 1 | 2])[] = [
  ['anonymous', undefined, 1],
  ['public reader', 'reader@example.org', 2],
  ['bank without second factor', 'member@bank.example', 1],
  ['bank', 'member@bank.example', 2],
  ['analyst', 'analyst@cert.example', 2],
];

/**
 * Two databases that differ only in what a reader may not see give that reader the same bytes. The second is the first with all that taken out
 * behind the curtain, so ids and instants are equal. Nothing here knows who may read what but the keys of the reader.
 */
describe('the twin databases', () => {
  let journey: Journey;
  let schema: GraphQLSchema;
  let questions: Question[];
  let world: CanaryWorld;
  const readers: Reader[] = [];
  const twins = new Map<string, { readonly product: Product; readonly hidden: number }>();

  beforeAll(async () => {
    journey = await Journey.begin();
    for (const [name, email, assurance] of READERS) {
      readers.push(email === undefined ? anonymous(journey) : await readerWith(journey, name, email, assurance));
    }
    for (const { visitor, name } of readers.filter(({ keys }) => keys.some((key) => key.startsWith('user:')))) {
      const webhook = await journey.webhookEndpoint(visitor, name.replaceAll(' ', '-'));
      await journey.subscribe(visitor, [webhook.id]);
    }
    world = await plantedWorld();
    await journey.untilQuiet(60_000);
    await makeTheListLong();
    schema = await schemaOf(journey.stranger());
    questions = questionsAbout(schema, world.advisories, await idsOfThings());
    await makeTwins();
  }, 600_000);

  afterAll(async () => {
    for (const { product } of twins.values()) await product.stop();
    await journey.end();
  });

  async function plantedWorld(): Promise<CanaryWorld> {
    const [analyst, reviewer] = [await authorAt('analyst@cert.example'), await authorAt('reviewer@cert.example')];
    const globalIds = await journey.whoIsWhere(reviewer.visitor);
    const uuids = new Map([...globalIds].map(([name, id]) => [name, Buffer.from(id, 'base64url').toString('utf8').split(':')[1] ?? '']));
    const made = new CanaryWorld(journey, { uuids, globalIds }, reviewer);
    await made.plant(analyst, CELLS, ['draft', 'in_review', 'published', 'withdrawn']);
    return made;
  }

  /** So many public cards that neither a list nor a count ends with the newest: what is rare is looked for in the index of words. */
  async function makeTheListLong(): Promise<void> {
    await asSuperuser(journey.product.database, async (client) => {
      await client.query(
        `INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set, revision_id, revision, kind, severity, label, publisher,
           published_at, updated_at, title, summary, source_language, terms, search)
         SELECT gen_random_uuid(), 'HL-COPY-' || i, organisation_id, author_id, state, reader_set, gen_random_uuid(), 1, kind, severity, label, publisher,
           published_at + i * interval '1 millisecond', updated_at + i * interval '1 millisecond', title, summary, source_language, '{}', to_tsvector('simple', 'ordinary')
         FROM (SELECT * FROM advisories.advisory WHERE label = 'CLEAR' AND state = 'published' ORDER BY id LIMIT 1) a, generate_series(1, $1::int) i`,
        [FLOORS.listed],
      );
      await client.query('ANALYZE');
    });
  }

  async function authorAt(email: string): Promise<Author> {
    const { visitor, keys } = await readerWith(journey, `writing ${email}`, email);
    const { personId, organisation } = await asSuperuser(journey.product.database, (client) => accountOf(client, email));
    return { visitor, keys, personId, organisationId: organisation?.id ?? '' };
  }

  /** Ids of what belongs to one of many, as a curious reader might have come by them. */
  async function idsOfThings(): Promise<string[]> {
    return asSuperuser(journey.product.database, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `(SELECT 'Delivery:' || id AS id FROM deliveries.delivery ORDER BY id LIMIT 40) UNION ALL SELECT 'Endpoint:' || id FROM subscriptions.endpoint
         UNION ALL SELECT 'Subscription:' || id FROM subscriptions.subscription`,
      );
      return rows.map(({ id }) => Buffer.from(id).toString('base64url'));
    });
  }

  async function makeTwins(): Promise<void> {
    await journey.product.halt();
    for (const { name, email, keys } of readers) {
      const account = email === undefined ? undefined : await asSuperuser(journey.product.database, (client) => accountOf(client, email));
      const database = await copyOf(journey.product.database);
      const hidden = await forgetWhatIsHidden(database, keys, account?.personId, account?.organisation?.id);
      twins.set(name, { product: await Product.over(database), hidden });
    }
    // Without a worker: nothing happens any more but what is asked.
    await journey.product.run('api');
  }

  function twinOf(name: string): { readonly product: Product; readonly hidden: number } {
    const twin = twins.get(name);
    if (twin === undefined) throw new Error(`${name} has no twin`);
    return twin;
  }

  /** Asks both, everything; or until so many differences are found, where one that is found is enough. */
  async function compared({ visitor, name, keys }: Reader, enough = Infinity): Promise<{ requests: number; different: string[] }> {
    const other = visitor.copy(twinOf(name).product.apiUrl);
    const different: string[] = [];
    let requests = 0;
    const hidden = world.advisories.filter(({ planted }) => !planted.some((each) => opens(keys, each)));
    const tasks = [...questions, ...stepsOn(schema, hidden.slice(0, 12))].map((question) => async () => {
      if (different.length >= enough) return;
      const [here, there] = await Promise.all([question.ask(visitor), question.ask(other)]);
      requests += here.length;
      if (here.map(told).join('\n') !== there.map(told).join('\n')) different.push(`${question.name}: ${differenceOf(here, there)}`);
    });
    await fewAtATime(tasks, 4);
    return { requests, different };
  }

  it.each(READERS.map(([name]) => name))(
    'give %s the same bytes',
    async (name) => {
      const reader = readers.find((each) => each.name === name);
      if (reader === undefined) throw new Error(`nobody is ${name}`);
      const { requests, different } = await compared(reader);
      expect(different.slice(0, 10)).toEqual([]);
      expect(requests).toBeGreaterThanOrEqual(FLOORS.requests);
      expect(twinOf(name).hidden).toBeGreaterThanOrEqual(FLOORS.hidden);
    },
    300_000,
  );

  it('would show one advisory that was taken out and is not hidden', async () => {
    await asSuperuser(twinOf('anonymous').product.database, async (client) => {
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica');
      await client.query(
        "DELETE FROM advisories.advisory WHERE id = (SELECT id FROM advisories.advisory WHERE label = 'CLEAR' AND state = 'published' ORDER BY id LIMIT 1)",
      );
      await client.query('COMMIT');
    });
    const reader = readers.find(({ name }) => name === 'anonymous');
    if (reader === undefined) throw new Error('nobody is anonymous');
    expect((await compared(reader, 4)).different.length).toBeGreaterThan(3);
  }, 120_000);
});

/** The desk of the operating CERT sees how many alerts an advisory caused, whoever received them: the one figure that counts beyond its reader. */
const ALERTS_CAUSED = /"deliveryCounts":\[[^\]]*\]/gu;

/** Everything that a client is told, but the time of day and the id of the request. */
function told({ status, headers, bytes }: Answer): string {
  const isCounted = bytes.match(ALERTS_CAUSED) !== null;
  const compared = [...headers].filter(([name]) => !/^(date|x-request-id)$/.test(name) && !(isCounted && name === 'content-length')).sort();
  return `${status} ${JSON.stringify(compared)} ${bytes.replaceAll(ALERTS_CAUSED, '')}`;
}

function differenceOf(here: readonly Answer[], there: readonly Answer[]): string {
  const at = here.findIndex((answer, index) => there[index] === undefined || told(answer) !== told(there[index]));
  return `${here[at]?.bytes.slice(0, 300) ?? ''} | ${there[at]?.bytes.slice(0, 300) ?? ''}`;
}
