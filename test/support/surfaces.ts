import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import type { GraphQLSchema, IntrospectionQuery } from 'graphql';
import type { Visitor } from './journey-visitor.js';
import { answerOf, HALVES, rootsOf, wholeOf } from './surfaces-documents.js';

export interface Target {
  readonly id: string;
  readonly trackingId: string;
}

/** The schema as the installation tells it to strangers. */
export async function schemaOf(stranger: Visitor): Promise<GraphQLSchema> {
  return buildClientSchema(await stranger.ask<IntrospectionQuery>(getIntrospectionQuery({ descriptions: false })));
}

/** Runs tasks a few at a time. */
export async function fewAtATime(tasks: readonly (() => Promise<unknown>)[], count: number): Promise<void> {
  const waiting = [...tasks];
  await Promise.all(
    Array.from({ length: count }, async () => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await task();
    }),
  );
}

/**
 * Everything in the API that can carry content out, asked for by one visitor: what they heard is in `visitor.heard`. Every query of the schema
 * must have its way of being asked here.
 */
export class Surfaces {
  private readonly selections = new Map<string, readonly string[]>();
  private readonly wholes = new Map<string, string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly targets: readonly Target[],
    /** A word that stands in all targets. */
    private readonly sharedWord: string,
    /** Names of articles and reports that a curious reader might have come by. */
    private readonly guidanceSlugs: readonly string[] = ['wifi'],
    private readonly incidentReferences: readonly string[] = ['IR-2222-2222-2222-2222'],
  ) {}

  private readonly ways: Readonly<Record<string, (visitor: Visitor) => (() => Promise<unknown>)[]>> = {
    advisories: (visitor) => this.pages(visitor, 'advisories'),
    advisoryStateCounts: (visitor) => this.once(visitor, 'advisoryStateCounts'),
    advisoriesInWork: (visitor) => this.pages(visitor, 'advisoriesInWork'),
    advisory: (visitor) =>
      this.targets.map(
        ({ trackingId }) =>
          () =>
            this.ask(visitor, `advisory(trackingId: $trackingId) ${this.whole('Advisory')}`, '$trackingId: String!', { trackingId }),
      ),
    // Every other one by the one half, every other by the other.
    node: (visitor) =>
      this.targets.map(
        ({ id }, at) =>
          () =>
            this.ask(visitor, `node(id: $id) { __typename id ... on Advisory ${this.halvesOf('Advisory')[at % 2] ?? ''} }`, '$id: ID!', {
              id,
            }),
      ),
    searchAdvisories: (visitor) => this.pages(visitor, 'searchAdvisories', `query: "${this.sharedWord}"`),
    suggestions: (visitor) =>
      ['cnry', 'maker', 'thing', this.sharedWord].flatMap((typed) => this.once(visitor, 'suggestions', `(typed: "${typed}")`)),
    previewCriteria: (visitor) => this.once(visitor, 'previewCriteria', `(criteria: { keywords: ["${this.sharedWord}"] })`),
    // Whoever holds the token of a mail is told which subscriptions brought it; nobody here holds one.
    mailedSubscriptions: (visitor) => this.once(visitor, 'mailedSubscriptions', '(token: "nothing")'),
    deliveries: (visitor) => this.pages(visitor, 'deliveries'),
    subscriptions: (visitor) => this.pages(visitor, 'subscriptions'),
    endpoints: (visitor) => this.pages(visitor, 'endpoints'),
    organisations: (visitor) => this.pages(visitor, 'organisations'),
    people: (visitor) => this.pages(visitor, 'people'),
    auditEntries: (visitor) => this.pages(visitor, 'auditEntries'),
    groups: (visitor) => this.once(visitor, 'groups'),
    viewer: (visitor) => this.once(visitor, 'viewer'),
    pendingDeliveries: (visitor) => this.once(visitor, 'pendingDeliveries'),
    catalogues: (visitor) => this.once(visitor, 'catalogues'),
    guidanceArticles: (visitor) => this.once(visitor, 'guidanceArticles'),
    guidanceArticlesInWork: (visitor) => this.once(visitor, 'guidanceArticlesInWork'),
    guidanceArticle: (visitor) => this.guidanceSlugs.flatMap((slug) => this.once(visitor, 'guidanceArticle', `(slug: "${slug}")`)),
    searchGuidance: (visitor) => [this.sharedWord, 'mail'].flatMap((word) => this.once(visitor, 'searchGuidance', `(query: "${word}")`)),
    incidentReports: (visitor) => this.pages(visitor, 'incidentReports'),
    incidentReport: (visitor) =>
      this.incidentReferences.flatMap((reference) => this.once(visitor, 'incidentReport', `(reference: "${reference}")`)),
    // Whoever holds a reference is told when that report came in, and nothing of it.
    incidentReceipt: (visitor) =>
      this.incidentReferences.flatMap((reference) => this.once(visitor, 'incidentReceipt', `(reference: "${reference}")`)),
    advisoryStatistics: (visitor) =>
      ['', `(filter: { tags: ["${this.sharedWord}"] })`].flatMap((given) => this.once(visitor, 'advisoryStatistics', given)),
    vendorsAndProducts: (visitor) =>
      ['', 'maker', 'thing', 'm', 't'].flatMap((prefix) => this.once(visitor, 'vendorsAndProducts', `(prefix: "${prefix}")`)),
    advisoryProducts: (visitor) => this.once(visitor, 'advisoryProducts', '(vendor: "maker")'),
    audiencePreview: (visitor) => this.once(visitor, 'audiencePreview', '(label: GREEN)'),
    viewerTasks: (visitor) => this.once(visitor, 'viewerTasks'),
    deliveryHealth: (visitor) => this.once(visitor, 'deliveryHealth'),
    savedFilters: (visitor) => this.once(visitor, 'savedFilters'),
    settings: (visitor) => this.once(visitor, 'settings'),
    // Pure: they answer with what they were given, or with what everybody may know.
    extractIndicators: (visitor) => this.once(visitor, 'extractIndicators', '(text: "maker")'),
    renderMarkdown: (visitor) => this.once(visitor, 'renderMarkdown', '(text: "maker")'),
    healthChecks: (visitor) => this.once(visitor, 'healthChecks'),
    healthCheck: (visitor) => this.once(visitor, 'healthCheck', '(code: "computers")'),
    healthCheckResult: (visitor) => this.once(visitor, 'healthCheckResult', '(code: "computers", answers: [])'),
    incidentKinds: (visitor) => this.once(visitor, 'incidentKinds'),
    // Whoever holds the token of a mail is told what it is about; nobody else anything.
    applicationStanding: (visitor) => this.once(visitor, 'applicationStanding', `(token: "${'A'.repeat(43)}")`),
    domainProofAsked: (visitor) => this.once(visitor, 'domainProofAsked', `(token: "${'A'.repeat(43)}")`),
    policyTables: (visitor) => this.once(visitor, 'policyTables'),
    sources: (visitor) => this.once(visitor, 'sources'),
    sourceProblems: (visitor) => this.once(visitor, 'sourceProblems', '(sourceId: "00000000-0000-4000-8000-000000000000")'),
  };

  /** Queries of the schema that no way leads to. */
  get unvisited(): string[] {
    return rootsOf(this.schema).queries.filter((name) => this.ways[name] === undefined);
  }

  /** What to do to have one visitor ask everything. */
  tasksOf(visitor: Visitor): (() => Promise<unknown>)[] {
    return Object.values(this.ways).flatMap((way) => way(visitor));
  }

  /** The whole of a type in documents that the limits let through; one where the halves are the same. */
  halvesOf(typeName: string): readonly string[] {
    const known = this.selections.get(typeName) ?? [...new Set(HALVES.map((leftOut) => wholeOf(this.schema, typeName, leftOut)))];
    this.selections.set(typeName, known);
    return known;
  }

  private whole(typeName: string): string {
    const known = this.wholes.get(typeName) ?? wholeOf(this.schema, typeName);
    this.wholes.set(typeName, known);
    return known;
  }

  private pages(visitor: Visitor, query: string, narrowed?: string): (() => Promise<void>)[] {
    const { args = [] } = this.schema.getQueryType()?.getFields()[query] ?? {};
    const isPaged = args.some(({ name }) => name === 'after');
    // In pages of the size that nobody asks for: a larger one costs more than a document may.
    return this.halvesOf(answerOf(this.schema, query)).map((half) => async () => {
      // A list that does not end is no list.
      for (let page = 0, after: string | null = null; page < 100; page++) {
        const given = [...(isPaged ? ['after: $after'] : []), ...(narrowed === undefined ? [] : [narrowed])].join(', ');
        const field = `${query}${given === '' ? '' : `(${given})`} ${half}`;
        const answered: unknown = await (isPaged ? this.ask(visitor, field, '$after: String', { after }) : this.ask(visitor, field));
        const info = (answered as { list?: { pageInfo: { hasNextPage: boolean; endCursor: string | null } } } | undefined)?.list?.pageInfo;
        if (info?.hasNextPage !== true) return;
        after = info.endCursor;
      }
      throw new Error(`${query} does not end`);
    });
  }

  private once(visitor: Visitor, query: string, given = ''): (() => Promise<unknown>)[] {
    return this.halvesOf(answerOf(this.schema, query)).map((half) => () => this.ask(visitor, `${query}${given} ${half}`));
  }

  /**
   * A visitor may be refused; a document that the API did not take would prove nothing. What differs from one target to the next is a variable:
   * so the API reads each document once and not thousands of times.
   */
  private async ask(
    visitor: Visitor,
    field: string,
    declared?: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<unknown> {
    const { data, errors } = await visitor.answerTo(`query ${declared === undefined ? '' : `(${declared}) `}{ list: ${field} }`, variables);
    const wrong = errors.find(({ extensions }) => /^GRAPHQL_|BAD_USER_INPUT|INTERNAL/.test(extensions.code));
    if (wrong) throw new Error(`${field.slice(0, 60)}: ${wrong.message}`);
    return data;
  }
}
