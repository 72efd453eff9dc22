import type { Actor } from '#libs/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readDeviceCookie } from '../sign-in/session-cookie.js';
import type { Loaders } from './loaders.js';
import type { RequestReads } from './request-reads.js';

/** What every resolver gets: who asks, and what has been loaded for this request already. */
export interface ApiContext {
  readonly requestId: string;
  readonly actor: Actor;
  readonly loaders: Loaders;
  /** Absent on a websocket, as the two after it. */
  readonly reads?: RequestReads;
  readonly request?: FastifyRequest;
  readonly reply?: FastifyReply;
}

/** The client's address and program, for the counting of tries and the list of sessions. Not for the log. */
export function clientOf(context: ApiContext): { address: string; userAgent: string } {
  return { address: context.request?.ip ?? 'unknown', userAgent: (context.request?.headers['user-agent'] ?? '').slice(0, 200) };
}

/** A device that has signed in before keeps its own count of tries, so that a stranger cannot use up its owner's. */
export function deviceOf({ request }: ApiContext): { deviceToken?: string } {
  const deviceToken = request && readDeviceCookie(request);
  return deviceToken === undefined ? {} : { deviceToken };
}
