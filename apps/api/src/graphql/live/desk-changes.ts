import { authorize, can } from '#libs/access';
import type { Action, Actor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock, DomainError } from '#libs/core';
import { Database, Listener } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../operations/log.js';
import { BufferedEvents } from './buffered-events.js';
import { DELIVERIES_CHANNEL, DESK_CHANGES, DESK_CHANNEL, deskNotification } from './desk-notification.js';
import type { DeskChange, DeskNotification } from './desk-notification.js';
import { credentialKey } from './open-sockets.js';

/** All that anybody is told: that something of this sort changed which they may see. */
export interface DeskEvent {
  readonly change: DeskChange;
}

interface Subscriber {
  readonly actor: () => Actor;
  readonly events: BufferedEvents<DeskEvent>;
}

/** What happens within this time is told together: a client hears of each sort at most once in it. */
export const TOGETHER_MS = 1_000;
/** Credentials that are asked at the same time; each takes a connection. */
const AT_ONCE = 4;

/** What one must be allowed beside seeing the row itself; where no row is named, this alone decides. */
const NEEDED: Readonly<Partial<Record<DeskChange, Action>>> = {
  incident_report: 'incident:read',
  application: 'organisation:vet',
  delivery: 'delivery:pending_counts',
};

/** Of sets of readers those that are the caller's, and of sources those that row-level security shows. */
const SEEN = `
  SELECT 'readers ' || s AS key FROM unnest($1::int[]) s WHERE s = ANY ((SELECT access.visible_sets())::int[])
  UNION ALL SELECT 'source ' || s.id FROM advisories.source s WHERE s.id = ANY ($2::uuid[])`;

/**
 * What changed on the desks, told to those of the operating CERT's people who may see it. For every round of events each credential is asked anew
 * for its rights and keys; what happened out of their sight is not told, not even that it happened.
 */
@Injectable()
export class DeskChanges implements OnApplicationShutdown {
  private readonly subscribers = new Set<Subscriber>();
  private readonly heard = new Map<string, DeskNotification>();
  private timer: NodeJS.Timeout | undefined;
  private lastRoundAt = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    listener: Listener,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    listener.on(DESK_CHANNEL, (payload) => {
      const notification = deskNotification(payload);
      if (notification) this.hear(notification);
    });
    listener.on(DELIVERIES_CHANNEL, () => {
      this.hear({ change: 'delivery' });
    });
    listener.onReconnect(() => {
      this.catchUp();
    });
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  /** Throws NOT_ALLOWED and its like for whoever is not of the desk, TOO_MANY_SUBSCRIPTIONS where the process has as many as it can tell in time. */
  subscribe(actor: () => Actor): BufferedEvents<DeskEvent> {
    authorize(actor(), 'desk:follow');
    if (this.subscribers.size >= this.config.liveSubscriptions)
      throw new DomainError('unavailable', 'TOO_MANY_SUBSCRIPTIONS', 'Too many subscribe at the moment.', { retryAfterSeconds: 60 });
    const events = new BufferedEvents<DeskEvent>(() => this.subscribers.delete(subscriber));
    const subscriber: Subscriber = { actor, events };
    this.subscribers.add(subscriber);
    return events;
  }

  /** After the connection was lost anything may have changed: everybody looks again at all that their rights cover. */
  private catchUp(): void {
    for (const { actor, events } of this.subscribers)
      for (const change of DESK_CHANGES) if (isAllowed(actor(), change)) events.push({ change });
  }

  private hear(notification: DeskNotification): void {
    if (this.subscribers.size === 0) return;
    this.heard.set(JSON.stringify(notification), notification);
    this.timer ??= setTimeout(() => void this.tellAll(), Math.max(0, this.lastRoundAt + TOGETHER_MS - this.clock.nowMs()));
  }

  private async tellAll(): Promise<void> {
    this.lastRoundAt = this.clock.nowMs();
    const heard = [...this.heard.values()];
    this.heard.clear();
    const groups = [...Map.groupBy(this.subscribers, ({ actor }) => credentialKey(actor())).values()];
    for (let at = 0; at < groups.length; at += AT_ONCE)
      await Promise.all(groups.slice(at, at + AT_ONCE).map((group) => this.tellGroup(group, heard)));
    // Only now, so that a slow round does not run beside the next.
    this.timer = undefined;
    const [waiting] = this.heard.values();
    if (waiting) this.hear(waiting);
  }

  /** Subscribers of one credential: what they may hear is the same. */
  private async tellGroup(group: readonly Subscriber[], heard: readonly DeskNotification[]): Promise<void> {
    const [first] = group;
    if (!first) return;
    try {
      const actor = first.actor();
      authorize(actor, 'desk:follow');
      const events = [...(await this.changesFor(actor, heard))].map((change): DeskEvent => ({ change }));
      for (const { events: told } of group) for (const event of events) told.push(event);
    } catch (error) {
      for (const { events } of group) events.fail(this.reasonOf(error));
    }
  }

  private async changesFor(actor: Actor, heard: readonly DeskNotification[]): Promise<ReadonlySet<DeskChange>> {
    const allowed = heard.filter(({ change }) => isAllowed(actor, change));
    if (allowed.length === 0) return new Set();
    const sets = allowed.flatMap(({ readerSet }) => (readerSet === undefined ? [] : [readerSet]));
    const sources = allowed.flatMap(({ sourceId }) => (sourceId === undefined ? [] : [sourceId]));
    const rows = await this.database.as(actor, (tx) => tx.query<{ key: string }>(SEEN, [sets, sources]));
    const seen = new Set(rows.map(({ key }) => key));
    return new Set(allowed.filter((each) => isSeen(each, seen)).map(({ change }) => change));
  }

  private reasonOf(error: unknown): DomainError {
    if (error instanceof DomainError) return error;
    this.log.error({ err: error }, 'changes of the desk could not be told');
    return new DomainError('unavailable', 'LIVE_UNAVAILABLE', 'Events cannot be told at the moment. Subscribe again.');
  }
}

function isAllowed(actor: Actor, change: DeskChange): boolean {
  const needed = NEEDED[change];
  return can(actor, 'desk:follow') && (needed === undefined || can(actor, needed));
}

function isSeen({ change, readerSet, sourceId }: DeskNotification, seen: ReadonlySet<string>): boolean {
  if (readerSet !== undefined) return seen.has(`readers ${readerSet}`);
  if (sourceId !== undefined) return seen.has(`source ${sourceId}`);
  return NEEDED[change] !== undefined;
}
