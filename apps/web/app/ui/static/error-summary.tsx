import { useTranslations } from 'use-intl';
import { ToldWords } from './told-text';
import type { Told } from './told-text';

/** What is wrong, by the name of its field, or by the address of the page that holds it; the empty name stands for the form as a whole. */
export type FormErrors = Readonly<Record<string, Told>>;

/** Stands at the top of a page whose form was refused, and leads to each wrong field. */
export function ErrorSummary({ errors }: { readonly errors: FormErrors | undefined }) {
  const t = useTranslations('site.form');
  const rows = Object.entries(errors ?? {});
  if (rows.length === 0) return null;
  return (
    <div className="govuk-error-summary" role="alert" aria-labelledby="error-summary-title" tabIndex={-1}>
      <h2 className="govuk-error-summary__title" id="error-summary-title">
        {t('problem')}
      </h2>
      <div className="govuk-error-summary__body">
        <ul className="govuk-list govuk-error-summary__list">
          {rows.map(([field, told]) => (
            <li key={field}>
              {field === '' ? (
                <ToldWords told={told} />
              ) : (
                <a href={field.startsWith('/') ? field : `#${field}`}>
                  <ToldWords told={told} />
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
