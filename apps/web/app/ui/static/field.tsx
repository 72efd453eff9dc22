import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { useTranslations } from 'use-intl';
import { ToldWords } from './told-text';
import type { Told } from './told-text';

interface FieldProps {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong with it, in words that say what to do. */
  readonly error?: Told | undefined;
  /** The label as the page's heading, for pages that ask one thing. */
  readonly isHeading?: boolean;
}

/** Label, hint and error around a control, joined by ids (govuk-frontend's form group). */
function FormGroup({ name, label, hint, error, isHeading = false, children }: FieldProps & { readonly children: ReactNode }) {
  const t = useTranslations('site.form');
  const written = (
    <label className={`govuk-label${isHeading ? ' govuk-label--l' : ''}`} htmlFor={name}>
      {label}
    </label>
  );
  return (
    <div className={`govuk-form-group${error === undefined ? '' : ' govuk-form-group--error'}`}>
      {isHeading ? <h1 className="govuk-label-wrapper">{written}</h1> : written}
      {hint === undefined ? null : (
        <div id={`${name}-hint`} className="govuk-hint">
          {hint}
        </div>
      )}
      {error === undefined ? null : (
        <p id={`${name}-error`} className="govuk-error-message">
          <span className="govuk-visually-hidden">{t('error')}</span> <ToldWords told={error} />
        </p>
      )}
      {children}
    </div>
  );
}

function described({ name, hint, error }: Pick<FieldProps, 'name' | 'hint' | 'error'>): string | undefined {
  const ids = [hint === undefined ? [] : [`${name}-hint`], error === undefined ? [] : [`${name}-error`]].flat();
  return ids.length === 0 ? undefined : ids.join(' ');
}

type Own = keyof FieldProps | 'id' | 'className' | 'style';

export function TextField({
  name,
  label,
  hint,
  error,
  isHeading,
  width,
  ...input
}: FieldProps & { readonly width?: 5 | 10 | 20 } & Omit<InputHTMLAttributes<HTMLInputElement>, Own | 'width'>) {
  const widthClass = width === undefined ? '' : ` govuk-input--width-${width}`;
  return (
    <FormGroup {...{ name, label, hint, error, isHeading }}>
      <input
        {...input}
        id={name}
        name={name}
        className={`govuk-input${widthClass}${error === undefined ? '' : ' govuk-input--error'}`}
        aria-describedby={described({ name, hint, error })}
        aria-invalid={error === undefined ? undefined : true}
      />
    </FormGroup>
  );
}

export function TextAreaField({
  name,
  label,
  hint,
  error,
  isHeading,
  ...input
}: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Own>) {
  return (
    <FormGroup {...{ name, label, hint, error, isHeading }}>
      <textarea
        rows={5}
        {...input}
        id={name}
        name={name}
        className={`govuk-textarea${error === undefined ? '' : ' govuk-textarea--error'}`}
        aria-describedby={described({ name, hint, error })}
        aria-invalid={error === undefined ? undefined : true}
      />
    </FormGroup>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

export function SelectField({
  name,
  label,
  hint,
  error,
  isHeading,
  choices,
  ...input
}: FieldProps & { readonly choices: readonly (Choice & { readonly label: string })[] } & Omit<
    SelectHTMLAttributes<HTMLSelectElement>,
    Own
  >) {
  return (
    <FormGroup {...{ name, label, hint, error, isHeading }}>
      <select
        {...input}
        id={name}
        name={name}
        className={`govuk-select${error === undefined ? '' : ' govuk-select--error'}`}
        aria-describedby={described({ name, hint, error })}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}

interface ChoicesProps extends FieldProps {
  readonly choices: readonly Choice[];
  /** The values that are chosen at first. */
  readonly chosen?: readonly string[];
  readonly isSmall?: boolean;
  readonly isInline?: boolean;
}

export function RadiosField(props: ChoicesProps) {
  return <Choices {...props} kind="radios" type="radio" />;
}

export function CheckboxesField(props: ChoicesProps) {
  return <Choices {...props} kind="checkboxes" type="checkbox" />;
}

/** A group of choices in a fieldset; the first has the field's own id, so that the error summary can lead to it. */
function Choices({
  name,
  label,
  hint,
  error,
  isHeading = false,
  choices,
  chosen = [],
  isSmall = false,
  isInline = false,
  kind,
  type,
}: ChoicesProps & { readonly kind: 'radios' | 'checkboxes'; readonly type: 'radio' | 'checkbox' }) {
  const t = useTranslations('site.form');
  return (
    <div className={`govuk-form-group${error === undefined ? '' : ' govuk-form-group--error'}`}>
      <fieldset className="govuk-fieldset" aria-describedby={described({ name, hint, error })}>
        <legend className={`govuk-fieldset__legend govuk-fieldset__legend--${isHeading ? 'l' : 's'}`}>
          {isHeading ? <h1 className="govuk-fieldset__heading">{label}</h1> : label}
        </legend>
        {hint === undefined ? null : (
          <div id={`${name}-hint`} className="govuk-hint">
            {hint}
          </div>
        )}
        {error === undefined ? null : (
          <p id={`${name}-error`} className="govuk-error-message">
            <span className="govuk-visually-hidden">{t('error')}</span> <ToldWords told={error} />
          </p>
        )}
        <div className={`govuk-${kind}${isSmall ? ` govuk-${kind}--small` : ''}${isInline ? ` govuk-${kind}--inline` : ''}`}>
          {choices.map((choice, at) => {
            const id = at === 0 ? name : `${name}-${at + 1}`;
            return (
              <div className={`govuk-${kind}__item`} key={choice.value}>
                <input
                  className={`govuk-${kind}__input`}
                  id={id}
                  name={name}
                  type={type}
                  value={choice.value}
                  defaultChecked={chosen.includes(choice.value)}
                  aria-describedby={choice.hint === undefined ? undefined : `${id}-hint`}
                />
                <label className={`govuk-label govuk-${kind}__label`} htmlFor={id}>
                  {choice.label}
                </label>
                {choice.hint === undefined ? null : (
                  <div id={`${id}-hint`} className={`govuk-hint govuk-${kind}__hint`}>
                    {choice.hint}
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}
