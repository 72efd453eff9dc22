import { data, isRouteErrorResponse } from 'react-router';
import type { DataStrategyResult } from 'react-router';
import { loadedMessages } from '../i18n/loaded-messages';

/** Why a request of a page that is open came to nothing. */
export type Failure = 'offline' | 'signed-out' | 'not-there' | 'busy' | 'failed';

/** What may be well a little later, without anybody doing anything. */
export const PASSING: readonly Failure[] = ['offline', 'busy', 'failed'];

/** What a form gets that could not be sent: as a refused form, so that its page stays with all that was typed. */
export interface FailedForm {
  readonly errors: Readonly<Record<string, string>>;
  readonly typed: Readonly<Record<string, string>>;
  readonly isConflict: false;
  readonly failure: Failure;
}

/** Frames that stand around every page of the console: their data of before is better than none. */
const FRAMES: readonly string[] = ['root', 'console/console'];
const NO_ANSWER = 503;

type Results = Record<string, DataStrategyResult>;

/**
 * In a browser: what goes wrong behind an open page does not take the page away. A form that could not be sent is shown again with the reason;
 * data that could not be renewed stays as it was; only a page that was never there is replaced by the page of its error.
 */
export async function keepPage({ request }: { readonly request: Request }, next: () => Promise<Results>): Promise<Results> {
  const isForm = request.method !== 'GET';
  const sent = isForm ? request.clone() : undefined;
  const results = await next();
  if (request.signal.aborted) return results;
  const kept: Results = {};
  for (const [route, result] of Object.entries(results)) {
    const failure = failureOf(result);
    if (failure === undefined) kept[route] = result;
    else if (sent !== undefined) kept[route] = { type: 'data', result: await failedForm(failure, sent) };
    else if (!PASSING.includes(failure)) kept[route] = result;
    // Of a route that is left out here the router keeps what it has.
    else if (!FRAMES.includes(route) && !isShown(request)) kept[route] = errorPage(failure, result);
  }
  return kept;
}

function failureOf({ type, result }: DataStrategyResult): Failure | undefined {
  if (type !== 'error' || result instanceof Response) return undefined;
  const error = unwrapped(result);
  if (!isRouteErrorResponse(error)) return error instanceof TypeError ? 'offline' : 'failed';
  if (error.status === 401) return 'signed-out';
  if (error.status === 429) return 'busy';
  return error.status >= 500 ? 'failed' : 'not-there';
}

/** Of a form the router wraps what was thrown. */
function unwrapped(result: unknown): unknown {
  const isWrapped = typeof result === 'object' && result !== null && 'type' in result && result.type === 'DataWithResponseInit';
  return isWrapped && 'data' in result ? result.data : result;
}

/** Whether it is the page that stands there that is being renewed. */
function isShown({ url }: Request): boolean {
  const { pathname, search } = new URL(url);
  return pathname === window.location.pathname && search === window.location.search;
}

function errorPage(failure: Failure, result: DataStrategyResult): DataStrategyResult {
  return failure === 'offline' ? { type: 'error', result: data({ code: 'OFFLINE' }, { status: NO_ANSWER }) } : result;
}

/** With a status of an error, so that the router renews nothing after it. */
async function failedForm(failure: Failure, sent: Request) {
  const words = loadedMessages().console.failed[failure];
  const form = await sent.formData().catch(() => new FormData());
  const typed = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])));
  return data<FailedForm>({ errors: { '': words }, typed, isConflict: false, failure }, { status: NO_ANSWER });
}
