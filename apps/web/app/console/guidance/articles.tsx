import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/articles';
import { query } from '../../api/api.server';
import { ConsoleArticlesDocument } from '../../api/gql/graphql';
import type { ConsoleArticleRowFragment, Language } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { LOCALE_FACTS, localeOfLanguage } from '../../i18n/locale';
import { Day } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { Table } from '../../ui/static/parts';
import { useLive } from '../../ui/console/use-live';
import { requireSection } from '../console-access.server';

export async function loader({ request }: Route.LoaderArgs) {
  await requireSection(request, 'guidance');
  const { guidanceArticles, guidanceArticlesInWork } = await query(request, ConsoleArticlesDocument);
  return { published: guidanceArticles, inWork: guidanceArticlesInWork };
}

export default function Articles({ loaderData: { published, inWork } }: Route.ComponentProps) {
  const t = useTranslations('administration.guidance');
  useLive('GUIDANCE');
  return (
    <>
      <title>{`${t('title')} – Harbourlight`}</title>
      <h1>{t('title')}</h1>
      <p className="govuk-body">
        <Link to="/console/guidance/new">{t('new')}</Link>
      </p>
      {inWork.length === 0 ? <p className="govuk-body">{t('none-in-work')}</p> : <Rows caption={t('in-work')} rows={inWork} />}
      {published.length === 0 ? <p className="govuk-body">{t('none')}</p> : <Rows caption={t('published')} rows={published} />}
    </>
  );
}

function Rows({ caption, rows }: { readonly caption: string; readonly rows: readonly ConsoleArticleRowFragment[] }) {
  const t = useTranslations('administration.guidance');
  const locale = useLocale();
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { head: t('article'), cell: ({ slug, title }) => <Link to={`/console/guidance/${slug}`}>{choose(title, locale).text}</Link> },
        {
          head: t('state-head'),
          cell: ({ state, inWork }) => (inWork === null ? t(`state.${state}`) : <strong>{t(`state.${inWork.state}`)}</strong>),
        },
        { head: t('revision'), cell: ({ revisionNumber, inWork }) => inWork?.number ?? revisionNumber, isNumeric: true },
        {
          head: t('translations'),
          cell: ({ current, inWork }) => {
            const { languages = [], outdatedTranslations: old = [] } = inWork ?? current ?? {};
            return (
              <>
                {languages.length === 0 ? '–' : namesOf(languages)}
                {old.length === 0 ? null : (
                  <>
                    {' '}
                    <strong>({t('older', { languages: namesOf(old) })})</strong>
                  </>
                )}
              </>
            );
          },
        },
        { head: t('updated'), cell: ({ updatedAt }) => (updatedAt === null ? '–' : <Day at={updatedAt} />) },
      ]}
    />
  );
}

function namesOf(languages: readonly Language[]): string {
  return languages.map((each) => LOCALE_FACTS[localeOfLanguage(each) ?? 'en'].name).join(', ');
}
