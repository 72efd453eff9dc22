import { isNarrower } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { MAX_SOURCE_FLAWS } from '../content-source.js';
import { narrowerSharing } from '../sharing.js';
import type { AdvisoryReading } from './advisory-reading.js';
import { shown } from './json-place.js';
import type { JsonPlace } from './json-place.js';
import { plainText } from './plain-text.js';
import { labelNamedIn, labelOfField, narrowerOf, unreadableLabelIn } from './stated-labels.js';

/** A label that a text of a document names; undefined where it stands in the place of one and is none. */
export interface NamedLabel {
  readonly label: TlpLabel | undefined;
  readonly words: string;
  readonly path: string;
}

/** A property that holds a label, or more about it, such as `tlp`, `x_tlp_marking` and `TLP2`. */
const OF_TLP = /(^|[^a-z])tlp([^a-z]|v\d|$)/i;
/** Texts without any of these name no label. */
const HINT = /tlp|light|[灯燈]/i;

/**
 * Looks for labels in every text of parts of a document, whatever its name: descriptions, comments, notes, proposals, properties that nobody
 * else reads. `isRead` names the places of the document (dotted) that are read as its label already.
 */
export class WordsOfSharing {
  private narrowest: NamedLabel | undefined;
  private unreadable: NamedLabel | undefined;
  /** Where in the document it looks. */
  private readonly path: (string | number)[] = [];

  constructor(private readonly isRead: (path: string) => boolean = () => false) {}

  read(place: JsonPlace): void {
    this.within(place.path, () => {
      this.visit(place.value, false);
    });
  }

  /** The narrowest; where something unreadable may be narrower still, that. */
  get named(): NamedLabel | undefined {
    return this.narrowest?.label === 'RED' ? this.narrowest : (this.unreadable ?? this.narrowest);
  }

  private visit(value: unknown, isOfTlp: boolean): void {
    if (typeof value === 'string') this.readText(value, isOfTlp);
    else if (Array.isArray(value)) {
      for (const [index, part] of value.entries())
        this.within(index, () => {
          this.visit(part, isOfTlp);
        });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value))
        this.within(key, () => {
          this.visitProperty(key, part, isOfTlp);
        });
    }
  }

  private visitProperty(key: string, value: unknown, isOfTlp: boolean): void {
    const name = key.replaceAll('_', ' ');
    const isNamedSo = OF_TLP.test(name);
    if (isNamedSo) this.readText(name, false);
    this.visit(value, isOfTlp || isNamedSo);
  }

  private within(key: string | number, visit: () => void): void {
    this.path.push(key);
    visit();
    this.path.pop();
  }

  private readText(text: string, isOfTlp: boolean): void {
    const said = plainText(text);
    const ofField = isOfTlp ? labelOfField(said) : undefined;
    if (ofField === undefined && !HINT.test(said)) return;
    const named = narrowerOf(labelNamedIn(said), ofField && { label: ofField, spelled: text });
    const unreadable = unreadableLabelIn(said);
    if (named === undefined && unreadable === undefined) return;
    const path = this.path.filter((key) => key !== '').join('.');
    if (this.isRead(path)) return;
    if (unreadable !== undefined) this.unreadable ??= { label: undefined, words: shown(unreadable), path };
    if (named !== undefined && (this.narrowest?.label === undefined || isNarrower(named.label, this.narrowest.label)))
      this.narrowest = { label: named.label, words: shown(named.spelled), path };
  }
}

/**
 * Holds a document back of which some words name a narrower label than it carries: they may be its true label, or it may only talk about labels.
 * A person looks, and no label is set in the act of importing it. The words and their place stand among the flaws of its source.
 */
export function heldByWords(reading: AdvisoryReading, named: NamedLabel | undefined): AdvisoryReading {
  if (named === undefined || !isLess(named, reading)) return reading;
  const { content, label, ceiling } = reading;
  const { source } = content;
  const base = ceiling ?? (label && { label });
  const own = label === undefined ? 'it carries no label that could be read' : `its label is ${label}`;
  const flaw = { path: named.path, expected: 'no words that name a narrower label than its own', received: named.words };
  return {
    ...reading,
    label: undefined,
    isLabelUnclear: true,
    ceiling: named.label === undefined ? base : narrowerSharing(base, { label: named.label }),
    heldBack: reading.heldBack ?? `At ${named.path} it says "${named.words}", and ${own}.`,
    content: {
      ...content,
      ...(source && { source: { ...source, flaws: [flaw, ...(source.flaws ?? [])].slice(0, MAX_SOURCE_FLAWS) } }),
    },
  };
}

/** Whether what is named allows less, or could, than what the document states; where it states nothing, CLEAR alone allows no less. */
function isLess({ label }: NamedLabel, { label: own, ceiling, isLabelUnclear }: AdvisoryReading): boolean {
  const stated = own ?? (isLabelUnclear === true ? ceiling?.label : undefined);
  if (stated === undefined) return label !== 'CLEAR';
  return label === undefined ? stated !== 'RED' : isNarrower(label, stated);
}
