import { isNarrower, parseLabel } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import type { JsonPlace } from '../json-place.js';

export interface CsafLabel {
  /** Undefined where the document states none: nothing is published until a person has set one. */
  readonly label: TlpLabel | undefined;
  /** The words of `distribution.text`: copyright, or terms that the label alone does not say. */
  readonly labelText: string | undefined;
}

const LABEL_IN_TEXT = /TLP(?:v2)?:\s?(CLEAR|WHITE|GREEN|AMBER\+STRICT|AMBER|RED)\b/gi;

/**
 * Reads the label (CSAF 2.0 section 3.2.1.5). WHITE means CLEAR. CSAF 2.0 has no AMBER+STRICT, so its text may state a narrower label
 * than its label field: the narrower one counts, because content that was shown too widely cannot be taken back.
 */
export function readLabel(document: JsonPlace): CsafLabel {
  const distribution = document.field('distribution');
  const tlp = distribution.field('tlp');
  const stated = tlp.text('label');
  const labelText = distribution.text('text');
  let label = stated === undefined ? undefined : parseLabel(stated);
  if (stated !== undefined && label === undefined) tlp.field('label').note('a TLP label');
  for (const [, word = ''] of labelText?.matchAll(LABEL_IN_TEXT) ?? []) {
    const inText = parseLabel(word);
    if (label === undefined || inText === undefined || !isNarrower(inText, label)) continue;
    distribution.field('text').note(`no label that is narrower than ${label}, the label of the document`);
    label = inText;
  }
  return { label, labelText };
}
