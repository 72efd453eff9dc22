import { useTranslations } from 'use-intl';
import { useLocale } from '../../i18n/use-locale';
import { paperOf } from '../../ui/paper';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Breadcrumbs } from '../../ui/static/parts';
import { TlpLabel } from '../../ui/static/tlp-label';
import { AdvisoryBanner } from './advisory-banner';
import { AdvisoryFacts } from './advisory-facts';
import { AdvisoryFormats } from './advisory-formats';
import { AdvisoryHistory } from './advisory-history';
import { AdvisoryParts, OnThisPage, partsOf } from './advisory-parts';
import type { LoadedAdvisory } from './load-advisory.server';
import { SeverityBox } from './severity-box';
import { useLangOf } from './shown-text';
import { StructuredData } from './structured-data';
import { WhatToDo } from './what-to-do';

interface AdvisoryPageProps extends LoadedAdvisory {
  readonly api: string;
  /** Whether it stands under the number of its revision. */
  readonly isNumbered?: boolean;
}

/** One advisory in the order of what a reader needs: may I trust it, how bad is it, what do I do, am I concerned; then everything else. */
export function AdvisoryPage({ api, isNumbered = false, ...loaded }: AdvisoryPageProps) {
  const t = useTranslations('portal.alert');
  const sections = useTranslations('site.nav');
  const locale = useLocale();
  const langOf = useLangOf();
  const { about, text, revision } = loaded;
  const title = text?.title ?? about.title;
  const path = `/alerts/${about.trackingId}${isNumbered ? `/revisions/${revision}` : ''}`;
  return (
    <Page
      current="alerts"
      path={path}
      before={
        <>
          <Breadcrumbs
            crumbs={[
              { text: t('home'), href: `/${locale}` },
              { text: sections('alerts'), href: `/${locale}/alerts` },
              { text: about.trackingId },
            ]}
          />
          <AdvisoryBanner {...loaded} />
        </>
      }
    >
      <PageHead
        title={title.text ?? about.trackingId}
        description={text?.summary.text ?? ''}
        path={path}
        isIndexed={!isNumbered && text !== null}
      />
      <p className={`hl-print-label ${paperOf('TLP:CLEAR')}`}>
        <TlpLabel text="TLP:CLEAR" />
      </p>
      <h1 className="govuk-heading-xl" lang={langOf(title)}>
        {title.text}
      </h1>
      {text === null ? null : (
        <>
          <SeverityBox {...loaded} text={text} />
          <WhatToDo text={text} />
        </>
      )}
      <AdvisoryFacts {...loaded} />
      {text === null ? null : (
        <>
          <OnThisPage parts={partsOf(about, text)} />
          <AdvisoryParts about={about} text={text} />
        </>
      )}
      <AdvisoryHistory about={about} />
      {text === null ? null : <AdvisoryFormats about={about} api={api} />}
      {isNumbered || text === null ? null : <StructuredData about={about} text={text} />}
      <p className="hl-print-label">
        <TlpLabel text="TLP:CLEAR" />
      </p>
    </Page>
  );
}
