import { describe, expect, it } from '@jest/globals';
import { BufferedEvents, MAX_WAITING_EVENTS } from './buffered-events.js';

function counted(): { events: BufferedEvents<number>; ends: () => number } {
  let ends = 0;
  const events = new BufferedEvents<number>(() => ends++);
  return { events, ends: () => ends };
}

describe('the events of one live subscriber', () => {
  it('are read in their order, whether they come before or after they are asked for', async () => {
    const { events } = counted();
    events.push(1);
    events.push(2);
    expect(await events.next()).toEqual({ done: false, value: 1 });
    expect(await events.next()).toEqual({ done: false, value: 2 });
    const third = events.next();
    events.push(3);
    expect(await third).toEqual({ done: false, value: 3 });
  });

  it('end with an error for a reader who falls behind, after what was waiting', async () => {
    const { events, ends } = counted();
    for (let number = 0; number <= MAX_WAITING_EVENTS; number++) events.push(number);
    expect(ends()).toBe(1);
    for (let number = 0; number < MAX_WAITING_EVENTS; number++) expect((await events.next()).value).toBe(number);
    await expect(events.next()).rejects.toMatchObject({ code: 'TOO_SLOW' });
    expect((await events.next()).done).toBe(true);
  });

  it('end once, also for whoever waits at that moment', async () => {
    const { events, ends } = counted();
    const waiting = events.next();
    await events.return();
    await events.return();
    events.push(1);
    expect((await waiting).done).toBe(true);
    expect((await events.next()).done).toBe(true);
    expect(ends()).toBe(1);
  });
});
