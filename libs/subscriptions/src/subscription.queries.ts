import { invalid, isUuid } from '#libs/core';
import type { Transaction } from '#libs/database';
import type { MatchReason } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import { reasonsBySubscription } from './criteria/matching.js';
import { ENDPOINT_COLUMNS, endpointFrom } from './endpoint/endpoint.repository.js';
import type { EndpointRow } from './endpoint/endpoint.repository.js';
import type { Endpoint } from './endpoint/endpoint.js';
import { SUBSCRIPTION_COLUMNS, subscriptionFrom } from './subscription.repository.js';
import type { SubscriptionRow } from './subscription.repository.js';
import type { Subscription } from './subscription.js';

/** A place in a list: the instant as text, with its microseconds, and the id. */
export interface OwnListPosition {
  readonly at: string;
  readonly id: string;
}

export interface OwnListRequest {
  /** 1 to 100. */
  readonly first: number;
  readonly after?: OwnListPosition;
  /** One's own, or what one's organisation shares; both where it is left out. */
  readonly of?: 'self' | 'organisation';
}

export interface SubscriptionPage {
  readonly subscriptions: readonly Subscription[];
  readonly hasMore: boolean;
}

export interface EndpointPage {
  readonly endpoints: readonly Endpoint[];
  readonly hasMore: boolean;
}

const MAX_FIRST = 100;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

/** Reads of what the transaction's actor owns or shares; row-level security leaves everything else out. Each is one statement. */
@Injectable()
export class SubscriptionQueries {
  /** Newest first, without cancelled ones. Throws INVALID_INPUT for a page size or cursor that is none. */
  async subscriptions(tx: Transaction, request: OwnListRequest): Promise<SubscriptionPage> {
    const rows = await tx.query<SubscriptionRow>(
      `SELECT ${SUBSCRIPTION_COLUMNS} FROM subscriptions.subscription s WHERE ${ownedBy('s', request)} AND s.status <> 'cancelled' ${afterPlace('s')}`,
      pageParameters(request),
    );
    return { subscriptions: rows.slice(0, request.first).map(subscriptionFrom), hasMore: rows.length > request.first };
  }

  /** Newest first, without deleted ones. Throws INVALID_INPUT for a page size or cursor that is none. */
  async endpoints(tx: Transaction, request: OwnListRequest): Promise<EndpointPage> {
    const rows = await tx.query<EndpointRow>(
      `SELECT ${ENDPOINT_COLUMNS} FROM subscriptions.endpoint e WHERE ${ownedBy('e', request)} AND e.deleted_at IS NULL ${afterPlace('e')}`,
      pageParameters(request),
    );
    return { endpoints: rows.slice(0, request.first).map(endpointFrom), hasMore: rows.length > request.first };
  }

  /** In the order of the ids; undefined for what is absent or another's. Cancelled ones are found, for the log. */
  async subscriptionsByIds(tx: Transaction, ids: readonly string[]): Promise<(Subscription | undefined)[]> {
    const rows = await tx.query<SubscriptionRow>(`SELECT ${SUBSCRIPTION_COLUMNS} FROM subscriptions.subscription s WHERE s.id = ANY ($1)`, [
      ids.filter(isUuid),
    ]);
    const found = new Map(rows.map((row) => [row.id, subscriptionFrom(row)]));
    return ids.map((id) => found.get(id.toLowerCase()));
  }

  /** The same by the short numbers that deliveries hold. */
  async subscriptionsByNumbers(tx: Transaction, numbers: readonly string[]): Promise<(Subscription | undefined)[]> {
    const rows = await tx.query<SubscriptionRow>(
      `SELECT ${SUBSCRIPTION_COLUMNS} FROM subscriptions.subscription s WHERE s.number = ANY ($1)`,
      [numbers.filter((number) => /^\d{1,18}$/.test(number))],
    );
    const found = new Map(rows.map((row) => [row.number, subscriptionFrom(row)]));
    return numbers.map((number) => found.get(number));
  }

  /** In the order of the ids; undefined for what is absent or another's. Deleted ones are found, for the log. */
  async endpointsByIds(tx: Transaction, ids: readonly string[]): Promise<(Endpoint | undefined)[]> {
    const rows = await tx.query<EndpointRow>(`SELECT ${ENDPOINT_COLUMNS} FROM subscriptions.endpoint e WHERE e.id = ANY ($1)`, [
      ids.filter(isUuid),
    ]);
    const found = new Map(rows.map((row) => [row.id, endpointFrom(row)]));
    return ids.map((id) => found.get(id.toLowerCase()));
  }

  /** Of each endpoint the instants until which its earlier signing secrets still sign beside the newest, soonest first. */
  async oldSecretsOf(tx: Transaction, endpointIds: readonly string[]): Promise<string[][]> {
    const rows = await tx.query<{ endpoint_id: string; expires_at: string }>(
      `SELECT x.endpoint_id, x.expires_at FROM subscriptions.endpoint_secret x JOIN subscriptions.endpoint e ON e.id = x.endpoint_id
       WHERE x.endpoint_id = ANY ($1) AND x.expires_at > now() ORDER BY x.expires_at`,
      [endpointIds.filter(isUuid)],
    );
    const byEndpoint = Map.groupBy(rows, (row) => row.endpoint_id);
    return endpointIds.map((id) => (byEndpoint.get(id.toLowerCase()) ?? []).map(({ expires_at }) => expires_at));
  }

  /** The endpoints of each subscription, in the order of the ids. */
  async endpointsOf(tx: Transaction, subscriptionIds: readonly string[]): Promise<Endpoint[][]> {
    const rows = await tx.query<EndpointRow & { subscription_id: string }>(
      `SELECT l.subscription_id, ${ENDPOINT_COLUMNS} FROM subscriptions.subscription_endpoint l JOIN subscriptions.endpoint e ON e.id = l.endpoint_id
       WHERE l.subscription_id = ANY ($1) AND e.deleted_at IS NULL ORDER BY e.created_at, e.id`,
      [subscriptionIds.filter(isUuid)],
    );
    const bySubscription = Map.groupBy(rows, (row) => row.subscription_id);
    return subscriptionIds.map((id) => (bySubscription.get(id.toLowerCase()) ?? []).map(endpointFrom));
  }

  /** Why each of the subscriptions (by their numbers) matches what is published of the advisory; left out where it does not. */
  async reasons(tx: Transaction, numbers: readonly string[], advisoryId: string): Promise<ReadonlyMap<string, readonly MatchReason[]>> {
    return reasonsBySubscription(tx, numbers, advisoryId);
  }
}

/** Named again beside row-level security, so that each half is one range of its index. */
function ownedBy(table: 's' | 'e', { of }: OwnListRequest): string {
  const self = `${table}.person_id = (SELECT access.person_id())`;
  const organisation = `${table}.organisation_id = (SELECT access.organisation_id())`;
  if (of === 'self') return self;
  return of === 'organisation' ? organisation : `(${self} OR ${organisation})`;
}

function afterPlace(table: 's' | 'e'): string {
  return `AND ($1::timestamptz IS NULL OR (${table}.created_at, ${table}.id) < ($1::timestamptz, $2::uuid))
    ORDER BY ${table}.created_at DESC, ${table}.id DESC LIMIT $3`;
}

function pageParameters({ first, after }: OwnListRequest): unknown[] {
  if (!Number.isInteger(first) || first < 1 || first > MAX_FIRST) {
    throw invalid([{ path: 'first', expected: `a whole number from 1 to ${MAX_FIRST}`, received: String(first) }]);
  }
  if (after && !(INSTANT.test(after.at) && !Number.isNaN(Date.parse(after.at)) && isUuid(after.id))) {
    throw invalid([{ path: 'after', expected: 'a cursor that this list gave', received: 'another text' }]);
  }
  return [after?.at ?? null, after?.id ?? null, first + 1];
}
