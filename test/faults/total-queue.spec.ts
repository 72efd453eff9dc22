import { describe, expect, it } from '@jest/globals';
import { checkTotalQueue } from '../support/total-queue.js';
import type { DeliveryRow, ReceivedAlert } from '../support/total-queue.js';

const EXPECTED = ['a', 'b', 'c'].map((endpointId) => ({ advisoryId: 'advisory', revision: 1, endpointId }));
const ROWS: readonly DeliveryRow[] = EXPECTED.map((alert) => ({ ...alert, messageId: `msg_${alert.endpointId}`, status: 'sent' }));
const RECEIPTS: readonly ReceivedAlert[] = ROWS.map(({ messageId, advisoryId, revision, endpointId }) => ({
  messageId,
  advisoryId,
  revision,
  endpointId,
  bodyHash: 'body',
  isValid: true,
}));

function changed<Item>(items: readonly Item[], at: number, change: Partial<Item>): Item[] {
  return items.map((item, index) => (index === at ? { ...item, ...change } : item));
}

/** A checker that cannot fail proves nothing: each fault is planted once and must be found. */
describe('the checker of the fault suite', () => {
  it('finds nothing where all is well, and counts repeats that are recognisable', () => {
    const verdict = checkTotalQueue(EXPECTED, ROWS, [...RECEIPTS, ...RECEIPTS.slice(0, 1)]);
    expect(verdict).toEqual({
      lost: [],
      ghosts: [],
      wrong: [],
      falseDone: [],
      unrecognisable: [],
      unsigned: [],
      stuck: [],
      received: 3,
      repeated: 1,
    });
  });

  it('finds a loss, and a row that says that it was sent', () => {
    const verdict = checkTotalQueue(EXPECTED, ROWS, RECEIPTS.slice(1));
    expect(verdict.lost).toEqual(['advisory 1 a']);
    expect(verdict.falseDone).toEqual(['advisory 1 a']);
  });

  it('finds a loss of which not even a row was written', () => {
    expect(checkTotalQueue(EXPECTED, ROWS.slice(1), RECEIPTS.slice(1)).lost).toEqual(['advisory 1 a']);
  });

  it('does not call lost what ended with a reason', () => {
    const verdict = checkTotalQueue(EXPECTED, changed(ROWS, 0, { status: 'suppressed' }), RECEIPTS.slice(1));
    expect(verdict.lost).toEqual([]);
  });

  it('finds a ghost', () => {
    const [first] = RECEIPTS;
    if (first === undefined) throw new Error('no receipt');
    expect(checkTotalQueue(EXPECTED, ROWS, [...RECEIPTS, { ...first, messageId: 'msg_ghost' }]).ghosts).toEqual(['msg_ghost']);
  });

  it('finds a wrong recipient', () => {
    expect(checkTotalQueue(EXPECTED, ROWS, changed(RECEIPTS, 0, { endpointId: 'z' })).wrong).toEqual(['advisory 1 z']);
    expect(checkTotalQueue(EXPECTED, ROWS, changed(RECEIPTS, 0, { endpointId: 'b' })).wrong).toEqual(['advisory 1 b']);
  });

  it('finds one alert under two ids, and one id with two bodies', () => {
    const [first] = RECEIPTS;
    if (first === undefined) throw new Error('no receipt');
    expect(checkTotalQueue(EXPECTED, ROWS, [...RECEIPTS, { ...first, messageId: 'msg_other' }]).unrecognisable).toEqual(['advisory 1 a']);
    expect(checkTotalQueue(EXPECTED, ROWS, [...RECEIPTS, { ...first, bodyHash: 'other' }]).unrecognisable).toEqual(['msg_a']);
  });

  it('finds a wrong signature and what never came to an end', () => {
    expect(checkTotalQueue(EXPECTED, ROWS, changed(RECEIPTS, 0, { isValid: false })).unsigned).toEqual(['msg_a']);
    expect(checkTotalQueue(EXPECTED, changed(ROWS, 0, { status: 'pending' }), RECEIPTS).stuck).toEqual(['advisory 1 a']);
  });
});
