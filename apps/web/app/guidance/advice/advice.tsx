import { useTranslations } from 'use-intl';
import type { Route } from './+types/advice';
import { query } from '../../api/api.server';
import { AdviceDocument, AdviceSearchDocument } from '../../api/gql/graphql';
import type { ArticleCardFragment } from '../../api/gql/graphql';
import { useLocale } from '../../i18n/use-locale';
import { Breadcrumbs } from '../../ui/static/parts';
import { ButtonLink } from '../../ui/static/button';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { SearchForm } from '../../ui/static/search-form';
import { ArticleCard } from '../article-card';
import { AUDIENCES, isAudience, isTopic, TOPICS } from '../vocabulary';

const LONGEST_QUESTION = 200;

export async function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url);
  const asked = (searchParams.get('q') ?? '').trim().slice(0, LONGEST_QUESTION);
  const audience = searchParams.get('audience');
  const topic = searchParams.get('topic');
  const narrowed = { audience: isAudience(audience) ? audience : null, topic: isTopic(topic) ? topic : null };
  const articles =
    asked === ''
      ? (await query('anonymous', AdviceDocument, narrowed)).guidanceArticles
      : (await query('anonymous', AdviceSearchDocument, { query: asked })).searchGuidance;
  return { asked, ...narrowed, articles };
}

export default function Advice({ loaderData: { asked, audience, topic, articles } }: Route.ComponentProps) {
  const t = useTranslations('guidance');
  const locale = useLocale();
  const isNarrowed = asked !== '' || audience !== null || topic !== null;
  return (
    <Page path="/advice" current="advice" before={<Breadcrumbs crumbs={[{ text: t('home'), href: `/${locale}` }, { text: t('title') }]} />}>
      <PageHead title={t('title')} description={t('lead')} path="/advice" isIndexed={!isNarrowed} />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <SearchForm action={`/${locale}/advice`} label={t('ask')} hint={t('ask-hint')} value={asked} />
      <section className="hl-door hl-no-print">
        <h2 className="govuk-heading-m">{t('check-up.title')}</h2>
        <p className="govuk-body">{t('check-up.lead')}</p>
        <ButtonLink href={`/${locale}/advice/check-up`}>{t('check-up.begin')}</ButtonLink>
      </section>
      <nav className="hl-filters hl-no-print" aria-label={t('narrow')}>
        <FilterList
          name="audience"
          title={t('for-whom')}
          values={AUDIENCES}
          current={audience}
          other={topic === null ? '' : `&topic=${topic}`}
        />
        <FilterList
          name="topic"
          title={t('about')}
          values={TOPICS}
          current={topic}
          other={audience === null ? '' : `&audience=${audience}`}
        />
      </nav>
      <h2 className="govuk-heading-l">{asked === '' ? t('articles') : t('found', { count: articles.length, asked })}</h2>
      <Articles articles={articles} isNarrowed={isNarrowed} />
    </Page>
  );
}

function Articles({ articles, isNarrowed }: { readonly articles: readonly ArticleCardFragment[]; readonly isNarrowed: boolean }) {
  const t = useTranslations('guidance');
  const locale = useLocale();
  return (
    <>
      {articles.length === 0 ? (
        <p className="govuk-body">
          {t('none')} <a href={`/${locale}/attacked`}>{t('none-attacked')}</a>
        </p>
      ) : (
        <ul className="hl-cards">
          {articles.map((article) => (
            <ArticleCard key={article.slug} article={article} />
          ))}
        </ul>
      )}
      {isNarrowed ? (
        <p className="govuk-body">
          <a className="govuk-link" href={`/${locale}/advice`}>
            {t('all')}
          </a>
        </p>
      ) : null}
    </>
  );
}

interface FilterListProps<Value extends string> {
  readonly name: 'audience' | 'topic';
  readonly title: string;
  readonly values: readonly Value[];
  readonly current: string | null;
  /** What else the address keeps. */
  readonly other: string;
}

function FilterList<Value extends (typeof AUDIENCES)[number] | (typeof TOPICS)[number]>({
  name,
  title,
  values,
  current,
  other,
}: FilterListProps<Value>) {
  const t = useTranslations('guidance');
  const locale = useLocale();
  return (
    <div className="hl-filters__group">
      <h2 className="govuk-heading-s">{title}</h2>
      <ul>
        {values.map((value) => (
          <li key={value}>
            <a
              className="govuk-link"
              href={current === value ? `/${locale}/advice?${other.slice(1)}` : `/${locale}/advice?${name}=${value}${other}`}
              aria-current={current === value ? 'true' : undefined}
            >
              {t(`${name}.${value}` as Parameters<typeof t>[0])}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
