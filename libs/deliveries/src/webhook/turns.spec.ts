import { Turns } from './turns.js';

describe('turns', () => {
  it('are taken in the order of joining, each once', () => {
    const turns = new Turns<{ name: string; isInLine: boolean }>();
    const [a, b] = [
      { name: 'a', isInLine: false },
      { name: 'b', isInLine: false },
    ];
    turns.join(a);
    turns.join(b);
    turns.join(a);
    expect([turns.size, turns.next(), turns.next(), turns.next(), turns.size]).toEqual([2, a, b, undefined, 0]);
  });

  it('pass over who has left', () => {
    const turns = new Turns<{ name: string; isInLine: boolean }>();
    const [a, b] = [
      { name: 'a', isInLine: false },
      { name: 'b', isInLine: false },
    ];
    turns.join(a);
    turns.join(b);
    turns.leave(a);
    expect([turns.next(), turns.next()]).toEqual([b, undefined]);
  });

  it('stay in order over more than are kept at once', () => {
    const turns = new Turns<{ n: number; isInLine: boolean }>();
    const members = Array.from({ length: 5_000 }, (_, n) => ({ n, isInLine: false }));
    const taken: number[] = [];
    for (const member of members) {
      turns.join(member);
      if (member.n % 2 === 1) taken.push(turns.next()?.n ?? -1);
    }
    for (let next = turns.next(); next !== undefined; next = turns.next()) taken.push(next.n);
    expect(taken).toEqual(members.map(({ n }) => n));
  });
});
