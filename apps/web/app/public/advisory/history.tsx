import { useTranslations } from 'use-intl';
import type { Route } from './+types/history';
import { notFound, query } from '../../api/api.server';
import { RevisionTextsDocument } from '../../api/gql/graphql';
import { Instant } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { Button } from '../../ui/static/button';
import { SelectField } from '../../ui/static/field';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Breadcrumbs, Table } from '../../ui/static/parts';
import { localeIn } from '../locale-in.server';
import { Differences } from './differences';
import { differencesOf } from './differences.server';
import { languageFor, PUBLIC_LABEL } from './load-advisory.server';
import { useLangOf } from './shown-text';

export async function loader({ params, request }: Route.LoaderArgs) {
  const { trackingId } = params;
  const language = await languageFor(trackingId, localeIn(params));
  const search = new URL(request.url).searchParams;
  const asked = (name: string) => (/^[1-9]\d{0,5}$/u.test(search.get(name) ?? '') ? Number(search.get(name)) : undefined);
  const compare = async (from: number, to: number) => {
    const { advisory } = await query('anonymous', RevisionTextsDocument, { trackingId, language, from, to });
    if (advisory?.labelText !== PUBLIC_LABEL) notFound();
    return advisory;
  };
  const first = await compare(asked('from') ?? 1, asked('to') ?? 1);
  const to = asked('to') ?? first.revisionNumber;
  const from = asked('from') ?? Math.max(1, to - 1);
  const advisory = from === (asked('from') ?? 1) && to === (asked('to') ?? 1) ? first : await compare(from, to);
  const isKnown = advisory.withdrawnAt !== null || (advisory.from !== null && advisory.to !== null);
  if (!isKnown) notFound();
  const differences = advisory.from?.text && advisory.to?.text ? differencesOf(advisory.from, advisory.to) : undefined;
  return { advisory, from, to, differences };
}

export default function History({ loaderData: { advisory, from, to, differences } }: Route.ComponentProps) {
  const t = useTranslations('portal.history');
  const sections = useTranslations('site.nav');
  const locale = useLocale();
  const langOf = useLangOf();
  const path = `/alerts/${advisory.trackingId}`;
  const choices = advisory.history.map(({ number }) => ({ value: String(number), label: t('revision', { number }) }));
  const title = t('title', { id: advisory.trackingId });
  return (
    <Page
      current="alerts"
      path={`${path}/history`}
      before={
        <Breadcrumbs
          crumbs={[
            { text: sections('alerts'), href: `/${locale}/alerts` },
            { text: advisory.trackingId, href: `/${locale}${path}` },
            { text: t('crumb') },
          ]}
        />
      }
    >
      <PageHead title={title} description={t('lead')} path={`${path}/history`} isIndexed={false} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="govuk-body-l" lang={langOf(advisory.title)}>
        {advisory.title.text}
      </p>
      <Table
        caption={t('revisions')}
        rows={[...advisory.history].reverse()}
        rowKey={({ number }) => String(number)}
        columns={[
          {
            head: t('number'),
            cell: ({ number }) => (
              <a className="govuk-link" href={`/${locale}${path}/revisions/${number}`}>
                {number}
              </a>
            ),
          },
          { head: t('published'), cell: ({ publishedAt }) => <Instant at={publishedAt} /> },
          { head: t('how-much'), cell: ({ number, updateClass }) => (number === 1 ? t('first') : t(`class.${updateClass}`)) },
          {
            head: t('change'),
            cell: ({ summaryOfChanges }) => <span lang={langOf(summaryOfChanges)}>{summaryOfChanges?.text ?? '–'}</span>,
          },
        ]}
      />
      {differences === undefined || choices.length < 2 ? (
        <p className="govuk-body">{t(differences === undefined ? 'withdrawn' : 'only-one')}</p>
      ) : (
        <>
          <form method="get" className="hl-compare hl-no-print" action={`/${locale}${path}/history`}>
            <SelectField name="from" label={t('from')} choices={choices} defaultValue={String(from)} />
            <SelectField name="to" label={t('to')} choices={choices} defaultValue={String(to)} />
            <Button look="secondary">{t('compare')}</Button>
          </form>
          <h2 className="govuk-heading-l">{t('difference', { from, to })}</h2>
          <Differences differences={differences} />
        </>
      )}
    </Page>
  );
}
