import { useTranslations } from 'use-intl';
import type { Route } from './+types/search';
import { query } from '../../api/api.server';
import { SearchAllDocument } from '../../api/gql/graphql';
import type { SearchAllQuery } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import type { LocalisedText } from '../../i18n/localised';
import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { SearchForm } from '../../ui/static/search-form';
import { AlertCard } from '../alert-card';

export async function loader({ request }: Route.LoaderArgs) {
  const q = new URL(request.url).searchParams.get('q')?.trim().slice(0, 200) ?? '';
  return { q, found: q === '' ? undefined : await query('anonymous', SearchAllDocument, { query: q }) };
}

export default function Search({ loaderData: { q, found } }: Route.ComponentProps) {
  const t = useTranslations('portal.search');
  const locale = useLocale();
  return (
    <Page path="/search">
      <PageHead title={q === '' ? t('title') : t('title-for', { query: q })} description={t('lead')} path="/search" isIndexed={q === ''} />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <SearchForm action={`/${locale}/search`} label={t('label')} hint={t('lead')} button={t('button')} value={q} />
      {found === undefined ? null : <Found q={q} found={found} />}
    </Page>
  );
}

function Found({
  q,
  found: { searchAdvisories: alerts, searchGuidance: articles },
}: {
  readonly q: string;
  readonly found: SearchAllQuery;
}) {
  const t = useTranslations('portal.search');
  const locale = useLocale();
  if (alerts.nodes.length + articles.length === 0) return <p className="govuk-body">{t('none', { query: q })}</p>;
  return (
    <>
      <section aria-labelledby="advice">
        <h2 className="govuk-heading-l" id="advice">
          {t('advice', { count: articles.length })}
        </h2>
        <ul className="hl-cards">
          {articles.map((article) => (
            <Article key={article.slug} article={article} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="alerts">
        <h2 className="govuk-heading-l" id="alerts">
          {t('alerts', { count: alerts.found.count, isMore: String(alerts.found.isMore) })}
        </h2>
        <ul className="hl-cards">
          {alerts.nodes.map((alert) => (
            <AlertCard key={alert.trackingId} alert={alert} language={<ShownIn text={alert.title} />} />
          ))}
        </ul>
        {alerts.nodes.length < alerts.found.count || alerts.found.isMore ? (
          <p className="govuk-body">
            <a className="govuk-link" href={`/${locale}/alerts?q=${encodeURIComponent(q)}`}>
              {t('more')}
            </a>
          </p>
        ) : null}
      </section>
    </>
  );
}

function Article({ article: { slug, title, summary } }: { readonly article: SearchAllQuery['searchGuidance'][number] }) {
  const locale = useLocale();
  const shown = choose(title, locale);
  const short = choose(summary, locale);
  return (
    <li className="hl-card">
      <h3 className="hl-card__title">
        <a className="govuk-link" href={`/${locale}/advice/${slug}`} lang={shown.lang}>
          {shown.text}
        </a>
      </h3>
      <p className="hl-card__facts">
        <ShownIn text={title} />
      </p>
      <p className="hl-card__summary" lang={short.lang}>
        {short.text}
      </p>
    </li>
  );
}

/** The language that a result is in. */
function ShownIn({ text }: { readonly text: LocalisedText }) {
  const locale = useLocale();
  const { lang } = choose(text, locale);
  const shown = LOCALES.find((each) => LOCALE_FACTS[each].tag === lang) ?? locale;
  return <span lang={LOCALE_FACTS[shown].tag}>{LOCALE_FACTS[shown].name}</span>;
}
