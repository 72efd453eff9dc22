import type { Language, LocalisedText } from '#libs/advisories';
import { chooseAnyText, chooseText, fallbackOf, isTranslationOutdated, localisedTexts } from '../localised-text.js';
import { cutText } from '../visible-text.js';
import { advisoryFacts, leadOf } from './advisory-facts.js';
import { fixBlocks, indicatorBlocks, productBlocks, referenceBlocks, remediationBlocks, vulnerabilityBlocks } from './advisory-lists.js';
import type { AdvisoryPage } from './advisory-page.js';
import type { Block } from './blocks.js';
import { EMAIL_LIMITS } from './email-limits.js';
import type { SectionName } from './wording.js';

/** Label and restrictions directly before the marked information, and again after its end (TLP 2.0 sections 1 and 2). */
export function marked(page: AdvisoryPage, blocks: readonly Block[]): Block[] {
  const { label, content } = page.view;
  const restrictions = content.restrictions?.trim() ? [page.wording.restrictions(content.restrictions)] : [];
  return [
    { type: 'label', label, lines: restrictions },
    ...blocks,
    { type: 'label', label, lines: [page.wording.endOf(`TLP:${label}`), ...restrictions] },
  ];
}

/** All that a reader with the right to the full text is shown. */
export function advisoryBlocks(page: AdvisoryPage): Block[] {
  return page.view.event === 'advisory.withdrawn' ? withdrawnBlocks(page) : fullBlocks(page);
}

function fullBlocks(page: AdvisoryPage): Block[] {
  const { view, language, wording } = page;
  const { content } = view;
  const title = chooseText(content.title, language, content.sourceLanguage);
  return [
    { type: 'title', text: title?.text ?? view.trackingId, ...foreign(title?.language, language) },
    { type: 'paragraph', text: leadOf(page) },
    ...languageNotes(page),
    { type: 'facts', facts: advisoryFacts(page), colon: wording.colon },
    ...section(page, 'changes', view.event === 'advisory.updated' ? view.summaryOfChanges : undefined),
    ...section(page, 'summary', content.summary),
    ...productBlocks(page),
    ...section(page, 'description', content.description),
    ...section(page, 'impact', content.impact),
    ...fixBlocks(page),
    ...steps(page, 'recommendation', content.recommendation),
    ...steps(page, 'workarounds', content.workarounds),
    ...remediationBlocks(page),
    ...vulnerabilityBlocks(page),
    ...indicatorBlocks(page),
    ...referenceBlocks(page),
    { type: 'link', text: wording.read, url: view.url },
  ];
}

/** The notice in place of the content: of what was withdrawn not even the title is said again. */
function withdrawnBlocks(page: AdvisoryPage): Block[] {
  const { view, wording } = page;
  const notice = section(page, 'withdrawal', view.withdrawalNotice);
  return [
    { type: 'title', text: `${view.trackingId}${wording.colon}${wording.subject.withdrawn}` },
    { type: 'paragraph', text: leadOf(page) },
    ...(notice.length > 0 ? notice : [{ type: 'paragraph', text: wording.withdrawnWithoutNotice } as const]),
    { type: 'link', text: wording.read, url: view.url },
  ];
}

function languageNotes({ view, language, wording }: AdvisoryPage): Block[] {
  const { sourceLanguage } = view.content;
  const [wanted, source] = [wording.languageNames[language], wording.languageNames[sourceLanguage]];
  const fallback = fallbackOf(localisedTexts(view.content), language, sourceLanguage);
  const notes: Block[] = [];
  if (fallback === 'all') notes.push({ type: 'notice', text: wording.fallbackAll(wanted, source) });
  if (fallback === 'some') notes.push({ type: 'notice', text: wording.fallbackSome(wanted, source) });
  if (fallback !== 'all' && isTranslationOutdated(view, language)) notes.push({ type: 'notice', text: wording.outdated(wanted, source) });
  return notes;
}

function section(page: AdvisoryPage, name: SectionName, text: LocalisedText | undefined): Block[] {
  const chosen = chooseAnyText(text, page.language, page.view.content.sourceLanguage);
  if (chosen === undefined) return [];
  return [
    { type: 'heading', text: page.wording.sections[name] },
    { type: 'markdown', markdown: cutText(chosen.text, EMAIL_LIMITS.textLength), ...foreign(chosen.language, page.language) },
    ...(chosen.text.length > EMAIL_LIMITS.textLength ? [{ type: 'small', text: page.wording.textGoesOn } as const] : []),
  ];
}

function steps(page: AdvisoryPage, name: SectionName, texts: readonly LocalisedText[] | undefined): Block[] {
  const all = (texts ?? []).flatMap((text) => chooseAnyText(text, page.language, page.view.content.sourceLanguage) ?? []);
  if (all.length === 0) return [];
  const shown = all.slice(0, EMAIL_LIMITS.recommendationSteps);
  return [
    { type: 'heading', text: page.wording.sections[name] },
    {
      type: 'steps',
      steps: shown.map((step) => ({ markdown: cutText(step.text, EMAIL_LIMITS.textLength), ...foreign(step.language, page.language) })),
    },
    ...(all.length > shown.length ? [{ type: 'small', text: page.wording.andMore(all.length - shown.length) } as const] : []),
  ];
}

/** The `lang` attribute for a text that is not in the language of the mail. */
function foreign(language: Language | undefined, ofMail: Language): { readonly language?: Language } {
  return language === undefined || language === ofMail ? {} : { language };
}
