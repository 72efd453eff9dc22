import type { TlpLabel } from '#libs/access';
import type { AdvisoryReading } from '../advisory-reading.js';
import { shown } from '../json-place.js';
import type { JsonPlace } from '../json-place.js';
import { labelOfField, labelStatedIn, narrowerOf, unreadableLabelIn } from '../stated-labels.js';
import type { StatedLabel } from '../stated-labels.js';

export interface CsafLabel {
  /** Undefined where the document states none: nothing is published until a person has set one. */
  readonly label: TlpLabel | undefined;
  /** The words of `distribution.text`: copyright, or terms that the label alone does not say. */
  readonly labelText: string | undefined;
  /** Where something stands in the place of a label and is none. */
  readonly held?: HeldLabel;
}

/** Nobody sets a label in the act of importing such a document; `ceiling` is what it states elsewhere. */
export type HeldLabel = Required<Pick<AdvisoryReading, 'heldBack'>> & Pick<AdvisoryReading, 'isLabelUnclear' | 'ceiling'>;

/** With it our own CSAF 2.0 says AMBER+STRICT, for which the format has no label but RED; read back, it means that again. */
export const AMBER_STRICT_SENTENCE = "TLP:AMBER+STRICT: for the recipient's organisation only, not for its clients.";

/** Titles of notes that speak of who may read the document, whatever their category. */
const OF_SHARING = /\btlp\b|traffic light|distribution|dissemination|handling|sharing|classification/i;

/**
 * Reads the label (CSAF 2.0 section 3.2.1.5): the narrowest of all that the document states, in its field, in the text of its distribution, in its
 * title and in its legal disclaimers, because content that was shown too widely cannot be taken back. WHITE means CLEAR. CSAF 2.0 has no
 * AMBER+STRICT, and the field need not be there at all.
 */
export function readLabel(root: JsonPlace): CsafLabel {
  const document = root.field('document');
  const distribution = document.field('distribution');
  const tlp = distribution.field('tlp');
  const field = typeof tlp.value === 'string' ? tlp : tlp.field('label');
  const { label: ofField, text: labelText } = ofDistribution(labelIn(field), distribution);
  const elsewhere = labelStatedIn([labelText, ...handlingOf(root)]);
  const narrowest = narrowerOf(ofField, elsewhere);
  if (ofField !== undefined && narrowest !== ofField)
    distribution.field('text').note(`no label that is narrower than ${ofField.label}, the label of the document`);
  const isOdd = field.exists && ofField === undefined;
  if (isOdd) field.note('a TLP label');
  const inText = narrowest === undefined ? unreadableLabelIn(labelText) : undefined;
  if (!isOdd && inText === undefined) return { label: narrowest?.label, labelText };
  const heldBack = `Its label ${inText ?? spelledIn(field)} is no TLP label that can be read.`;
  return {
    label: undefined,
    labelText,
    held: { isLabelUnclear: true, heldBack, ...(narrowest && { ceiling: { label: narrowest.label } }) },
  };
}

/** Places of a CSAF document, dotted, that `readLabel` reads as the label itself. */
export function isReadAsLabel(path: string): boolean {
  return /^document\.distribution(\.text|\.tlp|\.tlp\.label)?$/.test(path);
}

/** Our own sentence, whole and first, beside RED stands for a label; whatever else the text says still counts. */
function ofDistribution(
  label: StatedLabel | undefined,
  distribution: JsonPlace,
): { label: StatedLabel | undefined; text: string | undefined } {
  const text = typeof distribution.value === 'string' ? distribution.value : distribution.text('text');
  const rest = text?.startsWith(AMBER_STRICT_SENTENCE) === true ? text.slice(AMBER_STRICT_SENTENCE.length) : undefined;
  const isOurs = label?.label === 'RED' && rest !== undefined && (rest === '' || rest.startsWith('\n\n'));
  if (!isOurs) return { label, text };
  return { label: { label: 'AMBER+STRICT', spelled: label.spelled }, text: rest.trim() === '' ? undefined : rest.trim() };
}

function labelIn({ value }: JsonPlace): StatedLabel | undefined {
  const label = typeof value === 'string' ? labelOfField(value) : undefined;
  return label && { label, spelled: String(value) };
}

/** The title, and what the notes of the document and of its vulnerabilities say of handling it. */
function handlingOf(root: JsonPlace): readonly (string | undefined)[] {
  const owners = [root.field('document'), ...root.list('vulnerabilities')];
  const notes = owners.flatMap((owner) => owner.list('notes'));
  const speaking = notes.filter((note) => note.field('category').value === 'legal_disclaimer' || OF_SHARING.test(note.text('title') ?? ''));
  return [root.field('document').text('title'), ...speaking.flatMap((note) => [note.text('title'), note.text('text')])];
}

function spelledIn({ value }: JsonPlace): string {
  return typeof value === 'string' ? shown(value) : 'of its distribution';
}
