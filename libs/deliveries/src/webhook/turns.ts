/** After so many have had their turn, their places in the list are given back. */
const COMPACT_AFTER = 1_024;

/** Somebody who can stand in line, and whether they do. */
export interface Waiting {
  isInLine: boolean;
}

/**
 * Who is next: first come, first served, each at most once. Joining and taking a turn cost the same however many wait; a Set would look past
 * the empty places of all who were served before. A member stands in one line alone.
 */
export class Turns<Member extends Waiting> {
  private line: Member[] = [];
  private served = 0;
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Whoever waits already keeps the place. */
  join(member: Member): void {
    if (member.isInLine) return;
    member.isInLine = true;
    this.count += 1;
    this.line.push(member);
  }

  leave(member: Member): void {
    if (member.isInLine) this.count -= 1;
    member.isInLine = false;
  }

  next(): Member | undefined {
    while (this.served < this.line.length) {
      const member = this.line[this.served++];
      if (this.served === COMPACT_AFTER) this.compact();
      // Who has left does not wait any more.
      if (member?.isInLine !== true) continue;
      this.leave(member);
      return member;
    }
    return undefined;
  }

  private compact(): void {
    this.line = this.line.slice(this.served);
    this.served = 0;
  }
}
