import { isNarrower, parseLabel } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { plainText } from './plain-text.js';

/** What texts state: the narrowest label of all that they name, as they spelled it. */
export interface StatedLabel {
  readonly label: TlpLabel;
  readonly spelled: string;
}

/** Between TLP and its label: `:`, a space, quotes, asterisks; a stop or comma only where no space follows, so that "TLP. Red Hat" states nothing. */
const BETWEEN = String.raw`(?:[^\p{L}\p{N}.;,!?]|[.;,!?](?!\s)){0,8}`;
const NAME = String.raw`(?:(?<![\p{L}\p{N}])(?:TLP|traffic[ _-]?light[ _-]?protocol)|交通(?:信号|信號)?[灯燈](?:协议|協議|协定|協定)|[红紅][绿綠][灯燈](?:协议|協議|协定|協定))`;
/** TLP, its version as in `TLPv2:` and `TLP 2.0`, a word as in "TLP level", and perhaps TLP once more as in `TLPv2: TLP:RED`. */
const TLP = String.raw`${NAME}(?:[^\p{L}\p{N}]{0,2}v?(?:ersion)?[^\p{L}\p{N}]{0,2}[12](?:\.\d)?)?`;
const WORD = String.raw`(?:(?:label|level|marking|colou?r|code|status|class(?:ification)?|designation|is|TLP|标签|標籤|标记|標記|级别|級別|等级|等級|颜色|顏色|为|為|是)${BETWEEN}){0,3}`;
/** In Chinese no space tells where a word ends. */
const CHINESE_LABEL = String.raw`[红紅]|琥珀色?(?:[^\p{L}\p{N}.;,!?]{0,3}[严嚴]格)?|[绿綠]|白|透明|清`;
/** Whatever is added to AMBER with a sign can only be narrower than it. */
const LABEL = String.raw`(AMBER\s?[+&]|(?:CLEAR|WHITE|GREEN|AMBER(?:[^\p{L}\p{N}.;,!?]{0,3}STRICT)?|RED)(?![\p{L}\p{N}])|${CHINESE_LABEL})`;
const LABEL_IN_TEXT = new RegExp(`${TLP}${BETWEEN}${WORD}${LABEL}`, 'giu');
/** Something in the place of a label, glued to TLP as labels are. */
const UNREADABLE_IN_TEXT = new RegExp(String.raw`${TLP}\s?:\s?(?!TLP)([A-Z][A-Z+]+)(?![\p{L}\p{N}])`, 'u');
/** A label in capitals near TLP, as in "RED (TLP)" and "the TLP of this report is AMBER". */
const CAPITALS = /(?<![\p{L}\p{N}])(CLEAR|WHITE|GREEN|AMBER(?:[^\p{L}\p{N}.;,!?]{0,3}STRICT)?|RED)(?![\p{L}\p{N}])/gu;
/** Not TLPT, the tests with red teams. */
const NAME_IN_TEXT = new RegExp(`${NAME}(?!(?!v\\d)[a-z])`, 'giu');
const [CHARACTERS_BEFORE, CHARACTERS_AFTER] = [20, 60];

/**
 * The narrowest TLP label that texts state in running words: `TLP:RED`, `tlp: amber`, "TLP AMBER STRICT", `TLPv2: TLP:GREEN`, `TLP：AMBER` with a
 * full-width colon, `TLP:WHITE`. Undefined where they state none.
 */
export function labelStatedIn(texts: Iterable<string | undefined>): StatedLabel | undefined {
  let narrowest: StatedLabel | undefined;
  for (const text of texts) narrowest = narrowerOf(narrowest, matching(plainText(text ?? ''), LABEL_IN_TEXT));
  return narrowest;
}

/** The narrowest label that a text names at all: as a statement does, or in capitals beside TLP. It may only talk about labels. */
export function labelNamedIn(text: string): StatedLabel | undefined {
  const said = plainText(text);
  let narrowest = matching(said, LABEL_IN_TEXT);
  for (const { 0: name, index } of said.matchAll(NAME_IN_TEXT)) {
    const before =
      said
        .slice(Math.max(0, index - CHARACTERS_BEFORE), index)
        .split('\n')
        .at(-1) ?? '';
    const after = said.slice(index + name.length, index + name.length + CHARACTERS_AFTER).split('\n')[0] ?? '';
    const near = [before, after].map((part) => matching(part, CAPITALS)).reduce(narrowerOf, undefined);
    narrowest = narrowerOf(narrowest, near && { ...near, spelled: `${before}${name}${after}`.trim() });
  }
  return narrowest;
}

function matching(text: string, pattern: RegExp): StatedLabel | undefined {
  let narrowest: StatedLabel | undefined;
  for (const [spelled, word = ''] of text.matchAll(pattern)) {
    const label = labelOf(word);
    if (label !== undefined) narrowest = narrowerOf(narrowest, { label, spelled: spelled.trim() });
  }
  return narrowest;
}

/** The label of a field that holds nothing else, with or without `TLP:`, in any notation; of several in it, as in `WHITE/RED`, the narrowest. */
export function labelOfField(text: string): TlpLabel | undefined {
  const first = labelStatedIn([`TLP:${text}`]);
  return parseLabel(text) ?? (first && narrowerOf(first, matching(plainText(text).toUpperCase(), CAPITALS))?.label);
}

/** What stands in a text where a label should, and is none that is known, as in `TLP:PURPLE`. */
export function unreadableLabelIn(text: string | undefined): string | undefined {
  const word = UNREADABLE_IN_TEXT.exec(plainText(text ?? ''))?.[1];
  return word === undefined || labelOf(word) !== undefined ? undefined : word;
}

export function narrowerOf(a: StatedLabel | undefined, b: StatedLabel | undefined): StatedLabel | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isNarrower(b.label, a.label) ? b : a;
}

function labelOf(word: string): TlpLabel | undefined {
  if (/^AMBER./i.test(word) || /^琥珀.*格$/u.test(word)) return 'AMBER+STRICT';
  if (/^[红紅]/u.test(word)) return 'RED';
  if (word.startsWith('琥珀')) return 'AMBER';
  if (/^[绿綠]/u.test(word)) return 'GREEN';
  return /^[白透清]/u.test(word) ? 'CLEAR' : parseLabel(word);
}
