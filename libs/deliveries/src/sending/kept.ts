/**
 * What is made once and used by many, for a while: the oldest goes when there are too many, and each goes when its time is up. A value that
 * could not be made is not kept.
 */
export class Kept<Value> {
  private readonly values = new Map<string, { readonly value: Promise<Value>; readonly untilMs: number }>();

  constructor(
    private readonly maxEntries: number,
    private readonly forMs: number,
  ) {}

  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const nowMs = performance.now();
    const known = this.values.get(key);
    if (known !== undefined && known.untilMs > nowMs) return known.value;
    this.values.delete(key);
    const value = make();
    this.values.set(key, { value, untilMs: nowMs + this.forMs });
    value.catch(() => this.values.delete(key));
    const [oldest] = this.values.keys();
    if (this.values.size > this.maxEntries && oldest !== undefined) this.values.delete(oldest);
    return value;
  }
}
