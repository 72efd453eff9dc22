import type { ObjectReport, Treatment } from './object-report.js';

/** What an entry of a ledger is about. */
export interface Listed {
  readonly place: string;
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
}

const MAX_NAME_CHARACTERS = 200;
const RANK: Readonly<Record<Treatment, number>> = { kept: 0, refused: 1, used: 2 };

/** Keeps account of every object of a document, so that nothing is dropped silently. What is used anywhere counts as used. */
export class ObjectLedger {
  private readonly entries = new Map<string, ObjectReport>();

  used(object: Listed, as: string): void {
    this.enter(object, 'used', as);
  }

  kept(object: Listed, because: string): void {
    this.enter(object, 'kept', because);
  }

  refused(object: Listed, because: string): void {
    this.enter(object, 'refused', because);
  }

  has({ place }: Pick<Listed, 'place'>): boolean {
    return this.entries.has(place);
  }

  /** In the order in which they were entered. */
  get reports(): readonly ObjectReport[] {
    return [...this.entries.values()];
  }

  private enter({ place, type, id, name }: Listed, treatment: Treatment, detail: string): void {
    const before = this.entries.get(place);
    if (before !== undefined && RANK[before.treatment] >= RANK[treatment]) return;
    this.entries.set(place, {
      place,
      type,
      ...(id === undefined ? {} : { id }),
      ...(name === undefined ? {} : { name: name.slice(0, MAX_NAME_CHARACTERS).toWellFormed() }),
      treatment,
      detail,
    });
  }
}
