import type { ClaimedAlert, SendResult } from './claimed-alert.js';
import { OpenClaims } from './open-claims.js';

const alerts = (claimId: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `${claimId} ${n}`, claimId }) as ClaimedAlert);
const results = (of: readonly ClaimedAlert[]): SendResult[] =>
  of.map((alert) => ({ alert, outcome: 'sent', startedAtMs: 0, durationMs: 0 }));

describe('open claims', () => {
  it('end with the last of their results, in whatever order these are written', () => {
    const open = new OpenClaims();
    const [first, second] = [alerts('a', 3), alerts('b', 2)];
    open.add(first);
    open.add(second);
    expect(open.written(results([...first.slice(0, 2), ...second.slice(0, 1)]))).toEqual([]);
    expect(open.written(results(second.slice(1)))).toEqual(['b']);
    expect(open.written(results(first.slice(2)))).toEqual(['a']);
  });
});
