import { isNarrower, parseLabel, TLP_LABELS } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import type { Sharing } from '../../sharing.js';
import type { JsonPlace } from '../json-place.js';
import { itemsOf } from './misp-items.js';

/** How far MISP passes something on, and the widest label that allows no more. 5 inherits; 3 goes to every community. */
const DISTRIBUTIONS: ReadonlyMap<string, { readonly name: string; readonly ceiling?: Sharing }> = new Map(
  Object.entries({
    '0': { name: 'Your organisation only', ceiling: { label: 'AMBER+STRICT' } },
    '1': { name: 'This community only', ceiling: { label: 'GREEN' } },
    '2': { name: 'Connected communities', ceiling: { label: 'GREEN' } },
    '3': { name: 'All communities' },
    // Whom the group holds is known to its own MISP alone, so nobody is among the readers without the source's permission.
    '4': { name: 'Sharing group', ceiling: { label: 'AMBER+STRICT', readers: [] } },
    '5': { name: 'Inherit event' },
  } as const),
);

export interface MispSharing {
  readonly label: TlpLabel | undefined;
  /** As the event spelled it. */
  readonly spelled: string | undefined;
  readonly ceiling: Sharing | undefined;
  readonly restrictions: readonly string[];
  readonly heldBack: string | undefined;
}

/**
 * The label of an event: the narrowest of all TLP tags, those of its attributes and objects included, and no label where there is none. A
 * distribution, or a sharing group, that is narrower than the label becomes its ceiling: it is not published more widely without permission.
 */
export class SharingReader {
  private label: TlpLabel | undefined;
  private spelled: string | undefined;
  private ceiling: Sharing | undefined;
  private readonly restrictions = new Set<string>();
  private unclear: string | undefined;

  /** Reads what one event, object or attribute says of itself. Answers with the tags that speak of sharing. */
  read(place: JsonPlace, what: string): void {
    this.readDistribution(place, what);
    for (const tag of itemsOf(place, 'Tag')) this.readTag(tag.text('name') ?? '');
  }

  /** Whether a tag speaks of sharing, and is no tag of ours. */
  static isSharing(name: string): boolean {
    return /^\s*(tlp|pap)\s*:/i.test(name);
  }

  result(): MispSharing {
    const { label, ceiling } = this;
    const isBelow = ceiling !== undefined && (label === undefined || isNarrower(ceiling.label, label) || ceiling.readers !== undefined);
    return {
      label: this.unclear === undefined ? label : undefined,
      spelled: this.spelled,
      ceiling: isBelow ? ceiling : this.unclear !== undefined && label !== undefined ? { label } : undefined,
      restrictions: [...this.restrictions],
      heldBack: this.unclear === undefined ? undefined : `Its tag ${this.unclear} is no TLP label that can be read.`,
    };
  }

  private readTag(name: string): void {
    if (/^\s*pap\s*:/i.test(name)) this.restrictions.add(name.trim().toUpperCase());
    if (!/^\s*tlp\s*:/i.test(name)) return;
    const found = parseLabel(name.replace(/^\s*tlp\s*:\s*/i, 'TLP:').replaceAll('"', ''));
    if (found === undefined) {
      this.restrictions.add(name.trim());
      this.unclear ??= name.trim();
    } else if (this.label === undefined || isNarrower(found, this.label)) {
      this.label = found;
      this.spelled = name.trim();
    }
  }

  private readDistribution(place: JsonPlace, what: string): void {
    const { value } = place.field('distribution');
    if (value === undefined) return;
    const number = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    const rule = DISTRIBUTIONS.get(number);
    if (rule === undefined) {
      place.field('distribution').note('a distribution from 0 to 5');
      return;
    }
    if (rule.ceiling === undefined) return;
    const group = number === '4' ? place.field('SharingGroup').text('name') : undefined;
    this.restrictions.add(`MISP distribution of ${what}: ${rule.name}${group === undefined ? '' : ` (${group})`}`);
    this.ceiling = narrower(this.ceiling, rule.ceiling);
  }
}

function narrower(a: Sharing | undefined, b: Sharing): Sharing {
  if (a === undefined) return b;
  const label = TLP_LABELS[Math.max(TLP_LABELS.indexOf(a.label), TLP_LABELS.indexOf(b.label))] ?? b.label;
  const readers = a.readers ?? b.readers;
  return { label, ...(readers === undefined ? {} : { readers }) };
}
