import { useTranslations } from 'use-intl';
import type { ContactFacts } from '../settings.server';
import { Facts } from '../ui/static/parts';

/** Telephone, mail, hours and address of the CERT, or that nobody has set them. */
export function ContactList({ facts: { phone, email, hours, address } }: { readonly facts: ContactFacts }) {
  const t = useTranslations('portal.contact-facts');
  const missing = <em>{t('missing')}</em>;
  return (
    <Facts
      facts={[
        {
          name: t('phone'),
          value:
            phone === undefined ? (
              missing
            ) : (
              <a className="govuk-link" href={`tel:${phone.replaceAll(/[^+\d]/gu, '')}`}>
                {phone}
              </a>
            ),
        },
        { name: t('hours'), value: hours ?? missing },
        {
          name: t('email'),
          value:
            email === undefined ? (
              missing
            ) : (
              <a className="govuk-link" href={`mailto:${email}`}>
                {email}
              </a>
            ),
        },
        { name: t('address'), value: address ?? missing },
      ]}
    />
  );
}
