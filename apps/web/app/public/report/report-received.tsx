import { useTranslations } from 'use-intl';
import type { ReportIncidentMutation } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { Instant } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import type { ContactFacts } from '../../settings.server';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { ContactList } from '../contact-list';

interface ReportReceivedProps {
  readonly received: ReportIncidentMutation['reportIncident'];
  readonly contact: ContactFacts;
}

/** The reference, which is told here and by mail alone and stands in no address, and what happens next. */
export function ReportReceived({ received, contact }: ReportReceivedProps) {
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
          <strong>{received.reference}</strong>
        </div>
      </div>
      <p className="govuk-body">
        {t('at')} <Instant at={received.receivedAt} />. {received.isConfirmedByMail ? t('mailed') : t('not-mailed')}
      </p>
      {received.clocks.map(({ law, hours, dueAt, isOver }) => (
        <div key={hours} className="govuk-inset-text">
          <strong>{t('clock', { law, hours })}</strong> {isOver ? t('over') : t('due')} <Instant at={dueAt} />
        </div>
      ))}
      <h2 className="govuk-heading-l">{t('next')}</h2>
      <ol className="govuk-list govuk-list--number hl-steps">
        {received.nextSteps.map((step) => {
          const { text, lang } = choose(step, locale);
          return (
            <li key={text} lang={lang}>
              {text}
            </li>
          );
        })}
      </ol>
      <ContactList facts={contact} />
    </Page>
  );
}
