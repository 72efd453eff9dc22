import { ANONYMOUS } from '#libs/access';
import type { Actor } from '#libs/access';
import { DomainError } from '#libs/core';
import type { ApiRoot } from '#libs/taxii';
import { Injectable } from '@nestjs/common';
import { RequestActor } from '../../sign-in/request-actor.js';

const BASIC = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i;
const BEARER = /^Bearer\s/i;

/** Who reads: the holder of a token, sent as `Bearer` or as the password of HTTP Basic (TAXII 2.1 section 8.2.2), whatever the user's name. Cookies are not looked at. */
@Injectable()
export class TaxiiReaders {
  constructor(private readonly actors: RequestActor) {}

  /** Throws UNAUTHENTICATED for a token that is not good, and for none where the API root asks for one. */
  async of(authorization: string | undefined, apiRoot: ApiRoot): Promise<Actor> {
    if (authorization === undefined) return this.anonymous(apiRoot);
    const token = passwordOf(authorization);
    if (token === undefined && !BEARER.test(authorization)) throw unauthenticated();
    return this.actors.byHeader(token === undefined ? authorization : `Bearer ${token}`);
  }

  private anonymous(apiRoot: ApiRoot): Actor {
    if (apiRoot === 'members') throw unauthenticated();
    return ANONYMOUS;
  }
}

function passwordOf(authorization: string): string | undefined {
  const encoded = BASIC.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString();
  const password = pair.slice(pair.indexOf(':') + 1);
  return /^\S+$/.test(password) ? password : 'none';
}

function unauthenticated(): DomainError {
  return new DomainError('forbidden', 'UNAUTHENTICATED', 'This needs an API token, as Bearer or as the password of HTTP Basic.');
}
