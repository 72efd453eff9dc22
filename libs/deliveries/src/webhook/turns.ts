/** After so many have had their turn, their places in the list are given back. */
const COMPACT_AFTER = 1_024;

/**
 * Who is next: first come, first served, each at most once. Joining and taking a turn cost the same however many wait; a Set would look past
 * the empty places of all who were served before.
 */
export class Turns<Member extends object> {
  private line: Member[] = [];
  private served = 0;
  private readonly waiting = new Set<Member>();

  get size(): number {
    return this.waiting.size;
  }

  /** Whoever waits already keeps the place. */
  join(member: Member): void {
    if (this.waiting.has(member)) return;
    this.waiting.add(member);
    this.line.push(member);
  }

  leave(member: Member): void {
    this.waiting.delete(member);
  }

  next(): Member | undefined {
    while (this.served < this.line.length) {
      const member = this.line[this.served++];
      if (this.served === COMPACT_AFTER) this.compact();
      // Who has left is not waiting any more.
      if (member !== undefined && this.waiting.delete(member)) return member;
    }
    return undefined;
  }

  private compact(): void {
    this.line = this.line.slice(this.served);
    this.served = 0;
  }
}
