import { useTranslations } from 'use-intl';
import type { RefusedForm } from '../../forms/form.server';
import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import { Button } from '../../ui/static/button';
import { TextAreaField } from '../../ui/static/field';
import type { ConsoleArticleShown } from './article';

interface ArticleActsProps {
  readonly article: ConsoleArticleShown;
  readonly actionData: RefusedForm | undefined;
}

/** What the viewer may do with an article now; steps that cannot be undone stand apart. */
export function ArticleActs({ article, actionData }: ArticleActsProps) {
  const t = useTranslations('administration.guidance');
  const { viewerCan } = article;
  const isReviewed = article.inWork?.state === 'IN_REVIEW';
  return (
    <>
      <form method="post" className="hl-acts">
        <input type="hidden" name="id" value={article.id} />
        {viewerCan.submit ? (
          <Button name="act" value="submit">
            {t('submit')}
          </Button>
        ) : null}
        {viewerCan.publish ? (
          <Button name="act" value="publish">
            {t('publish')}
          </Button>
        ) : null}
        {viewerCan.revise ? (
          <Button name="act" value="revise" look="secondary">
            {t('revise')}
          </Button>
        ) : null}
        {viewerCan.discard ? (
          <Button name="act" value="discard" look="secondary">
            {t('discard')}
          </Button>
        ) : null}
      </form>
      {isReviewed && !viewerCan.publish ? <p className="govuk-inset-text">{t('four-eyes')}</p> : null}
      {viewerCan.return ? (
        <form method="post">
          <input type="hidden" name="id" value={article.id} />
          <TextAreaField
            name="reason"
            label={t('field.reason')}
            rows={3}
            error={actionData?.errors['reason']}
            defaultValue={actionData?.typed['reason']}
          />
          <Button name="act" value="return" look="secondary">
            {t('return')}
          </Button>
        </form>
      ) : null}
      {viewerCan.withdraw ? (
        <details className="govuk-details">
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">{t('withdraw')}</span>
          </summary>
          <form method="post" className="govuk-details__text">
            <input type="hidden" name="id" value={article.id} />
            <p className="govuk-body">{t('withdraw-text')}</p>
            {LOCALES.map((locale) => (
              <TextAreaField
                key={locale}
                name={`notice-${locale}`}
                label={t('field.notice', { language: LOCALE_FACTS[locale].name })}
                rows={2}
                lang={LOCALE_FACTS[locale].tag}
              />
            ))}
            <Button name="act" value="withdraw" look="warning">
              {t('withdraw')}
            </Button>
          </form>
        </details>
      ) : null}
    </>
  );
}
