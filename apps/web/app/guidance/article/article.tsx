import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/article';
import { mutate, notFound, query, visitorOf } from '../../api/api.server';
import { ArticleDocument, ArticleFeedbackDocument } from '../../api/gql/graphql';
import { refuseForm, textIn } from '../../forms/form.server';
import { choose } from '../../i18n/localised';
import { isLocale, LOCALE_FACTS, localeOfLanguage } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';
import { Banner, Breadcrumbs, SafeHtml } from '../../ui/static/parts';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { ArticleText } from './article-text';

export async function loader({ params, request }: Route.LoaderArgs) {
  if (!isLocale(params.locale)) notFound();
  const { guidanceArticle } = await query('anonymous', ArticleDocument, {
    slug: params.slug,
    language: LOCALE_FACTS[params.locale].language,
  });
  if (guidanceArticle === null) notFound();
  return { article: guidanceArticle, wasAnswered: new URL(request.url).searchParams.has('thanks') };
}

/** "Was this useful?": counted, and nothing else is kept. */
export async function action({ params, request }: Route.ActionArgs) {
  if (!isLocale(params.locale)) notFound();
  const form = await request.formData();
  const answer = textIn(form, 'useful');
  if (answer !== 'yes' && answer !== 'no') return refuseForm({ useful: 'useful.missing' }, form);
  const input = { slug: params.slug, language: LOCALE_FACTS[params.locale].language, isUseful: answer === 'yes' };
  const { refusal } = await mutate(visitorOf(request), ArticleFeedbackDocument, { input });
  if (refusal?.kind === 'NOT_FOUND') notFound();
  return redirect(`/${params.locale}/advice/${encodeURIComponent(params.slug)}?thanks=1#useful`);
}

export default function Article({ loaderData: { article, wasAnswered }, actionData }: Route.ComponentProps) {
  const t = useTranslations('guidance');
  const locale = useLocale();
  const title = choose(article.title, locale);
  const { text } = article;
  const path = `/advice/${article.slug}`;
  const shown = localeOfLanguage(text?.language) ?? locale;
  const lang = shown === locale ? undefined : LOCALE_FACTS[shown].tag;
  const crumbs = [{ text: t('home'), href: `/${locale}` }, { text: t('title'), href: `/${locale}/advice` }, { text: title.text }];
  return (
    <Page path={path} current="advice" before={<Breadcrumbs crumbs={crumbs} />}>
      <PageHead title={title.text} description={text?.summary ?? title.text} path={path} isIndexed={article.withdrawnAt === null} />
      <ErrorSummary errors={actionData === undefined ? undefined : { useful: t('useful.missing') }} />
      <h1 className="govuk-heading-xl" lang={title.lang}>
        {title.text}
      </h1>
      {article.withdrawnAt === null ? null : (
        <Banner title={t('withdrawn')}>
          <p className="govuk-body">{choose(article.withdrawalNotice, locale).text}</p>
        </Banner>
      )}
      {text?.isFallback === true ? <p className="govuk-inset-text">{t('fallback', { language: LOCALE_FACTS[shown].name })}</p> : null}
      {text?.isOutdated === true ? <p className="govuk-inset-text">{t('outdated')}</p> : null}
      {text === null ? null : (
        <div lang={lang}>
          <SafeHtml html={text.summaryHtml} />
          <ArticleText article={article} text={text} />
        </div>
      )}
      <section id="useful" className="hl-no-print">
        {wasAnswered ? (
          <Banner title={t('useful.thanks')} look="success">
            <p className="govuk-body">{t('useful.counted')}</p>
          </Banner>
        ) : (
          <form method="post" action={`/${locale}${path}`} className="hl-useful">
            <p className="govuk-body" id="useful-question">
              {t('useful.question')}
            </p>
            <div role="group" aria-labelledby="useful-question">
              <Button name="useful" value="yes" look="secondary">
                {t('useful.yes')}
              </Button>{' '}
              <Button name="useful" value="no" look="secondary">
                {t('useful.no')}
              </Button>
            </div>
          </form>
        )}
      </section>
    </Page>
  );
}
