import type { GraphQLSchema } from 'graphql';
import * as documents from '../support/journey-documents.js';
import type { Answer, Visitor } from '../support/journey-visitor.js';
import { mutationsOfAdvisories, wholeOf } from '../support/surfaces-documents.js';
import type { PlantedAdvisory } from './canary-world.js';

/** Something to ask, named so that a difference can be looked for. */
export interface Question {
  readonly name: string;
  ask(visitor: Visitor): Promise<Answer[]>;
}

/** A list of thousands is walked in large pages, what a search finds also in small ones. */
const LARGE_PAGES = [50, 100];
const SMALL_PAGES = [1, 2, 3, 5, 7, 10, 20];
const NOT_FOUND_INPUT = {
  reason: 'A reason.',
  updateClass: 'MINOR',
  summaryOfChanges: { en: 'A change.' },
  notice: { en: 'A notice.' },
  body: 'A remark.',
  status: 'READ',
};

/**
 * How many people and organisations a text would reach, those among them whom its writers do not see: the number is what they ask for before
 * they publish (`audiencePreview` has always said it). It names nobody.
 */
const TOLD_TO_WRITERS: ReadonlySet<string> = new Set(['TextInWork.reach']);

/** What a curious reader would ask to learn of what is hidden: lists in pages, words, filters, suggestions, ids and steps. */
export function questionsAbout(schema: GraphQLSchema, advisories: readonly PlantedAdvisory[], otherIds: readonly string[]): Question[] {
  const canaries = advisories.flatMap(({ planted }, at) => planted[at % planted.length]?.canary ?? []);
  const whole = wholeOf(schema, 'Advisory', TOLD_TO_WRITERS);
  return [
    ...LARGE_PAGES.map((size) => walk(`advisories by ${size}`, 'advisories', '', size)),
    ...[...SMALL_PAGES, ...LARGE_PAGES].map((size) => walk(`search by ${size}`, 'searchAdvisories', 'query: "canarysweep", ', size)),
    ...['deliveries', 'subscriptions', 'endpoints', 'advisoriesInWork'].flatMap((list) =>
      [3, 100].map((size) => walk(`${list} by ${size}`, list, '', size)),
    ),
    ...filters(advisories).map((filter) => walk(`filter ${filter}`, 'advisories', `filter: { ${filter} }, `, 100)),
    ...[
      ...canaries,
      ...advisories.map(({ trackingId }) => trackingId),
      'maker',
      'thing',
      'remark',
      'length',
      '"At length"',
      'hl',
      'canary',
    ].map((query) => one(`search ${query}`, documents.SEARCH, { query })),
    ...prefixes(canaries).map((typed) => one(`suggestions ${typed}`, documents.SUGGESTIONS, { typed })),
    ...canaries.slice(0, 60).map((canary) => one(`preview ${canary}`, documents.PREVIEW, { criteria: { keywords: [canary] } })),
    ...['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'].map((minSeverity) =>
      one(`preview ${minSeverity}`, documents.PREVIEW, { criteria: { minSeverity } }),
    ),
    ...['', ...filters(advisories)].map((filter) => one(`statistics ${filter}`, statistics(filter))),
    ...['', ...prefixes(canaries), ...canaries.slice(0, 60).flatMap((canary) => [`maker ${canary}`, `thing ${canary}`])].map((prefix) =>
      one(`names ${prefix}`, NAMES, { prefix }),
    ),
    ...canaries.slice(0, 60).map((canary) => one(`products ${canary}`, PRODUCTS, { vendor: `Maker ${canary}` })),
    one('tasks', `query { viewerTasks ${wholeOf(schema, 'ViewerTasks')} }`),
    one(
      'guidance',
      'query { guidanceArticles { slug title { en } } guidanceArticlesInWork { slug } searchGuidance(query: "canary mail") { slug } }',
    ),
    ...advisories.map(({ trackingId }) =>
      one(`advisory ${trackingId}`, `query ($trackingId: String!) { advisory(trackingId: $trackingId) ${whole} }`, { trackingId }),
    ),
    ...advisories.map(({ id }) => one(`node ${id}`, documents.NODE, { id })),
    ...otherIds.map((id) => one(`node ${id}`, documents.NODE, { id })),
  ];
}

const NAMES = 'query ($prefix: String!) { vendorsAndProducts(prefix: $prefix) { kind name advisories } }';
const PRODUCTS = `query ($vendor: String!) { advisoryProducts(vendor: $vendor, first: 100) { pageInfo { hasNextPage endCursor }
    edges { cursor node { vendor product advisories exploited lastPublishedAt versions { version status } } } } }`;

function statistics(filter: string): string {
  const given = filter === '' ? '' : `, filter: { ${filter} }`;
  return `query { advisoryStatistics(months: 12${given}) { months { month total low medium high critical exploited } total exploited
    byKind { kind advisories } topVendors { name advisories } topProducts { name advisories } isExact } }`;
}

/** Steps on advisories that the reader does not see: the others would change, and the twins with them. */
export function stepsOn(schema: GraphQLSchema, hidden: readonly PlantedAdvisory[]): Question[] {
  return mutationsOfAdvisories(schema).flatMap(({ name, input, needed }) =>
    hidden.map(({ id }) =>
      one(`${name} ${id}`, `mutation ($input: ${input}!) { ${name}(input: $input) { __typename } }`, { input: { ...only(needed), id } }),
    ),
  );
}

function one(name: string, document: string, variables: Readonly<Record<string, unknown>> = {}): Question {
  return { name, ask: async (visitor) => [await visitor.answerTo(document, variables)] };
}

/** A list to its end, each page by the cursor of the one before. */
function walk(name: string, query: string, narrowed: string, size: number): Question {
  const document = `query ($after: String) { list: ${query}(${narrowed}first: ${size}, after: $after) { nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } } }`;
  return {
    name,
    ask: async (visitor) => {
      const answers: Answer[] = [];
      for (let after: string | null = null; answers.length < 300;) {
        const answer: Answer = await visitor.answerTo(document, { after });
        answers.push(answer);
        const info = (answer.data as { list?: { pageInfo: { hasNextPage: boolean; endCursor: string | null } } } | undefined)?.list
          ?.pageInfo;
        if (info?.hasNextPage !== true) return answers;
        after = info.endCursor;
      }
      throw new Error(`${name} does not end`);
    },
  };
}

function filters(advisories: readonly PlantedAdvisory[]): string[] {
  const makers = advisories.flatMap(({ planted }) => planted.find(({ part }) => part === 'product')?.canary ?? []);
  return [
    ...['CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED'].map((label) => `labels: [${label}]`),
    ...['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'].map((severity) => `severities: [${severity}]`),
    ...['SECURITY_ALERT', 'HIGH_THREAT_ALERT', 'VULNERABILITY_NOTE'].map((kind) => `kinds: [${kind}]`),
    ...[true, false].map((exploited) => `exploited: ${String(exploited)}`),
    ...makers.slice(0, 40).map((maker) => `vendors: ["Maker ${maker}"]`),
    ...makers.slice(40, 70).map((maker) => `products: ["Thing ${maker}"]`),
  ];
}

function prefixes(canaries: readonly string[]): string[] {
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  return [...letters, 'maker', 'maker c', 'thing', 'thing cn', ...canaries.slice(0, 40).map((canary) => `maker ${canary.slice(0, 7)}`)];
}

function only(needed: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(NOT_FOUND_INPUT).filter(([name]) => needed.includes(name)));
}
