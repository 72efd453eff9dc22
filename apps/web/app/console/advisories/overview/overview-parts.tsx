import { Form } from 'react-router';
import { useTranslations } from 'use-intl';
import { useLocale } from '../../../i18n/use-locale';
import { Button } from '../../../ui/static/button';
import type { ConsoleAdvisory } from '../advisory';

export function SubmitForm() {
  const t = useTranslations('console.overview');
  return (
    <Form method="post">
      <Button name="do" value="submit">
        {t('submit')}
      </Button>
      <p className="govuk-hint">{t('submit-hint')}</p>
    </Form>
  );
}

/** Whose document it was made from, and whether that broke rules of its standard. */
export function Source({ source }: { readonly source: NonNullable<ConsoleAdvisory['source']> }) {
  const t = useTranslations('console.overview');
  const { publisher, format, trackingId, version, documents } = source;
  const isFlawed = documents[0]?.isValid === false;
  return (
    <>
      {publisher} · {format.toUpperCase()} <code>{trackingId}</code> · {t('source-version', { version })}
      {isFlawed ? ` · ${t('source-flawed')}` : null}
    </>
  );
}

/** What it looks like to those who read it: members, and everybody where it is TLP:CLEAR. */
export function ReadersPages({ advisory: { trackingId, labelText } }: { readonly advisory: ConsoleAdvisory }) {
  const t = useTranslations('console.overview');
  const locale = useLocale();
  return (
    <>
      <a href={`/org/alerts/${trackingId}`}>{t('members-page')}</a>
      {labelText === 'TLP:CLEAR' ? (
        <>
          {' · '}
          <a href={`/${locale}/alerts/${trackingId}`}>{t('public-page')}</a>
        </>
      ) : null}
    </>
  );
}
