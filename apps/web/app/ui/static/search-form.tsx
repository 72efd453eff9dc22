import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button';

interface SearchFormProps {
  readonly action: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly button?: string;
  readonly value?: string | undefined;
  /** What the list is narrowed to already and stays narrowed to. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** One box and one button; what is searched for stands in the address: it can be kept, sent and gone back to. */
export function SearchForm({ action, label, hint, button, value, kept = {} }: SearchFormProps) {
  const t = useTranslations('site');
  return (
    <form role="search" method="get" action={action} className="hl-search hl-no-print">
      <label className="govuk-label govuk-label--s" htmlFor="q">
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
        {Object.entries(kept).map(([name, each]) => (
          <input key={name} type="hidden" name={name} value={each} />
        ))}
        <Button>{button ?? t('nav.search')}</Button>
      </div>
    </form>
  );
}
