import { isNarrower, parseLabel } from '#libs/access';
import type { TlpLabel } from '#libs/access';

/** What texts state: the narrowest label of all that they name, as they spelled it. */
export interface StatedLabel {
  readonly label: TlpLabel;
  readonly spelled: string;
}

/** Between TLP and its label: `:`, a space, quotes, asterisks; never the end of a sentence, so that "TLP. Red Hat" states nothing. */
const BETWEEN = String.raw`[^\p{L}\p{N}.;,!?]{0,8}`;
/** TLP, its version as in `TLPv2:` and `TLP 2.0`, a word as in "TLP level", and perhaps TLP once more as in `TLPv2: TLP:RED`. */
const TLP = String.raw`(?<![\p{L}\p{N}])(?:TLP|traffic light protocol)(?:[^\p{L}\p{N}]{0,2}v?(?:ersion)?[^\p{L}\p{N}]{0,2}[12](?:\.\d)?)?`;
const WORD = String.raw`(?:(?:label|level|marking|colou?r|code|status|class(?:ification)?|designation|is|TLP)${BETWEEN}){0,3}`;
/** Whatever is added to AMBER with a sign can only be narrower than it. */
const LABEL = String.raw`(AMBER\s?[+&]|(?:CLEAR|WHITE|GREEN|AMBER(?:[^\p{L}\p{N}.;,!?]{0,3}STRICT)?|RED)(?![\p{L}\p{N}]))`;
const LABEL_IN_TEXT = new RegExp(`${TLP}${BETWEEN}${WORD}${LABEL}`, 'giu');
/** Something in the place of a label, glued to TLP as labels are. */
const UNREADABLE_IN_TEXT = new RegExp(String.raw`${TLP}\s?:\s?(?!TLP)([A-Z][A-Z+]+)(?![\p{L}\p{N}])`, 'u');

/**
 * The narrowest TLP label that texts state in running words: `TLP:RED`, `tlp: amber`, "TLP AMBER STRICT", `TLPv2: TLP:GREEN`, `TLP：AMBER` with a
 * full-width colon, `TLP:WHITE`. Undefined where they state none.
 */
export function labelStatedIn(texts: Iterable<string | undefined>): StatedLabel | undefined {
  let narrowest: StatedLabel | undefined;
  for (const text of texts) {
    for (const [spelled, word = ''] of plain(text).matchAll(LABEL_IN_TEXT)) {
      const label = labelOf(word);
      if (label !== undefined) narrowest = narrowerOf(narrowest, { label, spelled: spelled.trim() });
    }
  }
  return narrowest;
}

/** The label of a field that holds nothing else, with or without `TLP:`, in any notation. */
export function labelOfField(text: string): TlpLabel | undefined {
  return parseLabel(text) ?? labelStatedIn([`TLP:${text}`])?.label;
}

/** What stands in a text where a label should, and is none that is known, as in `TLP:PURPLE`. */
export function unreadableLabelIn(text: string | undefined): string | undefined {
  const word = UNREADABLE_IN_TEXT.exec(plain(text))?.[1];
  return word === undefined || labelOf(word) !== undefined ? undefined : word;
}

export function narrowerOf(a: StatedLabel | undefined, b: StatedLabel | undefined): StatedLabel | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isNarrower(b.label, a.label) ? b : a;
}

function labelOf(word: string): TlpLabel | undefined {
  return parseLabel(/^AMBER./i.test(word) ? 'AMBER+STRICT' : word);
}

/** Full-width letters and signs become plain ones (NFKC), and what nobody sees goes. */
function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
}
