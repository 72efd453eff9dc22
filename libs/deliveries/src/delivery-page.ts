import { z } from 'zod';
import { invalid, isUuid } from '#libs/core';
import { DELIVERY_STATUSES } from './delivery.js';
import type { Delivery, DeliveryStatus } from './delivery.js';
import { instant, readInput } from './input.js';

/** What of the log is shown; everything that is named must hold. */
export interface DeliveryFilter {
  readonly endpointId?: string;
  readonly advisoryId?: string;
  readonly channel?: 'email' | 'webhook';
  readonly statuses?: readonly DeliveryStatus[];
  /** ISO 8601 instants: written from the first and before the second. */
  readonly from?: string;
  readonly to?: string;
}

export interface DeliveryPageInput {
  /** 1 to 100; 20 unless told. */
  readonly first?: number;
  /** `cursorOf` the last one of the page before. */
  readonly after?: string;
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  readonly hasNextPage: boolean;
}

const FILTER = z.object({
  endpointId: z.string().optional(),
  advisoryId: z.string().optional(),
  channel: z.enum(['email', 'webhook'], 'email or webhook').optional(),
  statuses: z.array(z.enum(DELIVERY_STATUSES, DELIVERY_STATUSES.join(', '))).optional(),
  from: instant.optional(),
  to: instant.optional(),
  first: z.int('a whole number').min(1, 'at least 1').max(100, 'at most 100').default(20),
  after: z.string().optional(),
});

/** No such thing: what cannot be an id is asked for like one that does not exist. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The place of a delivery in its list: the instant as text with its microseconds, and the id. */
export function cursorOf({ createdAt, id }: Delivery): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

function readCursor(cursor: string): readonly [string, string] {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/.test(at) || Number.isNaN(Date.parse(at)) || !isUuid(id)) {
    throw invalid([{ path: 'after', expected: 'a cursor from an earlier page', received: cursor.slice(0, 100) }]);
  }
  return [at, id];
}

/** The parameters of the list statement, and how its rows become a page. One row more than asked for tells whether there are others. */
export function readPage(filter: DeliveryFilter, page: DeliveryPageInput) {
  const asked = readInput(FILTER, { ...filter, ...page });
  const [at, id] = asked.after === undefined ? [null, null] : readCursor(asked.after);
  const idOrNone = (given: string | undefined) => (given === undefined ? null : isUuid(given) ? given : NO_ID);
  return {
    parameters: [
      idOrNone(asked.endpointId),
      asked.channel ?? null,
      idOrNone(asked.advisoryId),
      asked.statuses ?? null,
      asked.from ?? null,
      asked.to ?? null,
      at,
      id,
      asked.first + 1,
    ] as const,
    pageOf: (rows: readonly Delivery[]): DeliveryPage => ({
      deliveries: rows.slice(0, asked.first),
      hasNextPage: rows.length > asked.first,
    }),
  };
}
