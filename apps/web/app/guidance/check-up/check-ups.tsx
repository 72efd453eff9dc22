import { useTranslations } from 'use-intl';
import type { Route } from './+types/check-ups';
import { query } from '../../api/api.server';
import { CheckUpsDocument } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';
import { Breadcrumbs } from '../../ui/static/parts';
import { ButtonLink } from '../../ui/static/button';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';

export async function loader() {
  const { healthChecks } = await query('anonymous', CheckUpsDocument);
  return { checks: healthChecks };
}

export default function CheckUps({ loaderData: { checks } }: Route.ComponentProps) {
  const t = useTranslations('guidance.check-up');
  const tg = useTranslations('guidance');
  const locale = useLocale();
  const path = '/advice/check-up';
  const crumbs = [{ text: tg('home'), href: `/${locale}` }, { text: tg('title'), href: `/${locale}/advice` }, { text: t('title') }];
  return (
    <Page path={path} current="advice" before={<Breadcrumbs crumbs={crumbs} />}>
      <PageHead title={t('title')} description={t('lead')} path={path} />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <p className="govuk-inset-text">{t('private')}</p>
      <ul className="hl-doors">
        {checks.map(({ code, title, questions }) => (
          <li key={code} className="hl-door">
            <h2 className="govuk-heading-m">{choose(title, locale).text}</h2>
            <p className="govuk-body">{t('questions', { count: questions.length })}</p>
            <ButtonLink href={`/${locale}/advice/check-up/${code}`}>{t('begin')}</ButtonLink>
          </li>
        ))}
      </ul>
    </Page>
  );
}
