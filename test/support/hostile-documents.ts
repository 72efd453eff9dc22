/** One document that no client needs. `body` is sent as it is; else `query` as JSON. */
export interface Hostile {
  readonly name: string;
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What stands for the refusal: a code of GraphQL, or an HTTP status. */
  readonly refusedWith: string | number;
}

const LEVELS = 22;
const SIGN_IN = 'signIn(input: { email: "a@b.example", password: "not the password" }) { needsSecondFactor }';
const repeat = (count: number, make: (at: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, at) => make(at)).join(between);
const nested = (depth: number, open: string, inside: string) => `${open.repeat(depth)}${inside}${'}'.repeat(depth)}`;

/** 2^22 selections in less than a page. */
const NESTED_FRAGMENTS = `query { ...f0 } ${repeat(LEVELS, (at) => `fragment f${at} on Query { ${at === LEVELS - 1 ? '__typename' : `...f${at + 1} ...f${at + 1}`} }`)}`;

const VALIDATION = 'GRAPHQL_VALIDATION_FAILED';
const PARSE = 'GRAPHQL_PARSE_FAILED';

const SHAPES: readonly Hostile[] = [
  { name: 'nested fragments that write out to 2^22 selections', query: NESTED_FRAGMENTS, refusedWith: VALIDATION },
  {
    name: 'nested fragments within a field',
    query: NESTED_FRAGMENTS.replaceAll('on Query', 'on Viewer').replace('{ ...f0 }', '{ viewer { ...f0 } }'),
    refusedWith: VALIDATION,
  },
  {
    name: 'a circle of two fragments',
    query: 'query { ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
    refusedWith: VALIDATION,
  },
  { name: 'a fragment that spreads itself', query: 'query { ...a } fragment a on Query { __typename ...a }', refusedWith: VALIDATION },
  {
    name: 'a circle of fragments 200 long',
    query: `query { ...f0 } ${repeat(200, (at) => `fragment f${at} on Query { ...f${(at + 1) % 200} }`)}`,
    refusedWith: VALIDATION,
  },
  { name: 'fields nested 200 deep', query: nested(200, '{ viewer ', '{ __typename }'), refusedWith: VALIDATION },
  {
    name: 'known fields nested too deep',
    query: `{ deliveries { nodes { why { subscription { endpoints { ${nested(8, '... on Endpoint { ', '__typename ')} } } } } } }`,
    refusedWith: VALIDATION,
  },
  { name: 'inline fragments nested 300 deep', query: `{ ${nested(300, '... on Query { ', '__typename ')} }`, refusedWith: VALIDATION },
  {
    name: 'lists nested 900 deep',
    query: `{ advisories(filter: { cves: ${'['.repeat(900)}${']'.repeat(900)} }) { nodes { id } } }`,
    refusedWith: VALIDATION,
  },
  {
    name: 'objects nested 400 deep',
    query: `{ advisories(filter: ${nested(400, '{ a: ', '1')}) { nodes { id } } }`,
    refusedWith: VALIDATION,
  },
  { name: '1,000 aliases', query: `{ ${repeat(1_000, (at) => `a${at}: __typename`)} }`, refusedWith: PARSE },
  { name: '400 aliases', query: `{ ${repeat(400, (at) => `a${at}: __typename`)} }`, refusedWith: VALIDATION },
  { name: '16 aliases within one field', query: `{ viewer { ${repeat(16, (at) => `a${at}: name`)} } }`, refusedWith: VALIDATION },
  {
    name: '21 fields at the root',
    query: `{ ${repeat(10, () => 'viewer { name } __typename')} catalogues { name } }`,
    refusedWith: VALIDATION,
  },
  {
    name: '21 fields at the root by fragments',
    query: `{ ...a ...b } fragment a on Query { ${repeat(11, () => '__typename')} } fragment b on Query { ${repeat(11, () => '__typename')} }`,
    refusedWith: VALIDATION,
  },
  {
    name: 'a list that multiplies',
    query: `{ advisories(first: 100) { nodes { ${repeat(8, (at) => `h${at}: history { text { affectedProducts { vendor product } vulnerabilities { cve } } }`)} } } }`,
    refusedWith: VALIDATION,
  },
  { name: '500 directives on one field', query: `{ __typename ${repeat(500, () => '@include(if: true)')} }`, refusedWith: PARSE },
  { name: '100 directives on one field', query: `{ __typename ${repeat(100, () => '@include(if: true)')} }`, refusedWith: VALIDATION },
  { name: '100 unknown directives', query: `{ __typename ${repeat(100, (at) => `@x${at}`)} }`, refusedWith: VALIDATION },
  { name: '3,000 tokens', query: `{ ${repeat(3_000, () => '__typename')} }`, refusedWith: PARSE },
  { name: '100,000 tokens', query: `{ ${repeat(100_000, () => 'a')} }`, refusedWith: PARSE },
  { name: 'one name of a million letters', query: `{ ${'a'.repeat(1_000_000)} }`, refusedWith: VALIDATION },
  {
    name: 'one string of two million letters',
    query: `{ advisory(trackingId: "${'a'.repeat(2_000_000)}") { nothing } }`,
    refusedWith: VALIDATION,
  },
  { name: 'a million opening braces', query: '{'.repeat(1_000_000), refusedWith: PARSE },
  { name: 'a comment of a million letters and nothing else', query: `#${'a'.repeat(1_000_000)}`, refusedWith: PARSE },
  { name: '400 variables', query: `query (${repeat(400, (at) => `$v${at}: Int`, ', ')}) { __typename }`, refusedWith: VALIDATION },
  { name: 'fields that overlap without end', query: `{ ${repeat(300, () => 'viewer { name }')} }`, refusedWith: VALIDATION },
];

const INTROSPECTION: readonly Hostile[] = [
  {
    name: 'introspection in circles',
    query: `{ __schema { types { ${nested(6, 'fields { type { ', 'name ')}${'}'.repeat(6)} } } }`,
    refusedWith: VALIDATION,
  },
  {
    name: 'introspection in circles by __type',
    query: `{ __type(name: "Query") { ${nested(6, 'fields { type { ', 'name ')}${'}'.repeat(6)} } }`,
    refusedWith: VALIDATION,
  },
  {
    name: 'introspection in circles by fragments',
    query: `query { __schema { types { ...t } } } ${repeat(8, (at) => `fragment t${at === 0 ? '' : at} on __Type { fields { type { ${at === 7 ? 'name' : `...t${at + 1}`} } } }`)}`,
    refusedWith: VALIDATION,
  },
  { name: 'the whole schema twice', query: '{ a: __schema { types { name } } b: __schema { types { name } } }', refusedWith: VALIDATION },
  { name: 'an unknown field, near to a known one', query: '{ advisorys { id } }', refusedWith: VALIDATION },
  { name: 'an unknown field within a type', query: '{ viewer { emial } }', refusedWith: VALIDATION },
  { name: 'an unknown argument', query: '{ advisories(frist: 1) { nodes { id } } }', refusedWith: VALIDATION },
  { name: 'an unknown type', query: 'query ($a: CriteriaInputs) { previewCriteria(criteria: $a) { count } }', refusedWith: VALIDATION },
  { name: 'an unknown value of an enum', query: '{ advisories(filter: { labels: [REDD] }) { nodes { id } } }', refusedWith: VALIDATION },
  {
    name: 'an unknown field of an input',
    query: 'mutation { createApiToken(input: { name: "a", scopes: [READ], assurance: 2 }) { token } }',
    refusedWith: VALIDATION,
  },
  {
    name: 'an unknown field of an input in a variable',
    query: 'query ($c: CriteriaInput!) { previewCriteria(criteria: $c) { count } }',
    variables: { c: { keywrods: ['a'] } },
    refusedWith: 'BAD_USER_INPUT',
  },
  {
    name: 'a variable of another type',
    query: 'query ($f: Int!) { advisories(first: $f) { nodes { id } } }',
    variables: { f: 'many' },
    refusedWith: 'BAD_USER_INPUT',
  },
  {
    name: 'a variable that is missing',
    query: 'query ($f: Int!) { advisories(first: $f) { nodes { id } } }',
    refusedWith: 'BAD_USER_INPUT',
  },
  { name: 'a number that is no page size', query: '{ advisories(first: 2147483647) { nodes { id } } }', refusedWith: VALIDATION },
  { name: 'a page of nothing', query: '{ advisories(first: 0) { nodes { id } } }', refusedWith: 'INVALID_INPUT' },
  { name: 'a cursor that is none', query: '{ advisories(after: "\' OR 1=1 --") { nodes { id } } }', refusedWith: 'INVALID_INPUT' },
  {
    name: 'an instant without an offset',
    query: '{ advisories(filter: { from: "2026-01-01T00:00:00" }) { nodes { id } } }',
    refusedWith: VALIDATION,
  },
  {
    name: 'an instant that is none',
    query: 'query ($f: AdvisoryFilterInput) { advisories(filter: $f) { nodes { id } } }',
    variables: { f: { from: '2026-13-45T99:99:99Z' } },
    refusedWith: 'BAD_USER_INPUT',
  },
  {
    name: 'a filter of 1,000 values',
    query: 'query ($f: AdvisoryFilterInput) { advisories(filter: $f) { nodes { id } } }',
    variables: { f: { vendors: Array.from({ length: 1_000 }, () => 'a') } },
    refusedWith: 'INVALID_INPUT',
  },
  {
    name: 'a search of 100,000 letters',
    query: 'query ($q: String!) { searchAdvisories(query: $q) { nodes { id } } }',
    variables: { q: 'a '.repeat(50_000) },
    refusedWith: 'INVALID_INPUT',
  },
  {
    name: 'a keyword that is code',
    query: 'query ($c: CriteriaInput!) { previewCriteria(criteria: $c) { count } }',
    variables: { c: { keywords: [{ $ne: null }] } },
    refusedWith: 'BAD_USER_INPUT',
  },
];

const GUESSING: readonly Hostile[] = [
  { name: '15 sign-ins under aliases', query: `mutation { ${repeat(15, (at) => `a${at}: ${SIGN_IN}`)} }`, refusedWith: VALIDATION },
  { name: 'two sign-ins', query: `mutation { a: ${SIGN_IN} b: ${SIGN_IN} }`, refusedWith: VALIDATION },
  {
    name: 'two sign-ins by a fragment',
    query: `mutation { ${SIGN_IN} ...more } fragment more on Mutation { b: ${SIGN_IN} }`,
    refusedWith: VALIDATION,
  },
  {
    name: 'two searches',
    query: '{ a: searchAdvisories(query: "a") { nodes { id } } b: searchAdvisories(query: "b") { nodes { id } } }',
    refusedWith: VALIDATION,
  },
  {
    name: 'a mutation without its right',
    query:
      'mutation { createAdvisory(input: { kind: SECURITY_ALERT, severity: LOW, content: { title: { en: "a" } } }) { advisory { id } } }',
    refusedWith: 'UNAUTHENTICATED',
  },
  { name: 'a subscription by POST', query: 'subscription { advisoryPublished { event } }', refusedWith: 'BAD_REQUEST' },
  {
    name: 'several operations and no name',
    query: 'query a { __typename } query b { __typename }',
    refusedWith: 'OPERATION_RESOLUTION_FAILURE',
  },
];

const HTTP: readonly Hostile[] = [
  {
    name: 'a batch of 100',
    body: JSON.stringify(Array.from({ length: 100 }, () => ({ query: '{ __typename }' }))),
    refusedWith: 'BAD_REQUEST',
  },
  { name: 'an empty batch', body: '[]', refusedWith: 'BAD_REQUEST' },
  { name: 'no JSON', body: '{"query": "{ __typename }"', refusedWith: 400 },
  { name: 'a JSON text', body: '"{ __typename }"', refusedWith: 'BAD_REQUEST' },
  { name: 'null', body: 'null', refusedWith: 'BAD_REQUEST' },
  { name: 'nothing', body: '', refusedWith: 400 },
  { name: 'a query that is a number', body: '{"query": 1}', refusedWith: 'BAD_REQUEST' },
  { name: 'variables that are a list', body: '{"query": "{ __typename }", "variables": [1]}', refusedWith: 'BAD_REQUEST' },
  { name: 'a poisoned prototype', body: '{"query": "{ __typename }", "__proto__": {"isAdmin": true}}', refusedWith: 400 },
  {
    name: 'variables nested 50,000 deep',
    body: `{"query":"query ($c: CriteriaInput!) { previewCriteria(criteria: $c) { count } }","variables":{"c":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}}`,
    refusedWith: 'BAD_USER_INPUT',
  },
  { name: 'a body of 7 MB', body: JSON.stringify({ query: `# ${'a'.repeat(7 * 1024 * 1024)}` }), refusedWith: 413 },
  {
    name: 'a persisted query of somebody else',
    body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
    refusedWith: 'PERSISTED_QUERY_NOT_FOUND',
  },
  {
    name: 'JSON that calls itself text/plain',
    body: '{"query": "{ __typename }"}',
    headers: { 'content-type': 'text/plain' },
    refusedWith: 'BAD_REQUEST',
  },
  {
    name: 'a form',
    body: 'query=%7B__typename%7D',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    refusedWith: 'BAD_REQUEST',
  },
  {
    name: 'a form with files',
    body: '--a\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"}\r\n--a--',
    headers: { 'content-type': 'multipart/form-data; boundary=a' },
    refusedWith: 'BAD_REQUEST',
  },
  {
    name: 'XML',
    body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    headers: { 'content-type': 'application/xml' },
    refusedWith: 415,
  },
];

/** Documents that a socket refuses as well. */
export const HOSTILE_DOCUMENTS: readonly Hostile[] = [...SHAPES, ...INTROSPECTION, ...GUESSING];
/** Requests that are hostile by their form. */
export const HOSTILE_REQUESTS: readonly Hostile[] = HTTP;
