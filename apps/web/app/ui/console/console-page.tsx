import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useDone } from './use-done';
import { Banner } from '../static/parts';
import { ErrorSummary } from '../static/error-summary';
import type { FormErrors } from '../static/error-summary';

interface ConsolePageProps {
  readonly title: string;
  /** What of a posted form was refused; the title then begins with the word for it. */
  readonly errors?: FormErrors | undefined;
  readonly children: ReactNode;
}

/** Title, heading, what was just done, what was refused. */
export function ConsolePage({ title, errors, children }: ConsolePageProps) {
  const t = useTranslations('site.form');
  const isRefused = errors !== undefined && Object.keys(errors).length > 0;
  return (
    <>
      <title>{`${isRefused ? `${t('error')} ` : ''}${title} – Harbourlight`}</title>
      <Done />
      <ErrorSummary errors={errors} />
      <h1>{title}</h1>
      {children}
    </>
  );
}

/** What the form before has done. */
export function Done() {
  const done = useDone();
  const t = useTranslations('console.done');
  if (done === undefined) return null;
  return (
    <Banner title={t('title')} look="success">
      <p className="govuk-notification-banner__heading">{t(done.done, { id: done.id })}</p>
    </Banner>
  );
}
