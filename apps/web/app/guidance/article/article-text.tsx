import { useTranslations } from 'use-intl';
import type { ArticleQuery } from '../../api/gql/graphql';
import { dayText } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { Facts, SafeHtml } from '../../ui/static/parts';
import { ArticleCard } from '../article-card';

export type ShownArticle = NonNullable<ArticleQuery['guidanceArticle']>;
export type ShownText = NonNullable<ShownArticle['text']>;

/** An article in the order in which somebody reads who has a problem: for whom, three things first, then the steps, then how to check. */
export function ArticleText({ article, text }: { readonly article: ShownArticle; readonly text: ShownText }) {
  const t = useTranslations('guidance');
  const locale = useLocale();
  return (
    <>
      <Facts
        facts={[
          { name: t('for-whom'), value: <SafeHtml html={text.forWhomHtml} /> },
          { name: t('time'), value: t('minutes', { minutes: article.minutes }) },
          { name: t('costs'), value: t(`cost.${article.cost}`) },
        ]}
      />
      <First text={text} />
      <h2 className="govuk-heading-l">{t('steps')}</h2>
      {text.steps.map(({ title, html }, at) => (
        <details key={title} className="govuk-details" id={`step-${at + 1}`}>
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">{title}</span>
          </summary>
          <div className="govuk-details__text">
            <SafeHtml html={html} />
          </div>
        </details>
      ))}
      <h2 className="govuk-heading-l">{t('check')}</h2>
      <SafeHtml html={text.checkHtml} />
      <h2 className="govuk-heading-l">{t('if-wrong')}</h2>
      <SafeHtml html={text.ifWrongHtml} />
      <p className="govuk-body">
        <a className="govuk-link" href={`/${locale}/attacked`}>
          {t('attacked')}
        </a>
      </p>
      <h2 className="govuk-heading-l">{t('checklist')}</h2>
      <ul className="hl-checklist">
        {text.checklist.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="hl-card__facts">
        <span>{t('reviewed', { day: dayText(`${article.reviewedOn}T04:00:00Z`, locale) })}</span>
        <span>{t('print')}</span>
      </p>
      <Sources article={article} />
      <Related article={article} />
    </>
  );
}

function First({ text }: { readonly text: ShownText }) {
  const t = useTranslations('guidance');
  return (
    <section className="hl-first">
      <h2 className="govuk-heading-l">{t('first')}</h2>
      <ol>
        {text.first.map(({ action, why, link }) => (
          <li key={action}>
            <strong>{action}</strong>
            <p className="govuk-body">{why}</p>
            <a className="govuk-link" href={link.href} rel={link.kind === 'EXTERNAL' ? 'noreferrer' : undefined}>
              {link.text}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Sources({ article }: { readonly article: ShownArticle }) {
  const t = useTranslations('guidance');
  const sources = article.current?.sources ?? [];
  if (sources.length === 0) return null;
  return (
    <section>
      <h2 className="govuk-heading-m">{t('sources')}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {sources.map(({ id, publisher, title, url, licence, attribution }) => (
          <li key={id} lang="en">
            {publisher}:{' '}
            <a className="govuk-link" href={url} rel="noreferrer">
              {title}
            </a>{' '}
            ({attribution ?? licence})
          </li>
        ))}
      </ul>
    </section>
  );
}

function Related({ article }: { readonly article: ShownArticle }) {
  const t = useTranslations('guidance');
  if (article.related.length === 0) return null;
  return (
    <section className="hl-no-print">
      <h2 className="govuk-heading-m">{t('related')}</h2>
      <ul className="hl-cards">
        {article.related.map((each) => (
          <ArticleCard key={each.slug} article={each} />
        ))}
      </ul>
    </section>
  );
}
