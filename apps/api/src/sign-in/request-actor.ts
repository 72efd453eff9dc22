import type { IncomingMessage } from 'node:http';
import { ANONYMOUS } from '#libs/access';
import type { Actor } from '#libs/access';
import { IdentifyActor } from '#libs/accounts';
import type { Announce } from '#libs/accounts';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { DomainError, forbidden } from '#libs/core';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readSessionCookie, sessionCookieOf } from './session-cookie.js';

const BEARER = /^Bearer\s+(\S+)$/i;

/** Who asks: the holder of the bearer token, else of the session cookie, else the anonymous visitor. */
@Injectable()
export class RequestActor {
  private readonly ownOrigins: readonly string[];

  constructor(
    private readonly identify: IdentifyActor,
    @Inject(CONFIG) config: Config,
  ) {
    this.ownOrigins = [config.publicApiUrl, config.publicWebUrl].map((url) => new URL(url).origin);
  }

  /** Throws UNAUTHENTICATED for a token that is not (or no longer) good; a stale cookie makes an anonymous visitor. */
  async of(request: FastifyRequest, announce?: Announce): Promise<Actor> {
    const header = request.headers.authorization;
    if (header !== undefined) return this.byHeader(header, announce);
    return this.byCookie(readSessionCookie(request), request.headers, announce);
  }

  /** The holder of an `Authorization` header's value. */
  async byHeader(header: string, announce?: Announce): Promise<Actor> {
    const token = BEARER.exec(header)?.[1];
    const actor = token === undefined ? undefined : await this.identify.byApiToken(token, announce);
    if (!actor) throw new DomainError('forbidden', 'UNAUTHENTICATED', 'The token is not good, or no longer.');
    return actor;
  }

  /** Who opens a websocket from a page: browsers send the cookie along, and always the origin. */
  async byUpgrade(request: IncomingMessage): Promise<Actor> {
    return this.byCookie(sessionCookieOf(request.headers.cookie), request.headers);
  }

  private async byCookie(cookie: string | undefined, headers: IncomingMessage['headers'], announce?: Announce): Promise<Actor> {
    if (cookie === undefined) return visitor(announce);
    this.refuseForeignOrigin(headers);
    return (await this.identify.bySessionToken(cookie, announce)) ?? visitor(announce);
  }

  /** A browser says where a request comes from; with our cookie it must come from our own pages. */
  private refuseForeignOrigin({ origin, 'sec-fetch-site': site }: IncomingMessage['headers']): void {
    const isForeign = origin === undefined ? site === 'cross-site' : !this.ownOrigins.includes(origin);
    if (isForeign) throw forbidden('FOREIGN_ORIGIN', 'A request with a session must come from our own pages.');
  }
}

/** With a credential of this request's own, where somebody keeps a transaction for it. */
function visitor(announce: Announce | undefined): Actor {
  if (announce === undefined) return ANONYMOUS;
  const credential = { ...ANONYMOUS.credential };
  announce(credential);
  return { ...ANONYMOUS, credential };
}
