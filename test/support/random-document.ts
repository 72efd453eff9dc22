import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WORDS = [
  'siemens',
  'CVE-2026-1234',
  '中文',
  "' OR 1=1 --",
  '',
  '%',
  '\\u0000',
  'HL-2026-000001',
  'x'.repeat(300),
  '2026-01-01T00:00:00Z',
  'pkg:npm/a',
  'QWR2aXNvcnk6',
];

/** Makes valid documents of a schema: queries, and now and then one mutation. */
export class RandomDocuments {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: () => number,
    /** Ids of things that are there. */
    private readonly ids: readonly string[],
  ) {}

  next(): string {
    const isMutation = this.random() < 0.2;
    const root = isMutation ? this.schema.getMutationType() : this.schema.getQueryType();
    if (!root) throw new Error('a schema without roots');
    const fields = this.some(Object.values(root.getFields()), isMutation ? 1 : 1 + Math.floor(this.random() * 3));
    return `${isMutation ? 'mutation' : 'query'} { ${fields.map((field) => this.field(field, 0)).join(' ')} }`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const given = field.args
      .filter((argument) => needed(argument) || this.random() < 0.3)
      .map((argument) => `${argument.name}: ${this.value(argument.type, 0)}`);
    const type = getNamedType(field.type);
    const selection = isLeafType(type) ? '' : ` { ${this.selection(type, depth + 1)} }`;
    return `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection}`;
  }

  private selection(type: unknown, depth: number): string {
    if (isInterfaceType(type))
      return `__typename id ${this.some(this.schema.getPossibleTypes(type), 2)
        .map((of) => `... on ${of.name} { ${this.selection(of, depth)} }`)
        .join(' ')}`;
    if (!isObjectType(type)) return '__typename';
    const all = Object.values(type.getFields());
    const fields = all.filter((field) => depth < 6 || isLeafType(getNamedType(field.type)));
    // Two of one name must agree in their arguments, so each stands once.
    return ['__typename', ...this.some(fields, 1 + Math.floor(this.random() * 6)).map((field) => this.field(field, depth))].join(' ');
  }

  private value(type: GraphQLInputType, depth: number): string {
    if (isNonNullType(type)) return this.value(type.ofType, depth);
    if (isListType(type))
      return `[${Array.from({ length: Math.floor(this.random() * 3) }, () => this.value(type.ofType, depth + 1)).join(', ')}]`;
    if (isEnumType(type)) return this.one(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => needed(field) || (depth < 3 && this.random() < 0.4));
      return `{ ${fields.map((field) => `${field.name}: ${this.value(field.type, depth + 1)}`).join(', ')} }`;
    }
    switch (String(type)) {
      case 'Int':
        return String(this.one([0, 1, 20, 100, 101, -1]));
      case 'Boolean':
        return String(this.random() < 0.5);
      case 'DateTime':
        return '"2026-11-23T07:00:00Z"';
      case 'ID':
        return JSON.stringify(this.one([...this.ids, ...WORDS]));
      default:
        return JSON.stringify(this.one(WORDS));
    }
  }

  private one<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.random() * values.length)] as Value;
  }

  private some<Value>(values: readonly Value[], count: number): Value[] {
    const left = [...values];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(this.random() * left.length), 1)).flat();
  }
}

function needed(argument: Pick<GraphQLArgument, 'type' | 'defaultValue'>): boolean {
  return isNonNullType(argument.type) && argument.defaultValue === undefined;
}
