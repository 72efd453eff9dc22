import { ANONYMOUS } from '#libs/access';
import type { Actor } from '#libs/access';
import { IdentifyActor } from '#libs/accounts';
import { DomainError } from '#libs/core';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClientCertificates } from './client-certificates.js';
import { RequestActor } from '../sign-in/request-actor.js';

const BEARER = /^(?:Bearer|Token)\s+(\S+)$/i;
const BASIC = /^Basic\s+([A-Za-z0-9+/=]+)$/i;

/** Who reads a feed. A public one is read as a visitor whoever asks, so that every cache may keep it. */
@Injectable()
export class FeedReader {
  constructor(
    private readonly identify: IdentifyActor,
    private readonly requests: RequestActor,
    private readonly certificates: ClientCertificates,
  ) {}

  /** For what only members have: the holder of the token (Bearer, or Basic with the token as the password), else of the client certificate, else of the session. Throws UNAUTHENTICATED. */
  async member(request: FastifyRequest, reply: FastifyReply): Promise<Actor> {
    const actor = await this.holder(request);
    if (actor !== undefined && actor.kind !== 'anonymous') return actor;
    void reply.header('www-authenticate', 'Basic realm="Harbourlight", charset="UTF-8", Bearer realm="Harbourlight"');
    throw new DomainError('forbidden', 'UNAUTHENTICATED', 'Sign in with a token: as Bearer, or as the password of Basic.');
  }

  /** The holder of a personal feed address. Throws UNAUTHENTICATED for one that is not (or no longer) good. */
  async byAddress(token: string): Promise<Actor> {
    const actor = await this.identify.byFeedToken(token);
    if (actor === undefined) throw new DomainError('not_found', 'NOT_FOUND', 'Not found.');
    return actor;
  }

  visitor(): Actor {
    return ANONYMOUS;
  }

  private async holder(request: FastifyRequest): Promise<Actor | undefined> {
    const { authorization } = request.headers;
    if (authorization === undefined) return (await this.certificates.holder(request)) ?? this.requests.of(request);
    const token = BEARER.exec(authorization)?.[1] ?? passwordOf(authorization);
    if (token === undefined) return undefined;
    return (await this.identify.byApiToken(token)) ?? this.identify.byFeedToken(token);
  }
}

/** RFC 7617: the user name does not matter, the token says who it is. */
function passwordOf(authorization: string): string | undefined {
  const encoded = BASIC.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}
