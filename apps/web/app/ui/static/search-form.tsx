import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button';

interface SearchFormProps {
  readonly action: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly value: string;
  /** Hidden fields and further controls that the search keeps. */
  readonly children?: ReactNode;
}

/** A search that stands in the address: it can be kept, sent and gone back to. */
export function SearchForm({ action, label, hint, value, children }: SearchFormProps) {
  const t = useTranslations('site');
  return (
    <form role="search" method="get" action={action} className="hl-search hl-no-print">
      <label className="govuk-label govuk-label--s" htmlFor="q">
  readonly label: string;
  readonly button: string;
  readonly value?: string | undefined;
  /** What the list is narrowed to already and stays narrowed to. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** One box and one button; what is searched for stands in the address. */
export function SearchForm({ action, label, button, value, hint, kept = {} }: SearchFormProps) {
    <form className="hl-search" method="get" action={action} role="search">
      <label className="govuk-label" htmlFor="q">
        {label}
      </label>
      {hint === undefined ? null : (
        <div id="q-hint" className="govuk-hint">
          {hint}
        </div>
      )}
      <div className="hl-search__row">
        <input
          className="govuk-input"
          id="q"
          name="q"
          type="search"
          defaultValue={value}
          maxLength={200}
          aria-describedby={hint === undefined ? undefined : 'q-hint'}
        />
        <Button>{t('nav.search')}</Button>
      </div>
      {children}
        {Object.entries(kept).map(([name, each]) => (
          <input key={name} type="hidden" name={name} value={each} />
        ))}
        <Button>{button}</Button>
    </form>
  );
}
