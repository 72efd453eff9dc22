import { diffWordsWithSpace } from 'diff';
import { createTranslator } from 'use-intl';
import type { WorkRevisionFragment } from '../../api/gql/graphql';
import { messagesOf } from '../../i18n/all-messages.server';
import { LOCALE_FACTS, localeOfLanguage, LOCALES } from '../../i18n/locale';
import type { Locale } from '../../i18n/locale';
import { localeOf } from '../../i18n/locale-of-request';
import { fieldsOf } from './text-form';

/** One field that differs from what is published; `locale` is that of a text, and none of what is about the whole article. */
export interface Change {
  readonly locale: Locale | undefined;
  readonly field: string;
  readonly parts: readonly { readonly text: string; readonly kind: 'same' | 'added' | 'removed' }[];
}

type Fields = Readonly<Record<string, string>>;

/** What a reviewer must look at: every field that differs from what is published, in every language and about the whole, in the words of the page. */
export function changesBetween(before: WorkRevisionFragment | null, after: WorkRevisionFragment, request: Request): Change[] {
  const about = aboutOf(request);
  return [
    ...changedFields(before === null ? {} : about(before), about(after), undefined),
    ...LOCALES.flatMap((locale) => changedFields(textOf(before, locale), textOf(after, locale), locale)),
  ];
}

function changedFields(old: Fields, now: Fields, locale: Locale | undefined): Change[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => (old[field] ?? '') !== (now[field] ?? ''))
    .map((field) => ({
      locale,
      field,
      parts: diffWordsWithSpace(old[field] ?? '', now[field] ?? '').map(({ value, added, removed }) => ({
        text: value,
        kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
      })),
    }));
}

function textOf(revision: WorkRevisionFragment | null, locale: Locale): Fields {
  const { language } = LOCALE_FACTS[locale];
  return revision?.languages.includes(language) === true ? fieldsOf(revision[locale]) : {};
}

/** What is said about an article as a whole, as lines of text. */
function aboutOf(request: Request): (revision: WorkRevisionFragment) => Fields {
  const locale = localeOf(request);
  const t = createTranslator({ locale: LOCALE_FACTS[locale].tag, messages: messagesOf(locale), namespace: 'administration.guidance' });
  return ({ audiences, topic, minutes, cost, reviewedOn, keywords, relatedSlugs, sourceLanguage }) => ({
    audiences: audiences.map((each) => t(`audience.${each}`)).join('\n'),
    topic: t(`topic.${topic}`),
    cost: t(`cost.${cost}`),
    minutes: String(minutes),
    reviewedOn,
    keywords: keywords.join('\n'),
    related: relatedSlugs.join('\n'),
    sourceLanguage: LOCALE_FACTS[localeOfLanguage(sourceLanguage) ?? 'en'].name,
  });
}
