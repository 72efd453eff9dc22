import type { ApolloServerPlugin } from '@apollo/server';
import { Clock } from '#libs/core';
import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Kind, OperationTypeNode } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { FeedCache } from '../feeds/feed-cache.js';
import { readSessionCookie } from '../sign-in/session-cookie.js';
import type { ApiContext } from './api-context.js';

interface Answer {
  readonly contentType: string;
  readonly body: Buffer;
}

interface Asked {
  readonly sinceMs: number;
  readonly generation: number;
  times: number;
  answer?: Answer;
}

/** For so long a question is counted, and for so long at most it is answered from memory. */
const WINDOW_MS = 1_000;
/** Asked more often than this within it. */
const HOT_AFTER = 8;
const MAX_QUESTIONS = 500;
const MAX_ANSWER_CHARACTERS = 256 * 1024;
/** What is asked of published advisories: it changes with publications, of which the process hears. */
const PUBLIC_FIELDS: ReadonlySet<string> = new Set(['advisories', 'advisory', 'searchAdvisories']);

/**
 * What everybody who is not signed in asks at the same moment, after an urgent alert say: answered from memory for a second, and no longer than to the
 * next publication or withdrawal. Whoever sends a token or a session is never answered from here, and no answer of theirs comes in.
 */
@Injectable()
export class PublicAnswers {
  private readonly asked = new Map<string, Asked>();
  /** Requests whose answer would be of use to others. */
  private readonly wanted = new WeakMap<FastifyRequest, { readonly asked: Asked; isPublic: boolean }>();

  constructor(
    private readonly publications: FeedCache,
    private readonly clock: Clock,
  ) {}

  /** After the hook that puts documents in the place of their hashes. */
  register(app: NestFastifyApplication): void {
    const server = app.getHttpAdapter().getInstance();
    server.addHook('preHandler', async (request, reply) => {
      const asked = this.ask(request);
      if (asked?.answer !== undefined) await reply.header('content-type', asked.answer.contentType).send(asked.answer.body);
      else if (asked !== undefined && asked.times > HOT_AFTER) this.wanted.set(request, { asked, isPublic: false });
    });
    server.addHook('onSend', (request, reply, payload, done) => {
      const wanted = this.wanted.get(request);
      if (wanted?.isPublic === true && reply.statusCode === 200 && typeof payload === 'string' && payload.length <= MAX_ANSWER_CHARACTERS)
        wanted.asked.answer = { contentType: String(reply.getHeader('content-type')), body: Buffer.from(payload) };
      done(null, payload);
    });
  }

  /** Says of an operation that ran whether its answer may be kept. */
  plugin(): ApolloServerPlugin<ApiContext> {
    const { wanted } = this;
    return {
      requestDidStart() {
        return Promise.resolve({
          willSendResponse({ operation, response, contextValue: { actor, request } }) {
            const mine = request && wanted.get(request);
            const { body } = response;
            if (mine && operation && body.kind === 'single' && !body.singleResult.errors && actor.kind === 'anonymous')
              mine.isPublic = asksForPublished(operation);
            return Promise.resolve();
          },
        });
      },
    };
  }

  private ask(request: FastifyRequest): Asked | undefined {
    const { method, url, headers, body } = request;
    if (method !== 'POST' || url !== '/graphql' || !this.publications.isKeeping) return undefined;
    if (headers.authorization !== undefined || readSessionCookie(request) !== undefined) return undefined;
    if (typeof body !== 'object' || body === null) return undefined;
    const entry = this.entryOf(`${headers.accept ?? ''} ${JSON.stringify(body)}`);
    entry.times += 1;
    return entry;
  }

  private entryOf(key: string): Asked {
    const now = this.clock.nowMs();
    const { generation } = this.publications;
    const known = this.asked.get(key);
    if (known !== undefined && known.generation === generation && now - known.sinceMs < WINDOW_MS) return known;
    // A hot one stays counted as such, and is read again.
    const isHot = known !== undefined && known.times > HOT_AFTER && now - known.sinceMs < 2 * WINDOW_MS;
    const fresh: Asked = { sinceMs: now, generation, times: isHot ? HOT_AFTER : 0 };
    if (this.asked.size >= MAX_QUESTIONS) this.asked.clear();
    this.asked.set(key, fresh);
    return fresh;
  }
}

function asksForPublished({ operation, selectionSet }: OperationDefinitionNode): boolean {
  return (
    operation === OperationTypeNode.QUERY &&
    selectionSet.selections.every((selection) => selection.kind === Kind.FIELD && PUBLIC_FIELDS.has(selection.name.value))
  );
}
