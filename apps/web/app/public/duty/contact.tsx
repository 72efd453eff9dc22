import { useTranslations } from 'use-intl';
import type { Route } from './+types/contact';
import { useLocale } from '../../i18n/use-locale';
import { ButtonLink } from '../../ui/static/button';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Paragraphs } from '../../ui/static/paragraphs';
import { contactFacts } from '../contact-facts.server';
import { ContactList } from '../contact-list';

export function loader() {
  return { contact: contactFacts() };
}

export default function Contact({ loaderData: { contact } }: Route.ComponentProps) {
  const t = useTranslations('duty.contact');
  const locale = useLocale();
  return (
    <Page path="/contact">
      <PageHead title={t('title')} description={t('lead')} path="/contact" />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <ContactList facts={contact} />
      <Paragraphs text={t('text')} />
      <ButtonLink href={`/${locale}/report`}>{t('report')}</ButtonLink>
    </Page>
  );
}
