import type { Actor } from '#libs/access';
import { AccountQueries, ListSessions } from '#libs/accounts';
import type {
  ApiToken,
  Application,
  ClosedGroup,
  GroupMembership,
  Organisation,
  Person,
  SessionInfo,
  VerifiedDomain,
} from '#libs/accounts';
import { acknowledgementsOf, AdvisoryQueries, AdvisoryViews } from '#libs/advisories';
import type {
  Acknowledgement,
  AdvisoryCard,
  AdvisoryDetail,
  OriginalDocument,
  PublishedRevisionEntry,
  ReviewComment,
  RevisionView,
} from '#libs/advisories';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { DeliveryQueries } from '#libs/deliveries';
import type { Attempt, Delivery } from '#libs/deliveries';
import { GuidanceQueries } from '#libs/guidance';
import type { GuidanceCard } from '#libs/guidance';
import { IncidentQueries } from '#libs/incidents';
import type { IncidentReport } from '#libs/incidents';
import { READER_FORMATS, renditionsOfAdvisories } from '#libs/renditions';
import type { ReadersRendition } from '#libs/renditions';
import { SubscriptionQueries } from '#libs/subscriptions';
import type { Endpoint, Subscription } from '#libs/subscriptions';
import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';

type Load<Value> = DataLoader<string, Value>;

/** What a request loads by ids, many at once and each once, under the keys of who asks. Undefined for what is hidden or absent. */
export interface Loaders {
  readonly advisories: Load<AdvisoryDetail | undefined>;
  readonly advisoryCards: Load<AdvisoryCard | undefined>;
  readonly histories: Load<readonly PublishedRevisionEntry[]>;
  readonly acknowledgements: Load<Acknowledgement | undefined>;
  readonly comments: Load<readonly ReviewComment[]>;
  readonly originals: Load<readonly OriginalDocument[]>;
  readonly revisionViews: Load<RevisionView | undefined>;
  /** By the advisory's id, a blank and the format. */
  readonly renditions: Load<readonly ReadersRendition[]>;
  readonly organisations: Load<Organisation | undefined>;
  readonly domains: Load<readonly VerifiedDomain[]>;
  readonly applications: Load<readonly Application[]>;
  readonly people: Load<Person | undefined>;
  readonly secondFactors: Load<boolean | undefined>;
  readonly groups: Load<ClosedGroup | undefined>;
  readonly groupMembers: Load<readonly GroupMembership[]>;
  readonly apiTokens: Load<ApiToken | undefined>;
  readonly sessions: Load<SessionInfo | undefined>;
  readonly subscriptions: Load<Subscription | undefined>;
  readonly subscriptionsByNumber: Load<Subscription | undefined>;
  readonly endpoints: Load<Endpoint | undefined>;
  readonly endpointsOf: Load<readonly Endpoint[]>;
  /** Until when earlier signing secrets of an endpoint still sign. */
  readonly oldSecrets: Load<readonly string[]>;
  /** Alerts that an endpoint did not get. */
  readonly unsentCounts: Load<number>;
  readonly deliveries: Load<Delivery | undefined>;
  readonly attempts: Load<readonly Attempt[]>;
  readonly guidanceArticles: Load<GuidanceCard | undefined>;
  readonly incidentReports: Load<IncidentReport | undefined>;
}

/** More ids than one statement should be given. */
const MAX_BATCH = 200;

/** Where loaders read. */
@Injectable()
export class LoaderReads {
  constructor(
    readonly advisories: AdvisoryQueries,
    readonly views: AdvisoryViews,
    readonly accounts: AccountQueries,
    readonly subscriptions: SubscriptionQueries,
    readonly deliveries: DeliveryQueries,
  ) {}
}

/** Where loaders read what is neither an advisory nor on its way. */
@Injectable()
export class PageReads {
  constructor(
    readonly guidance: GuidanceQueries,
    readonly incidents: IncidentQueries,
  ) {}
}

@Injectable()
export class LoaderFactory {
  constructor(
    private readonly database: Database,
    private readonly reads: LoaderReads,
    private readonly pages: PageReads,
    private readonly sessionList: ListSessions,
  ) {}

  /** For one request. */
  for(actor: Actor): Loaders {
    return this.loaders(() => actor, true);
  }

  /** For a websocket, which outlives what it has read: nothing is remembered, and the live actor is asked for each time. */
  uncached(actor: () => Actor): Loaders {
    return this.loaders(actor, false);
  }

  private loaders(actor: () => Actor, cache: boolean): Loaders {
    const load = <Value>(read: (ids: readonly string[]) => Promise<readonly Value[]>): Load<Value> =>
      new DataLoader(read, { cache, maxBatchSize: MAX_BATCH });
    const inTx = <Value>(read: (tx: Transaction, ids: readonly string[]) => Promise<readonly Value[]>) =>
      load((ids) => this.database.as(actor(), (tx) => read(tx, ids)));
    const { advisories, views, accounts, subscriptions, deliveries } = this.reads;
    const { guidance, incidents } = this.pages;
    return {
      advisories: inTx((tx, ids) => advisories.byIds(tx, ids)),
      advisoryCards: inTx((tx, ids) => advisories.cards(tx, ids)),
      acknowledgements: inTx(async (tx, ids) => {
        const found = new Map((await acknowledgementsOf(tx, ids)).map((each) => [each.advisoryId, each]));
        return ids.map((id) => found.get(id));
      }),
      histories: inTx((tx, ids) => advisories.histories(tx, ids)),
      comments: inTx((tx, ids) => advisories.commentsOf(tx, ids)),
      originals: inTx((tx, ids) => advisories.originalsOf(tx, ids)),
      revisionViews: inTx((tx, ids) => views.forRevisions(tx, ids)),
      renditions: inTx(renditionsByKeys),
      organisations: load(async (ids) => inOrder(ids, await accounts.organisationsByIds(actor(), ids))),
      domains: load(async (ids) => grouped(ids, await accounts.domains(actor(), ids), ({ organisationId }) => organisationId)),
      applications: load(async (ids) => grouped(ids, await accounts.applications(actor(), ids), ({ organisationId }) => organisationId)),
      people: load(async (ids) => inOrder(ids, await accounts.peopleByIds(actor(), ids))),
      secondFactors: load(async (ids) => inOrder(ids, await accounts.secondFactors(actor(), ids))),
      groups: load(async (ids) => inOrder(ids, await accounts.groupsByIds(actor(), ids))),
      groupMembers: load(async (ids) => grouped(ids, await accounts.groupMembers(actor(), ids), ({ groupId }) => groupId)),
      apiTokens: load(async (ids) => inOrder(ids, byId(actor().kind === 'person' ? await accounts.tokens(actor()) : []))),
      sessions: load(async (ids) => inOrder(ids, byId(actor().sessionId ? await this.sessionList.execute(actor()) : []))),
      subscriptions: inTx((tx, ids) => subscriptions.subscriptionsByIds(tx, ids)),
      subscriptionsByNumber: inTx((tx, numbers) => subscriptions.subscriptionsByNumbers(tx, numbers)),
      endpoints: inTx((tx, ids) => subscriptions.endpointsByIds(tx, ids)),
      endpointsOf: inTx((tx, ids) => subscriptions.endpointsOf(tx, ids)),
      oldSecrets: inTx((tx, ids) => subscriptions.oldSecretsOf(tx, ids)),
      unsentCounts: load(async (ids) => {
        const counts = await deliveries.unsentCounts(actor(), ids);
        return ids.map((id) => counts.get(id) ?? 0);
      }),
      deliveries: load(async (ids) => inOrder(ids, byId(actor().kind === 'person' ? await deliveries.byIds(actor(), ids) : []))),
      guidanceArticles: inTx((tx, ids) => oneByOne(ids, (id) => guidance.byId(tx, id))),
      incidentReports: inTx((tx, ids) => oneByOne(ids, (id) => incidents.byId(tx, id))),
      attempts: load(async (ids) => grouped(ids, await deliveries.attempts(actor(), ids), ({ deliveryId }) => deliveryId)),
    };
  }
}

async function renditionsByKeys(tx: Transaction, keys: readonly string[]): Promise<readonly (readonly ReadersRendition[])[]> {
  const wanted = keys.flatMap((key) => {
    const [advisoryId = '', name] = key.split(' ');
    const format = READER_FORMATS.find((each) => each === name);
    return format === undefined ? [] : [{ advisoryId, format }];
  });
  const found = Map.groupBy(await renditionsOfAdvisories(tx, wanted), ({ advisoryId, format }) => `${advisoryId} ${format}`);
  return keys.map((key) => found.get(key) ?? []);
}

function inOrder<Value>(ids: readonly string[], found: ReadonlyMap<string, Value>): (Value | undefined)[] {
  return ids.map((id) => found.get(id.toLowerCase()));
}

function grouped<Value>(ids: readonly string[], found: readonly Value[], idOf: (value: Value) => string): Value[][] {
  const byId = Map.groupBy(found, idOf);
  return ids.map((id) => byId.get(id.toLowerCase()) ?? []);
}

function byId<Value extends { readonly id: string }>(found: readonly Value[]): Map<string, Value> {
  return new Map(found.map((value) => [value.id, value]));
}

/** One connection asks one question at a time; these are asked for one thing, from its own page. */
async function oneByOne<Value>(ids: readonly string[], read: (id: string) => Promise<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for (const id of ids) found.push(await read(id));
  return found;
}
