import { useTranslations } from 'use-intl';
import type { Route } from './+types/received';
import { notFound, query } from '../../api/api.server';
import { IncidentReceiptDocument } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { Instant } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { contactFacts } from '../contact-facts.server';
import { ContactList } from '../contact-list';
import { keptByNobody } from '../kept-by-nobody';

export const headers = keptByNobody;

/** Only the reference stands in the address, which cannot be guessed; nothing of what was reported is asked for. */
export async function loader({ params }: Route.LoaderArgs) {
  const { incidentReceipt } = await query('anonymous', IncidentReceiptDocument, { reference: params.reference });
  if (incidentReceipt === null) notFound();
  return { receipt: incidentReceipt, contact: contactFacts() };
}

/** The reference, and what happens next. */
export default function Received({ loaderData: { receipt, contact } }: Route.ComponentProps) {
  const t = useTranslations('portal.report.received');
  const locale = useLocale();
  return (
    <Page current="report" path="/report">
      <PageHead title={t('title')} description={t('title')} path="/report" isIndexed={false} />
      <div className="govuk-panel govuk-panel--confirmation">
        <h1 className="govuk-panel__title">{t('title')}</h1>
        <div className="govuk-panel__body">
          {t('reference')}
          <br />
          <strong>{receipt.reference}</strong>
        </div>
      </div>
      <p className="govuk-body">
        {t('at')} <Instant at={receipt.receivedAt} />
      </p>
      <p className="govuk-body">
        {t('keep')} {t('mailed')}
      </p>
      <h2 className="govuk-heading-l">{t('next')}</h2>
      <ol className="govuk-list govuk-list--number hl-steps">
        {receipt.nextSteps.map((step) => {
          const { text, lang } = choose(step, locale);
          return (
            <li key={text} lang={lang}>
              {text}
            </li>
          );
        })}
      </ol>
      <div className="govuk-inset-text">
        {t('law')}{' '}
        <a className="govuk-link" href={`/${locale}/attacked#clocks`}>
          {t('law-link')}
        </a>
      </div>
      <ContactList facts={contact} />
    </Page>
  );
}
