import type { AdvisoryContent, Language } from '#libs/advisories';

/** Language, script and region; longer BCP 47 tags are understood by their primary language. */
const PLAIN_TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i;
const PRIMARY_LANGUAGE = /^([a-z]{2,3})-/i;
/** BCP 47 for a language that is not known (ISO 639-2). */
export const UNDETERMINED = 'und';

/**
 * The BCP 47 tag of a text: a translation's is ours; an imported text's is what its source says, for texts of other languages stand under `en`. Undefined
 * where the source does not say, so that no text is told to be of a language that nobody knows; STIX alone says what it is then: English (2.1 section 3.2).
 */
export function statedLanguage(
  { source, sourceLanguage }: Pick<AdvisoryContent, 'source' | 'sourceLanguage'>,
  language: Language,
): string | undefined {
  const isChinese = sourceLanguage.startsWith('zh');
  if (source === undefined || language !== sourceLanguage) return language;
  const tag = source.language?.trim() ?? '';
  if (tag === '') return isChinese || source.format === 'stix' ? language : undefined;
  if (/^zh\b/i.test(tag) !== isChinese) return language;
  if (PLAIN_TAG.test(tag)) return tag;
  return isChinese ? language : PRIMARY_LANGUAGE.exec(tag)?.[1]?.toLowerCase();
}
