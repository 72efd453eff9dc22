import { isDeepStrictEqual } from 'node:util';
import type { UpdateClass } from '../advisory.js';
import { LANGUAGES } from '../content.js';
import type { AdvisoryContent, LocalisedText } from '../content.js';
import { asksSomethingNew } from './csaf/csaf-update-class.js';
import type { UpdateClassHint } from './csaf/csaf-update-class.js';

/**
 * A new version of an imported text with what our own desk had added to the version before: translations (their instants tell that they are
 * older now), tags, sectors, techniques, indicators and CNVD ids. What the source says always wins.
 */
export function withOurAdditions(after: AdvisoryContent, before: AdvisoryContent): AdvisoryContent {
  const ours = (theirs: LocalisedText, earlier: LocalisedText | undefined) => translated(theirs, earlier, after.sourceLanguage);
  const steps = (theirs: readonly LocalisedText[] | undefined, earlier: readonly LocalisedText[] | undefined) =>
    theirs?.map((step, index) => (theirs.length === earlier?.length ? ours(step, earlier[index]) : step));
  return {
    ...after,
    title: ours(after.title, before.title),
    summary: ours(after.summary, before.summary),
    description: ours(after.description, before.description),
    impact: after.impact && ours(after.impact, before.impact),
    recommendation: steps(after.recommendation, before.recommendation),
    workarounds: steps(after.workarounds, before.workarounds) ?? before.workarounds,
    tags: [...new Set([...after.tags, ...before.tags])],
    sectors: [...new Set([...after.sectors, ...before.sectors])],
    cnvd: after.cnvd ?? before.cnvd,
    techniques: after.techniques ?? before.techniques,
    indicators: after.indicators ?? before.indicators,
    translatedAt: before.translatedAt,
  };
}

function translated(theirs: LocalisedText, earlier: LocalisedText | undefined, source: string): LocalisedText {
  const others = LANGUAGES.filter((language) => language !== source && earlier?.[language] !== undefined);
  return { ...Object.fromEntries(others.map((language) => [language, earlier?.[language]])), ...theirs };
}

/** Whether two contents say the same; stored content comes back with its keys in another order and without undefined fields. */
export function isSameContent(a: AdvisoryContent, b: AdvisoryContent): boolean {
  const plain = (content: AdvisoryContent) => JSON.parse(JSON.stringify({ ...content, translatedAt: undefined })) as unknown;
  return isDeepStrictEqual(plain(a), plain(b));
}

/** What a new version asks of those who read the one before: what changed in the text counts for more than the source's numbers. */
export function updateClassOf(before: AdvisoryContent, after: AdvisoryContent, hint: UpdateClassHint): UpdateClass {
  if (!asksSomethingNew(before, after)) return 'editorial';
  return hint === 'editorial' ? 'minor' : (hint ?? 'major');
}
