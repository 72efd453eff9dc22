/** Letters of other scripts, and small capitals, that look like those of which labels are made; each before what it looks like. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  [
    'АA аa ВB ԀD ԁd ЕE еe ԌG НH һh ІI іi КK ЛL МM ОO оo РP рp ԚQ СC сc ЅS ѕs ТT тt ԜW ԝw ХX хx',
    'ΑA αa ΒB ΕE εe ΗH ΙI ιi ΚK ΜM ΝN ΟO οo ΡP ρp ΤT τt ΧX',
    'ᎪA ᏴB ᏟC ᎠD ᎬE ᏀG ᎻH ᏆI ᏞL ᎷM ᏢP ᎡR ᏚS ᎢT ᎳW',
    'ᴀA ʙB ᴄC ᴅD ᴇE ꜰF ɢG ʜH ɪI ʟL ᴍM ɴN ᴏO ᴘP ʀR ꜱS ᴛT ᴡW',
  ]
    .flatMap((script) => script.split(' '))
    .map(([lookalike = '', letter = '']) => [lookalike, letter]),
);
const LOOKALIKE = new RegExp(`[${[...LOOKALIKES.keys()].join('')}]`, 'gu');

/**
 * A text as a person sees it: full-width letters and signs are plain ones (NFKD), letters that only look like Latin ones are these, and
 * accents, markup and what nobody sees are gone.
 */
export function plainText(text: string): string {
  // Nearly all texts are such, and some have millions of characters.
  if (/^[\x20-\x7e\s]*$/.test(text) && !/[<&]/.test(text)) return text;
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{Cf}\p{M}]/gu, '')
    .replaceAll(LOOKALIKE, (letter) => LOOKALIKES.get(letter) ?? letter)
    .replaceAll(/<[^<>]{1,200}>/g, '')
    .replaceAll(/&(?:#x?[\da-f]{1,6}|[a-z]{2,10});/gi, ' ');
}
