import { actorFrom } from '#libs/access';
import type { Actor } from '#libs/access';
import { DomainError } from '#libs/core';
import { Database } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../operations/log.js';

/** What a revoked credential's socket is closed with (graphql-transport-ws: 4403 Forbidden). */
const FORBIDDEN = 4403;
/** A revocation that no notification told of is found within this time. */
const LOOK_EVERY_MS = 4_000;

export interface OpenSocket {
  /** Replaced when the live account changes. */
  actor: Actor;
  close(code: number, reason: string): void;
}

/** Whom a notification of the channel `harbourlight_access` concerns. */
interface Concerned {
  readonly personId?: string | null;
  readonly organisationId?: string | null;
}

/** Every open socket with its actor. Asks the live account again at once when told to, and all of them every LOOK_EVERY_MS. */
@Injectable()
export class OpenSockets implements OnApplicationShutdown {
  private readonly sockets = new Set<OpenSocket>();
  private readonly timer: NodeJS.Timeout;
  private isLooking = false;

  constructor(
    private readonly database: Database,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.timer = setInterval(() => void this.lookAtAll(), LOOK_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  get size(): number {
    return this.sockets.size;
  }

  /** Answers how to take it out again. */
  add(socket: OpenSocket): () => void {
    this.sockets.add(socket);
    return () => this.sockets.delete(socket);
  }

  /** A notification of the channel `harbourlight_access`. One that cannot be read concerns everybody. */
  async onAccessChanged(payload: string): Promise<void> {
    const { personId, organisationId } = concerned(payload);
    const isMeant = ({ actor }: OpenSocket) =>
      (!personId && !organisationId) ||
      (personId !== undefined && actor.personId === personId) ||
      (organisationId !== undefined && actor.organisationId === organisationId);
    await this.look([...this.sockets].filter(isMeant));
  }

  private async lookAtAll(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      await this.look([...this.sockets]);
    } finally {
      this.isLooking = false;
    }
  }

  /** Sockets of one credential are looked at together. */
  private async look(sockets: readonly OpenSocket[]): Promise<void> {
    const byCredential = Map.groupBy(
      sockets.filter(({ actor }) => actor.kind !== 'anonymous'),
      ({ actor }) => credentialKey(actor),
    );
    for (const group of byCredential.values()) await this.lookAtOne(group);
  }

  private async lookAtOne(sockets: readonly OpenSocket[]): Promise<void> {
    const credential = sockets[0]?.actor.credential;
    if (!credential) return;
    try {
      const entered = await this.database.identify(credential);
      for (const socket of sockets) {
        if (entered) socket.actor = actorFrom(credential, entered);
        else socket.close(FORBIDDEN, 'Forbidden');
      }
    } catch (error) {
      // Without the database nothing is sent either: every event is read from it.
      if (!(error instanceof DomainError)) this.log.error({ err: error }, 'open sockets could not be looked at');
    }
  }
}

/** The same for all sockets of one session or token. */
export function credentialKey({ credential }: Actor): string {
  return 'hash' in credential ? `${credential.kind} ${credential.hash}` : credential.kind;
}

function concerned(payload: string): Concerned {
  try {
    const read: unknown = JSON.parse(payload);
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}
