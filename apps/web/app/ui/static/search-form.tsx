import type { ReactNode } from 'react';
import { Button } from './button';

interface SearchFormProps {
  readonly action: string;
  readonly label: string;
  readonly button: string;
  readonly value?: string | undefined;
  readonly hint?: ReactNode;
  /** What the list is narrowed to already and stays narrowed to. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** One box and one button; what is searched for stands in the address. */
export function SearchForm({ action, label, button, value, hint, kept = {} }: SearchFormProps) {
  return (
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
          maxLength={200}
          defaultValue={value}
          aria-describedby={hint === undefined ? undefined : 'q-hint'}
        />
        {Object.entries(kept).map(([name, each]) => (
          <input key={name} type="hidden" name={name} value={each} />
        ))}
        <Button>{button}</Button>
      </div>
    </form>
  );
}
