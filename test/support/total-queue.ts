/** One alert that should have arrived, by who committed it: known before any worker touched it. */
export interface ExpectedAlert {
  readonly advisoryId: string;
  readonly revision: number;
  readonly endpointId: string;
}

export interface DeliveryRow {
  readonly messageId: string;
  readonly advisoryId: string;
  readonly revision: number;
  readonly endpointId: string;
  readonly status: string;
}

/** One call that arrived; counted also where the receiver then failed on purpose. */
export interface ReceivedAlert {
  readonly messageId: string;
  readonly endpointId: string;
  readonly advisoryId: string;
  readonly revision: number;
  readonly bodyHash: string;
  readonly isValid: boolean;
}

export interface Verdict {
  /** Expected, never received, and in no state that says why. */
  readonly lost: readonly string[];
  /** Received, and never written. */
  readonly ghosts: readonly string[];
  /** Received by another than its recipient, or by one who was not expected. */
  readonly wrong: readonly string[];
  /** Said to be sent, and never received. */
  readonly falseDone: readonly string[];
  /** One alert under two ids, or one id with two bodies. */
  readonly unrecognisable: readonly string[];
  readonly unsigned: readonly string[];
  /** In no final state. */
  readonly stuck: readonly string[];
  readonly received: number;
  readonly repeated: number;
}

const ENDED_WITHOUT_SENDING = new Set(['suppressed', 'superseded', 'cancelled', 'failed']);

/**
 * Jepsen's total-queue, for alerts: everything that went in came out, and nothing else did. Only meaningful once the system has been drained.
 */
export function checkTotalQueue(
  expected: readonly ExpectedAlert[],
  rows: readonly DeliveryRow[],
  receipts: readonly ReceivedAlert[],
): Verdict {
  const keyOf = (alert: ExpectedAlert) => `${alert.advisoryId} ${alert.revision} ${alert.endpointId}`;
  const expectedKeys = new Set(expected.map(keyOf));
  const rowOf = new Map(rows.map((row) => [row.messageId, row]));
  const rowOfKey = new Map(rows.map((row) => [keyOf(row), row]));
  const receivedKeys = new Set(receipts.filter(({ isValid }) => isValid).map(keyOf));
  const receivedIds = new Set(receipts.map(({ messageId }) => messageId));
  return {
    lost: [...expectedKeys].filter((key) => !receivedKeys.has(key) && !ENDED_WITHOUT_SENDING.has(rowOfKey.get(key)?.status ?? '')),
    ghosts: receipts.filter(({ messageId }) => !rowOf.has(messageId)).map(({ messageId }) => messageId),
    wrong: receipts
      .filter(
        (receipt) =>
          !expectedKeys.has(keyOf(receipt)) || (rowOf.get(receipt.messageId)?.endpointId ?? receipt.endpointId) !== receipt.endpointId,
      )
      .map(keyOf),
    falseDone: rows.filter(({ status, messageId }) => status === 'sent' && !receivedIds.has(messageId)).map(keyOf),
    unrecognisable: [
      ...severalOf(receipts, keyOf, ({ messageId }) => messageId),
      ...severalOf(
        receipts,
        ({ messageId }) => messageId,
        ({ bodyHash }) => bodyHash,
      ),
    ],
    unsigned: receipts.filter(({ isValid }) => !isValid).map(({ messageId }) => messageId),
    stuck: rows.filter(({ status }) => status === 'pending').map(keyOf),
    received: receivedIds.size,
    repeated: receipts.length - receivedIds.size,
  };
}

/** The groups in which a property that must be one has several values. */
function severalOf<Item>(items: readonly Item[], groupOf: (item: Item) => string, valueOf: (item: Item) => string): string[] {
  const values = new Map<string, Set<string>>();
  for (const item of items) values.set(groupOf(item), (values.get(groupOf(item)) ?? new Set()).add(valueOf(item)));
  return [...values].filter(([, several]) => several.size > 1).map(([group]) => group);
}
