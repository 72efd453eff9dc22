import { isNarrower } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { narrowerSharing } from '../../sharing.js';
import type { Sharing } from '../../sharing.js';
import { shown } from '../json-place.js';
import type { JsonPlace } from '../json-place.js';
import { plainText } from '../plain-text.js';
import { labelOfField, labelStatedIn } from '../stated-labels.js';
import type { StatedLabel } from '../stated-labels.js';
import { tagName, tagsOf } from './misp-items.js';

const PAP = /^\s*pap\s*[:：=]/i;
/** `tlp:amber` as the taxonomy has it, `tlp="amber"`, `TLPv2:AMBER`, `tlp.amber`, and `other:tlp="amber"`; what follows is the label, or none that can be read. */
const TLP = /^\s*(?:[\w-]+:)?(?:tlp|traffic[ _-]?light[ _-]?protocol)(?:[\s_-]?v?[12](?:\.0)?)?(?![\p{L}\p{N}])[^\p{L}\p{N}]*(.*)$/isu;

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
  readonly isLabelUnclear: boolean;
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
  /** Why nobody can say how far it may be shared. */
  private unclear: string | undefined;

  /** Reads what one event, object or attribute says of itself. Answers with the tags that speak of sharing. */
  read(place: JsonPlace, what: string): void {
    this.readDistribution(place, what);
    for (const tag of tagsOf(place)) this.readTag(tagName(tag) ?? '');
    // A cluster of a galaxy is a tag by another name.
    this.readTag(place.field('tag_name').exists ? (place.text('tag_name') ?? '') : '');
  }

  /** Reads a line in which people write a label too, such as the info of an event. */
  readLine(text: string | undefined): void {
    const stated = labelStatedIn([text]);
    if (stated !== undefined) this.narrow(stated);
  }

  /** Whether a tag speaks of sharing, and is no tag of ours. */
  static isSharing(name: string): boolean {
    const said = plainText(name);
    return PAP.test(said) || TLP.test(said) || labelStatedIn([said]) !== undefined;
  }

  result(): MispSharing {
    const { label, ceiling } = this;
    const isBelow = ceiling !== undefined && (label === undefined || isNarrower(ceiling.label, label) || ceiling.readers !== undefined);
    return {
      label: this.unclear === undefined ? label : undefined,
      spelled: this.spelled,
      ceiling: isBelow ? ceiling : this.unclear !== undefined && label !== undefined ? { label } : undefined,
      restrictions: [...this.restrictions],
      isLabelUnclear: this.unclear !== undefined,
      heldBack: this.unclear,
    };
  }

  private readTag(name: string): void {
    const said = name.trim();
    if (PAP.test(said)) this.restrictions.add(said.toUpperCase());
    const value = TLP.exec(plainText(said))?.[1];
    const label = value === undefined ? labelStatedIn([said])?.label : labelOfField(value.replaceAll('"', ''));
    if (label !== undefined) this.narrow({ label, spelled: said });
    else if (value !== undefined) {
      this.restrictions.add(said);
      this.unclear ??= `Its tag ${said} is no TLP label that can be read.`;
    }
  }

  private narrow({ label, spelled }: StatedLabel): void {
    if (this.label !== undefined && !isNarrower(label, this.label)) return;
    this.label = label;
    this.spelled = spelled;
  }

  private readDistribution(place: JsonPlace, what: string): void {
    const { value } = place.field('distribution');
    if (value === undefined) return;
    const number = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    const rule = DISTRIBUTIONS.get(number);
    if (rule === undefined) {
      place.field('distribution').note('a distribution from 0 to 5');
      this.unclear ??= `The distribution of ${what} is ${shown(value)}, which says nothing that can be read.`;
      return;
    }
    if (rule.ceiling === undefined) return;
    const group = number === '4' ? place.field('SharingGroup').text('name') : undefined;
    this.restrictions.add(`MISP distribution of ${what}: ${rule.name}${group === undefined ? '' : ` (${group})`}`);
    this.ceiling = narrowerSharing(this.ceiling, rule.ceiling);
  }
}
