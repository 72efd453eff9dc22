import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, Kind, specifiedRules, visit } from 'graphql';
import type {
  ASTVisitor,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  ValidationContext,
  ValidationRule,
} from 'graphql';

/** How large a document may be. Every hostile document of test/contracts is refused with these in well under a second. */
export const LIMITS = {
  maxDepth: 10,
  maxAliases: 15,
  maxTokens: 2_000,
  maxDirectives: 20,
  maxCost: 12_000,
  maxRecursiveSelections: 2_000,
  /** The import of a document is the largest input: 4 MiB of it in base64. */
  maxBodyBytes: 6 * 1024 * 1024,
  maxSocketMessageBytes: 64 * 1024,
  maxRootFields: 20,
  maxPageSize: 100,
  maxErrors: 10,
} as const;

/** Fields that are guessed at or cost much; a document may hold each once, so that aliases are no way around the counters. */
export const ONCE_PER_DOCUMENT: ReadonlySet<string> = new Set([
  '__schema',
  'signIn',
  'passSecondFactor',
  'changePassword',
  'confirmTotp',
  'renewRecoveryCodes',
  'resetPassword',
  'requestPasswordReset',
  'acceptInvitation',
  'confirmRegistration',
  'registerReader',
  'applyForMembership',
  'proveDomain',
  'subscribePublicly',
  'reportIncident',
  'guidanceFeedback',
  'extractIndicators',
  'renderMarkdown',
  'searchGuidance',
  'advisoryStatistics',
  'audiencePreview',
  'confirmPublicSubscription',
  'confirmEndpoint',
  'createApiToken',
  'createFeedAddress',
  'registerClientCertificate',
  'importAdvisory',
  'addSource',
  'changeSource',
  'refreshCatalogue',
  'searchAdvisories',
  'previewCriteria',
]);

/** Validation rule: a field of ONCE_PER_DOCUMENT stands at most once in a document, under whatever alias. */
export function sensitiveFieldsOnce(context: ValidationContext): ASTVisitor {
  const seen = new Set<string>();
  return {
    Field(node: FieldNode) {
      const name = node.name.value;
      if (!ONCE_PER_DOCUMENT.has(name)) return;
      if (seen.has(name)) context.reportError(new GraphQLError(`"${name}" may stand only once in a document.`, { nodes: node }));
      seen.add(name);
    },
  };
}

/** Validation rule: a document selects at most LIMITS.maxRootFields fields at its root, fragments written out. */
export function fewRootFields(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (countRootFields(node, context, new Set()) > LIMITS.maxRootFields) {
        context.reportError(
          new GraphQLError(`At most ${LIMITS.maxRootFields} fields may stand at the root of a document.`, { nodes: node }),
        );
      }
    },
  };
}

function countRootFields(node: OperationDefinitionNode | FragmentDefinitionNode, context: ValidationContext, within: Set<string>): number {
  let count = 0;
  const pending = [...node.selectionSet.selections];
  for (let selection = pending.pop(); selection !== undefined && count <= LIMITS.maxRootFields; selection = pending.pop()) {
    if (selection.kind === Kind.FIELD) count++;
    else if (selection.kind === Kind.INLINE_FRAGMENT) pending.push(...selection.selectionSet.selections);
    else {
      const fragment = within.has(selection.name.value) ? undefined : context.getFragment(selection.name.value);
      within.add(selection.name.value);
      if (fragment) pending.push(...fragment.selectionSet.selections);
    }
  }
  return count;
}

/** A document that selects too much once its fragments are written out is not looked at any further. */
function fewSelections(context: ValidationContext): ASTVisitor {
  return {
    Document(node) {
      if (exceedsRecursiveSelections(node)) context.reportError(new GraphQLError('The document selects too much.'));
    },
  };
}

const COST = {
  enabled: true,
  maxCost: LIMITS.maxCost,
  objectCost: 2,
  scalarCost: 1,
  depthCostFactor: 1.5,
  ignoreIntrospection: true,
  exposeLimits: true,
} as const;

const [costRule] = new ApolloArmor({
  blockFieldSuggestion: { enabled: false },
  costLimit: COST,
  maxAliases: { enabled: false },
  maxDepth: { enabled: false },
  maxDirectives: { enabled: false },
  maxTokens: { enabled: false },
}).protect().validationRules;
if (costRule === undefined) throw new Error('there is no rule of cost');

/** The rule of cost alone; a page size counts where it is written out (see cost-of-variables.ts for the others). */
export const COST_RULE: ValidationRule = costRule;

const armor = new ApolloArmor({
  blockFieldSuggestion: { enabled: false },
  costLimit: COST,
  maxAliases: { enabled: true, n: LIMITS.maxAliases, exposeLimits: true },
  maxDepth: { enabled: true, n: LIMITS.maxDepth, ignoreIntrospection: true, exposeLimits: true },
  maxDirectives: { enabled: true, n: LIMITS.maxDirectives, exposeLimits: true },
  maxTokens: { enabled: false },
});

/** Added to the rules of the GraphQL specification, over HTTP and over the websocket alike. */
export const VALIDATION_RULES: readonly ValidationRule[] = [
  fewSelections,
  ...armor.protect().validationRules,
  sensitiveFieldsOnce,
  fewRootFields,
];

/** Every rule; for the websocket, where Apollo does not add those of the specification. */
export const ALL_RULES: readonly ValidationRule[] = [...VALIDATION_RULES, ...specifiedRules];

export const PARSE_OPTIONS = { maxTokens: LIMITS.maxTokens } as const;
export const VALIDATION_OPTIONS = { maxErrors: LIMITS.maxErrors, hideSuggestions: true } as const;

interface Direct {
  fields: number;
  readonly spreads: string[];
}

/**
 * Counts the fields that a document selects once its fragments are written out, and stops at the limit: graphql-js itself would
 * write out 2^22 of them for a page of nested fragments.
 */
export function exceedsRecursiveSelections(document: DocumentNode): boolean {
  const direct = new Map<string, Direct>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION && definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const name = definition.kind === Kind.FRAGMENT_DEFINITION ? definition.name.value : `operation ${definition.name?.value ?? ''}`;
    direct.set(name, selectedDirectly(definition));
  }
  const known = new Map<string, number>();
  return [...direct.keys()].some((name) => expanded(name, direct, known) > LIMITS.maxRecursiveSelections);
}

function selectedDirectly(definition: FragmentDefinitionNode | OperationDefinitionNode): Direct {
  const entry: Direct = { fields: 0, spreads: [] };
  visit(definition, {
    Field() {
      entry.fields++;
    },
    FragmentSpread(spread) {
      entry.spreads.push(spread.name.value);
    },
  });
  return entry;
}

function expanded(name: string, direct: ReadonlyMap<string, Direct>, known: Map<string, number>): number {
  const before = known.get(name);
  if (before !== undefined) return before;
  const entry = direct.get(name);
  if (!entry) return 0;
  // A fragment that spreads itself is refused by GraphQL's own rules; here it must only not loop.
  known.set(name, 0);
  const total = entry.spreads.reduce(
    (sum, spread) => Math.min(sum + expanded(spread, direct, known), Number.MAX_SAFE_INTEGER / 2),
    entry.fields,
  );
  known.set(name, total);
  return total;
}
