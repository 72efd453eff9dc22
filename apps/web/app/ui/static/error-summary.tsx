import { useEffect, useRef } from 'react';
import { useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import { ToldWords } from './told-text';
import type { Told } from './told-text';

/** What is wrong, by the name of its field, or by the address of the page that holds it; the empty name stands for the form as a whole. */
export type FormErrors = Readonly<Record<string, Told>>;

/**
 * Stands at the top of a page whose form was refused, and leads to each wrong field. It takes the focus: by `autofocus` where a browser loads the
 * page anew, and by script where a page that is alive is refused.
 */
export function ErrorSummary({ errors }: { readonly errors: FormErrors | undefined }) {
  const t = useTranslations('site.form');
  const rows = Object.entries(errors ?? {});
  const summary = useRef<HTMLDivElement>(null);
  // A new object for every form that was sent, also where it is refused for the same reasons again.
  const answer = useActionData<unknown>();
  const reasons = rows.map(([field]) => field).join(' ');
  useEffect(() => summary.current?.focus(), [answer, reasons]);
  if (rows.length === 0) return null;
  return (
    <div className="govuk-error-summary" role="alert" aria-labelledby="error-summary-title" tabIndex={-1} ref={summary} autoFocus>
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
