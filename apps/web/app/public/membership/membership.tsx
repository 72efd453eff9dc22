import { useTranslations } from 'use-intl';
import { useLocale } from '../../i18n/use-locale';
import { ButtonLink } from '../../ui/static/button';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Bullets, Paragraphs, Steps } from '../../ui/static/paragraphs';

export default function Membership() {
  const t = useTranslations('portal.membership');
  const locale = useLocale();
  return (
    <Page path="/membership">
      <PageHead title={t('title')} description={t('lead')} path="/membership" />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <h2 className="govuk-heading-l">{t('who.title')}</h2>
      <Paragraphs text={t('who.text')} />
      <h2 className="govuk-heading-l">{t('what.title')}</h2>
      <Bullets text={t('what.text')} />
      <h2 className="govuk-heading-l">{t('how.title')}</h2>
      <Steps text={t('how.text')} />
      <ButtonLink href={`/${locale}/membership/apply`}>{t('apply')}</ButtonLink>
    </Page>
  );
}
