import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/static/button';

interface ConfirmFormProps {
  /** What happens, in full sentences. */
  readonly children: ReactNode;
  readonly button: string;
  readonly back: string;
  /** Goes with the answer. */
  readonly hidden?: Readonly<Record<string, string>>;
}

/** A destructive step has a page of its own: what will happen, a button that does it, and a way back. */
export function ConfirmForm({ children, button, back, hidden = {} }: ConfirmFormProps) {
  const t = useTranslations('members');
  return (
    <form method="post" noValidate>
      <div className="govuk-warning-text">
        <span className="govuk-warning-text__icon" aria-hidden="true">
          !
        </span>
        <strong className="govuk-warning-text__text">
          <span className="govuk-visually-hidden">{t('warning')}</span>
          {children}
        </strong>
      </div>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="govuk-button-group">
        <Button look="warning">{button}</Button>
        <a className="govuk-link" href={back}>
          {t('back')}
        </a>
      </div>
    </form>
  );
}

/** A button of a row: it posts what to do with which thing, and looks like a link. */
export function RowButton({
  intent,
  id,
  label,
  about,
}: {
  readonly intent: string;
  readonly id?: string;
  readonly label: string;
  readonly about?: string;
}) {
  return (
    <form method="post" className="hl-row-form">
      <input type="hidden" name="intent" value={intent} />
      {id === undefined ? null : <input type="hidden" name="id" value={id} />}
      <button type="submit" className="hl-link-button govuk-link">
        {label}
        {about === undefined ? null : <span className="govuk-visually-hidden"> {about}</span>}
      </button>
    </form>
  );
}
