import { useTranslations } from 'use-intl';
import type { Route } from './+types/attacked';
import { useLocale } from '../../i18n/use-locale';
import { ButtonLink } from '../../ui/static/button';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Bullets, Paragraphs, Steps } from '../../ui/static/paragraphs';
import { contactFacts } from '../contact-facts.server';
import { ContactList } from '../contact-list';
import { CASES } from './cases';

export function loader() {
  return { contact: contactFacts() };
}

/** For somebody who is frightened: first which case it is, then what to do in order. One page, so that it can be printed beforehand. */
export default function Attacked({ loaderData: { contact } }: Route.ComponentProps) {
  const t = useTranslations('portal.attacked');
  const locale = useLocale();
  return (
    <Page current="attacked" path="/attacked">
      <PageHead title={t('title')} description={t('lead')} path="/attacked" />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <nav aria-label={t('which')} className="hl-contents">
        <h2 className="govuk-heading-m">{t('which')}</h2>
        <ul>
          {CASES.map(([name]) => (
            <li key={name}>
              <a className="govuk-link" href={`#${name}`}>
                {t(`cases.${name}.title`)}
              </a>
            </li>
          ))}
          <li>
            <a className="govuk-link" href="#evidence">
              {t('evidence.title')}
            </a>
          </li>
          <li>
            <a className="govuk-link" href="#call">
              {t('call.title')}
            </a>
          </li>
          <li>
            <a className="govuk-link" href="#clocks">
              {t('clocks.title')}
            </a>
          </li>
        </ul>
      </nav>
      {CASES.map(([name, slug]) => (
        <section key={name} aria-labelledby={name} className="hl-part">
          <h2 className="govuk-heading-l" id={name}>
            {t(`cases.${name}.title`)}
          </h2>
          <Steps text={t(`cases.${name}.steps`)} />
          <p className="govuk-body hl-no-print">
            <a className="govuk-link" href={`/${locale}/advice/${slug}`}>
              {t(`cases.${name}.more`)}
            </a>
          </p>
        </section>
      ))}
      <section aria-labelledby="evidence" className="hl-part">
        <h2 className="govuk-heading-l" id="evidence">
          {t('evidence.title')}
        </h2>
        <Bullets text={t('evidence.text')} />
      </section>
      <section aria-labelledby="call" className="hl-part">
        <h2 className="govuk-heading-l" id="call">
          {t('call.title')}
        </h2>
        <Bullets text={t('call.text')} />
        <ContactList facts={contact} />
        <ButtonLink href={`/${locale}/report`}>{t('call.report')}</ButtonLink>
      </section>
      <section aria-labelledby="clocks" className="hl-part">
        <h2 className="govuk-heading-l" id="clocks">
          {t('clocks.title')}
        </h2>
        <Paragraphs text={t('clocks.lead')} />
        <Bullets text={t('clocks.text')} />
      </section>
    </Page>
  );
}
