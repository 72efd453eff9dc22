import { getNamedType, isInputObjectType, isInterfaceType, isLeafType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLArgument, GraphQLObjectType, GraphQLSchema } from 'graphql';

/** Arguments without which a nested field cannot be asked for. A field that needs others and is not here makes the test fail. */
const NESTED_ARGUMENTS: Readonly<Record<string, string>> = {
  'Advisory.revision': 'number: 1',
  'GuidanceArticle.revision': 'number: 1',
};

/** Types that stand for themselves wherever they are met again: their content is no advisory's. */
const SHORT: Readonly<Record<string, string>> = {
  Person: '{ id name email }',
  Organisation: '{ id name }',
  PageInfo: '{ hasNextPage endCursor }',
};

/**
 * The fields of an advisory that hold whole texts, in two halves: one document must not ask for both, or its cost is refused. What is added to
 * the schema is in both halves.
 */
export const HALVES: readonly ReadonlySet<string>[] = [
  new Set([
    'Advisory.inWork',
    'Advisory.renditions',
    'Advisory.history',
    'Advisory.revision',
    'GuidanceArticle.inWork',
    'GuidanceArticle.history',
    'GuidanceArticle.revision',
  ]),
  new Set([
    'Advisory.text',
    'Advisory.indicators',
    'Advisory.comments',
    'Advisory.source',
    'Advisory.severityInputs',
    'Advisory.deliveryCounts',
    'Advisory.viewerCan',
    'GuidanceArticle.text',
    'GuidanceArticle.current',
    'GuidanceArticle.related',
  ]),
];

/**
 * Selects everything that the schema offers of a type, a type within itself left out: what is added to the schema is asked for without
 * anybody thinking of it. Throws for a field that needs an argument nobody has thought of.
 */
export function wholeOf(
  schema: GraphQLSchema,
  typeName: string,
  leftOut: ReadonlySet<string> = new Set(),
  path: readonly string[] = [],
): string {
  const type = schema.getType(typeName);
  if (isInterfaceType(type)) {
    return `{ __typename id ${schema
      .getPossibleTypes(type)
      .filter(({ name }) => !path.includes(name))
      .map(({ name }) => `... on ${name} { __typename }`)
      .join(' ')} }`;
  }
  if (!isObjectType(type)) throw new Error(`${typeName} is no type that can be asked for`);
  const within = [...path, typeName];
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const of = getNamedType(field.type);
    const given = argumentsOf(type, field.name, field.args);
    if (isLeafType(of)) return [`${field.name}${given}`];
    if (within.includes(of.name) || leftOut.has(`${typeName}.${field.name}`)) return [];
    if (typeName.endsWith('Connection') && field.name === 'edges') return ['edges { cursor }'];
    const selection = path.length > 0 && SHORT[of.name] !== undefined ? SHORT[of.name] : wholeOf(schema, of.name, leftOut, within);
    return [`${field.name}${given} ${selection ?? ''}`];
  });
  return `{ ${fields.join(' ')} }`;
}

function argumentsOf(type: GraphQLObjectType, name: string, all: readonly GraphQLArgument[]): string {
  const known = NESTED_ARGUMENTS[`${type.name}.${name}`];
  if (known !== undefined) return `(${known})`;
  const needed = all.filter((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined);
  if (needed.length > 0)
    throw new Error(`${type.name}.${name} needs ${needed.map((argument) => argument.name).join(', ')}: say what to ask it with`);
  return '';
}

/** The name of the type that a query answers with. */
export function answerOf(schema: GraphQLSchema, query: string): string {
  const field = schema.getQueryType()?.getFields()[query];
  if (field === undefined) throw new Error(`there is no query ${query}`);
  return getNamedType(field.type).name;
}

/** The names of all queries and mutations of the schema. */
export function rootsOf(schema: GraphQLSchema): {
  readonly queries: string[];
  readonly mutations: string[];
  readonly subscriptions: string[];
} {
  const names = (type: GraphQLObjectType | null | undefined) => Object.keys(type?.getFields() ?? {}).sort();
  return {
    queries: names(schema.getQueryType()),
    mutations: names(schema.getMutationType()),
    subscriptions: names(schema.getSubscriptionType()),
  };
}

/** Mutations whose input names an advisory: what may be tried on one that is hidden. */
export function mutationsOfAdvisories(
  schema: GraphQLSchema,
): { readonly name: string; readonly input: string; readonly needed: readonly string[] }[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((field) => {
    const [input] = field.args;
    const type = input && getNamedType(input.type);
    if (!isInputObjectType(type)) return [];
    const fields = type.getFields();
    if (fields['trackingId'] === undefined || fields['id'] === undefined) return [];
    const needed = Object.values(fields).filter((each) => isNonNullType(each.type) && each.defaultValue === undefined);
    return [{ name: field.name, input: type.name, needed: needed.map(({ name }) => name) }];
  });
}
