import { describe, expect, it } from '@jest/globals';
import { InFlight } from './in-flight.js';

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** Starts `count` sends of an endpoint; `started` records the order, `release` gives slots back. */
function crowd(slots: InFlight) {
  const started: string[] = [];
  const held = new Map<string, (() => void)[]>();
  const send = (origin: string, endpoint: string, count = 1) => {
    for (let i = 0; i < count; i += 1) {
      void slots.acquire(origin, endpoint).then((release) => {
        if (release === undefined) return;
        started.push(endpoint);
        held.set(endpoint, [...(held.get(endpoint) ?? []), release]);
      });
    }
    return tick();
  };
  const release = (endpoint: string) => {
    held.get(endpoint)?.shift()?.();
    return tick();
  };
  return { started, send, release };
}

describe('sends in flight', () => {
  it('an endpoint has no more than its own slots, and the next starts when one is given back', async () => {
    const slots = new InFlight({ perEndpoint: 4, perOrigin: 64, inAll: 1_000 });
    const { started, send, release } = crowd(slots);
    await send('https://a', 'slow', 10);
    expect([started.length, slots.size, slots.waiting]).toEqual([4, 4, 6]);
    await release('slow');
    expect([started.length, slots.size, slots.waiting]).toEqual([5, 4, 5]);
  });

  it('a slow receiver with a long queue does not hold up another', async () => {
    const { started, send } = crowd(new InFlight({ perEndpoint: 4, perOrigin: 64, inAll: 1_000 }));
    await send('https://slow', 'slow', 5_000);
    await send('https://quick', 'quick');
    expect(started).toEqual(['slow', 'slow', 'slow', 'slow', 'quick']);
  });

  it('a server shared by many endpoints has no more than its own slots', async () => {
    const { started, send } = crowd(new InFlight({ perEndpoint: 4, perOrigin: 6, inAll: 1_000 }));
    for (let i = 0; i < 10; i += 1) await send('https://shared', `e${i}`, 4);
    await send('https://other', 'other');
    expect(started).toHaveLength(7);
    expect(started.at(-1)).toBe('other');
  });

  it('a free slot goes round the origins, and round the endpoints of each', async () => {
    const { started, send, release } = crowd(new InFlight({ perEndpoint: 4, perOrigin: 64, inAll: 1 }));
    await send('https://a', 'a1', 3);
    await send('https://a', 'a2', 2);
    await send('https://b', 'b1', 2);
    for (let i = 0; i < 7; i += 1) await release(started.at(-1) ?? '');
    expect(started).toEqual(['a1', 'a1', 'b1', 'a2', 'b1', 'a1', 'a2']);
  });

  it('a slot given back twice is given back once', async () => {
    const slots = new InFlight({ perEndpoint: 1, perOrigin: 64, inAll: 1_000 });
    const first = await slots.acquire('https://a', 'a');
    void slots.acquire('https://a', 'a');
    const third = slots.acquire('https://a', 'a', 20);
    first?.();
    first?.();
    await expect(third).resolves.toBeUndefined();
    expect(slots.size).toBe(1);
  });

  it('who waited too long leaves without a slot, and nothing is held or kept for them', async () => {
    const slots = new InFlight({ perEndpoint: 1, perOrigin: 64, inAll: 1_000 });
    const first = await slots.acquire('https://a', 'a');
    await expect(slots.acquire('https://a', 'a', 5)).resolves.toBeUndefined();
    expect([slots.size, slots.waiting]).toEqual([1, 0]);
    first?.();
    expect([slots.size, slots.waiting]).toEqual([0, 0]);
    await expect(slots.acquire('https://a', 'a', 5)).resolves.toBeDefined();
  });

  it('ten thousand sends all get their turn, within the limits', async () => {
    const limits = { perEndpoint: 4, perOrigin: 16, inAll: 50 };
    const slots = new InFlight(limits);
    const running = new Map<string, number>();
    let [most, mostOfOne, done] = [0, 0, 0];
    const one = async (index: number) => {
      const endpoint = `e${index % 100}`;
      const release = await slots.acquire(`https://o${index % 10}`, endpoint);
      running.set(endpoint, (running.get(endpoint) ?? 0) + 1);
      most = Math.max(most, slots.size);
      mostOfOne = Math.max(mostOfOne, running.get(endpoint) ?? 0);
      await tick();
      running.set(endpoint, (running.get(endpoint) ?? 0) - 1);
      done += 1;
      release?.();
    };
    await Promise.all(Array.from({ length: 10_000 }, (_, index) => one(index)));
    expect(done).toBe(10_000);
    expect(most).toBe(50);
    expect(mostOfOne).toBeLessThanOrEqual(4);
    expect([slots.size, slots.waiting]).toEqual([0, 0]);
  });
});
