import { useTranslations } from 'use-intl';
import type { WorkRevisionFragment, WorkTextFragment } from '../../api/gql/graphql';
import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import type { Locale } from '../../i18n/locale';
import { Markdown } from '../../ui/console/markdown';
import { Facts } from '../../ui/static/parts';
import { Tabs } from '../../ui/static/tabs';

interface ArticlePreviewProps {
  readonly slug: string;
  readonly work: WorkRevisionFragment;
  readonly locale: Locale;
}

/** The draft as its readers will see it, in one of its languages, with all that is said about it. */
export function ArticlePreview({ slug, work, locale }: ArticlePreviewProps) {
  const t = useTranslations('administration.guidance');
  const written = LOCALES.filter((each) => work.languages.includes(LOCALE_FACTS[each].language));
  const shown = written.includes(locale) ? locale : (written[0] ?? 'en');
  const text = work[shown];
  return (
    <section>
      <h2>{t('preview')}</h2>
      <Facts
        facts={[
          { name: t('field.audiences'), value: work.audiences.map((each) => t(`audience.${each}`)).join(', ') },
          { name: t('field.topic'), value: t(`topic.${work.topic}`) },
          { name: t('field.cost'), value: t(`cost.${work.cost}`) },
          { name: t('field.minutes'), value: work.minutes },
          { name: t('field.reviewed-on'), value: work.reviewedOn },
          { name: t('field.keywords'), value: work.keywords.join(', ') },
          { name: t('field.related'), value: work.relatedSlugs.join(', ') },
          ...LOCALES.flatMap((each) => {
            const changes = work.summaryOfChanges?.[LOCALE_FACTS[each].key];
            if (changes == null || changes === '') return [];
            return [
              { name: `${t('field.changes')} (${LOCALE_FACTS[each].name})`, value: <span lang={LOCALE_FACTS[each].tag}>{changes}</span> },
            ];
          }),
        ]}
      />
      <Tabs
        label={t('languages')}
        tabs={written.map((each) => ({
          text: LOCALE_FACTS[each].name,
          href: `/console/guidance/${slug}?in=${each}`,
          isCurrent: each === shown,
        }))}
      />
      {text === null ? null : <TextPreview text={text} lang={LOCALE_FACTS[shown].tag} />}
    </section>
  );
}

function TextPreview({ text, lang }: { readonly text: WorkTextFragment; readonly lang: string }) {
  const t = useTranslations('administration.guidance.field');
  const parts = [
    { name: t('for-whom'), markdown: text.forWhom },
    ...text.steps.map(({ title, body }) => ({ name: title === '' ? t('steps') : title, markdown: body })),
    { name: t('check'), markdown: text.check },
    { name: t('if-wrong'), markdown: text.ifWrong },
  ];
  return (
    <article className="hl-rendered">
      <h3 lang={lang}>{text.title}</h3>
      <Markdown markdown={withTargets(text.summary)} lang={lang} />
      <ol lang={lang}>
        {text.first.map(({ action, why, link }, at) => (
          <li key={at}>
            <strong>{action}</strong> {why} {link.text} <code>{link.target}</code>
          </li>
        ))}
      </ol>
      {parts.map(({ name, markdown }, at) => (
        <section key={at}>
          <h4>{name}</h4>
          <Markdown markdown={withTargets(markdown)} lang={lang} />
        </section>
      ))}
      <h4>{t('checklist')}</h4>
      <ul lang={lang}>
        {text.checklist.map((item, at) => (
          <li key={at}>{item}</li>
        ))}
      </ul>
    </article>
  );
}

/** Links to other pages of the platform get their addresses when an article is shown; here their targets stand beside them. */
function withTargets(markdown: string): string {
  return markdown.replaceAll(/\[([^\]\n]+)\]\(((?:article|page|step):[^)\s]+)\)/gu, '$1 (`$2`)');
}
