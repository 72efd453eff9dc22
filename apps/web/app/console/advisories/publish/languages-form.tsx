import { LOCALE_FACTS, LOCALES } from '../../../i18n/locale';
import { TextAreaField } from '../../../ui/static/field';
import type { FormErrors } from '../../../ui/static/error-summary';

interface LanguageAreasProps {
  readonly name: string;
  readonly label: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
}

/** One short text in the three languages. */
export function LanguageAreas({ name, label, typed, errors }: LanguageAreasProps) {
  return (
    <fieldset className="hl-languages-field">
      <legend>{label}</legend>
      <div className="hl-languages-field__row">
        {LOCALES.map((locale) => {
          const { key, tag, name: language } = LOCALE_FACTS[locale];
          const id = `${name}.${key}`;
          const text = (
            <>
              <span className="govuk-visually-hidden">{label} </span>
              <span lang={tag}>{language}</span>
            </>
          );
          return (
            <TextAreaField
              key={key}
              name={id}
              label={text}
              lang={tag}
              rows={4}
              defaultValue={typed[id]}
              error={errors[id] ?? errors[name]}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
