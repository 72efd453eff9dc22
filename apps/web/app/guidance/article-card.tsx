import { useTranslations } from 'use-intl';
import type { ArticleCardFragment } from '../api/gql/graphql';
import { choose } from '../i18n/localised';
import { useLocale } from '../i18n/use-locale';

/** One article of a list: the task, what it is about, how long it takes and what it costs. */
export function ArticleCard({ article }: { readonly article: ArticleCardFragment }) {
  const t = useTranslations('guidance');
  const locale = useLocale();
  const title = choose(article.title, locale);
  const summary = choose(article.summary, locale);
  return (
    <li className="hl-card">
      <h3 className="hl-card__title">
        <a className="govuk-link" href={`/${locale}/advice/${article.slug}`} lang={title.lang}>
          {title.text}
        </a>
      </h3>
      <p className="hl-card__summary" lang={summary.lang}>
        {summary.text}
      </p>
      <p className="hl-card__facts">
        <span>{t('minutes', { minutes: article.minutes })}</span>
        <span>{t(`cost.${article.cost}`)}</span>
        <span>{article.audiences.map((audience) => t(`audience.${audience}`)).join(' · ')}</span>
      </p>
    </li>
  );
}
