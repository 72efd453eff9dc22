import { overlaps } from '#libs/access';
import { canariesIn } from '../support/surfaces-canaries.js';
import type { Planted, PlantedAdvisory } from './canary-world.js';

/** What somebody was given on one surface. */
export interface Heard {
  readonly who: string;
  readonly surface: string;
  readonly keys: readonly string[];
  readonly bytes: Iterable<string>;
}

export interface Leak {
  readonly who: string;
  readonly surface: string;
  readonly advisory: string;
  readonly part: string;
}

/** Whether keys open a planted canary. */
export function opens(keys: readonly string[], { readers }: Planted): boolean {
  return readers !== undefined && readers.every((set) => overlaps(set, keys));
}

/** Knows every canary, and tells which of those that were found should not have been. */
export class LeakChecker {
  private readonly byCanary = new Map<string, { readonly advisory: PlantedAdvisory; readonly planted: Planted }>();

  constructor(advisories: readonly PlantedAdvisory[]) {
    for (const advisory of advisories) for (const planted of advisory.planted) this.byCanary.set(planted.canary, { advisory, planted });
  }

  found(bytes: Iterable<string>): Set<string> {
    const all = new Set<string>();
    for (const piece of bytes) for (const canary of canariesIn(piece)) all.add(canary);
    return all;
  }

  /** `may` says what else than the keys a surface lets through; nothing may leave where it answers false. */
  leaks({ who, surface, keys, bytes }: Heard, may: (advisory: PlantedAdvisory, planted: Planted) => boolean = () => true): Leak[] {
    return [...this.found(bytes)].flatMap((canary) => {
      const known = this.byCanary.get(canary);
      if (known === undefined) return [{ who, surface, advisory: 'of nobody', part: canary }];
      const { advisory, planted } = known;
      return opens(keys, planted) && may(advisory, planted) ? [] : [{ who, surface, advisory: advisory.name, part: planted.part }];
    });
  }
}
