import type { Language } from '#libs/advisories';
import { outdatedLanguages, parseGuidanceTarget } from '#libs/guidance';
import type { GuidanceCard, GuidanceContent, GuidanceRevision as StoredRevision } from '#libs/guidance';
import { toGlobalId } from '../global-id.js';
import { toLocalisedText } from '../vocabulary/localised-text.js';
import { guidanceHtml, hrefOfWritten } from './guidance-addresses.js';
import type { GuidanceArticle, GuidanceLink, GuidanceRevision, GuidanceText } from './guidance.types.js';

export function toGuidanceArticle(card: GuidanceCard): GuidanceArticle {
  const { id, title, summary, withdrawalNotice, revision, sourceLanguage, ...rest } = card;
  return {
    ...rest,
    __typename: 'GuidanceArticle',
    id: toGlobalId('GuidanceArticle', id),
    uuid: id,
    sourceLanguage,
    revisionNumber: revision,
    title: toLocalisedText(title, sourceLanguage),
    summary: summary ? toLocalisedText(summary, sourceLanguage) : null,
    withdrawalNotice: withdrawalNotice ? toLocalisedText(withdrawalNotice, sourceLanguage) : null,
  };
}

export function toGuidanceRevision(stored: StoredRevision): GuidanceRevision {
  const { content, summaryOfChanges } = stored;
  return {
    stored,
    id: stored.id,
    number: stored.number,
    state: stored.state,
    publishedAt: stored.publishedAt ?? null,
    savedAt: stored.savedAt,
    submittedAt: stored.submittedAt ?? null,
    returnReason: stored.returnReason ?? null,
    summaryOfChanges: summaryOfChanges ? toLocalisedText(summaryOfChanges, content.sourceLanguage) : null,
    sourceLanguage: content.sourceLanguage,
    languages: Object.keys(content.texts) as Language[],
    outdatedTranslations: outdatedLanguages(content),
    audiences: content.audiences,
    topic: content.topic,
    minutes: content.minutes,
    cost: content.cost,
    reviewedOn: content.reviewedOn,
    sources: content.sources.map((source) => ({ ...source, attribution: source.attribution ?? null })),
    relatedSlugs: content.related,
    keywords: content.keywords,
  };
}

/** The text in a language, else in the source language. */
export function toGuidanceText(content: GuidanceContent, asked: Language | null | undefined): GuidanceText | null {
  const wanted = asked ?? content.sourceLanguage;
  const language = content.texts[wanted] === undefined ? content.sourceLanguage : wanted;
  const text = content.texts[language];
  if (text === undefined) return null;
  const html = (markdown: string) => guidanceHtml(markdown, wanted);
  return {
    language,
    isFallback: language !== wanted,
    isOutdated: outdatedLanguages(content).includes(language),
    title: text.title,
    summary: text.summary,
    summaryHtml: html(text.summary),
    forWhom: text.forWhom,
    forWhomHtml: html(text.forWhom),
    first: text.first.map(({ action, why, link }) => ({ action, why, link: toLink(link.text, link.target, wanted) })),
    steps: text.steps.map(({ title, body }) => ({ title, body, html: html(body) })),
    check: text.check,
    checkHtml: html(text.check),
    ifWrong: text.ifWrong,
    ifWrongHtml: html(text.ifWrong),
    checklist: [...text.checklist],
  };
}

function toLink(text: string, target: string, language: Language): GuidanceLink {
  return { text, target, kind: parseGuidanceTarget(target)?.kind ?? 'page', href: hrefOfWritten(target, language) };
}
