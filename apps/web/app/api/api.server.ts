import { data as routerData } from 'react-router';
import { settings } from '../settings.server';
import type { TypedDocumentString } from './gql/graphql';

/** One wrong place in what was given, as the API names it. */
export interface Issue {
  readonly path: string;
  readonly expected: string;
  readonly received?: string;
}

/** A refusal of the API: a stable code, a sentence, and for bad input every wrong place. */
export class ApiRefusal extends Error {
  constructor(
    readonly code: string,
    readonly kind: string,
    message: string,
    readonly issues: readonly Issue[],
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(message);
    this.name = 'ApiRefusal';
  }
}

/** Who sends a form of a public page: an address for the API's limits, and nothing that says who they are, whatever their cookies. */
export function visitorOf(request: Request): Request {
  const address = request.headers.get('x-visitor-address');
  return new Request(request.url, { headers: address === null ? {} : { 'x-visitor-address': address } });
}

interface GraphqlAnswer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: {
      readonly code?: string;
      readonly kind?: string;
      readonly issues?: Issue[];
      readonly retryAfterSeconds?: number;
    };
  }[];
}

/** What goes with a question: nothing for public pages, which are the same for everybody. */
type Asker = Request | 'anonymous';

/** Asks the API. A refusal becomes a page: 404 for what is not there, 429, 401 to sign in; anything else is an error page. */
export async function query<Result, Variables>(
  asker: Asker,
  document: TypedDocumentString<Result, Variables>,
  ...[variables]: Variables extends Record<string, never> ? [] : [Variables]
): Promise<Result> {
  const { answer } = await send(asker, document, variables);
  if (answer.data == null || answer.errors !== undefined) throw pageFor(refusalIn(answer));
  return answer.data;
}

/** Either what was done, with the cookies that the API set, or why it was refused. */
export type Mutated<Result> =
  | { readonly done: Result; readonly refusal?: undefined; readonly headers: Headers }
  | { readonly done?: undefined; readonly refusal: ApiRefusal; readonly headers: Headers };

/** Changes something. A refusal is an answer, so that a form can show it beside what was typed. */
export async function mutate<Result, Variables>(
  asker: Asker,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Mutated<Result>> {
  const { answer, cookies } = await send(asker, document, variables);
  const headers = new Headers(cookies.map((cookie): [string, string] => ['set-cookie', cookie]));
  if (answer.data == null || answer.errors !== undefined) return { refusal: refusalIn(answer), headers };
  return { done: answer.data, headers };
}

/** The API knows our documents by their hash; one of another release is sent in full. */
async function send<Result, Variables>(asker: Asker, document: TypedDocumentString<Result, Variables>, variables: Variables | undefined) {
  const hash: unknown = document.__meta__?.['hash'];
  const known = typeof hash === 'string' ? await post<Result>(asker, { documentId: hash, variables }) : undefined;
  if (known !== undefined && known.answer.errors?.[0]?.extensions?.code !== 'PERSISTED_QUERY_NOT_FOUND') return known;
  return post<Result>(asker, { query: document.toString(), variables });
}

async function post<Result>(asker: Asker, body: object) {
  const response = await fetch(`${settings().apiUrl}/graphql`, { method: 'POST', headers: headersFor(asker), body: JSON.stringify(body) });
  const answer = (await response.json().catch(() => ({}))) as GraphqlAnswer<Result>;
  return { answer, cookies: response.headers.getSetCookie() };
}

function headersFor(asker: Asker): Record<string, string> {
  const always = { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' };
  if (asker === 'anonymous') return always;
  const cookie = asker.headers.get('cookie');
  const visitor = asker.headers.get('x-visitor-address');
  // By which a person recognises their sessions.
  const browser = asker.headers.get('user-agent');
  return {
    ...always,
    ...(cookie ? { cookie } : {}),
    ...(visitor ? { 'x-forwarded-for': visitor } : {}),
    ...(browser ? { 'user-agent': browser } : {}),
  };
}

function refusalIn({ errors }: GraphqlAnswer<unknown>): ApiRefusal {
  const { message = 'The API did not answer.', extensions = {} } = errors?.[0] ?? {};
  const { code = 'INTERNAL', kind = 'INTERNAL', issues = [], retryAfterSeconds } = extensions;
  return new ApiRefusal(code, kind, message, issues, retryAfterSeconds);
}

const STATUS_OF_KIND: Readonly<Record<string, number>> = { NOT_FOUND: 404, FORBIDDEN: 403, INVALID: 400, CONFLICT: 409, UNAVAILABLE: 503 };

/** What a page that cannot be shown answers; the error page chooses its words by the status. */
function pageFor(refusal: ApiRefusal): unknown {
  const status = ['TOO_MANY_TRIES', 'RATE_LIMITED'].includes(refusal.code) ? 429 : (STATUS_OF_KIND[refusal.kind] ?? 502);
  return routerData({ code: refusal.code, message: refusal.message }, { status });
}

/** For what is not there, or is not for this reader: the same answer. */
export function notFound(): never {
  throw routerData({ code: 'NOT_FOUND' }, { status: 404 });
}
