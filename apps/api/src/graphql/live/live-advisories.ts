import type { Actor } from '#libs/access';
import { AdvisoryQueries } from '#libs/advisories';
import type { AdvisoryCard, LiveMessage } from '#libs/advisories';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock, DomainError } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { EVERYTHING, matchesCriteria } from '#libs/subscriptions';
import type { Criteria } from '#libs/subscriptions';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../operations/log.js';
import { BufferedEvents } from './buffered-events.js';
import { credentialKey } from './open-sockets.js';

/** What one subscriber is told: what happened, and the card that the subscriber's own keys opened. */
export interface LiveEvent {
  readonly type: LiveType;
  readonly card: AdvisoryCard;
}
type LiveType = 'advisory.published' | 'advisory.updated' | 'advisory.withdrawn';

interface Subscriber {
  readonly actor: () => Actor;
  readonly criteria: Criteria;
  /** The criteria as a text: the same for those who ask for the same. */
  readonly wish: string;
  readonly events: BufferedEvents<LiveEvent>;
  /** When it began. */
  readonly since: Date;
  /** What it was told of each advisory last, so that catching up repeats nothing and a withdrawal reaches whoever had the advisory. */
  readonly told: Map<string, string>;
}

const MAX_TOLD = 2_000;
/** Ids that are read in one statement; while they are, the next ones wait. */
const MAX_TOGETHER = 50;
/** Advisories that are looked at again after the connection was lost: read in pages, and not without end. */
const CAUGHT_UP_PAGE = 100;
const MAX_CAUGHT_UP_PAGES = 20;
/** Credentials that are told at the same time; each takes a connection. */
const AT_ONCE = 4;
/** A transaction may have stamped its instant so long before it was committed and heard of. */
const COMMIT_DELAY_MS = 60_000;
const NO_ID = '00000000-0000-4000-8000-000000000000';

/**
 * What was published, told to open subscriptions. Notifications carry ids; for every event each subscriber's own live credential reads the
 * advisory, and what it does not open does not exist for that subscriber.
 */
@Injectable()
export class LiveAdvisories {
  private readonly subscribers = new Set<Subscriber>();
  /** Ids of advisories that something happened to. */
  private readonly heard: string[] = [];
  private isTelling = false;
  private lastHeardAt: Date;

  constructor(
    private readonly database: Database,
    private readonly queries: AdvisoryQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.lastHeardAt = clock.now();
  }

  get size(): number {
    return this.subscribers.size;
  }

  /** Throws TOO_MANY_SUBSCRIPTIONS where the process has as many as it can tell in time; visitors leave half of the places to others. */
  subscribe(actor: () => Actor, criteria: Criteria): BufferedEvents<LiveEvent> {
    const most = actor().kind === 'anonymous' ? this.config.liveSubscriptions / 2 : this.config.liveSubscriptions;
    if (this.subscribers.size >= most)
      throw new DomainError('unavailable', 'TOO_MANY_SUBSCRIPTIONS', 'Too many subscribe at the moment.', { retryAfterSeconds: 60 });
    const events = new BufferedEvents<LiveEvent>(() => this.subscribers.delete(subscriber));
    const subscriber: Subscriber = {
      actor,
      criteria,
      wish: criteria === EVERYTHING ? '' : JSON.stringify(criteria),
      events,
      since: this.clock.now(),
      told: new Map(),
    };
    this.subscribers.add(subscriber);
    return events;
  }

  /** A notification. One that says that it alerts nobody is for lists and caches. */
  onNotification(payload: string): void {
    this.lastHeardAt = this.clock.now();
    const advisoryId = advisoryOf(payload);
    if (advisoryId === undefined || this.subscribers.size === 0) return;
    this.heard.push(advisoryId);
    void this.tellAll();
  }

  /**
   * Everything published since the last notification was missed: all of it is looked at again, under each subscriber's own keys. A subscriber
   * who began shortly before may be told of what came before that; better so than not at all.
   */
  async catchUp(): Promise<void> {
    const from = this.lastHeardAt.getTime();
    await this.forEachCredential(async (tx, subscribers) => {
      const began = Math.min(...subscribers.map(({ since }) => since.getTime()));
      await this.catchUpAs(tx, subscribers, new Date(Math.max(from, began) - COMMIT_DELAY_MS));
    });
  }

  private async tellAll(): Promise<void> {
    if (this.isTelling) return;
    this.isTelling = true;
    try {
      while (this.heard.length > 0) {
        const together = this.heard.splice(0, MAX_TOGETHER);
        await this.forEachCredential((tx, subscribers) => this.tellAs(tx, subscribers, together));
      }
    } finally {
      this.isTelling = false;
    }
  }

  private async forEachCredential(work: (tx: Transaction, subscribers: readonly Subscriber[]) => Promise<void>): Promise<void> {
    const groups = [...Map.groupBy(this.subscribers, ({ actor }) => credentialKey(actor())).values()];
    for (let at = 0; at < groups.length; at += AT_ONCE) {
      await Promise.all(groups.slice(at, at + AT_ONCE).map((group) => this.asOne(group, work)));
    }
  }

  private async asOne(
    group: readonly Subscriber[],
    work: (tx: Transaction, subscribers: readonly Subscriber[]) => Promise<void>,
  ): Promise<void> {
    const [first] = group;
    if (!first) return;
    try {
      await this.database.as(first.actor(), (tx) => work(tx, group));
    } catch (error) {
      this.endAll(group, error);
    }
  }

  /** A subscriber who cannot be told is ended with the reason: they subscribe again and read what they missed. */
  private endAll(subscribers: readonly Subscriber[], error: unknown): void {
    if (!(error instanceof DomainError)) this.log.error({ err: error }, 'live subscribers could not be told');
    const reason =
      error instanceof DomainError
        ? error
        : new DomainError('unavailable', 'LIVE_UNAVAILABLE', 'Events cannot be told at the moment. Subscribe again.');
    for (const { events } of subscribers) events.fail(reason);
  }

  private async tellAs(tx: Transaction, subscribers: readonly Subscriber[], ids: readonly string[]): Promise<void> {
    for (const card of await this.queries.cards(tx, [...new Set(ids)])) if (card) await this.tell(tx, subscribers, card);
  }

  private async catchUpAs(tx: Transaction, subscribers: readonly Subscriber[], from: Date): Promise<void> {
    let place = { at: from.toISOString(), id: NO_ID };
    for (let page = 0; page < MAX_CAUGHT_UP_PAGES; page++) {
      const cards = await this.queries.changedAfter(tx, place, CAUGHT_UP_PAGE);
      for (const card of cards) await this.tell(tx, subscribers, card);
      const last = cards.at(-1);
      if (!last || cards.length < CAUGHT_UP_PAGE) return;
      place = { at: last.updatedAt, id: last.id };
    }
    throw new DomainError(
      'unavailable',
      'TOO_MUCH_MISSED',
      'More was missed than can be told. Subscribe again and read what was published.',
    );
  }

  private async tell(tx: Transaction, subscribers: readonly Subscriber[], card: AdvisoryCard): Promise<void> {
    // One object for all of them, who are of one credential: what is rendered of it is rendered once.
    const event: LiveEvent = { type: typeOf(card), card };
    const asked = new Map<string, Promise<boolean>>();
    for (const subscriber of subscribers) {
      const isNews = subscriber.told.get(card.id) !== card.updatedAt;
      if (!isNews || !(await this.isAskedFor(tx, subscriber, card, asked))) continue;
      remember(subscriber.told, card);
      subscriber.events.push(event);
    }
  }

  /** Of a withdrawn advisory nothing is left to compare with criteria: whoever was told of it is told again. */
  private isAskedFor(
    tx: Transaction,
    { criteria, wish, told }: Subscriber,
    card: AdvisoryCard,
    asked: Map<string, Promise<boolean>>,
  ): boolean | Promise<boolean> {
    if (criteria === EVERYTHING || told.has(card.id)) return true;
    if (card.state === 'withdrawn') return false;
    const answer = asked.get(wish) ?? matchesCriteria(tx, criteria, card.id);
    asked.set(wish, answer);
    return answer;
  }
}

function remember(told: Map<string, string>, { id, updatedAt }: AdvisoryCard): void {
  told.delete(id);
  told.set(id, updatedAt);
  const oldest = told.keys().next();
  if (told.size > MAX_TOLD && !oldest.done) told.delete(oldest.value);
}

function typeOf({ state, revision }: AdvisoryCard): LiveType {
  if (state === 'withdrawn') return 'advisory.withdrawn';
  return revision === 1 ? 'advisory.published' : 'advisory.updated';
}

function advisoryOf(payload: string): string | undefined {
  try {
    const { advisoryId, isSilent } = JSON.parse(payload) as Partial<LiveMessage>;
    return isSilent === true ? undefined : advisoryId;
  } catch {
    return undefined;
  }
}
