import type { Actor } from '#libs/access';
import { DomainError } from '#libs/core';
import { Injectable } from '@nestjs/common';
import type { Context } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import { RequestActor } from '../../sign-in/request-actor.js';
import { OpenSockets } from './open-sockets.js';
import type { OpenSocket } from './open-sockets.js';

/** What is kept with a socket that was let in. */
export interface Admitted {
  open: OpenSocket;
}
export type Socket = Context<Record<string, unknown>, Extra & Partial<Admitted>>;

/** Who opens a socket: the holder of `connectionParams.authorization`, else of the header of that name, else of the cookie that a page of ours sends, else a visitor. */
@Injectable()
export class SocketAdmission {
  constructor(
    private readonly actors: RequestActor,
    private readonly openSockets: OpenSockets,
  ) {}

  /** Whether the socket is let in; a token that is not good is no reason to go on as a visitor. */
  async admit({ connectionParams, extra }: Socket): Promise<boolean> {
    const actor = await this.identify(connectionParams, extra);
    if (!actor) return false;
    extra.open = {
      actor,
      close: (code, reason) => {
        extra.socket.close(code, reason);
      },
    };
    extra.socket.once('close', this.openSockets.add(extra.open));
    return true;
  }

  private async identify(parameters: Record<string, unknown> | undefined, { request }: Extra): Promise<Actor | undefined> {
    try {
      const authorization = parameters?.['authorization'] ?? parameters?.['Authorization'] ?? request.headers.authorization;
      if (authorization === undefined) return await this.actors.byUpgrade(request);
      return typeof authorization === 'string' ? await this.actors.byHeader(authorization) : undefined;
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }
}
